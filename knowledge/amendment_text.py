"""Parses amendments 修正案 and amending decisions 修改决定 into typed operations.

Their wording follows 立法技术规范（试行）（一） of 全国人大常委会法制工作委员会 (2009): an entry names the
article, says what is done to it, and quotes the new text, each paragraph opened by a
quotation mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from knowledge.errors import AmendmentError
from knowledge.models import ArticleNumber
from knowledge.numerals import parse_number
from knowledge.readers.text import split_paragraphs


@dataclass(frozen=True, slots=True)
class Place:
    """An article, or a paragraph 款 or item 项 of it."""

    article: ArticleNumber
    paragraph: int | None = None
    item: int | None = None
    renumbered: bool = False
    """True: ``article`` counts as the amended law does; False: as the law did before."""


@dataclass(frozen=True, slots=True)
class Replace:
    """将第…条（第…款、第…项）修改为: the places get this text."""

    places: tuple[Place, ...]
    text: str


@dataclass(frozen=True, slots=True)
class InsertArticle:
    """增加一条，作为第…条: ``number`` counts as the amended law does."""

    number: ArticleNumber
    text: str


@dataclass(frozen=True, slots=True)
class InsertParagraphs:
    """增加一款，作为第…款: later paragraphs move down."""

    place: Place
    """Where the first of them comes to stand."""
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InsertItem:
    """增加一项，作为第…项: later items move down."""

    place: Place
    text: str


@dataclass(frozen=True, slots=True)
class Delete:
    """删去第…条（第…款、第…项）."""

    place: Place


@dataclass(frozen=True, slots=True)
class Move:
    """将第…条改为第…条, or several places merged 合并 into one article."""

    sources: tuple[Place, ...]
    number: ArticleNumber


@dataclass(frozen=True, slots=True)
class ReplaceWords:
    """将第…条中的“…”修改为“…”."""

    place: Place
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class InsertWords:
    """在第…条中的“…”后增加“…”."""

    place: Place
    after: str
    added: str


Operation = (
    Replace | InsertArticle | InsertParagraphs | InsertItem | Delete | Move | ReplaceWords | InsertWords
)


@dataclass(frozen=True, slots=True)
class AmendmentText:
    """What an amendment says, operation by operation, in its own order."""

    operations: tuple[Operation, ...]
    effective: date | None
    """The day its last entry names; None when it holds from its publication."""
    unread: tuple[str, ...]
    """Clauses that are no operation we know."""


_N = "[一二三四五六七八九十百千零〇两]+"
_ARTICLE = rf"第{_N}条(?:之{_N})?"
_PLACE = re.compile(rf"({_ARTICLE})?(?:第({_N})款)?(?:第({_N})项)?")
_PLACES = re.compile(rf"(?:{_ARTICLE}(?:第{_N}款)?(?:第{_N}项)?|第{_N}款(?:第{_N}项)?|第{_N}项)")
_RANGE = re.compile(rf"第({_N})款至第({_N})款")
_DAY = re.compile(r"自(\d{4})年(\d{1,2})月(\d{1,2})日起施行")
_BLOCK_OPEN = re.compile(r'[：:]\s*(?=["“])')
_BLOCK = re.compile(r"⟦(\d+)⟧")
_WORDS = re.compile(r'["“]([^"“”]+)["”](?:修改为|改为)["“]([^"“”]+)["”]')
_ADDED_WORDS = re.compile(r'["“]([^"“”]+)["”](?:之?后)(?:增加|增写)["“]([^"“”]+)["”]')
_MOVE = re.compile(rf"({_ARTICLE}(?:第{_N}款)?)(?:改为|作为)({_ARTICLE})")
_MERGE = re.compile(rf"将((?:{_ARTICLE}(?:第{_N}款)?(?:第{_N}项)?[、和]?)+)合并，?作为({_ARTICLE})")
_NEW_ARTICLES = re.compile(rf"增加{_N}条，?(?:分别)?作为((?:{_ARTICLE}[、和至]?)+)")
_NEW_PARAGRAPHS = re.compile(rf"增加{_N}款，?(?:分别)?作为((?:第{_N}款[、和至]?)+)")
_NEW_ITEM = re.compile(rf"增加一项，?作为第({_N})项")
_DELETED = re.compile(rf"删去(?:刑法)?((?:{_PLACES.pattern}[、和]?)+)")
_CONTEXT = re.compile(rf"({_ARTICLE})(?:第({_N})款)?")
_SHIFT = re.compile(rf"^(?:原)?第({_N})(款|项)(?:相应)?(?:改为|作为)第({_N})\2")
_IGNORED = re.compile(
    r"^(?:本(?:修正案|决定)自.*起施行|《[^《》]*》根据本决定.*|对部分条文作以下修改[：:]?|（[一二三四五六七八九十]+）"
    rf"|[^《》]*会议决定对《[^《》]*》作如下修改[：:]?|(?:原)?第{_N}[款项](?:相应)?(?:改为|作为)第{_N}[款项])$"
)
"""Clauses without an operation of their own: dates, republication, shifts after insertions."""


def parse_amendment(entries: Iterable[tuple[str, str]]) -> AmendmentText:
    """Parse the entries (label, text) of an amendment.

    Example:
        >>> parse_amendment([("条目一", '删去刑法第一百九十九条。')]).operations
        (Delete(place=Place(article=ArticleNumber(number=199, inserted=0), ...)),)
    """
    operations: list[Operation] = []
    unread: list[str] = []
    effective: date | None = None
    for _, text in entries:
        entry = _Entry()
        for clause, block in _clauses(text):
            day = _DAY.search(clause)
            if day is not None:
                effective = date(int(day.group(1)), int(day.group(2)), int(day.group(3)))
            if not entry.read(clause, block):
                unread.append(clause)
        operations.extend(entry.operations)
    return AmendmentText(tuple(operations), effective, tuple(unread))


def article_number(label: str) -> ArticleNumber:
    """第二百五十三条之一 to (253, 1)."""
    number, _, inserted = label.removeprefix("第").partition("条")
    return ArticleNumber(_count(number), _count(inserted.removeprefix("之")) if inserted else 0)


def _count(numeral: str) -> int:
    value = parse_number(numeral)
    if value is None:
        raise ValueError(f"expected a Chinese numeral, found {numeral}")
    return value


def _clauses(text: str) -> Iterable[tuple[str, str | None]]:
    """Cut an entry into clauses, each with the block of new text that it quotes."""
    blocks: list[str] = []
    plain: list[str] = []
    position = 0
    while (opening := _BLOCK_OPEN.search(text, position)) is not None:
        end, resume = _block_end(text, opening.end())
        plain.append(text[position : opening.start()] + f"：⟦{len(blocks)}⟧")
        blocks.append(_unquote(text[opening.end() : end]))
        position = resume
    plain.append(text[position:])
    for clause in re.split(r"(?<=⟧)|[。；\n]", "".join(plain)):
        clause = re.sub(r"^（[一二三四五六七八九十]+）", "", clause.strip())
        if clause:
            found = _BLOCK.search(clause)
            yield _BLOCK.sub("", clause), blocks[int(found.group(1))] if found else None


def _block_end(text: str, start: int) -> tuple[int, int]:
    """Where the quotation that starts at ``start`` ends, and where the instructions go on.

    A mark at the start of a line opens the next quoted paragraph; the closing mark ends a line
    that no quoted line follows, or is followed by an instruction on the same line.
    """
    for mark in re.finditer(r'["”]', text[start + 1 :]):
        at = start + 1 + mark.start()
        if text[at - 1] == "\n":
            continue
        rest = text[at + 1 :]
        closing = re.match(r"[。；，]?(?:$|\n(?![\"“]))", rest) or re.match(
            rf"[。；，]?(?=原第{_N}[款项])", rest
        )
        if closing is not None:
            return at, at + 1 + closing.end()
    return len(text), len(text)


def _unquote(block: str) -> str:
    lines = [line.strip().lstrip('"“').strip() for line in block.split("\n")]
    return "\n".join(line for line in lines if line)


@dataclass(slots=True)
class _Entry:
    """Reads the clauses of one entry; remembers the article that the entry is about."""

    operations: list[Operation] = field(default_factory=list)
    article: ArticleNumber | None = None
    renumbered: bool = False
    paragraph: int | None = None

    def read(self, clause: str, block: str | None) -> bool:
        """Read one clause; True when it was understood."""
        if _IGNORED.match(clause) and block is None:
            return True
        if block is None:
            return self._moves(clause) | self._words(clause) | self._deletions(clause)
        added = _NEW_ARTICLES.search(clause)
        if added is not None:
            return self._new_articles(
                [article_number(n) for n in re.findall(_ARTICLE, added.group(1))], block
            )
        if "合并" in clause or _MOVE.search(clause):
            self._moves(clause)
        else:
            self._remember(clause)
        if self.article is None:
            return False
        deleted = self._deletions(clause)
        if re.search(r"将(?:该|本)条修改为", clause):
            self.operations.append(Replace((self._place(),), block))
            return True
        added = _NEW_PARAGRAPHS.search(clause)
        if added is not None:
            first = _count(re.findall(rf"第({_N})款", added.group(1))[0])
            self.operations.append(InsertParagraphs(self._place(first), paragraph_texts(block)))
            return True
        added = _NEW_ITEM.search(clause)
        if added is not None:
            self.operations.append(InsertItem(self._place(self.paragraph, _count(added.group(1))), block))
            return True
        if "修改为" in clause:
            return self._replacement(clause, block)
        return deleted

    def _place(self, paragraph: int | None = None, item: int | None = None) -> Place:
        if self.article is None:
            raise AmendmentError("expected an entry to name its article first, found none")
        return Place(self.article, paragraph, item, self.renumbered)

    def _remember(self, clause: str) -> None:
        found = _CONTEXT.search(clause)
        if found is not None:
            self.article, self.renumbered = article_number(found.group(1)), False
            self.paragraph = _count(found.group(2)) if found.group(2) else None
            return
        within = re.match(rf"(?:将)?第({_N})款", clause)
        self.paragraph = _count(within.group(1)) if within else None

    def _moves(self, clause: str) -> bool:
        merged = _MERGE.search(clause)
        pairs = (
            [(merged.group(1), merged.group(2))]
            if merged
            else [(m.group(1), m.group(2)) for m in _MOVE.finditer(clause)]
        )
        for sources, number in pairs:
            places = tuple(_places(sources, None, renumbered=False))
            self.article, self.renumbered, self.paragraph = article_number(number), True, None
            self.operations.append(Move(places, self.article))
        return bool(pairs)

    def _new_articles(self, numbers: Sequence[ArticleNumber], block: str) -> bool:
        if len(numbers) == 1:
            self.operations.append(InsertArticle(numbers[0], block))
            return True
        parts = re.split(rf"(?:^|\n)({_ARTICLE})[\s\u3000]*", block)[1:]
        texts = {article_number(parts[i]): parts[i + 1].strip() for i in range(0, len(parts), 2)}
        if list(texts) != list(numbers):
            return False
        self.operations.extend(InsertArticle(number, text) for number, text in texts.items())
        return True

    def _deletions(self, clause: str) -> bool:
        found = _DELETED.search(clause)
        if found is None:
            return False
        if not re.match(_ARTICLE, found.group(1)):
            if not _MOVE.search(clause):
                self._remember(clause[: found.start()])
            if self.article is None:
                return False
        places = _places(found.group(1), self.article, renumbered=self.renumbered)
        self.operations.extend(Delete(place) for place in places)
        return True

    def _words(self, clause: str) -> bool:
        read = False
        for pattern, kind in ((_WORDS, ReplaceWords), (_ADDED_WORDS, InsertWords)):
            for found in pattern.finditer(clause):
                named = clause[: re.search(r'["“]', clause).start()]  # type: ignore[union-attr]
                if "改为" not in named:
                    places = list(_places(named, self.article, renumbered=self.renumbered))
                else:
                    places = []
                if not places and self.article is not None:
                    places = [self._place()]
                for place in places:
                    self.article, self.renumbered = place.article, place.renumbered
                    self.operations.append(kind(place, found.group(1), found.group(2)))
                read = read or bool(places)
        return read

    def _replacement(self, clause: str, block: str) -> bool:
        shift = _SHIFT.search(clause)
        if shift is not None:  # 原第二款作为第三款，修改为: the insertion before it has moved the paragraph
            number = _count(shift.group(3))
            place = self._place(number) if shift.group(2) == "款" else self._place(self.paragraph, number)
            self.operations.append(Replace((place,), block))
            return True
        named = clause[: clause.rindex("修改为")]
        moved = list(_MOVE.finditer(named)) or list(_MERGE.finditer(named))
        named = named[moved[-1].end() :] if moved else named
        places = tuple(_places(named, self.article, renumbered=self.renumbered))
        self.operations.append(Replace(places or (self._place(),), block))
        return True


def _places(text: str, article: ArticleNumber | None, *, renumbered: bool) -> Iterable[Place]:
    """Read 第一百八十六条第一款、第二款; a bare 第二款 belongs to the article named before it."""
    spread = _RANGE.search(text)
    if spread is not None and article is not None:
        for position in range(_count(spread.group(1)), _count(spread.group(2)) + 1):
            yield Place(article, position, None, renumbered)
        return
    paragraph: int | None = None
    for found in _PLACES.finditer(text):
        parts = _PLACE.match(found.group(0))
        if parts is None:
            continue
        if parts.group(1):
            article, renumbered, paragraph = article_number(parts.group(1)), False, None
        if parts.group(2):
            paragraph = _count(parts.group(2))
        if article is not None:
            item = _count(parts.group(3)) if parts.group(3) else None
            yield Place(article, paragraph, item, renumbered)


def paragraph_texts(text: str) -> tuple[str, ...]:
    """Cut quoted new text into paragraphs 款, items with the paragraph that they belong to."""
    return tuple(text[paragraph.start : paragraph.end] for paragraph in split_paragraphs(text))
