"""State of one run over one text, and the reading of places behind a name."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from knowledge.citations import patterns as p
from knowledge.citations.names import Names
from knowledge.citations.places import Places, read_places
from knowledge.citations.quotes import FRAMED, quotation
from knowledge.citations.types import Form, FoundCitation, LawMention, Target
from knowledge.citations.version_words import VersionWords
from knowledge.citations.whose_law import WhoseLaw
from knowledge.models import ArticleNumber
from knowledge.name_tables import Mention
from knowledge.normalize import Normalized
from knowledge.titles import LawRegistry

_ITEM_AS_ARTICLE = re.compile(r"(?:决定|意见)$")

Reader = Callable[["Scan", Any], None]
"""Tries to read one citation from what a cheap scan has matched."""

Candidate = tuple[int, int, Reader, Any]
"""Position, rank among candidates at one position, the reader, and the match that it reads from."""


@dataclass(slots=True)
class Scan:
    """State of one run over one text."""

    norm: Normalized
    registry: LawRegistry
    names: Names
    inside_statute: bool
    text: str = ""
    """The folded text that everything is matched on."""
    mentions: list[Mention] = field(default_factory=list)
    """Every name in the text, in order."""
    found: list[FoundCitation] = field(default_factory=list)
    reached: int = 0
    """Everything before is used up."""
    quoted_until: int = 0
    paper: set[int] | None = None
    """Numbers of a contract, of rules or a policy of people's own, since it was named last and no law after it."""
    lead: int = 0
    """Where spaces and words such as 那 and 请问 end."""
    _legal: bool | None = None
    quotes: bool = False
    """The text has quotation marks."""
    _versions: VersionWords = field(init=False)
    whose: WhoseLaw = field(init=False)

    def __post_init__(self) -> None:
        """Find where the message comes to its point."""
        self.text = self.norm.text
        self._versions = VersionWords(self.text)
        self.whose = WhoseLaw(self.norm)
        self.quotes = "”" in self.text or '"' in self.text
        head = p.QUESTION_HEAD.match(self.text)
        self.lead = head.end() if head else 0

    @property
    def legal(self) -> bool:
        """The text speaks of law at all; looked for once."""
        if self._legal is None:
            self._legal = p.LEGAL_CUE.search(self.text) is not None
        return self._legal

    def emit(
        self,
        form: Form,
        start: int,
        end: int,
        targets: tuple[Target, ...] = (),
        *,
        law: LawMention | None = None,
        number: str = "",
        truncated: bool = False,
        note: str = "",
    ) -> None:
        """Record one citation, with the version hints and the quotation around it."""
        while self.text[end - 1 : end].isspace():
            end -= 1
        span = self.norm.span(start, end)
        if law is not None and law.span[0] < span[0]:
            span = (law.span[0], span[1])  # 日本《民法》第709条: the place is part of the name
        matched = self.norm.original[span[0] : span[1]]
        citation = FoundCitation(matched, span, form, targets, law, number, truncated=truncated)
        if law is None or form is Form.SHORT:
            citation = citation._replace(antecedent=self._antecedent(start))
        if law is not None and form is Form.FULL and targets:
            self.paper = None
        if law is not None:
            citation = self._versions.with_version(citation, start, end, note)
        if form in _OF_A_TIME:
            last = bisect_right(self.mentions, start, key=lambda mention: mention.end)
            citation = self._versions.with_time(
                citation, start, end, self.mentions[max(0, last - _NAMES) : last]
            )
        self.found.append(self._with_quote(citation, start, end))
        if end > self.reached:
            self.reached = end

    def of_a_paper(self, places: Places) -> None:
        """合同第五条: remember that what follows without a law is of the same paper."""
        numbers = {target.article.number for target in places.targets if target.article}
        self.paper = (self.paper or set()) | numbers

    def in_a_paper(self, places: Places) -> bool:
        """True of 第十一条 behind 管理规约第六条: of the paper named, unless the number is a high one."""
        first = places.targets[0].article
        if self.paper is None or first is None:
            return False
        cited = any(one.law is not None for one in self.found)
        further = _NEXT_OF_A_PAPER if cited else _LENGTH_OF_A_PAPER
        return first.number in self.paper or first.number <= max(self.paper) + further

    def _antecedent(self, start: int) -> LawMention | None:
        """The law named last before ``start``, when no citation has come since."""
        place = bisect_right(self.mentions, start, key=lambda mention: mention.end) - 1
        if place < 0 or self.mentions[place].start < self.reached:
            return None
        return self.whose.law(self.mentions[place])

    def _with_quote(self, citation: FoundCitation, start: int, end: int) -> FoundCitation:
        found = quotation(self.text, start, end, marked=self.quotes)
        if found is None:
            return citation
        if found.kind == FRAMED:
            self.quoted_until = max(self.quoted_until, found.until)
        span = self.norm.span(found.start, found.end)
        words = self.norm.original[span[0] : span[1]]
        return citation._replace(quote=words, quote_span=span, quoting=found.kind)


_NEXT_OF_A_PAPER = 10
"""By how much a number may be higher than those of a paper to be of it still, once a law was cited before."""
_LENGTH_OF_A_PAPER = 60
"""The same where none was: papers of people's own have few articles, and 第七百零三条 is that of a law."""
_OF_A_TIME = frozenset({Form.FULL, Form.BARE, Form.SHORT})
_NAMES = 8
"""Names before a citation that may draw the time of its sentence to them."""
_THIN = ' 》:·"”\n\r'
"""Between a name and a number without 条 nothing else may stand."""
_LONE_NUMBER = re.compile(r"\d{2,4}(?:之[一二三四五六七八九十])?\s?(?:$|[,。;:!?、)\n])")
"""Unless the number stands alone: 民法典侵权编1195, 民法典里的1195。"""


def after_name(text: str, end: int) -> tuple[Places | None, str]:
    """Places behind a name, and the note in brackets between (2021年修正)."""
    start, note, adjacent = end, "", True
    if p.NO_GAP.match(text, end) is None:
        gap = p.GAP.match(text, end)
        if gap is None:
            return None, ""
        note = gap["note"] or gap["edition"] or gap["old"] or ""
        between = text[end : gap.end()].removesuffix(gap["old"] or "")
        if gap["edition"]:
            between = between.replace(gap["edition"], "")
        # A number in a line of its own with a full stop counts paragraphs: 修改《…的解释》, 1.将引言修改为.
        start, adjacent = gap.end(), not between.strip(_THIN) and "\n" not in between
    places = read_places(text, start, unit_free=adjacent or bool(_LONE_NUMBER.match(text, start)))
    if places is None and note:
        # (1) may be a paragraph: 个保法10 is read elsewhere, 决定(一) is not.
        return None, note
    if places is None:
        return None, ""
    if places.unit == "条" and not places.ordinal and p.COUNTED.match(text, places.end):
        return None, note
    if places.unit in ("款", "项"):
        if not _ITEM_AS_ARTICLE.search(text[max(0, end - 8) : end]):
            return None, note
        places.targets = [
            Target(ArticleNumber(target.item)) if target.item and not target.article else target
            for target in places.targets
        ]
    return places, note
