"""The two bases of all values, and the words that stand for an empty cell."""

from pydantic import BaseModel, ConfigDict

NOT_APPLICABLE = "不适用"
OPEN = "【待填】"


class Value(BaseModel):
    """Base of all values: immutable, closed set of fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class OpenValue(BaseModel):
    """Base of what is read from and written to JSON: unknown keys are kept."""

    model_config = ConfigDict(frozen=True, extra="allow", defer_build=True)
