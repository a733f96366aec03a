"""Every error the product raises on purpose, as one tree.

    AssistantError                  one Chinese sentence: what, where, the way out
    ├── UsageError                  the call is unusable (unknown option, field, profile …)
    ├── SettingsError               an environment variable holds an unusable value
    ├── FileError                   a file cannot be opened, read or written
    │   ├── UnsupportedFormat       the format is unknown, or cannot be written
    │   ├── BrokenFile              the bytes are not what the name says, or are cut off
    │   ├── NoDeclaration           readable, but holds no declaration form
    │   └── RefusedFile             past a safety cap (size, ratio, entries …)
    ├── StoreUnavailable            the drafts cannot be opened, read or kept
    ├── IndexUnavailable            the retrieval index cannot be opened or built
    ├── Cancelled                   the user stopped the work; nothing was changed
    └── ModelUnavailable            the language model is not configured or does not answer
        ├── SendingRefused          the text may not leave the own network, or nobody agreed
        ├── RequestRefused          the endpoint does not take the request as it is shaped
        └── UnusableAnswer          the answer is cut off, empty, or not what was asked for

The command line prints the sentence and exits with 2; the page shows it beside what caused it.
Programming mistakes are not in this tree and are never turned into content.
"""


class AssistantError(Exception):
    """Base of all errors that are shown to the user as one sentence."""


class UsageError(AssistantError):
    """The call cannot be carried out as written."""


class SettingsError(AssistantError):
    """A setting holds a value that cannot be used; the message names the variable."""


class FileError(AssistantError):
    """Something is wrong with one file; the other files go on."""


class UnsupportedFormat(FileError):
    """No reader (or writer) handles this kind of file."""


class BrokenFile(FileError):
    """The content is damaged, cut off, or not what the file name says."""


class NoDeclaration(FileError):
    """The file was read, but no declaration form was recognised in it."""


class RefusedFile(FileError):
    """The file is past a safety limit and was not opened."""


class StoreUnavailable(AssistantError):
    """The store of drafts cannot be opened, read or written."""


class IndexUnavailable(AssistantError):
    """The retrieval index cannot be opened, built or written."""


class Cancelled(AssistantError):
    """The user stopped the work before it was done."""


class ModelUnavailable(AssistantError):
    """No language model is configured, or it does not answer."""


class SendingRefused(ModelUnavailable):
    """The text was not sent to a model outside the own network. `may_be_agreed`: a yes of the user
    would change it."""

    def __init__(self, sentence: str, *, may_be_agreed: bool = True) -> None:
        super().__init__(sentence)
        self.may_be_agreed = may_be_agreed


class RequestRefused(ModelUnavailable):
    """The endpoint does not accept this shape of request (its name for it is in the message)."""


class UnusableAnswer(ModelUnavailable):
    """The model answered, but the answer cannot be used."""
