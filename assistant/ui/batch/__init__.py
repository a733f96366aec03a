"""Checking many drafts at once: read and checked one by one, set side by side, taken away again."""
