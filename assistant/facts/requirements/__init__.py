"""The measurable facts of a description: every quantity, rate, time limit, deadline and promise.

Clause by clause: what a number is about stands before or after it, or in the clause, bullet or
table row before. `counts`, `rates` and `times` each read one kind of number; amounts of money are
read in `facts/amounts.py`.
"""

from assistant.facts.requirements.walk import requirements_of

__all__ = ["requirements_of"]
