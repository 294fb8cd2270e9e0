"""Found citations in the notation of ``forms.py``."""

from knowledge.citations.types import Form, FoundCitation, Target

_RELATIVE = {
    "": "",
    "same": "=",
    "same_paragraph": "=p",
    "previous_article": "<a",
    "next_article": ">a",
    "previous_paragraph": "<p",
}


def note(citation: FoundCitation) -> str:
    """One citation as ``law places flags``."""
    if citation.form is Form.CASE_NUMBER:
        return f"@{citation.number}"
    parts = [_law(citation), ",".join(map(_place, citation.targets)) or "*"]
    if citation.old:
        parts.append("old")
    if citation.as_of:
        parts.append(f"@{citation.as_of}")
    if citation.version_year:
        parts.append(f"v{citation.version_year}")
    if citation.law is not None and citation.law.close:
        parts.append("~")
    return " ".join(parts)


def _law(citation: FoundCitation) -> str:
    law = citation.law
    if citation.form is Form.BARE:
        return "-"
    if citation.form is Form.SHORT or law is None:
        return "^"
    if law.foreign:
        return f"!{law.foreign}"
    if law.named:
        return f"#{law.named.title}"
    return "/".join(law.law_ids) or f"?{law.text}"


def _place(target: Target) -> str:
    written = _RELATIVE.get(target.relative)
    if written is None:
        written = f"<p{target.how_many}"
    if target.article is not None:
        written += str(target.article.number)
        if target.article.inserted:
            written += f".{target.article.inserted}"
    if target.paragraph:
        written += f"p{target.paragraph}"
    if target.item:
        written += f"i{target.item}"
    return written
