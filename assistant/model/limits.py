"""How much one file may be and take; a declaration form is far below all of it."""

from assistant.model.base import Value

MEGABYTE = 1024 * 1024


class Limits(Value):
    """Every cap on reading a file. Settings change them (`ASSISTANT_MAX_…`)."""

    file_bytes: int = 30 * MEGABYTE
    entries: int = 2000
    """Parts of a package or members of a zip."""
    entry_bytes: int = 60 * MEGABYTE
    worksheet_bytes: int = 12 * MEGABYTE
    inflated_bytes: int = 200 * MEGABYTE
    ratio: int = 200
    pages: int = 200
    rows: int = 50_000
    """Rows of all sheets of a workbook."""
    seconds: int = 60
    memory_bytes: int = 1500 * MEGABYTE
    """Of the process that reads a file apart."""
