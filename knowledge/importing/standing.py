"""Whether an imported text holds: by its own days, by what repealed it, by the law that it rests on.

In force needs a day of effect and no known repeal. A repeal is known from ``standing.yaml`` or from a text that is held
(《X》同时废止). Where neither decides, the standing is 状态待核 and the text is never quoted as current.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from knowledge.errors import SourceFormatError
from knowledge.importing.dates import UNTOLD, Event, events
from knowledge.models import NamedText, Statute
from knowledge.normalize import fold
from knowledge.readers.official import OfficialText
from knowledge.readers.yaml_source import load_yaml
from knowledge.title_forms import PRC, derived_names

_TITLED = r"《[^《》]{2,120}(?:《[^《》]{2,80}》[^《》]{0,80}){0,2}》"
_REPEALS = re.compile(
    rf"((?>{_TITLED}(?>[（(][^（）()]{{0,60}}[）)])?(?:(?!废止)[^《》。；]){{0,80}}+){{1,14}}+)废止"
)
_TITLE = re.compile(rf"(?=({_TITLED}))")
_IN_PART = re.compile(
    r"》(?:[（(][^（）()]{0,60}[)）])?(?:中|里|内|第[一二三四五六七八九十百零\d]+[条章节款]|的?有关|的?相关|关于)"
)
"""《劳动改造条例》中有关看守所的规定即行废止: the rest of it goes on."""
_LAW_NAMED = re.compile(r"[《〈](?:中华人民共和国)?([^《》〈〉]{2,30}(?:法|民法通则|民法总则))[》〉]")
_CLOSING_ARTICLES = 4
_PREDECESSOR = timedelta(days=365)
"""A text that repeals its own title means a predecessor, not its first wording, published within a year of its effect."""
_COURTS = re.compile(r"^(?:最高人民法院|最高人民检察院|公安部|司法部)+(?=关于)")
_Confidence = Literal["checked", "web", "memory"]
_Words = Annotated[str, Field(min_length=3)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Repealed(_Strict):
    title: _Words
    names: tuple[_Words, ...] = ()
    """What else people call it."""
    since: date
    by: _Words
    published_before: date | None = None
    """Only versions published before this day; by default before ``since``."""
    confidence: _Confidence
    source: _Words | None = None
    """What it was compared with."""


class _Amended(_Strict):
    title: _Words
    published: date
    """Of the later wording."""
    since: date
    by: _Words
    confidence: _Confidence
    source: _Words | None = None


class _Doubted(_Strict):
    title: _Words
    why: _Words


class _Amending(_Strict):
    decision: _Words
    day: date
    words: _Words
    """What a head line says of it."""
    effective: date
    confidence: _Confidence
    source: _Words | None = None

    def says(self, words: str) -> bool:
        """These words of a head are of this decision; one of the State Council is meant where no line names it."""
        return self.words in words or (words == UNTOLD and self.decision.startswith("国务院"))


class _File(_Strict):
    repealed: list[_Repealed]
    amended: list[_Amended]
    doubted: list[_Doubted]
    amending: list[_Amending]


@dataclass(frozen=True, slots=True)
class Repeal:
    """A text that no longer holds."""

    since: date
    """First day on which it no longer holds."""
    by: str
    before: date
    """Versions published before this day are meant."""
    amended: bool = False
    """A later wording took its place; the rule itself goes on."""


def _key(title: str) -> str:
    """One key for the ways in which a title is written; clauses of repeal leave 最高人民法院 out."""
    return _COURTS.sub("", re.sub(r"中华人民共和国|[<>（）()\"、]", "", fold(title)))


@dataclass(frozen=True)
class StandingRules:
    """What is known about standing beyond a text's own words."""

    repeals: Mapping[str, tuple[Repeal, ...]]
    amending: tuple[_Amending, ...]
    doubted: Mapping[str, str]

    def with_claims(self, statutes: Iterable[Statute]) -> StandingRules:
        """With what the texts held say that they repeal."""
        found: dict[str, list[Repeal]] = defaultdict(list)
        for key, known in self.repeals.items():
            found[key].extend(known)
        for statute in statutes:
            for title, since in repeals_told(statute):
                own = _key(title) == _key(statute.law.title)
                before = min(statute.published or since, since - _PREDECESSOR) if own else since
                found[_key(title)].append(Repeal(since, f"《{statute.law.title}》", before))
        return replace(self, repeals={key: tuple(known) for key, known in found.items()})

    def repeal_of(self, title: str, published: date | None) -> Repeal | None:
        """The earliest repeal of a version of this title; a version without a day counts as meant."""
        known = [
            one for one in self.repeals.get(_key(title), ()) if published is None or published < one.before
        ]
        return min(known, key=lambda one: one.since, default=None)

    def effect_of_amendment(self, text: OfficialText) -> date | None:
        """The day of effect of the last amendment, where the amending decision is one that we know."""
        if text.dates is None or text.dates.amendment is None:
            return None
        day, words = text.dates.amendment
        known = (one for one in self.amending if one.day == day and one.says(words))
        found = next((one.effective for one in known), None)
        published = text.published
        return found if found is None or published is None or found >= published else None

    def gone_basis(self, text: OfficialText) -> str | None:
        """Why a text may have lost its ground: the law in its title was repealed, or all laws that it rests on were."""
        for name in _LAW_NAMED.findall(text.title):
            repeal = self.repeal_of(name, text.published)
            if repeal is not None:
                return f"其标题所说的《{name}》已自{repeal.since}起被{repeal.by}废止"
        lines = [*text.preamble[:3], *(one.text[:300] for one in text.articles[:1])]
        laws = {name for line in lines for name in _LAW_NAMED.findall(line)}
        known = {name: self.repeal_of(name, text.published) for name in sorted(laws)}
        gone = {name: repeal for name, repeal in known.items() if repeal is not None}
        if known and len(gone) == len(known):
            name, repeal = next(iter(gone.items()))
            return f"其所依据的《{name}》已自{repeal.since}起被{repeal.by}废止"
        return None

    def judge(self, statute: Statute, text: OfficialText) -> Statute:
        """An imported version with the days and the standing that are known of it."""
        if statute.repealed:
            return statute
        if text.gone:
            return replace(statute, repealed=True, version_note="文本自己写明已经失效")
        told, published = statute.effective_from, statute.published
        if told is None or (published is not None and told < published):
            statute = replace(statute, effective_from=self.effect_of_amendment(text))
        repeal = self.repeal_of(text.title, statute.published)
        if repeal is not None:
            how = "修改" if repeal.amended else "废止"
            return replace(
                statute,
                repealed=not repeal.amended,
                effective_until=repeal.since,
                version_note=f"已自{repeal.since}起被{repeal.by}{how}",
            )
        reason = self.doubted.get(_key(text.title)) or self.gone_basis(text)
        if reason is None and statute.effective_from is None and statute.effective_until is None:
            reason = "文本没有写明这一版本的施行日期"
        return replace(statute, unchecked=reason or "")


