"""Which project and whose: the name and the applicant unit, as the description has them.

`names` finds the project's name, `units` the unit that applies and the one above it, `hints` what
is said only in short (区妇联, 校车那个项目): no fact for the form, but what its question proposes.
"""

from assistant.facts.identity.hints import suggestions_of
from assistant.facts.identity.names import names_of
from assistant.facts.identity.units import overseers_of, units_of

__all__ = ["names_of", "overseers_of", "suggestions_of", "units_of"]
