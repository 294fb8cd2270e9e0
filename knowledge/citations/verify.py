"""Checks every citation of a text, and whether articles say the words that are quoted with them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from difflib import SequenceMatcher
from functools import lru_cache

from knowledge import tuned
from knowledge.citations.compare import LONGEST_COMPARED, check_quote, in_chinese_numerals, plain
from knowledge.citations.find import find_citations
from knowledge.citations.patterns import CN
from knowledge.citations.quotes import ADJOINING, FRAMED, NEAR, SIGNED, UNMARKED
from knowledge.citations.resolve import Remembering, StatuteSource, context_after, resolve
from knowledge.citations.subjects import with_subjects
from knowledge.citations.types import Context, Form, FoundCitation, QuoteCheck, Resolution, Verdict
from knowledge.normalize import character_pairs


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
        compared = with_quote(citation, resolved, _around(text, citation.quote_span))
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
    compared = {plain(text[start:end]) for start, end in read}
    unread = [
        words
        for found in _QUOTED.finditer(text)
        if len(bare := plain(words := found["curly"] or found["straight"])) >= _SHORTEST_UNREAD
        and bare not in compared
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


def _around(text: str, span: tuple[int, int] | None) -> tuple[str, str]:
    """A few characters of a text before and behind quoted words."""
    return ("", "") if span is None else (text[max(0, span[0] - 12) : span[0]], text[span[1] : span[1] + 12])


def with_quote(
    citation: FoundCitation, resolved: Sequence[Resolution], around: tuple[str, str] = ("", "")
) -> list[Resolution]:
    """Attach the check of quoted words; they belong to the place that comes nearest to them.

    Args:
        citation: With the words.
        resolved: What it is.
        around: What the text has before and behind the words.
    """
    held = [r for r in resolved if r.source_article is not None]
    if not citation.quote or not held:
        return list(resolved)
    quote = citation.quote
    if citation.quoting != FRAMED:
        led = around[0].rstrip()[-1:] in _LEADS
        quote = max((_like_the_article(quote, r, citation.quoting, led=led) for r in held), key=len)
        if not quote:
            return list(resolved)
    checks = [(check_quote(quote, r, around), r) for r in held]
    if citation.quoting in (UNMARKED, ADJOINING):
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


_ALTERED = re.compile(r"\[-([^-\]]*)-\]|\{\+([^+}{]*)\+\}")


def _tells_of_it(quote: str, check: QuoteCheck) -> bool:
    """规定了用人单位可以解除的情形 is about the article and no quotation of it."""
    altered = sum(len(out) + len(put) for out, put in _ALTERED.findall(check.difference))
    return altered > len(plain(quote)) * tuned.RETOLD


_LIKE = {
    NEAR: tuned.MEANT_NEAR,
    SIGNED: tuned.MEANT_SIGNED,
    UNMARKED: tuned.MEANT_UNMARKED,
    ADJOINING: tuned.MEANT_ADJOINING,
}
"""Share of pairs of characters that the article must have for words to count as meant for its own; adjoining ones only by ``_all_but_one_word``."""
_SHORTEST_UNMARKED = 12
_SHORTEST_BUT_ONE = 8
"""Characters from which unmarked words count when all but one figure of them, or all, stand in the article in a row."""
_LEADS = frozenset(":：>|→")
_ONE_WORD = 4
"""Characters of the one word that may be another one in unmarked words of ``_SHORTEST_UNMARKED``, and that must stand before it."""
_ASKS = re.compile(
    r"(?:对不对|是不是|是真的吗|是这样吗?|没错吧|不是吗|对[吗吧么]|是[吗吧]|真的吗|[吗吧呢么])$"
)
"""What asks for a word at the end of a message is none of the article's."""
_ENDS = " \t\r\n\u3000?？。!！"
_SENTENCE = re.compile(r"[^。;；]{1,400}[。;；]?")


def _like_the_article(quote: str, resolution: Resolution, kind: str, *, led: bool) -> str:
    """The words that are like the article: all of marked ones, of unmarked ones the sentences that are; else nothing.

    ``led``: a colon or the like leads to them.
    """
    article = resolution.source_article
    if article is None or (resolution.statute is not None and not resolution.statute.verbatim):
        return ""
    pairs = _pairs_of_article(article.text)
    if kind in (UNMARKED, ADJOINING):
        kept = ""
        for one in _SENTENCE.finditer(quote):
            if _share(one.group(), pairs) < _LIKE[NEAR]:
                break
            kept += one.group()
        quote = _ASKS.sub("", kept.rstrip(_ENDS)).rstrip(",，" + _ENDS)
        # What wants to be confirmed need not be in the article's words.
        claimed = plain(quote) != plain(kept) and not led
        if claimed or len(plain(quote)) < _SHORTEST_UNMARKED or _share(quote, pairs) < _LIKE[kind]:
            return quote if _all_but_one_word(quote, resolution, led=led) else ""
    return quote if _share(quote, pairs) >= _LIKE[kind] else ""


def _all_but_one_word(quote: str, resolution: Resolution, *, led: bool) -> bool:
    """Unmarked words that are the article's in a row but for one: 诉讼时效期间为二年; or that it turns round (``cut``)."""
    if len(plain(quote)) < _SHORTEST_BUT_ONE:
        return False
    check = check_quote(quote, resolution)
    if check.says:
        return bool(check.turned)
    changes = _ALTERED.findall(check.difference)
    if len(changes) != 2 or check.difference.count("[-") != 1:
        return False
    out, put = changes[0][0], changes[1][1]
    if _FIGURE.fullmatch(out) and _FIGURE.fullmatch(put):
        article = resolution.source_article
        return article is not None and _stands_once(check.difference, plain(article.text))
    begins = check.difference.find("[-")
    return (
        led
        and len(plain(quote)) >= _SHORTEST_UNMARKED
        and begins >= _ONE_WORD
        and max(len(out), len(put)) <= _ONE_WORD
    )


def _stands_once(shown: str, whole: str) -> bool:
    """Of 试用期不得超过三个月, of which an article has three with other figures, none is meant."""
    head, _, rest = shown.partition("[-")
    tail = rest.partition("+}")[2]
    return len(re.findall(re.escape(head) + _FIGURE.pattern + re.escape(tail), whole)) == 1


_FIGURE = re.compile(
    rf"(?:百分之|千分之|万分之)?[{CN}万亿0-9]+(?:分之[{CN}0-9]+)?(?:个?工作日|个?月|年|日|天|小时|周岁|倍|元)?"
)


@lru_cache(maxsize=2048)
def _pairs_of_article(text: str) -> frozenset[str]:
    return character_pairs(plain(text))


def _share(words: str, pairs: frozenset[str]) -> float:
    own = character_pairs(in_chinese_numerals(plain(words)))
    return len(own & pairs) / len(own) if own else 0.0


def _likeness(quote: str, resolution: Resolution) -> float:
    text = resolution.text or ""
    matcher = SequenceMatcher(None, plain(quote), plain(text)[:LONGEST_COMPARED], autojunk=False)
    return matcher.ratio()
