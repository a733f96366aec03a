"""What the local conventions say about a form's code and period. Used by several rules."""

from __future__ import annotations

from assistant.rules.form import Form


def code_year(form: Form) -> int | None:
    """The year inside the project code; None when there is no such convention or no such digits."""
    convention = form.profile.conventions.code
    digits = form.text("project_code")
    if convention is None or not (digits.isascii() and digits.isdigit()):
        return None
    if not digits.startswith(convention.prefix):
        return None
    two = digits[convention.year_start : convention.year_end]
    year = 2000 + int(two) if len(two) == 2 else None
    return year if year is not None and 2010 <= year <= 2040 else None


def first_and_last_year(form: Form) -> tuple[int | None, int | None]:
    """The project's years: as stated, else from the code and 实施期限; None where unknown."""
    declaration = form.declaration
    first = declaration.start_year or code_year(form)
    if declaration.end_year is not None:
        return first, declaration.end_year
    if first is None or not declaration.duration_years:
        return first, None
    return first, first + declaration.duration_years - 1
