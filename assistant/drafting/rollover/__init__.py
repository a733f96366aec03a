"""Next year's form from an approved one: `rolling` makes it and asks, `moving` says what of a text
moves with the year, `confirming` what stays and has to be looked at."""

from assistant.drafting.rollover.rolling import RolledOver, roll_over

__all__ = ["RolledOver", "roll_over"]
