"""Cells of the form as text: what stands there, and what a person calls the place."""

from __future__ import annotations

from assistant.model import Declaration
from assistant.rules.form import Form
from assistant.rules.places import order_of, place_of
from assistant.vocabulary.loading import load
from assistant.vocabulary.profile import Profile

__all__ = ["order_of", "place_name", "shown", "text_at"]


def text_at(declaration: Declaration, path: str) -> str:
    """The text of a cell as the form shows it; empty when it is empty or does not exist."""
    parts = path.strip("/").split("/")
    if parts[0] != "indicators":
        return shown(getattr(declaration, parts[0], None))
    if len(parts) < 3 or not parts[1].isdigit() or int(parts[1]) >= len(declaration.indicators):
        return ""
    return shown(getattr(declaration.indicators[int(parts[1])], parts[2], None))


def shown(value: object, *, grouped: bool = False) -> str:
    """A value as the form writes it: 是/否, 15,377,200.00, 328000; None is empty."""
    if value is None or isinstance(value, tuple | dict):
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | float) and grouped:
        return f"{value:,.2f}"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{value:.2f}"
    return str(value)


def label_of(field: str, profile: Profile) -> str:
    """The label of a field; also of one that the profile's form has no cell for (起止年度 …)."""
    label = profile.label_of(field)
    if label != field:
        return label
    common: dict[str, list[str]] = load("labels")["fields"]
    return "预算年度" if field == "year" else common.get(field, [field])[0]


def short_label(field: str, profile: Profile) -> str:
    """The label without its brackets: 长期目标."""
    return label_of(field, profile).partition("（")[0]


def place_name(path: str, declaration: Declaration, profile: Profile) -> str:
    """`数量指标 第2行 指标值`, or 年度目标: the same words as the checker uses."""
    if path.count("/") == 1 and path[1:] in Declaration.model_fields and path != "/indicators":
        return label_of(path[1:], profile)
    try:
        return place_of(path, Form(declaration, profile, declaration.year), {})
    except (IndexError, ValueError):
        return "整张表"
