"""A group's answer: on a phone at most twelve lines, conclusion first, one excerpt, the rest behind buttons."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from bot.answer import Answer, Excerpt, Outcome
from bot.render import blocks_of as all_blocks
from bot.render import clean, locale_for, pack, render
from bot.texts import TEXTS, Locale

LINES = 12
LINE_WIDTH = 42
"""Half-widths of a line on a phone: 21 Chinese characters."""
LEAST_QUOTED = 2
"""Lines that a quotation gets at least."""
NOTICE_LINES = 2
SAFETY_LINES = 6
"""What a notice, and what is said for somebody's safety, may take where there is no room for all."""

NO_DISCLAIMER = (Outcome.GREETING, Outcome.CLARIFY)

_SENTENCE = re.compile(r"[^。；！？\n]*(?:[。；！？]|\n|$)")


def lines_of(text: str) -> int:
    """How many lines a text takes on a phone; empty ones count."""
    return sum(max(1, -(-_width(line) // LINE_WIDTH)) for line in text.split("\n"))


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in text)


def render_brief(answer: Answer, *, locale: Locale | None = None) -> list[str]:
    """Safety, conclusion, the sentences of one excerpt that answer, disclaimer; choices whole.

    An answer without an excerpt keeps its first notice, which says what the bot is for.
    """
    if answer.choices:
        return render(answer, locale=locale)
    texts = TEXTS[locale_for(answer, locale)]
    brief = replace(
        answer,
        conclusion=clean(answer.said),
        excerpts=answer.excerpts[:1],
        steps=(),
        further=(),
        near=(),
        hotlines=(),
        notices=() if answer.excerpts else answer.notices[:1],
        disclaimer=answer.disclaimer if answer.outcome in NO_DISCLAIMER else texts.disclaimer_brief,
    )
    for most in range(LINES, LEAST_QUOTED - 1, -1):
        shown = replace(brief, excerpts=tuple(_cut(one, most) for one in brief.excerpts))
        if _height(shown, locale) <= LINES:
            return render(shown, locale=locale)
    brief = replace(
        brief,
        safety=brief.safety[:1] + brief.safety[-1:] if len(brief.safety) > 1 else brief.safety,
        excerpts=tuple(_cut(one, LEAST_QUOTED) for one in brief.excerpts),
    )
    if (found := _fitting(brief, locale)) is None:
        # No room for words of the law beside what keeps somebody safe: where they stand is still named.
        named = tuple(one.citation for one in brief.excerpts)
        notices = tuple(_first(clean(line), NOTICE_LINES) for line in named or brief.notices)
        brief = replace(brief, excerpts=(), notices=notices)
        found = _fitting(brief, locale)
    if found is None:
        safety = tuple(_first(clean(line), SAFETY_LINES // len(brief.safety)) for line in brief.safety)
        found = _fitting(replace(brief, safety=safety, notices=()), locale) or replace(brief, safety=safety)
    return pack(all_blocks(found, texts))


def _fitting(answer: Answer, locale: Locale | None) -> Answer | None:
    """With as much of the conclusion as there is room for, at least a line of it; None when there is not."""
    room = LINES - _height(replace(answer, conclusion="。"), locale) + 1
    return replace(answer, conclusion=_first(answer.conclusion, room)) if room > 0 else None


def _height(answer: Answer, locale: Locale | None) -> int:
    """Lines of the only message; blank ones count, a quotation cannot be folded away."""
    texts = TEXTS[locale_for(answer, locale)]
    blocks = all_blocks(answer, texts)
    return lines_of("".join((block.gap if n else "") + block.text for n, block in enumerate(blocks)))


def _first(text: str, lines: int) -> str:
    """As many sentences as fit, at least one; a longer one ends with an ellipsis."""
    kept = ""
    for sentence in _sentences(text):
        if kept and lines_of(kept + sentence) > lines:
            break
        kept += sentence
    kept = kept.strip()
    return kept if lines_of(kept) <= lines else kept[: lines * LINE_WIDTH // 2 - 2] + "……"


def _sentences(text: str) -> Sequence[str]:
    return [sentence for sentence in _SENTENCE.findall(text) if sentence]


def _cut(excerpt: Excerpt, lines: int) -> Excerpt:
    """A slice of the excerpt, sentences around the answering words, of at most ``lines`` lines where they end so."""
    if lines_of(excerpt.text) <= lines:
        return replace(excerpt, english=excerpt.english if lines == LINES else "")
    marked = excerpt.highlight or (0, 1)
    spans, place = [], 0
    for sentence in _sentences(excerpt.text):
        spans.append((place, place + len(sentence)))
        place += len(sentence)
    first = next((n for n, (_, end) in enumerate(spans) if end > marked[0]), 0)
    start, end = spans[first]
    for _, further in spans[first + 1 :]:
        if lines_of(excerpt.text[start:further].strip("\n")) > lines:
            break
        end = further
    if lines_of(excerpt.text[start:end].strip("\n")) > lines:
        # One long sentence: from the answering words on, as far as there is room.
        start = max(start, min(marked[0], end - 1))
        end = min(end, start + lines * LINE_WIDTH // 2)
    while start < end and excerpt.text[start] == "\n":
        start += 1
    while end > start and excerpt.text[end - 1] == "\n":
        end -= 1
    highlight = None
    if excerpt.highlight is not None:
        low, high = max(excerpt.highlight[0], start) - start, min(excerpt.highlight[1], end) - start
        highlight = (low, high) if low < high else None
    return replace(
        excerpt,
        text=excerpt.text[start:end],
        highlight=highlight,
        shortened=True,
        paragraph=None,
        item=None,
        english="",
    )
