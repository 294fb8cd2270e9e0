"""The vocabulary of the domain: frozen, slotted dataclasses. Everything else imports from here.

Offsets are Unicode code points. An article is (number, inserted): 第一百二十条之一 is (120, 1).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NewType

from knowledge.people import Fact, Side

LawId = NewType("LawId", str)
"""Stable ASCII slug of a law, whatever its version: ``criminal-law``."""

CaseId = NewType("CaseId", str)
TopicId = NewType("TopicId", str)
PassageId = NewType("PassageId", str)
"""``[A-Za-z0-9_-]``, at most 48 characters: fits inline ids and callback data."""


class Kind(StrEnum):
    """What a passage is taken from (``kind`` in the JSON interface)."""

    STATUTE = "statute"
    INTERPRETATION = "interpretation"
    REGULATION = "regulation"
    CASE = "case"
    TOPIC = "topic"


class Status(StrEnum):
    """Standing of a version of a text on a given day (``status`` in the JSON interface)."""

    IN_FORCE = "in_force"
    AMENDED = "amended"
    REPEALED = "repealed"
    NOT_YET_IN_FORCE = "not_yet_in_force"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, order=True)
class ArticleNumber:
    """第253条之一 is ``ArticleNumber(253, 1)``; 第253条 is ``ArticleNumber(253)``."""

    number: int
    inserted: int = 0


@dataclass(frozen=True, slots=True)
class Item:
    """项: one enumerated item of a paragraph, ``text[start:end]`` of its article."""

    label: str
    """As written: ``（三）``."""
    number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """款: one natural paragraph with the items that belong to it, ``text[start:end]`` of its article."""

    number: int
    start: int
    end: int
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    r"""条 of one version of a law.

    ``text`` is verbatim as enacted, lines joined where the source broke them in mid-sentence and
    headings that the source glued to it taken away; paragraphs are separated by ``\n``.
    """

    number: ArticleNumber
    label: str
    """As written in the law: ``第二百五十三条之一``."""
    text: str
    paragraphs: tuple[Paragraph, ...]
    headings: tuple[str, ...] = ()
    """From the outside in: 编, 分编, 章, 节."""
    effective_from: date | None = None
    """Since when this wording holds, or None where the sources do not say."""
    provenance: tuple[str, ...] = ()
    """Titles of amendments that made this wording, where we applied them."""
    english: str = ""
    """Our own unofficial translation, or empty."""


@dataclass(frozen=True, slots=True)
class Law:
    """A law, interpretation or regulation as a thing with names, whatever its version."""

    law_id: LawId
    title: str
    """Full official title: ``中华人民共和国刑法``."""
    kind: Kind
    short_names: tuple[str, ...] = ()
    """Every common Chinese short form, the usual one first; typos people make come last."""
    english_names: tuple[str, ...] = ()
    document_number: str | None = None
    """``法释〔2017〕10号``, with the hexagonal brackets U+3014 and U+3015."""
    issuer: str | None = None
    predecessor: str | None = None
    official_url: str | None = None
    source: str = ""
    first_effective: date | None = None
    """Day on which its first version came into force, held or not, or None where that is not known.

    ``date.min`` where it is only known that there was an older one."""
    known_changes: tuple[tuple[date, str], ...] = ()
    """Versions known, whether held or not: the day from which each holds and what it is called, oldest first."""
    doubt: str = ""
    """Why the standing that the statute file gives is doubtful, or empty."""

    def existed_on(self, day: date) -> bool:
        """True when some version of the law, held or not, is known to have been in force on ``day``."""
        return self.first_effective is not None and self.first_effective <= day

    @property
    def short_title(self) -> str:
        """The name used in running text: the first short name, else the title without 中华人民共和国."""
        return self.short_names[0] if self.short_names else self.title.removeprefix("中华人民共和国")


IMPORTED_VERSION = "@imported-"
"""In the id of a version that an operator brought, before its day."""


@dataclass(frozen=True, slots=True)
class Statute:
    """One version of a law with its text. Digests are held the same way, ``verbatim`` False."""

    law: Law
    version_id: str
    articles: tuple[Article, ...]
    published: date | None
    effective_from: date | None
    """This version's own date, not the first version's (defect D3)."""
    effective_until: date | None = None
    """First day on which this version no longer holds, or None."""
    verbatim: bool = True
    version_note: str = ""
    """How people name the version: ``2025年修订``, ``修正案（十二）后文本``."""
    source: str = ""
    last_article: int | None = None
    """Highest article number of the text; for a digest, of the rule it digests, when known."""
    repealed: bool = False
    unchecked: str = ""
    """Why it is not known whether an imported text holds; empty where it is known."""

    @property
    def imported(self) -> bool:
        """An operator brought it; what we list by article was written for other texts."""
        return IMPORTED_VERSION in self.version_id

    def status_on(self, day: date) -> Status:
        """Standing on ``day``; a version without any date counts as in force unless it was repealed.

        A version whose repeal is doubtful (``Law.doubt``), and an imported text whose standing nobody has
        checked, is neither: its status is unknown.
        """
        if self.repealed and self.law.doubt:
            return Status.UNKNOWN
        if self.effective_until is not None and day >= self.effective_until:
            return Status.REPEALED if self.repealed else Status.AMENDED
        if self.repealed and self.effective_until is None:
            return Status.REPEALED
        if self.unchecked:
            return Status.UNKNOWN
        if self.effective_from is not None and day < self.effective_from:
            return Status.NOT_YET_IN_FORCE
        return Status.IN_FORCE


@dataclass(frozen=True, slots=True)
class Renumbering:
    """Where an article of an earlier version stands today."""

    law_id: LawId
    old: ArticleNumber
    new: tuple[ArticleNumber, ...]
    """Empty when the old rule has no successor."""
    since: date
    subject: str
    """What the rule is about, in a few words."""
    note: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class NamedText:
    """A text that people cite but that is no law in force: a repealed law, a draft, a rumour."""

    title: str
    names: tuple[str, ...]
    standing: str
    """``repealed`` | ``draft`` | ``not_held`` | ``foreign`` | ``invented``."""
    message: str
    """Our sentence about it, with dates."""
    message_en: str = ""
    successors: tuple[str, ...] = ()
    """Citations to show instead, as written: ``《民法典》第一千一百九十五条``."""
    article_successors: tuple[tuple[int, tuple[str, ...]], ...] = ()
    """For single articles: (36, (``《民法典》第一千一百九十四条``, ...))."""
    source: str = ""
    until: date | None = None
    """First day on which a repealed text no longer held, where known."""


class Section(StrEnum):
    """Which part of a case file a point stands in."""

    FACTS = "facts"
    PROCEDURE = "procedure"
    OUTCOME = "outcome"
    RULE = "rule"
    NOT_STATED = "not_stated"
    CORRECTION = "correction"


@dataclass(frozen=True, slots=True)
class Point:
    """One statement of a case file: shown as it stands, found by the questions that it answers."""

    section: Section
    text: str
    english: str = ""
    questions: tuple[str, ...] = ()
    questions_en: tuple[str, ...] = ()
    citations: tuple[str, ...] = ()
    """Articles the point leans on, as written."""
    inferred: bool = False
    """True where the source does not name the article or rule and we infer it."""


@dataclass(frozen=True, slots=True)
class Case:
    """案例: one case in our own words, with what its source does not say."""

    case_id: CaseId
    title: str
    english_title: str
    names: tuple[str, ...]
    """How people point to it: 静安案, 暗网李某, 指导案例192号."""
    standing: str
    """``press`` | ``guiding`` | ``typical`` | ``reference`` | ``press_release`` | ``event`` | ``judgment``."""
    standing_text: str
    """The line shown under it: what kind of source this is and what it is worth."""
    parties: tuple[str, ...]
    """Names as the source anonymises them, as they may stand in a question: 李某, 王某某."""
    court: str | None
    summary: str
    """At most 220 characters, every key figure exact."""
    english_summary: str
    points: tuple[Point, ...]
    laws: tuple[str, ...]
    """Citations it turns on."""
    confusable_with: tuple[CaseId, ...] = ()
    minor_involved: bool = False
    """``standing_text`` then says that nobody is made identifiable."""
    source: str = ""
    seed: bool = False
    """One of the four cases that the project grew out of."""


@dataclass(frozen=True, slots=True)
class TopicArticle:
    """An article that a topic rests on."""

    citation: str
    """As written, resolvable: ``《刑法》第二百五十三条之一第一款``."""
    layer: str
    """``criminal`` | ``public_order`` | ``administrative`` | ``civil`` | ``platform`` | ``procedure`` | ``general``."""
    mark: str = ""
    """The words that answer, a substring of the article's text."""


