"""Money in a description: the year's amount, the total, and what the budget is made of."""

from assistant.facts.money.amounts import Amounts, amounts_of, plain_number
from assistant.facts.money.priced import with_unit_prices
from assistant.facts.money.reckoning import rounding

__all__ = ["Amounts", "amounts_of", "plain_number", "rounding", "with_unit_prices"]
