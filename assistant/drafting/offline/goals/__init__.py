"""年度目标 and 长期目标 as the field writes them: what is done, how well, to what end.

The annual goal carries every commitment of the declared year with its figure. The long-term goal
spans the period: what goes on every year is said without the year's figure or added up over the
years, standards are kept up, totals for the period stand as the description gives them. A project
of several named parts has a 目标1, 目标2 … for each.
"""

from assistant.drafting.offline.goals.annual import annual_goal
from assistant.drafting.offline.goals.long_term import long_term_goal
from assistant.drafting.offline.goals.standards import lasting

__all__ = ["annual_goal", "lasting", "long_term_goal"]
