"""Checks every citation of a text, and whether articles say the words that are quoted with them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from difflib import SequenceMatcher
from functools import lru_cache

from knowledge.citations.differences import difference
from knowledge.citations.find import find_citations
from knowledge.citations.quotes import FRAMED, NEAR, SIGNED, UNMARKED
from knowledge.citations.resolve import Remembering, StatuteSource, context_after, resolve
from knowledge.citations.subjects import with_subjects
from knowledge.citations.types import Context, Form, FoundCitation, QuoteCheck, Resolution, Verdict
from knowledge.normalize import character_pairs, normalize
from knowledge.numerals import to_chinese

_IGNORED = frozenset(" \t\n\r\x0b\x0c\u3000,.;:!?、。“”\"'‘’()《》[]·-|*`>")
"""Punctuation and spaces do not count: printers and people set them differently."""
_DROP = re.compile(f"[{re.escape(''.join(sorted(_IGNORED)))}]+")
_ELLIPSIS = re.compile(r"…+|\.{3,}|。{3,}|-{3,}")
_LONGEST_COMPARED = 4000


def check_text(
    text: str,
    source: StatuteSource,
    as_of: date,
    context: Context | None = None,
    *,
    titles: bool = True,
) -> list[Resolution]:
    """Every citation in ``text``, resolved and verified, quotations included.

    Args:
        text: A pasted answer, a group message, a single look-up.
        source: The library.
        as_of: Whose day's law.
        context: What was cited before the text.
        titles: Also report laws named in 《》 without an article when they are no law in force.
    """
    source = Remembering(source)
    return check_found(text, find_citations(text, source.registry, titles=titles), source, as_of, context)


def check_found(
    text: str,
    found: Sequence[FoundCitation],
    source: StatuteSource,
    as_of: date,
    context: Context | None = None,
) -> list[Resolution]:
    """Citations found in ``text``, resolved and verified; what stands beside them is compared."""
    results: list[Resolution] = []
    read: list[tuple[int, int]] = []
    for position, citation in enumerate(found):
        resolved = resolve(citation, source, as_of, context)
        following = context_after(citation, resolved, context)
        if citation.form is Form.TITLE:
            resolved = [
                r
                for r in resolved
                if r.verdict in (Verdict.REPEALED, Verdict.NOT_YET_IN_FORCE)
                or (r.verdict is Verdict.UNKNOWN_LAW and citation.law and citation.law.named)
            ]
        if _quoted_by_a_later_one(found, position):
            citation = citation._replace(quote="", quote_span=None)
        compared = with_quote(citation, resolved)
        if citation.by_signature and all(one.quote is None for one in compared):
            continue
        context = following
        results.extend(compared)
        read.extend(citation.quote_span for one in compared if one.quote is not None and citation.quote_span)
    results = [_as_digest(one) for one in _with_unread(text, results, read)]
    return with_subjects(text, found, results, source)


def _as_digest(one: Resolution) -> Resolution:
    """What is held of an article in our words is not passed off as its own."""
    digest = one.verdict is Verdict.VALID and one.statute is not None and not one.statute.verbatim
    if not digest or one.source_article is None or one.quote is not None:
        return one
    return replace(
        one,
        message=f"{one.message}这里只有该条的要旨，不是原文。",
        message_en=f"{one.message_en} Only a digest of this article is held, not its wording.".strip(),
    )


_QUOTED = re.compile(
    r"[“「『](?P<curly>[^“”「」『』]{8,600})[”」』]|[\"＂](?P<straight>[^\"＂\n]{8,600})[\"＂]"
)
_SHOWN_OF_UNREAD = 12


def _with_unread(text: str, results: list[Resolution], read: Sequence[tuple[int, int]]) -> list[Resolution]:
    """一致 is said of the words that were compared: other words in quotation marks are said not to be."""
    last = max((at for at, one in enumerate(results) if one.quote is not None), default=None)
    if last is None or not any(one.quote.says for one in results if one.quote is not None):
        return results
    compared = {_plain(text[start:end]) for start, end in read}
    unread = [
        words
        for found in _QUOTED.finditer(text)
        if len(plain := _plain(words := found["curly"] or found["straight"])) >= _SHORTEST_UNREAD
        and plain not in compared
        and not any(start < found.end() and found.start() < end for start, end in read)
    ]
    if not unread:
        return results
    begins = "、".join(
        f"“{one[:_SHOWN_OF_UNREAD]}{'……' if len(one) > _SHOWN_OF_UNREAD else ''}”" for one in unread[:3]
    )
    one = results[last]
    results[last] = replace(
        one,
        message=f"{one.message}另有引号里的话没有核对：{begins}。",
        message_en=f"{one.message_en} Other words in quotation marks were not compared: {begins}.".strip(),
    )
    return results


_SHORTEST_UNREAD = 8
"""Characters of words in quotation marks that may be those of a provision; fewer are a name or a term."""


def _quoted_by_a_later_one(found: Sequence[FoundCitation], position: int) -> bool:
    """Words belong to the citation that stands nearest to them."""
    span = found[position].quote_span
    following = found[position + 1 : position + 3]
    return span is not None and any(
        (other.quote_span == span and other.form is not Form.TITLE)
        or (other.span[0] < span[1] and other.span[1] <= span[0])
        for other in following
    )


def with_quote(citation: FoundCitation, resolved: Sequence[Resolution]) -> list[Resolution]:
    """Attach the check of quoted words; they belong to the place that comes nearest to them."""
    held = [r for r in resolved if r.source_article is not None]
    if not citation.quote or not held:
        return list(resolved)
    quote = citation.quote
    if citation.quoting != FRAMED:
        quote = max((_like_the_article(quote, r, citation.quoting) for r in held), key=len)
        if not quote:
            return list(resolved)
    checks = [(check_quote(quote, r), r) for r in held]
    if citation.quoting == UNMARKED:
        checks = [pair for pair in checks if not _tells_of_it(quote, pair[0])]
        if not checks:
            return list(resolved)
    best = checks[0]
    if len(checks) > 1:
        best = max(checks, key=lambda pair: (pair[0].says, _likeness(quote, pair[1])))
    return [
        replace(
            r,
            quote=best[0],
            message=r.message + best[0].message,
            message_en=f"{r.message_en} {best[0].message_en}".strip(),
        )
        if r is best[1]
        else r
        for r in resolved
    ]


_RETOLD = 0.5
"""Of unmarked words, the share that may be altered: more of it, and they tell of the article in words of their own."""
_ALTERED = re.compile(r"\[-([^-\]]*)-\]|\{\+([^+}{]*)\+\}")


def _tells_of_it(quote: str, check: QuoteCheck) -> bool:
    """规定了用人单位可以解除的情形 is about the article and no quotation of it."""
    altered = sum(len(out) + len(put) for out, put in _ALTERED.findall(check.difference))
    return altered > len(_plain(quote)) * _RETOLD


_LIKE = {NEAR: 0.5, SIGNED: 0.65, UNMARKED: 0.8}
"""Share of pairs of characters that the article must have for words to count as meant for its own."""
_SHORTEST_UNMARKED = 12
_SENTENCE = re.compile(r"[^。;；]{1,400}[。;；]?")


def _like_the_article(quote: str, resolution: Resolution, kind: str) -> str:
    """The words that are like the article: all of marked ones, of unmarked ones the sentences that are; else nothing."""
    article = resolution.source_article
    if article is None or (resolution.statute is not None and not resolution.statute.verbatim):
        return ""
    pairs = _pairs_of_article(article.text)
    if kind == UNMARKED:
        kept = ""
        for sentence in _SENTENCE.finditer(quote):
            if _share(sentence.group(), pairs) < _LIKE[NEAR]:
                break
            kept += sentence.group()
        quote = kept
        if len(_plain(quote)) < _SHORTEST_UNMARKED:
            return ""
    return quote if _share(quote, pairs) >= _LIKE[kind] else ""


@lru_cache(maxsize=2048)
def _pairs_of_article(text: str) -> frozenset[str]:
    return character_pairs(_plain(text))


def _share(words: str, pairs: frozenset[str]) -> float:
    own = character_pairs(_in_chinese_numerals(_plain(words)))
    return len(own & pairs) / len(own) if own else 0.0


def _in_chinese_numerals(plain: str) -> str:
    """3年 as the law writes it: 三年."""
    return _DIGITS.sub(lambda hit: to_chinese(int(hit.group())), plain)


_DIGITS = re.compile(r"(?<!\d)\d{1,4}(?!\d)")


def _likeness(quote: str, resolution: Resolution) -> float:
    text = resolution.text or ""
    matcher = SequenceMatcher(None, _plain(quote), _plain(text)[:_LONGEST_COMPARED], autojunk=False)
    return matcher.ratio()


def _plain(text: str) -> str:
    return _DROP.sub("", normalize(text).text)


@lru_cache(maxsize=2048)
def _plain_with_positions(text: str) -> tuple[str, tuple[int, ...]]:
    """Comparable characters and where each stands in ``text``; remembered, for a text cites few articles often."""
    norm = normalize(text)
    kept = [at for at, char in enumerate(norm.text) if char not in _IGNORED]
    positions = kept if norm.offsets is None else [norm.offsets[at] for at in kept]
    return _DROP.sub("", norm.text), tuple(positions)


def check_quote(quote: str, resolution: Resolution) -> QuoteCheck:
    """Whether the article of ``resolution`` says ``quote``; parts may be left out with an ellipsis."""
    article = resolution.source_article
    if article is None:
        raise ValueError("the resolution has no text to compare with")
    if resolution.statute is not None and not resolution.statute.verbatim:
        return QuoteCheck(
            False,
            "这里只有该条的要旨，没有原文，无法核对引文。",
            "Only a digest of this article is held, so the quotation cannot be checked.",
        )
    whole, positions = _plain_with_positions(article.text)
    start, end = resolution.slice or (0, len(article.text))
    pieces = [piece for raw in _ELLIPSIS.split(quote) if (piece := _plain(raw))]
    found = _find_in_order(pieces, whole) or _find_in_order(
        [_in_chinese_numerals(piece) for piece in pieces], whole
    )
    if found is not None:
        first, last = positions[found[0]], positions[found[1] - 1] + 1
        if start <= first and last <= end:
            return QuoteCheck(True, "引文与原文一致。", "The quotation matches the text.", "", (first, last))
        return QuoteCheck(
            True,
            f"引文出自{article.label}，但不在所引的款、项内。",
            "The words are in this article, but not in the paragraph or item cited.",
            "",
            (first, last),
        )
    elsewhere = "、".join(_stands_elsewhere(pieces, resolution))
    if elsewhere:
        return QuoteCheck(
            False,
            f"{article.label}没有这样的话，这是{elsewhere}的文字。",
            f"The article does not say this; these are the words of {elsewhere}.",
        )
    cited = bisect_left(positions, start), bisect_left(positions, end)
    return _difference("".join(pieces), whole, positions, cited, article.label)


_SHORTEST_ELSEWHERE = 10
_MOST_ELSEWHERE = 3


def _stands_elsewhere(pieces: Sequence[str], resolution: Resolution) -> list[str]:
    """Other articles of the same law that say the words, at most three."""
    found: list[str] = []
    if resolution.statute is None or sum(map(len, pieces)) < _SHORTEST_ELSEWHERE:
        return found
    for article in resolution.statute.articles:
        if len(article.text) >= len(pieces[0]) and article is not resolution.source_article:
            # Most articles lack the first characters, so that few are made comparable.
            if pieces[0][:2] not in article.text and pieces[0][-2:] not in article.text:
                continue
            if _find_in_order(pieces, _plain(article.text[:_LONGEST_COMPARED])) is not None:
                found.append(article.label)
                if len(found) == _MOST_ELSEWHERE:
                    break
    return found


def _find_in_order(pieces: Sequence[str], whole: str) -> tuple[int, int] | None:
    first, position = -1, 0
    for piece in pieces:
        at = whole.find(piece, position)
        if at < 0:
            return None
        first = at if first < 0 else first
        position = at + len(piece)
    return (first, position) if first >= 0 else None


def _difference(
    quote: str, whole: str, positions: Sequence[int], cited: tuple[int, int], label: str
) -> QuoteCheck:
    """Where the quotation leaves the text: against the stretch of the place cited, or else of the article, nearest to it."""
    breaks = {at for at in range(1, len(positions)) if positions[at] - positions[at - 1] > 1}
    found = difference(quote, whole[:_LONGEST_COMPARED], cited, breaks | {0, len(positions)})
    if found is None:
        return QuoteCheck(
            False,
            f"{label}没有这样的话：引文与条文内容不符。",
            "The article does not say this: the quotation is not its wording.",
        )
    start, end = found.start, found.end
    nearest = (positions[start], positions[end - 1] + 1) if end > start else None
    return QuoteCheck(
        False,
        f"引文与{label}原文不一致：{found.shown}（[-引文-]，{{+原文+}}）。",
        f"The quotation differs from the text: {found.shown} ([-quoted-], {{+text+}}).",
        found.shown,
        nearest,
    )
