"""Imported texts put beside what is held: nothing is lost, gapped or contradicted by it, and no standing is assumed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from knowledge.importing.articles import UNNUMBERED
from knowledge.importing.standing import StandingRules
from knowledge.models import Article, Law, LawId, Statute
from knowledge.normalize import fold
from knowledge.numerals import to_chinese
from knowledge.readers.official import OfficialText, as_statute

SAME_VERSION = timedelta(days=45)
"""Texts of one title published within this time are one version: a day passed and a day published differ so."""

GAPS_BORNE = 0.1
"""Share of numbers that may be missing in a text that takes the place of nothing."""

SHRINKS = 0.5
"""A later version with less than this share of the articles held is more likely a part."""

_AMENDMENT = re.compile(r"(.{2,60}?)修正案(?:（[^（）]{1,6}）)?")


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
        return self.action not in (Action.SAME, Action.REFUSED)


def title_key(title: str) -> str:
    """One key for the ways in which a title is written: with and without 中华人民共和国, 《》, blanks, half width."""
    return re.sub(r"中华人民共和国|[<>（）()\"、]", "", fold(title))


def numbered(articles: Iterable[Article]) -> dict[object, Article]:
    """Articles by number, without annexes and running texts."""
    return {article.number: article for article in articles if article.number.number < UNNUMBERED}


def wording(article: Article) -> str:
    """The form in which two copies of an article are compared: no punctuation, no blanks, one width."""
    ends = article.paragraphs[-1].end if article.paragraphs else None  # an annex belongs to no paragraph
    return re.sub(r"[^\w]", "", fold(article.text[:ends]).replace("〇", "零"))


class Shelf:
    """The versions of every law, to which imported texts are added."""

    def __init__(
        self,
        laws: MutableMapping[LawId, Law],
        editions: MutableMapping[LawId, Sequence[Statute]],
        rules: StandingRules,
    ) -> None:
        self.laws = laws
        self.editions = editions
        self.rules = rules
        self.replaced: set[LawId] = set()
        """Laws whose digest an official text replaced."""
        self._by_key = {title_key(law.title): law_id for law_id, law in laws.items()}
        self._imported: dict[str, OfficialText] = {}

    def law_of(self, title: str) -> Law | None:
        """The law of this title, however it is written."""
        law_id = self._by_key.get(title_key(title))
        return self.laws[law_id] if law_id is not None else None

    def judge(self, text: OfficialText, *, replacing: bool = False) -> Judgement:
        """What would become of ``text``; ``replacing``: the operator insists."""
        law = self.law_of(text.title)
        held = list(self.editions.get(law.law_id, ())) if law else []
        base = self.law_of(found.group(1)) if (found := _AMENDMENT.fullmatch(text.title)) else None
        if base is not None and self.editions.get(base.law_id):
            # Kept out like those of the statute file (D13): what it says is in the law that it changed.
            return Judgement(
                Action.SAME, f"it amends 《{base.short_title}》; import that law as amended", base
            )
        own = numbered(text.articles)
        warnings = tuple(_oddities(text))
        if not held:
            return self._new(text, law, own, warnings, replacing=replacing)
        same = [one for one in held if _same_version(text, one)]
        if not same and text.published is None and len(held) == 1:
            same = held
        if not same:
            if text.published is None:
                return Judgement(
                    Action.REFUSED,
                    f"expected a day of publication, as {len(held)} versions of it are held, found none; "
                    "put it at the end of the file's name: 某办法(2025-01-31).md",
                    law,
                )
            return self._version(text, law, held, own, warnings, replacing=replacing)
        against = next((one for one in same if one.verbatim), same[-1])
        if not against.verbatim and not against.repealed and self.rules.repeal_of(text.title, text.published):
            # A later wording is known: this one is shown for its own time, the digest stays.
            return self._version(text, law, held, own, warnings, replacing=replacing)
        if not against.verbatim:
            return _over_digest(text, law, against, own, warnings, replacing=replacing)
        return _over_text(text, law, against, own, warnings, replacing=replacing)

    def _new(
        self,
        text: OfficialText,
        law: Law | None,
        own: Mapping[object, Article],
        warnings: tuple[str, ...],
        *,
        replacing: bool,
    ) -> Judgement:
        first = min((article.number.number for article in text.numbered), default=1)
        missing = len(text.gaps) + first - 1
        if own and missing > GAPS_BORNE * text.last and not replacing:
            return Judgement(
                Action.REFUSED,
                f"expected articles 1 to {text.last}, found {len(own)} of them, the first {_label(first)}; "
                "import all parts of it together",
                law,
            )
        return Judgement(Action.NEW, law=law, warnings=warnings)

    def _version(
        self,
        text: OfficialText,
        law: Law | None,
        held: Sequence[Statute],
        own: Mapping[object, Article],
        warnings: tuple[str, ...],
        *,
        replacing: bool,
    ) -> Judgement:
        nearest = min(held, key=lambda one: abs((one.published or date.min) - (text.published or date.min)))
        count = len(numbered(nearest.articles)) if nearest.verbatim else nearest.last_article or 0
        first = min((article.number.number for article in text.numbered), default=1)
        if not replacing and (text.gaps or text.doubled or first != 1 or len(own) < SHRINKS * count):
            return Judgement(
                Action.REFUSED,
                f"expected a whole version beside the {count} articles held of {nearest.published or 'no day'}, found "
                f"{len(own)} articles{_faults(text, first)}; give the whole text, or say --replace",
                law,
                nearest,
            )
        return Judgement(Action.VERSION, law=law, warnings=warnings)

    def put(self, text: OfficialText, judged: Judgement, source: str = "") -> Statute:
        """Add a text that was judged to be kept.

        Args:
            text: What was read.
            judged: What ``judge`` said of it.
            source: What is shown as its source.
        """
        law, statute = as_statute(text, judged.law)
        if source:
            statute = replace(statute, source=source)
        self.laws.setdefault(law.law_id, law)
        self._by_key.setdefault(title_key(law.title), law.law_id)
        held = list(self.editions.get(law.law_id, ()))
        against = judged.against
        if against is not None:
            statute = replace(
                statute,
                published=against.published or statute.published,
                effective_from=against.effective_from or statute.effective_from,
                effective_until=against.effective_until,
                repealed=against.repealed,
                version_note=against.version_note or statute.version_note,
            )
            if against.version_id in self._imported or against.verbatim:
                statute = replace(statute, articles=_together(against.articles, statute.articles))
            if not against.verbatim:
                self.replaced.add(law.law_id)
            held = [one for one in held if one is not against]
        statute = replace(
            statute,
            last_article=max(
                (one.number.number for one in numbered(statute.articles).values()), default=None
            ),
        )
        self._imported[statute.version_id] = text
        self.editions[law.law_id] = sorted([*held, statute], key=_order)
        return statute

    def settle(self) -> None:
        """Say of every imported version from when until when it holds, and where that is not known."""
        touched = {
            law_id
            for law_id, group in self.editions.items()
            if any(one.version_id in self._imported for one in group)
        }
        claims = self.rules.with_claims(
            one for group in self.editions.values() for one in group if one.verbatim
        )
        for law_id in touched:
            group = list(self.editions[law_id])
            for place, one in enumerate(group):
                text = self._imported.get(one.version_id)
                if text is not None:
                    group[place] = one = claims.judge(one, text)
                following = next(
                    (later for later in group[place + 1 :] if not self._doubtful(later, claims)), None
                )
                if following is not None and one.effective_until is None:
                    until = following.effective_from or following.published
                    group[place] = replace(one, effective_until=until)
            self.editions[law_id] = group

    def _doubtful(self, statute: Statute, rules: StandingRules) -> bool:
        """A version of which it is not known that it ever took effect: it ends none before it."""
        text = self._imported.get(statute.version_id)
        return bool((rules.judge(statute, text) if text else statute).unchecked)


def _order(statute: Statute) -> tuple[date, bool, str]:
    """Oldest first; a digest, which tells the rule as it is now, after a text of the same day."""
    last = date.min if statute.verbatim else date.max
    return statute.published or statute.effective_from or last, not statute.verbatim, statute.version_id


def _same_version(text: OfficialText, held: Statute) -> bool:
    if text.document_number and held.law.document_number == text.document_number and not held.verbatim:
        return True
    if text.published is not None and held.published is not None:
        if abs(text.published - held.published) <= SAME_VERSION:
            return True
        return text.effective_from is not None and text.effective_from == held.effective_from
    return held.published is None and text.published is None


def _over_digest(
    text: OfficialText,
    law: Law | None,
    digest: Statute,
    own: Mapping[object, Article],
    warnings: tuple[str, ...],
    *,
    replacing: bool,
) -> Judgement:
    wanted = numbered(digest.articles)
    lost = [article.label for number, article in wanted.items() if number not in own]
    first = min((article.number.number for article in text.numbered), default=1)
    short = digest.last_article is not None and text.last < digest.last_article
    if (lost or short or text.gaps or text.doubled or first != 1) and not replacing:
        what = f" without {'、'.join(lost[:5])}" if lost else ""
        return Judgement(
            Action.REFUSED,
            f"expected the whole rule in place of its digest (articles 1 to {digest.last_article or '?'}), found "
            f"{len(own)} articles{what}{_faults(text, first)}; give the whole text, or say --replace",
            law,
            digest,
        )
    if text.effective_from and digest.effective_from and text.effective_from != digest.effective_from:
        warnings = (
            *warnings,
            f"the text says that it takes effect on {text.effective_from}, we know {digest.effective_from}, which stays",
        )
    return Judgement(Action.REPLACES_DIGEST, law=law, against=digest, warnings=warnings)


def _over_text(
    text: OfficialText,
    law: Law | None,
    against: Statute,
    own: Mapping[object, Article],
    warnings: tuple[str, ...],
    *,
    replacing: bool,
) -> Judgement:
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


def _together(held: Sequence[Article], added: Sequence[Article]) -> tuple[Article, ...]:
    """Articles of two parts in the order of their numbers, those of the second in place of equal ones."""
    by_number = {article.number: article for article in held}
    by_number.update({article.number: article for article in added})
    return tuple(by_number[number] for number in sorted(by_number))


def _oddities(text: OfficialText) -> Iterator[str]:
    if text.gaps:
        yield f"missing: {'、'.join(map(_label, text.gaps[:8]))}"
    if text.doubled:
        yield f"twice: {'、'.join(text.doubled[:8])}; the later ones are kept without their number"
    if text.odd:
        yield f"not taken for articles: {'; '.join(text.odd[:4])}"


def _faults(text: OfficialText, first: int) -> str:
    said = []
    if first != 1:
        said.append(f"the first is {_label(first)}")
    if text.gaps:
        said.append(f"missing {'、'.join(map(_label, text.gaps[:5]))}")
    if text.doubled:
        said.append(f"twice {'、'.join(text.doubled[:5])}")
    return f" ({', '.join(said)})" if said else ""


def _label(number: int) -> str:
    return f"第{to_chinese(number)}条"


def merge_parts(texts: Sequence[OfficialText]) -> OfficialText:
    """Parts of one version as one text; the caller has checked that no number stands in two of them."""
    first = texts[0]
    articles = _together((), [article for text in texts for article in _apart(text, texts)])
    numbers = sorted({one.number.number for one in articles if one.number.number < UNNUMBERED})
    have = set(numbers)
    return replace(
        first,
        articles=articles,
        part="",
        effective_from=next((one.effective_from for one in texts if one.effective_from), None),
        gaps=tuple(n for n in range(numbers[0], numbers[-1]) if n not in have) if numbers else (),
        doubled=tuple(label for text in texts for label in text.doubled),
        odd=tuple(line for text in texts for line in text.odd),
    )


def _apart(text: OfficialText, texts: Sequence[OfficialText]) -> Iterator[Article]:
    """The articles of a part under its own heading, its annexes counted apart from those of the other parts."""
    place = next(at for at, one in enumerate(texts) if one is text)
    for article in text.articles:
        number = article.number
        if number.number >= UNNUMBERED:
            number = replace(number, number=number.number + 1000 * place)
        headings = article.headings
        if text.part and headings[:1] != (text.part,):
            headings = (text.part, *headings)
        yield replace(article, number=number, headings=headings)


def fit_together(one: OfficialText, other: OfficialText) -> bool:
    """Two parts of one version: the same title, days that agree, no number in both."""
    if title_key(one.title) != title_key(other.title) or not one.numbered or not other.numbered:
        return False
    if one.published and other.published and abs(one.published - other.published) > SAME_VERSION:
        return False
    return numbered(one.articles).keys().isdisjoint(numbered(other.articles))
