"""Imported texts put beside what is held: nothing is lost, gapped or contradicted by it, and no standing is assumed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, MutableMapping, Sequence
from dataclasses import replace
from datetime import date

from knowledge import tuned
from knowledge.importing.judging import Action, Judgement, faults, oddities, over_digest, over_text
from knowledge.importing.moves import moves_of
from knowledge.importing.parts import SAME_VERSION, numbered, title_key, together
from knowledge.importing.standing import StandingRules
from knowledge.models import Article, Law, LawId, Renumbering, Statute
from knowledge.readers.official import OfficialText, as_statute

_AMENDMENT = re.compile(r"(.{2,60}?)修正案(?:（[^（）]{1,6}）)?|.{2,30}关于修改《([^《》]{2,60})》的决定")


class _Titles:
    """Finds laws by their titles, however these are written."""

    def __init__(self, laws: Iterable[Law]) -> None:
        self._by_key: dict[str, LawId] = {}
        self._by_subject: dict[str, dict[LawId, Law]] = defaultdict(dict)
        for law in laws:
            self.add(law)

    def add(self, law: Law) -> None:
        """Also find this law; of two with one title the first is found."""
        self._by_key.setdefault(title_key(law.title), law.law_id)
        self._by_subject[_subject(law.title)].setdefault(law.law_id, law)

    def law_of(self, title: str, issuer: str | None) -> LawId | None:
        """See ``Shelf.law_of``."""
        law_id = self._by_key.get(title_key(title))
        if law_id is not None:
            return law_id
        alike = self._by_subject.get(_subject(title), {})
        same = [one.law_id for one in alike.values() if _differ_in_issuer(title, issuer, one)]
        return same[0] if len(same) == 1 else None


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
        self.brought: set[str] = set()
        """Versions beside those that were held, or in their place."""
        self._titles = _Titles(laws.values())
        self._imported: dict[str, OfficialText] = {}

    def law_of(self, title: str, issuer: str | None = None) -> Law | None:
        """The law of this title, however it is written, or of one that has the issuer in front where this has none.

        Args:
            title: As it was read.
            issuer: As its head says, where the title does not.
        """
        law_id = self._titles.law_of(title, issuer)
        return None if law_id is None else self.laws[law_id]

    def judge(self, text: OfficialText, *, replacing: bool = False) -> Judgement:
        """What would become of ``text``; ``replacing``: the operator insists."""
        law = self.law_of(text.title, text.issuer)
        held = list(self.editions.get(law.law_id, ())) if law else []
        base = (
            self.law_of(found.group(found.lastindex or 1))
            if (found := _AMENDMENT.fullmatch(text.title))
            else None
        )
        if base is not None and self.editions.get(base.law_id):
            return self._amends(text, base)
        own = numbered(text.articles)
        warnings = tuple(oddities(text))
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
            return over_digest(text, law, against, own, warnings, replacing=replacing)
        return over_text(text, law, against, own, warnings, replacing=replacing)

    def _amends(self, text: OfficialText, base: Law) -> Judgement:
        """An amendment is kept out like those of the statute file (D13): what it says is in the law that it changed."""
        latest = max((one.published for one in self.editions[base.law_id] if one.published), default=None)
        if latest is not None and text.published is not None and text.published - latest > SAME_VERSION:
            return Judgement(
                Action.REFUSED,
                f"expected 《{base.short_title}》 as amended, found the decision of {text.published} that amends it, later "
                f"than what is held of {latest}; import the law as amended",
                base,
            )
        return Judgement(Action.SAME, f"it amends 《{base.short_title}》; import that law as amended", base)

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
        if own and missing > tuned.GAPS_BORNE * text.last and not replacing:
            return Judgement(
                Action.REFUSED,
                f"expected articles 1 to {text.last}, found {len(own)} of them{faults(text, first)}; "
                "give the whole text, or import all parts of it together",
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
        if not replacing and (text.gaps or text.doubled or first != 1 or len(own) < tuned.SHRINKS * count):
            return Judgement(
                Action.REFUSED,
                f"expected a whole version beside the {count} articles held of {nearest.published or 'no day'}, found "
                f"{len(own)} articles{faults(text, first)}; give the whole text, or say --replace",
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
        self._titles.add(law)
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
                statute = replace(statute, articles=together(against.articles, statute.articles))
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
        if judged.action in (Action.VERSION, Action.REPLACES):
            self.brought.add(statute.version_id)
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

    def moves(self) -> list[Renumbering]:
        """Where old numbers stand in the imported versions; to be asked for once everything is settled."""
        return [
            move
            for group in self.editions.values()
            for one in group
            if one.version_id in self._imported
            for move in moves_of(group, one)
        ]

    def _doubtful(self, statute: Statute, rules: StandingRules) -> bool:
        """A version of which it is not known that it ever took effect: it ends none before it."""
        text = self._imported.get(statute.version_id)
        return bool((rules.judge(statute, text) if text else statute).unchecked)


def _subject(title: str) -> str:
    """The title from 关于 on: what stands before it is who issued it."""
    before, about, rest = title.partition("关于")
    return title_key(about + rest) if about and "《" not in before else ""


def _differ_in_issuer(title: str, issuer: str | None, law: Law) -> bool:
    """One of two titles about the same begins with who issued it, the other with 关于, and nothing says another issuer."""
    written, held = title.partition("关于")[0], law.title.partition("关于")[0]
    if not _subject(title) or bool(written) == bool(held):
        return False
    named, other = (written, law.issuer) if written else (held, issuer)
    return other is None or title_key(other) in title_key(named) or title_key(named) in title_key(other)


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
