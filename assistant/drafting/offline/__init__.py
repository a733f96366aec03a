"""The embedded drafter: composes the form from the description's own facts and the conventions."""
