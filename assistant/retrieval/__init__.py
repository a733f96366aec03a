"""Finds past declarations and rows like the one being written. The only door to chromadb.

The truth is `corpus/declarations/` and the declarations a user added (a transactional store);
everything else here is a cache that is rebuilt whenever it is missing, stale or damaged. Drafting
decides what to do with a precedent; this package only finds it.
"""

from assistant.retrieval.contents import IndexStats
from assistant.retrieval.index import Added, Index, open_index
from assistant.retrieval.library import StoredDeclaration
from assistant.retrieval.ranking import Filters, Hit
from assistant.retrieval.usage import UsedIndicator

__all__ = [
    "Added",
    "Filters",
    "Hit",
    "Index",
    "IndexStats",
    "StoredDeclaration",
    "UsedIndicator",
    "open_index",
]
