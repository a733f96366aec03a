"""What a number counts: the thing and its verb, before it, behind it or clauses ago.

`counted` asks one reader after the other: `again` takes up what was counted before, `gaining` finds
who benefits, `often` the verb inside a frequency, `beside` the words on both sides of the number;
`completed` adds what the clauses before have said. `units` tells 个 from what is counted with it.
"""

from assistant.facts.requirements.things.again import SUM, THESE
from assistant.facts.requirements.things.counted import thing_counted
from assistant.facts.requirements.things.phrase import plain_object
from assistant.facts.requirements.things.told import told_before
from assistant.facts.requirements.things.units import split_unit

__all__ = ["SUM", "THESE", "plain_object", "split_unit", "thing_counted", "told_before"]
