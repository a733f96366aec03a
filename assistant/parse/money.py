"""Money in text: amounts (`amounts`) and calculations that give one (`products`), under one name."""

from assistant.parse.amounts import find_money, parse_amount
from assistant.parse.products import find_products

__all__ = ["find_money", "find_products", "parse_amount"]