@dataclass(frozen=True, slots=True)
class Correction:
    """A wrong premise that people bring, and the sentence that sets it right."""

    premises: tuple[str, ...]
    text: str
    english: str = ""


@dataclass(frozen=True, slots=True)
class Topic:
    """A reviewed playbook (with steps) or card (without): what people ask, and what the law answers."""

    topic_id: TopicId
    title: str
    english_title: str
    conclusion: str
    english_conclusion: str
    articles: tuple[TopicArticle, ...]
    questions: tuple[str, ...]
    questions_en: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    english_steps: tuple[str, ...] = ()
    hotlines: tuple[str, ...] = ()
    danger: str = ""
    """A kind of ``knowledge.danger.Danger`` or nothing: whom this topic answers is told first how to be safe."""
    corrections: tuple[Correction, ...] = ()
    related_cases: tuple[CaseId, ...] = ()
    field: str = ""
    """``own`` for our own field (personal data, online abuse, platforms), else the branch of law."""
    of: TopicId | None = None
    """The topic within which this one answers a narrower question."""
    side: frozenset[Side] = frozenset()
    """Whom the conclusion is right for; empty for everybody."""
    needs: frozenset[Fact] = frozenset()
    """What must not be otherwise for the conclusion to hold."""
    bars: frozenset[Fact] = frozenset()
    """What makes the conclusion wrong."""
    steps_for: frozenset[Side] = frozenset()
    """Whom the steps are for; empty for everybody. A conclusion may hold for both sides and its steps for one."""
    figure_sources: tuple[tuple[str, str], ...] = ()
    """Figures that no cited provision has, as written, each with where it comes from."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A kind of request that is refused, what the law says of it, and a lawful way to what is needed."""

    refusal_id: str
    text: str
    english: str
    citations: tuple[str, ...]
    """What the law says of it; shown as the reason, not as help."""
    alternative: str
    english_alternative: str
    questions: tuple[str, ...]
    """How such requests are put."""
    hotlines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """What people ask, under the article that answers; never shown."""

    text: str
    unit: str | None = None
    """The part of the article that answers, as ``knowledge.units`` names it; None for the whole of it."""
    leads: bool = True
    """It may lead to the article; one that does not only tells the parts of an article found otherwise apart."""


@dataclass(frozen=True, slots=True)
class Hotline:
    """A number or report channel, with what it is for."""

    hotline_id: str
    label: str
    use: str
    hours: str
    english: str
    source: str


@dataclass(frozen=True, slots=True)
class Slang:
    """Words people use and the legal terms that they mean."""

    words: tuple[str, ...]
    legal: str
    english: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """What is indexed and shown: an article, a digest of one, a point of a case, or a topic."""

    passage_id: PassageId
    kind: Kind
    title: str
    """Full official title of the law, or the title of the case or topic."""
    text: str
    """Shown; for verbatim passages the article's text."""
    search_texts: tuple[str, ...]
    """Ways into the passage that read like it: title, headings and text, in windows when long."""
    questions: tuple[str, ...] = ()
    """Ways into the passage that read like a question: the phrasings that it answers."""
    units: tuple[str, ...] = ()
    """What each unit of an article says (``knowledge.units``); empty where there is only one."""
    verbatim: bool = False
    law_id: LawId | None = None
    article: ArticleNumber | None = None
    case_id: CaseId | None = None
    point: int | None = None
    """Position in ``Case.points``; None for the summary of a case."""
    topic_id: TopicId | None = None
    source: str = ""
