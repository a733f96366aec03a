"""Talking with the assistant, without a page: what a message asks for (`Intent`).

Here belongs how sentences are read; what is done about them is the page's.
"""

from assistant.conversation.intent import KINDS, UNKNOWN, Direction, Field, Intent, Kind, Reading

__all__ = ["KINDS", "UNKNOWN", "Direction", "Field", "Intent", "Kind", "Reading"]