def repeals_told(statute: Statute) -> Iterator[tuple[str, date]]:
    """Titles that the closing articles of a text say are repealed, and since when.

    An amended text keeps the clause of its first version, and so the day that stands in it.
    """
    for article in statute.articles[-_CLOSING_ARTICLES:]:
        if "废止" not in article.text:
            continue
        told = [one.day for one in events([article.text]) if one.event is Event.EFFECTIVE]
        since = told[0] if told else statute.effective_from or statute.published
        if since is None:
            continue
        for clause in _REPEALS.finditer(article.text):
            if _IN_PART.search(clause.group(1)):
                continue
            for titled in _TITLE.findall(clause.group(1)):
                title = titled.removeprefix("《").removesuffix("》")
                if told or _key(title) != _key(statute.law.title):
                    yield title, since


def _read(path: Path) -> _File:
    try:
        return _File.model_validate(load_yaml(path.read_text(encoding="utf-8")))
    except (OSError, yaml.YAMLError, ValidationError, TypeError) as error:
        first = " ".join(str(error).split())[:200]
        raise SourceFormatError(
            f"expected lists of repeals and amending decisions in {path.name}, found: {first}; see docs/data.md"
        ) from error


def read_named_standing(path: Path, held: Iterable[str]) -> list[NamedText]:
    """Texts of ``standing.yaml`` that people still cite, as texts known by name: gone, or of doubtful standing.

    Args:
        path: The file.
        held: Titles of texts that are held, or that ``named_texts.yaml`` tells of.

    Raises:
        SourceFormatError: The file is not as docs/data.md has it.
    """
    file, seen, found = _read(path), {_key(title) for title in held}, []
    for one in file.repealed:
        if _key(one.title) in seen or one.published_before is not None:
            continue  # a later text has the same title
        short = one.title.removeprefix(PRC)
        unsure = "；废止的日期和依据未与决定原文核对" if one.confidence == "memory" else ""
        found.append(
            NamedText(
                title=one.title,
                names=(short, *derived_names(one.title), *one.names),
                standing="repealed",
                message=f"《{short}》已自{one.since}起废止（{one.by}{unsure}），不能再作为现行依据引用。",
                message_en=f"《{short}》 was repealed as of {one.since} and is no longer law in force.",
                source=one.source or one.by,
                until=one.since,
            )
        )
    for doubt in file.doubted:
        if _key(doubt.title) in seen:
            continue
        found.append(
            NamedText(
                title=doubt.title,
                names=(doubt.title, *derived_names(doubt.title)),
                standing="not_held",
                message=f"《{doubt.title}》状态待核：{doubt.why}。它是否已经废止没有核对，引用前请查官方数据库。",
                message_en=f"The standing of 《{doubt.title}》 is to be checked; look it up in the official database before relying on it.",
                source=doubt.why,
            )
        )
    return found


def read_standing(path: Path) -> StandingRules:
    """Read ``standing.yaml`` (format: docs/data.md).

    Raises:
        SourceFormatError: The file is not as docs/data.md has it.
    """
    held = _read(path)
    found: dict[str, list[Repeal]] = defaultdict(list)
    for one in held.repealed:
        found[_key(one.title)].append(Repeal(one.since, one.by, one.published_before or one.since))
    for later in held.amended:
        found[_key(later.title)].append(Repeal(later.since, later.by, later.published, amended=True))
    return StandingRules(
        {key: tuple(known) for key, known in found.items()},
        tuple(held.amending),
        {_key(one.title): one.why for one in held.doubted},
    )
