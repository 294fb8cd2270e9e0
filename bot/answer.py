"""What an answer is, as plain data: composed by ``bot.compose``, shown by ``bot.render``."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from knowledge.models import CaseId, Kind, LawId, PassageId, Status


class Language(StrEnum):
    """Language of our own sentences; law text stays as enacted."""

    ZH = "zh"
    EN = "en"


class Outcome(StrEnum):
    """``outcome`` in the JSON interface."""

    ANSWERED = "answered"
    PARTIAL = "partial"
    CLARIFY = "clarify"
    CORRECTED = "corrected"
    NO_SOURCE = "no_source"
    REFUSED = "refused"
    GREETING = "greeting"


class Certainty(StrEnum):
    """``certainty`` in the JSON interface."""

    CERTAIN = "certain"
    POSSIBLE = "possible"
    """The articles may bear on it; no conclusion is claimed."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A quotation with its source.

    ``text`` is a verbatim slice of the official text when ``verbatim``, else a digest or a case point of ours.
    """

    passage_id: PassageId
    kind: Kind
    title: str
    """Full official title, or the case's title."""
    citation: str
    """As shown: ``《刑法》第二百五十三条之一第一款``."""
    text: str
    verbatim: bool
    status: Status
    effective_from: date | None
    score: float
    source: str
    article: str | None = None
    case_id: CaseId | None = None
    law_id: LawId | None = None
    paragraph: int | None = None
    item: str | None = None
    highlight: tuple[int, int] | None = None
    """[start, end) of the answering words in ``text``."""
    version_line: str = ""
    """``2025年修订，2026-01-01起施行``."""
    english: str = ""
    """Unofficial translation or gloss, shown in English answers."""
    gist: str = ""
    """What the provision says in plain words of ours, where we wrote it down."""
    shortened: bool = False
    """True when ``text`` is only a part of the article; the full article is a button away."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One way on from a clarifying question: what is shown, and the question it stands for."""

    label: str
    question: str
    conclusion: str = ""
    """What is said to that question, where we have it at hand."""
    lead: str = ""
    """What stands before ``conclusion`` where the answer tells it at once: ``如果你问的是“…”：``."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of what an answer says."""

    text: str
    lead: str = ""
    """The near question that the line is about, put as a condition; empty for the question asked."""


@dataclass(frozen=True, slots=True)
class Further:
    """What another ask of the same message gets, under the answer."""

    ask: str
    """In the asker's words."""
    conclusion: str
    excerpt: Excerpt
    topic_id: str


@dataclass(frozen=True, slots=True)
class Answer:
    """A composed answer; ``bot.render`` turns it into messages."""

    outcome: Outcome
    conclusion: str
    """What is said to the question asked; ``said`` has the conclusions of near questions, too."""
    excerpts: tuple[Excerpt, ...] = ()
    steps: tuple[str, ...] = ()
    further: tuple[Further, ...] = ()
    """Other asks of the message, answered."""
    notices: tuple[str, ...] = ()
    """Version notes, renumberings, what is inferred, unofficial translation, safety lines that are no steps."""
    hotlines: tuple[str, ...] = ()
    """Ready sentences: ``110（正在发生的威胁、跟踪、敲诈）``."""
    choices: tuple[Choice, ...] = ()
    near: tuple[Choice, ...] = ()
    """Questions near the one asked that have a conclusion of ours."""
    language: Language = Language.ZH
    disclaimer: str = ""
    safety: tuple[str, ...] = ()
    """Shown before everything else when somebody may be in danger."""
    confidence: float = 0.0
    """Probability that the first excerpt is right."""
    certainty: Certainty = Certainty.CERTAIN
    topic_id: str | None = None
    elapsed_ms: float = 0.0

    @property
    def lines(self) -> tuple[Line, ...]:
        """What is said, line by line: of near questions that are told before articles that are sure, else below."""
        own = tuple(Line(line) for line in self.conclusion.split("\n"))
        near = tuple(Line(one.conclusion, one.lead) for one in self.near if one.lead)
        return (*near, *own) if self.certainty is Certainty.CERTAIN else (*own, *near)

    @property
    def said(self) -> str:
        """``lines`` as one text."""
        return "\n".join(line.lead + line.text for line in self.lines)

    def without_leads(self) -> Answer:
        """The answer with near questions offered and none of their conclusions told."""
        return replace(self, near=tuple(replace(one, lead="") for one in self.near))

    @property
    def offered(self) -> tuple[Choice, ...]:
        """What a number or a button picks: the choices, else the near questions."""
        return self.choices or self.near

    @property
    def quoted(self) -> tuple[Excerpt, ...]:
        """Every quotation in the order shown, those of further asks after the answer's own."""
        return (*self.excerpts, *(one.excerpt for one in self.further))
