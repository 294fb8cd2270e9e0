"""What finding and resolving hand over. Spans are code points of the text as it was given.

What is made for every citation found is a named tuple: immutable as the rest, and made in a third of the time.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from knowledge.citations.times import Told
from knowledge.models import (
    Article,
    ArticleNumber,
    CaseId,
    LawId,
    NamedText,
    Renumbering,
    Status,
    Statute,
)


class Form(StrEnum):
    """How a citation is written, and so what is needed to resolve it."""

    FULL = "full"
    """A law by name and its articles."""
    SHORT = "short_form"
    """Leans on what was said before: 该法第三条, 同条第二款, 前款."""
    BARE = "bare"
    """An article without a law: 第1195条."""
    DOCUMENT_NUMBER = "document_number"
    """A text by its number: 法释〔2017〕10号第五条."""
    CASE_NUMBER = "case_number"
    """A case by its number: 指导案例192号, 检例第137号, （2021）沪01民终1号."""
    TITLE = "title"
    """A law by name alone; only found on request."""


class LawMention(NamedTuple):
    """The words that name a law."""

    text: str
    """As written, without brackets."""
    span: tuple[int, int]
    law_ids: tuple[LawId, ...] = ()
    """What they may mean, the likeliest first; empty when unknown or a short form."""
    named: NamedText | None = None
    close: bool = False
    """Recognised although nobody registered it so (an abbreviation or a slip of the pen)."""
    foreign: str = ""
    """The place whose law it is, when it is not the law of the mainland: 台湾, Germany."""
    near: tuple[LawId, ...] = ()
    """Laws of a like name, where the name itself is unknown: for a question, never for a verdict."""
    draft: bool = False
    """A draft of a law is cited, which is no law: 民法典(草案)."""


class Target(NamedTuple):
    """One cited place. ``article`` None leans on context: 同条第二款, 前款."""

    article: ArticleNumber | None = None
    paragraph: int | None = None
    item: int | None = None
    relative: str = ""
    """``same`` | ``same_paragraph`` | ``previous_article`` | ``next_article`` | ``previous_paragraph`` | ``previous_paragraphs`` |
    ``former`` | ``latter``."""
    how_many: int = 1
    """For ``previous_paragraphs`` how many: 前三款."""
    through: bool = False
    """Stands inside a range, so articles inserted behind it are meant too."""


class FoundCitation(NamedTuple):
    """One citation in a text; what it points to is still open."""

    matched: str
    span: tuple[int, int]
    form: Form
    targets: tuple[Target, ...] = ()
    law: LawMention | None = None
    number: str = ""
    """Document or case number, normalised."""
    antecedent: LawMention | None = None
    """For a number without a law, or 该法: the law named last before it without a number of its own."""
    as_of: date | None = None
    """The day whose law is asked for: 2023年时的治安法42条."""
    told: Told | None = None
    """The time that the words beside the citation or its sentence tell, still to be read on a day."""
    loose: bool = False
    """``as_of`` or ``old`` comes from the sentence: it counts where that day's law is known to be another."""
    version_year: int | None = None
    """The year that a version is called after: （2021年修正）."""
    old: bool = False
    """Words such as 旧, 原, 修订前 ask for the version before today's."""
    quote: str = ""
    """Words quoted with the citation, as written."""
    quote_span: tuple[int, int] | None = None
    quoting: str = ""
    """How the words are given: ``framed`` | ``near`` | ``unmarked`` | ``signed`` (``knowledge.citations.quotes``)."""
    by_signature: bool = False
    """The law is named below the words only, so that without words of the article nothing is cited."""
    truncated: bool = False
    """True when a range was longer than we list."""


class Verdict(StrEnum):
    """``verdict`` in the JSON interface."""

    VALID = "valid"
    NO_SUCH_ARTICLE = "no_such_article"
    NO_SUCH_PARAGRAPH = "no_such_paragraph"
    UNKNOWN_LAW = "unknown_law"
    AMBIGUOUS = "ambiguous"
    REPEALED = "repealed"
    RENUMBERED = "renumbered"
    NOT_YET_IN_FORCE = "not_yet_in_force"
    NO_TEXT = "no_text"


@dataclass(frozen=True, slots=True)
class Context:
    """What was cited last: by an earlier citation, or the article in which a reference stands."""

    law_id: LawId | None = None
    article: ArticleNumber | None = None
    paragraph: int | None = None
    unknown_law: bool = False
    """The last law named was one that we do not know, so nothing may lean on it."""
    inside: bool = False
    """The reference stands in that paragraph itself, as in a statute: 前款 is the one before. Elsewhere it may be the one just cited."""
    recent: tuple[tuple[LawId, ArticleNumber], ...] = ()
    """The two articles cited last, for 前者 and 后者."""
    named: tuple[tuple[str, LawId | None], ...] = ()
    """Texts named so far, the last first, by name and id; id None where we do not know them."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another reading: shown as a choice."""

    law_id: LawId
    article: ArticleNumber
    citation: str


@dataclass(frozen=True, slots=True)
class QuoteCheck:
    """Whether an article says the words that were quoted with it."""

    says: bool
    message: str
    message_en: str
    difference: str = ""
    """Quoted words against the nearest words of the article: ``[-quoted-]{+article+}``."""
    nearest: tuple[int, int] | None = None
    """``article.text[start:end]`` that comes nearest."""
    turned: str = ""
    """The word beside the quoted words by which the article says otherwise: the 不得 before them."""


@dataclass(frozen=True, slots=True)
class Resolution:
    """What one cited place is: the ``cite`` object of the JSON interface and what lies behind it."""

    matched: str
    span: tuple[int, int]
    verdict: Verdict
    message: str
    """Our sentence in simplified Chinese; empty when there is nothing to say."""
    message_en: str
    title: str | None = None
    article: str | None = None
    """As written in the law: ``第二百五十三条之一``."""
    paragraph: int | None = None
    item: str | None = None
    """As written in the law: ``（三）``."""
    text: str | None = None
    """What was asked for: the article, paragraph or item, a slice of ``source_article.text``."""
    status: Status = Status.UNKNOWN
    effective_from: date | None = None
    hint: str = ""
    """A note that does not change the verdict: an old number, a sibling article."""
    hint_en: str = ""
    law_id: LawId | None = None
    number: ArticleNumber | None = None
    statute: Statute | None = None
    source_article: Article | None = None
    slice: tuple[int, int] | None = None
    """``text`` as offsets of ``source_article.text``."""
    citation: str = ""
    """Canonical form: ``《刑法》第二百五十三条之一第一款第（三）项``."""
    alternatives: tuple[Alternative, ...] = ()
    successors: tuple[str, ...] = ()
    """Citations to show instead of a repealed or invented text, as written in our data."""
    case_id: CaseId | None = None
    renumbering: Renumbering | None = None
    inferred: bool = False
    """True when the law comes from context and not from the citation itself."""
    guessed: bool = False
    """True when the law's name was recognised although it is not written so."""
    elsewhere: tuple[ArticleNumber, ...] = ()
    """Articles of the same law that the words beside the citation belong to instead."""
    quote: QuoteCheck | None = None
