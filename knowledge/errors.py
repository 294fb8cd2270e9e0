"""Errors of the knowledge package.

KnowledgeError                  base: anything wrong with the sources or a request to them
├── SourceFormatError           a source file cannot be read as what it claims to be
├── SourceMissing               a source that set-up should have put in place is absent
├── UnresolvedReference         a curated file names a law, article, case or hotline that does not exist
│   └── ChangedSince            it did exist: a later version of the law, which was imported, no longer has it
└── AmendmentError              an amendment cannot be applied to its base text
"""


class KnowledgeError(Exception):
    """Base class: one sentence that says what was expected, what was found and what to do."""


class SourceFormatError(KnowledgeError):
    """A source file is not in the format it claims."""


class SourceMissing(KnowledgeError):
    """A source that set-up puts in place is absent."""


class UnresolvedReference(KnowledgeError):
    """A curated file names something that the library does not hold."""


class ChangedSince(UnresolvedReference):
    """A curated file names a provision that an imported later version of its law no longer has."""


class AmendmentError(KnowledgeError):
    """An amendment cannot be applied to its base text."""
