"""An organisation's own rules, written as data: no code, six kinds.

`rules_from` reads them; each becomes a rule like any other, with a page in the catalogue and
findings with ids, places and fixes. Pure: the caller opens the file.

Patterns run on RE2, whose time is linear in the text whatever the pattern; what RE2 does not know
(looking around, references back) is refused when the rules are read.
"""

from assistant.rules.own.reading import rules_from
from assistant.rules.own.rule import OwnRule

__all__ = ["OwnRule", "rules_from"]
