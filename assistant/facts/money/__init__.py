"""Money in a description: the year's amount, the total, and what the budget is made of."""

from assistant.facts.money.amounts import Amounts, amounts_of, plain_number
from assistant.facts.money.priced import with_unit_prices

__all__ = ["Amounts", "amounts_of", "plain_number", "with_unit_prices"]
