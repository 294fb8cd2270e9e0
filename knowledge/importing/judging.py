"""What an imported text would do to the version that is held of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from knowledge.importing.parts import numbered, wording
from knowledge.models import Article, Law, Statute
from knowledge.numerals import to_chinese
from knowledge.readers.official import OfficialText


class Action(StrEnum):
    """What an import does to what is held."""

    NEW = "new"
    REPLACES_DIGEST = "replaces the digest"
    VERSION = "a version beside those held"
    COMPLETES = "completes what is held"
    REPLACES = "replaces what is held"
    CASE = "a case"
    SAME = "held already"
    REFUSED = "refused"
    ASIDE = "left aside"


@dataclass(frozen=True, slots=True)
class Judgement:
    """What would become of a text, and why."""

    action: Action
    reason: str = ""
    law: Law | None = None
    against: Statute | None = None
    """The version that it replaces, completes or repeats."""
    warnings: tuple[str, ...] = ()

    @property
    def kept(self) -> bool:
        """The text is to be put on the shelf."""
        return self.action not in (Action.SAME, Action.REFUSED, Action.ASIDE)


def over_digest(
    text: OfficialText,
    law: Law | None,
    digest: Statute,
    own: Mapping[object, Article],
    warnings: tuple[str, ...],
    *,
    replacing: bool,
) -> Judgement:
    """Against a digest of this version: the whole rule takes its place."""
    wanted = numbered(digest.articles)
    lost = [article.label for number, article in wanted.items() if number not in own]
    first = min((article.number.number for article in text.numbered), default=1)
    short = digest.last_article is not None and text.last < digest.last_article
    if (lost or short or text.gaps or text.doubled or first != 1) and not replacing:
        what = f" without {'、'.join(lost[:5])}" if lost else ""
        return Judgement(
            Action.REFUSED,
            f"expected the whole rule in place of its digest (articles 1 to {digest.last_article or '?'}), found "
            f"{len(own)} articles{what}{faults(text, first)}; give the whole text, or say --replace",
            law,
            digest,
        )
    if text.effective_from and digest.effective_from and text.effective_from != digest.effective_from:
        warnings = (
            *warnings,
            f"the text says that it takes effect on {text.effective_from}, we know {digest.effective_from}, which stays",
        )
    return Judgement(Action.REPLACES_DIGEST, law=law, against=digest, warnings=warnings)


def over_text(
    text: OfficialText,
    law: Law | None,
    against: Statute,
    own: Mapping[object, Article],
    warnings: tuple[str, ...],
    *,
    replacing: bool,
) -> Judgement:
    """Against the text of this version: the same, more of it, or other words."""
    held = numbered(against.articles)
    if not own and not held:
        mine = "".join(map(wording, text.articles))
        theirs = "".join(map(wording, against.articles))
        if mine == theirs:
            return Judgement(Action.SAME, law=law, against=against)
    differ = [
        held[number].label
        for number in own
        if number in held and wording(own[number]) != wording(held[number])
    ]
    more = [number for number in own if number not in held]
    if not differ and not more and own:
        return Judgement(Action.SAME, law=law, against=against)
    if replacing:
        return Judgement(Action.REPLACES, law=law, against=against, warnings=warnings)
    if differ or not own:
        return Judgement(
            Action.REFUSED,
            f"expected the words that are held of {against.published or 'this version'}, found {len(differ)} of "
            f"{len(own)} articles to read otherwise ({'、'.join(differ[:5])}); check the file, or say --replace",
            law,
            against,
        )
    if text.doubled:
        return Judgement(
            Action.REFUSED,
            f"found numbers twice: {'、'.join(text.doubled[:5])}; correct the file",
            law,
            against,
        )
    return Judgement(Action.COMPLETES, law=law, against=against, warnings=warnings)


def oddities(text: OfficialText) -> Iterator[str]:
    """What to look at in a text that is kept."""
    if text.gaps:
        yield f"missing: {'、'.join(map(label, text.gaps[:8]))}"
    if text.doubled:
        yield f"twice: {'、'.join(text.doubled[:8])}; the later ones are kept without their number"
    if text.odd:
        yield f"to be looked at: {'; '.join(text.odd[:4])}"
    first = text.dates.first_effective if text.dates and not text.dates.amended else None
    if first is not None:
        yield f"it says that it took effect on {first}, before it was published on {text.published}: taken for unknown"


def faults(text: OfficialText, first: int) -> str:
    """What speaks against a text, in brackets behind a reason; nothing when it is whole."""
    said = []
    if first != 1:
        said.append(f"the first is {label(first)}")
    if text.gaps:
        said.append(f"missing {'、'.join(map(label, text.gaps[:5]))}")
    if text.doubled:
        said.append(f"twice {'、'.join(text.doubled[:5])}")
    return f" ({', '.join(said)})" if said else ""


def label(number: int) -> str:
    """第N条."""
    return f"第{to_chinese(number)}条"
