"""What a unit decides for itself: `assistant.toml`, its own rules, and what it has accepted.

The files lie beside the declarations or above them; `load_organisation` finds and reads them. A
wrong key is a SettingsError of one sentence that names the file.
"""

from assistant.organisation.config import Organisation, load_organisation
from assistant.organisation.suppressing import suppressed, unused
from assistant.organisation.suppressions import Suppression

__all__ = ["Organisation", "Suppression", "load_organisation", "suppressed", "unused"]
