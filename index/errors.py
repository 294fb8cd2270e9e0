"""Errors of the index package.

SearchError                     base: anything wrong with the encoder, the index folder or a search
├── EncoderMissing              the embedding model is absent or cannot be loaded
├── IndexMissing                no index folder was built yet
├── IndexMismatch               the index was built for another encoder, corpus or format
├── IndexDamaged                a file of the index or the vector cache is not what it claims to be
├── IndexBusy                   another process builds it
├── IndexUnwritable             the disk is full, or the folder cannot be written
└── StoreAway                   Milvus cannot be reached, or refuses what it was asked
"""


class SearchError(Exception):
    """Base class: one sentence that says what was expected, what was found and what to do."""


class EncoderMissing(SearchError):
    """The embedding model is absent or cannot be loaded."""


class IndexMissing(SearchError):
    """No index was built yet."""


class IndexMismatch(SearchError):
    """The index was built for another encoder, corpus or format."""


class IndexDamaged(SearchError):
    """A file of the index or of the vector cache is damaged."""


class IndexBusy(SearchError):
    """Another process builds the index."""


class IndexUnwritable(SearchError):
    """The index cannot be written."""


class StoreAway(SearchError):
    """Milvus cannot be reached, or refuses what it was asked."""
