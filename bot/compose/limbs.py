"""The limbs of an article: each of its figures with the condition that it stands under.

男不得早于二十二周岁，女不得早于二十周岁 has two limbs, 故意杀人的，处…；情节较轻的，处三年以上十年以下有期徒刑 another two. They are read from the
article's own paragraphs, items, sentences and clauses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.compose.bounds import Span, plain, spans
from bot.compose.figures import carrying
from index.query import fold

_ITEM = re.compile(r"^\((?:[一二三四五六七八九十]+|\d+)\)")
_SENTENCE = re.compile(r"[^。]+。?")
_PART = re.compile(r"[^;]+;?")
_WRITTEN_SENTENCE = re.compile(r"[^。]+。?")
_WRITTEN_PART = re.compile(r"[^；;]+[；;]?")
_CLAUSE = re.compile(r"[^,:]+[,:]?")
_CONDITION_ENDS = re.compile(r"的[,:]?$")
_TIME_ENDS = re.compile(r"(?:时|后|期间|之日起)[,:]?$")
_NOUN_OF_FIGURE = re.compile(r"(?:以上|以下|不满)[^,]{0,30}的[^,]{0,6},$")
"""三年以上固定期限和无固定期限的劳动合同，"""
_OF_WHOM = re.compile(
    r"^(?!.*(?:应当|可以|有权|是指|不得))[^,]*的(?:儿童|公民|人员?|单位|企业|职工|劳动者|子女),$"
)
"""条件不具备的地区的儿童，"""
_PAIR = re.compile(
    r"(?:年|月|日|天|岁|元)(?:以上|以下)?的(?=[0-9一二三四五六七八九十百两]+(?:天|日|倍|元|个月|年))"
)
_OR = re.compile(r"或者|、|或")
_TIER = re.compile(r"数额|情节|后果|损失|重伤|轻伤|死亡|严重|较轻")
_LIST = re.compile(
    r"有?(?:下列|以下)[^,:\d]{0,6}?(?:之一|的)|犯?(?:前[一二两三]?款|第[一二三]款)(?:罪|规定的?(?:[^,]{0,4}行为)?)?"
)
_ALTERNATIVE = re.compile(r"或者|、|和|及")
_PUNISHMENT = re.compile(r"有期徒刑|无期徒刑|死刑|拘役|管制|并处|单处|没收财产|剥夺政治权利")


@dataclass(frozen=True, slots=True)
class Limb:
    """One figure of an article."""

    span: Span
    groups: tuple[tuple[frozenset[str], ...], ...]
    """Characters of what it stands under, one group a condition, its alternatives (数额巨大 or 有其他严重情节) apart."""
    said_of: frozenset[str]
    """Characters of the clause that has it: 不得重新取得机动车驾驶证."""
    shared: frozenset[str]
    """Characters of what it shares with the limbs beside it: the crime, the head of a list."""
    conditions: tuple[Span, ...]
    """Figures of its condition: 劳动合同期限三个月以上不满一年."""
    of_condition: bool
    """It is itself part of a condition under which another figure stands: the 满一年 of 满一年不满十年的，年休假五天."""
    listed: bool
    """It holds in the cases of a list alone, which are its last group."""
    words: str
    """The sentence or part of one that has it, as folded."""
    clause: str
    """The clause that has it, as folded."""
    beside: frozenset[tuple[str, float | None, float | None]]
    """Limits of the other figures of its clause: 损失三倍 beside 价款十倍."""
    quote: str
    """*Verbatim*: the same with the part that has its condition."""
    text: str
    """All the words that it is read with."""
    paragraph: str
    """Its 款, or its 项 with the head of the list, as folded."""


@dataclass(frozen=True, slots=True)
class _Part:
    clauses: tuple[str, ...]
    words: str
    quote: str
    shared: tuple[str, ...]
    """Conditions of the parts before it that hold for it as well."""
    lead: str
    items: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    """Conditions of the part before it, where it has none of its own."""
    paragraph: str = ""


def limbs(article: str) -> list[Limb]:
    """The limbs of an article in order.

    Args:
        article: Its text, one paragraph or item a line.
    """
    return [limb for part in _parts(article) for limb in _of(part)]


def _parts(article: str) -> Iterator[_Part]:
    written = [line.strip() for line in article.splitlines() if line.strip()]
    lines = [plain(fold(line)) for line in written]
    lead, place = "", 0
    before: tuple[str, ...] = ()
    while place < len(lines):
        line = lines[place]
        place += 1
        item = _ITEM.match(line)
        if item is None:
            lead = ""
        body = line[item.end() :] if item else line
        items: list[str] = []
        if item is None and body.endswith(":"):
            end = place
            while end < len(lines) and _ITEM.match(lines[end]):
                items.append(_ITEM.sub("", lines[end]).rstrip(";。"))
                end += 1
        found = list(_of_line(body, written[place - 1], lead, tuple(items)))
        if found and "前款" in _SENTENCE.findall(body)[0]:
            found = [replace(one, shared=(*before, *one.shared)) for one in found]
        elif found and item is None:
            before = _held(_conditions(found[0].clauses))
        yield from (replace(one, paragraph=lead + body + "".join(items)) for one in found)
        if item is None and body.endswith(":"):
            lead = _SENTENCE.findall(body)[-1]


def _of_line(body: str, written: str, lead: str, items: tuple[str, ...]) -> Iterator[_Part]:
    quotes = _quotes(body, written)
    sentences = _SENTENCE.findall(body)
    for number, sentence in enumerate(sentences):
        shared: tuple[str, ...] = ()
        kept: tuple[str, ...] = ()
        quoted = ""
        parts = [part for written in _PART.findall(sentence) for part in _pairs(written)]
        for place, words in enumerate(parts):
            clauses = tuple(_CLAUSE.findall(words))
            own = _conditions(clauses)
            last = number == len(sentences) - 1 and place == len(parts) - 1
            if own or words.startswith("对"):
                yield _Part(clauses, words, quotes[0], _beside(shared, own), lead, items if last else ())
                quoted = quotes[0]
            else:  # 五年内不得重新取得机动车驾驶证, under the condition of the part before it
                quoted = quoted + quotes[0] if kept and quoted != quotes[0] else quotes[0]
                yield _Part(clauses, words, quoted, (), lead, items if last else (), kept)
            quotes = quotes[1:] or quotes
            kept = own or kept
            shared = shared or _held(own)


def _quotes(body: str, written: str) -> list[str]:
    """The parts of a line as they are written, in the order of those that are read; the line where they do not fit."""
    parts = [
        part
        for sentence in _WRITTEN_SENTENCE.findall(written)
        for whole in _WRITTEN_PART.findall(sentence)
        for part in _pairs_written(whole)
    ]
    read = [part for one in _SENTENCE.findall(body) for whole in _PART.findall(one) for part in _pairs(whole)]
    return parts if len(parts) == len(read) else [written]


def _pairs_written(part: str) -> list[str]:
    return re.findall(r"[^，,]+[，,]?", part) if len(_pairs(plain(fold(part)))) > 1 else [part]


def _pairs(part: str) -> list[str]:
    """满1年不满10年的5天,满10年不满20年的10天: each clause is a condition and what follows from it."""
    clauses = _CLAUSE.findall(part)
    if sum(_PAIR.search(one) is not None for one in clauses) < 2:
        return [part]
    return [_PAIR.sub(r"\g<0>,", one) for one in clauses]


def _conditions(clauses: tuple[str, ...]) -> tuple[str, ...]:
    """The clauses up to the last one that ends as a condition does (的), else those at the start that say when or of what."""
    last = max((place for place, one in enumerate(clauses) if _CONDITION_ENDS.search(one)), default=-1)
    if last < 0:
        while last + 1 < len(clauses) - 1 and (
            _TIME_ENDS.search(clauses[last + 1])
            or _NOUN_OF_FIGURE.search(clauses[last + 1])
            or (_OF_WHOM.search(clauses[last + 1]) and not spans(clauses[last + 1]))
        ):
            last += 1
    return clauses[: last + 1]


def _held(conditions: tuple[str, ...]) -> tuple[str, ...]:
    """Conditions of a first part that hold for the next: all of them but a step of gravity."""
    return tuple(one for one in conditions if not _TIER.search(one)) or (
        () if len(conditions) != 1 else conditions
    )


def _beside(shared: tuple[str, ...], own: tuple[str, ...]) -> tuple[str, ...]:
    """Conditions of a first part that hold for one with conditions of its own: none with figures of the same kind.

    二十六周岁至四十五周岁的 is not under 十六周岁至二十五周岁的.
    """
    kinds = {span.unit for clause in own for span in spans(clause)}
    return tuple(one for one in shared if not kinds & {span.unit for span in spans(one)})


def _of(part: _Part) -> Iterator[Limb]:
    conditions = _conditions(part.clauses)
    found: list[tuple[int, Span]] = []
    offsets: list[int] = []
    at = 0
    for clause in part.clauses:
        offsets.append(at)
        at += len(clause)
    for span in spans(part.words):
        place = max(number for number, offset in enumerate(offsets) if offset <= span.start)
        found.append((place, span))
    consequences = [one for one in found if one[0] >= len(conditions)]
    told = tuple(span for place, span in found if place < len(conditions))
    if not consequences:
        yield from (_limb(part, place, span, part.clauses, ()) for place, span in found)
        return
    for place, span in consequences:
        clause = _around(part.clauses[place], span, offsets[place], [one for _, one in found])
        own = told
        before = tuple(one for at_place, one in consequences if at_place == place and one.end <= span.start)
        if not own and before and before[-1].unit != span.unit:
            own = ()
        yield _limb(part, place, span, (*conditions, *_between(part, conditions, place), clause), own)
    named = {span.unit for _, span in consequences}
    for place, span in found:
        if place < len(conditions) and span.unit not in named:
            yield _limb(part, place, span, part.clauses, (), of_condition=True)


def _between(part: _Part, conditions: tuple[str, ...], place: int) -> tuple[str, ...]:
    """Clauses at the start without a figure, which say of what all figures are (结婚年龄，男…，女…), and the one before this figure."""
    if conditions:
        return ()
    first = next((number for number, one in enumerate(part.clauses) if spans(one)), place)
    near = tuple(one for one in part.clauses[max(first, place - 1) : place] if not spans(one))
    return (*part.clauses[:first], *near)


def _around(clause: str, span: Span, offset: int, all_spans: list[Span]) -> str:
    """What of a clause speaks of one of its figures: 价款十倍 of 价款十倍或者损失三倍的赔偿金."""
    start, end = span.start - offset, span.end - offset
    inside = [
        one
        for one in all_spans
        if one is not span and one.unit == span.unit and offset <= one.start < offset + len(clause)
    ]
    if not inside:
        return clause
    cuts = list(_ALTERNATIVE.finditer(clause))
    left = max((cut.end() for cut in cuts if cut.end() <= start), default=0)
    right = min((cut.start() for cut in cuts if cut.start() >= end), default=len(clause))
    return clause[left:right]


def _limb(
    part: _Part,
    place: int,
    span: Span,
    clauses: tuple[str, ...],
    conditions: tuple[Span, ...],
    *,
    of_condition: bool = False,
) -> Limb:
    groups: list[tuple[frozenset[str], ...]] = []
    said_of = frozenset[str]()
    conditional = {*part.kept, *_conditions(part.clauses)}
    for clause in (*part.kept, *clauses):
        words = _LIST.sub("", _PUNISHMENT.sub("", clause))
        alternatives = tuple(chars for one in _OR.split(without_figures(words)) if (chars := carrying(one)))
        if not alternatives:
            continue
        if clause.startswith(("或者", "或")) and groups:
            groups[-1] = (*groups[-1], *alternatives)
        elif clause in conditional:
            groups.append(alternatives)
        else:
            said_of |= frozenset[str]().union(*alternatives)
    if part.items:
        groups.append(tuple(carrying(without_figures(one)) for one in part.items))
    shared = carrying(_LIST.sub("", part.lead) + "".join(part.shared))
    words = part.words.strip()
    return Limb(
        span,
        tuple(groups),
        said_of,
        shared,
        conditions,
        of_condition,
        bool(part.items),
        words if not part.items else words.rstrip(":"),
        part.clauses[place],
        frozenset(one.limits for one in spans(part.clauses[place]) if one.limits != span.limits),
        part.quote.rstrip("；;，,：:"),
        part.lead + "".join((*part.shared, *part.kept)) + part.words + "".join(part.items),
        part.paragraph,
    )


def without_figures(text: str) -> str:
    """A plain text without its figures and the words that make bounds of them."""
    for span in reversed(spans(text)):
        text = text[: span.start] + text[span.end :]
    return re.sub(r"以上|以下|以内|内(?!容|部)|不得?超过|不得?低于|不满|已满|不得早于|不足", "", text)
