"""Money in text under one name: amounts (`amounts`) and calculations of one (`products`)."""

from assistant.parse.amounts import find_money, parse_amount
from assistant.parse.products import find_products

__all__ = ["find_money", "find_products", "parse_amount"]
