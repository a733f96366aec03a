"""Numbers, percentages and dates stored in Excel are read as they are shown, without loss."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from assistant.formats.excel_display import shown

CASES = [
    (0.9, "0%", "90%"),
    (0.905, "0%", "90.5%"),
    (1, "0.00%", "100.00%"),
    (15377200, "#,##0.00", "15,377,200.00"),
    (328000.0, "General", "328000"),
    (0.1 + 0.2, "General", "0.3"),
    (3, '"≥"0"次"', "≥3次"),
    (2010, "0_ ", "2010"),
    (12.345, "0.0", "12.345"),
    (datetime(2026, 6, 30), 'yyyy"年"m"月"', "2026年6月"),
    (datetime(2026, 6, 30), "mm-dd-yy", "2026/6/30"),
    (date(2026, 6, 5), "yyyy-mm-dd", "2026-06-05"),
    (datetime(2026, 6, 30), "[$-F800]dddd, mmmm dd, yyyy", "2026年6月30日"),
    (True, "General", "是"),
    ("≥90%", "General", "≥90%"),
    (None, "General", ""),
]


@pytest.mark.parametrize(("value", "number_format", "text"), CASES)
def test_shown(value: object, number_format: str, text: str) -> None:
    assert shown(value, number_format) == text
