"""The measurable facts of a description: every quantity, rate, time limit, deadline and promise.

Clause by clause: what a number is about stands before or after it, or in the clause, bullet or
table row before. `walk` goes through sentences, `clauses` through one clause, `measured` through
its numbers; `counts`, `rates`, `times` and `deadlines` each read one kind of number, `things` tells
what a number counts. Amounts of money are read in `facts/money/`.
"""

from assistant.facts.requirements.walk import requirements_of

__all__ = ["requirements_of"]
