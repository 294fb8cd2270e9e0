"""What an article says in plain words of ours, for whoever does not read law (``data/gists.tsv``, docs/data.md).

A gist is true of one wording alone: it is kept with a digest of the article that it was written for, and is silent
beside other words, such as those of a later version. Words that an import only moved keep it (``knowledge.following``).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from knowledge.errors import SourceFormatError
from knowledge.figures import figures_in
from knowledge.models import Article

DIGEST_LENGTH = 8
LONGEST = 80
"""Characters that one sentence on a phone may have."""


@dataclass(frozen=True, slots=True)
class Gist:
    """One line of the file."""

    digest: str
    """``digest_of`` the article that it was written for."""
    text: str


def digest_of(article: Article) -> str:
    """The first hexadecimal digits of the SHA-256 of an article's text."""
    return hashlib.sha256(article.text.encode("utf-8")).hexdigest()[:DIGEST_LENGTH]


def read_gists(path: Path) -> dict[str, Gist]:
    """Gists by the citation as it is shown, ``《民法典》第五百七十七条`` or with its 款.

    Raises:
        SourceFormatError: A line is not of three columns, or a citation stands twice.
    """
    found: dict[str, Gist] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        columns = line.split("\t")
        if len(columns) != 3 or not all(columns):
            raise SourceFormatError(
                f"{path.name}, line {number}: expected citation, digest and gist with a tab between, found “{line[:60]}”."
            )
        citation, digest, text = columns
        if citation in found:
            raise SourceFormatError(f"{path.name}, line {number}: {citation} stands twice; keep one.")
        found[citation] = Gist(digest, text)
    return found


def gist_faults(citation: str, gist: Gist, article: Article) -> Iterator[str]:
    """What is wrong with a gist beside the article that it is of."""
    where = f"gists.tsv: {citation}"
    if gist.digest != digest_of(article):
        yield (
            f"{where}: expected the text that the gist was written for (digest {gist.digest}), found another "
            f"({digest_of(article)}); read the article again, mend the gist and write that digest"
        )
    if len(gist.text) > LONGEST:
        yield f"{where}: expected at most {LONGEST} characters, found {len(gist.text)}"
    held = {same for figure, _ in figures_in(article.text) for same in figure.same_as()}
    for figure, written in figures_in(gist.text):
        if figure not in held:
            yield f"{where}: expected “{written}” in the article, found it nowhere; a gist says what its article says"


def gist_of(gists: Mapping[str, Gist], citation: str, article: Article) -> str:
    """The gist of what a citation shows, else of its article; empty where none was written for this text."""
    for name in (citation, citation[: citation.rfind("条") + 1] + _inserted(citation)):
        gist = gists.get(name)
        if gist is not None and gist.digest == digest_of(article):
            return gist.text
    return ""


def _inserted(citation: str) -> str:
    """``之一`` of an inserted article's citation, which stands behind its 条."""
    rest = citation[citation.rfind("条") + 1 :]
    return rest.split("第", 1)[0]
