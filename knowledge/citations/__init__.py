"""Citations of law: found in text, resolved to articles, verified, written.

found = find_citations("民法典1195条2款", library.registry)
resolved = resolve_all(found, text, library, date.today())
"""

from knowledge.citations.find import find_citations
from knowledge.citations.format import article_label, format_citation
from knowledge.citations.resolve import StatuteSource, resolve, resolve_all
from knowledge.citations.types import (
    Context,
    Form,
    FoundCitation,
    LawMention,
    Resolution,
    Target,
    Verdict,
)
from knowledge.citations.verify import check_text

__all__ = [
    "Context",
    "Form",
    "FoundCitation",
    "LawMention",
    "Resolution",
    "StatuteSource",
    "Target",
    "Verdict",
    "article_label",
    "check_text",
    "find_citations",
    "format_citation",
    "resolve",
    "resolve_all",
]
