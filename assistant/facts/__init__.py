"""Description → ProjectFacts. Deterministic; each fact keeps its span in the source."""

from assistant.facts.understand import understand

__all__ = ["understand"]
