"""Answer to Telegram HTML: escapes, orders, splits by UTF-16 length. Knows nothing of chats; limits are passed in.

A message is built from blocks (a quotation, its citation line, a list of steps). A block that does not fit into
what is left of a message starts the next one; a block longer than a message is cut at paragraph ends, then at
sentence ends. Lengths are those of the raw HTML, an upper bound of what Telegram counts after reading the tags.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.answer import Answer, Excerpt, Language, Line, Outcome
from bot.texts import TEXTS, Locale, Texts
from knowledge.models import Kind, Status

MESSAGE_LIMIT = 4096
"""UTF-16 units; equals ``telegram.constants.MessageLimit.MAX_TEXT_LENGTH``, which a test compares."""

EXPANDABLE_FROM = 280
"""A longer quotation folds, so that a reply fits a phone's screen."""

SHORT_EXCERPTS = 300
"""Characters of quotation in a group's short form, beyond the first quotation."""

OFFICIAL_SOURCE = "flk.npc.gov.cn"
QUOTE = "blockquote"
FOLDED = "blockquote expandable"

_PARAGRAPH_END = re.compile(r"\n+")
_SENTENCE_END = re.compile(r"[。；！？.;!?]+[”』」）)]*\s*")
_NO_DISCLAIMER = (Outcome.GREETING, Outcome.CLARIFY)


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one style: ``tag`` is ``""``, ``b``, ``i``, ``u`` or ``code``."""

    text: str
    tag: str = ""

    def to_html(self) -> str:
        """Escaped, in its tag."""
        text = html.escape(self.text, quote=False)
        return f"<{self.tag}>{text}</{self.tag}>" if self.tag and self.text else text


@dataclass(frozen=True, slots=True)
class Block:
    """Runs that stand together, in a quotation when ``wrap`` names one."""

    runs: tuple[Run, ...]
    wrap: str = ""
    gap: str = "\n\n"
    """What separates it from the block before it in the same message."""
    joined: bool = False
    """True for a line that should not be parted from the block before it: a quotation's citation."""

    def to_html(self) -> str:
        """The block as HTML, whole and balanced."""
        inner = "".join(run.to_html() for run in self.runs)
        return f"<{self.wrap}>{inner}</{self.wrap.split()[0]}>" if self.wrap else inner

    @property
    def text(self) -> str:
        """What a reader sees."""
        return "".join(run.text for run in self.runs)


def utf16(text: str) -> int:
    """Length as Telegram counts it: characters beyond the basic plane are two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def clean(text: str) -> str:
    """Without control, surrogate and direction-override characters; line ends are LF."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(
        character
        for character in text
        if character in "\n\t"
        or not (
            unicodedata.category(character) in {"Cc", "Cs"}
            or character in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
        )
    )


def escape(text: str) -> str:
    """Cleaned and safe inside Telegram HTML."""
    return html.escape(clean(text), quote=False)


def locale_for(answer: Answer, locale: Locale | None = None) -> Locale:
    """An answer speaks its own language; the reader's locale only picks the script of Chinese."""
    if answer.language is Language.EN:
        return Locale.EN
    return Locale.HANT if locale is Locale.HANT else Locale.HANS


def render(answer: Answer, *, limit: int = MESSAGE_LIMIT, locale: Locale | None = None) -> list[str]:
    """The answer as HTML messages, each within ``limit`` UTF-16 units.

    Args:
        answer: What to show.
        limit: Highest length of one message.
        locale: Language of the reader's interface, for the script of our labels.
    """
    return pack(blocks_of(answer, TEXTS[locale_for(answer, locale)]), limit)


def render_short(answer: Answer, *, limit: int = MESSAGE_LIMIT, locale: Locale | None = None) -> list[str]:
    """For groups: safety, conclusion, the first quotations as far as they are short, steps, disclaimer."""
    kept: list[Excerpt] = []
    for excerpt in answer.excerpts:
        if kept and sum(len(one.text) for one in (*kept, excerpt)) > SHORT_EXCERPTS:
            break
        kept.append(excerpt)
    short = replace(
        answer,
        conclusion=answer.said,
        excerpts=tuple(kept),
        notices=answer.notices[:1],
        further=(),
        near=(),
    )
    return render(short, limit=limit, locale=locale)


def render_excerpt(
    excerpt: Excerpt,
    texts: Texts,
    *,
    language: Language = Language.ZH,
    limit: int = MESSAGE_LIMIT,
    heading: str = "",
) -> list[str]:
    """One passage by itself: the full article behind a button, or an inline result."""
    first = [Block((Run(clean(heading), "b"),))] if heading else []
    return pack([*first, *_excerpt_blocks(excerpt, texts, language)], limit)


def render_tip(words: str, excerpt: Excerpt, texts: Texts, *, language: Language = Language.ZH) -> str:
    """A legal tip with the provision that it rests on, in one message."""
    blocks = [
        Block((Run(texts.tip_heading, "b"), Run("\n" + clean(words)))),
        *_excerpt_blocks(excerpt, texts, language),
        Block((Run(texts.disclaimer, "i"),)),
    ]
    return pack(blocks, MESSAGE_LIMIT)[0]


def blocks_of(answer: Answer, texts: Texts) -> list[Block]:
    """The parts of an answer in reading order: safety first, disclaimer last."""
    blocks = [Block((Run(clean(line), "b"),), gap="\n") for line in answer.safety]
    told = replace(answer, conclusion=clean(answer.conclusion).strip())
    if told.said:
        blocks.append(Block(tuple(_said(told.lines))))
    for excerpt in answer.excerpts:
        blocks += _excerpt_blocks(excerpt, texts, answer.language)
    if answer.steps:
        lines = [f"{number}. {clean(step)}" for number, step in enumerate(answer.steps, 1)]
        blocks.append(_listing(texts.steps_heading, lines))
    for one in answer.further:
        blocks.append(
            Block(
                (
                    Run(texts.further_heading.format(ask=clean(one.ask)), "b"),
                    Run("\n" + clean(one.conclusion)),
                )
            )
        )
        blocks += _excerpt_blocks(one.excerpt, texts, answer.language)
    if answer.hotlines:
        lines = [f"• {clean(hotline)}" for hotline in answer.hotlines]
        blocks.append(_listing(texts.hotlines_heading, lines))
    blocks += [Block((Run(clean(notice)),)) for notice in answer.notices if notice.strip()]
    if answer.choices:
        lines = [f"{n}. {clean(choice.label)}" for n, choice in enumerate(answer.choices, 1)]
        blocks.append(_listing(texts.choices_heading, lines))
    elif answer.near:
        lines = [f"{n}. {clean(choice.label)}" for n, choice in enumerate(answer.near, 1)]
        blocks.append(_listing(texts.near_heading, lines))
    disclaimer = answer.disclaimer
    if not disclaimer and answer.outcome not in _NO_DISCLAIMER:
        disclaimer = texts.disclaimer
    if disclaimer:
        blocks.append(Block((Run(clean(disclaimer), "i"),)))
    if not any(_visible(block.text) for block in blocks):
        return [Block((Run(texts.error),))]  # Telegram refuses a message without words
    return blocks


def _said(lines: Sequence[Line]) -> Iterator[Run]:
    """The first line stands out, and of a further one about a near question the question."""
    first, *others = lines
    yield Run(clean(first.lead + first.text), "b")
    for line in others:
        if line.lead:
            yield from (Run("\n"), Run(clean(line.lead), "b"), Run(clean(line.text)))
        else:
            yield Run("\n" + line.text)


def _visible(text: str) -> bool:
    """True when a reader sees something of it."""
    return any(
        not character.isspace() and unicodedata.category(character) not in {"Cf", "Cc", "Cs"}
        for character in text
    )


def citation_line(excerpt: Excerpt, texts: Texts) -> str:
    """``《民法典》第一千一百九十五条｜2021-01-01起施行｜核对：flk.npc.gov.cn``."""
    # A whole 款 or 项 is no excerpt of what the line cites.
    cut = excerpt.shortened and excerpt.paragraph is None and excerpt.item is None
    parts = [excerpt.citation + (texts.shortened if cut else "")]
    standing = {
        Status.AMENDED: texts.status_amended,
        Status.REPEALED: texts.status_repealed,
        Status.NOT_YET_IN_FORCE: texts.status_not_yet_in_force,
    }.get(excerpt.status)
    parts += [part for part in (excerpt.version_line, standing) if part]
    if excerpt.verbatim:
        parts.append(texts.checked_at.format(source=OFFICIAL_SOURCE))
    elif excerpt.source:
        parts.append(excerpt.source)
    return clean("｜".join(parts))


def _listing(heading: str, lines: Sequence[str]) -> Block:
    return Block((Run(heading, "b"), Run("\n" + "\n".join(lines))))


def _excerpt_blocks(excerpt: Excerpt, texts: Texts, language: Language) -> Iterator[Block]:
    runs = _marked(excerpt)
    if not excerpt.verbatim and excerpt.kind is not Kind.CASE:
        runs = (Run(texts.digest_label + "\n", "b"), *runs)
    folded = sum(len(run.text) for run in runs) > EXPANDABLE_FROM
    yield Block(runs, wrap=FOLDED if folded else QUOTE)
    if language is Language.EN and excerpt.english.strip():
        gloss = clean(excerpt.english).strip()
        yield Block((Run(gloss + " "), Run(texts.translation_label, "i")), gap="\n", joined=True)
    yield Block((Run(citation_line(excerpt, texts)),), gap="\n", joined=True)


def _marked(excerpt: Excerpt) -> tuple[Run, ...]:
    """The text with the answering words in bold; offsets are those of the uncleaned text."""
    text = excerpt.text
    if excerpt.highlight is None:
        return (Run(clean(text)),)
    start, end = excerpt.highlight
    pieces = (Run(clean(text[:start])), Run(clean(text[start:end]), "b"), Run(clean(text[end:])))
    return tuple(run for run in pieces if run.text)


def pack(blocks: Sequence[Block], limit: int = MESSAGE_LIMIT) -> list[str]:
    """Blocks to messages of at most ``limit`` UTF-16 units; no block that fits a message is cut."""
    messages: list[str] = []
    current = ""
    for group in _groups([block for block in blocks if block.text.strip()]):
        whole = "".join((block.gap if n else "") + block.to_html() for n, block in enumerate(group))
        gap = group[0].gap if current else ""
        if utf16(current) + utf16(gap) + utf16(whole) <= limit:
            current += gap + whole
            continue
        if utf16(whole) <= limit:
            messages.append(current)
            current = whole
            continue
        # Longer than a message by itself: start here when a good part still fits, and cut.
        if current:
            messages.append(current)
            current = ""
        for block in group:
            for piece in _cut(block, limit):
                gap = block.gap if current else ""
                if current and utf16(current) + utf16(gap) + utf16(piece) > limit:
                    messages.append(current)
                    current, gap = "", ""
                current += gap + piece
    return [message for message in [*messages, current] if message]


def _groups(blocks: Sequence[Block]) -> list[list[Block]]:
    """A quotation with the lines that belong to it."""
    groups: list[list[Block]] = []
    for block in blocks:
        if block.joined and groups:
            groups[-1].append(block)
        else:
            groups.append([block])
    return groups


def _cut(block: Block, limit: int) -> Iterator[str]:
    """A block as pieces of HTML of at most ``limit`` units, every one balanced."""
    rest = block
    while utf16(rest.to_html()) > limit:
        cost = 0
        place = 0
        room = limit - utf16(replace(rest, runs=()).to_html())
        for run in rest.runs:
            if run.tag:
                room -= utf16(f"<{run.tag}></{run.tag}>")
        for character in rest.text:
            cost += utf16(html.escape(character, quote=False))
            if cost > room:
                break
            place += 1
        place = _best_cut(rest.text, max(place, 1))
        head, rest = _halves(rest, place)
        if head.text.strip():
            yield head.to_html()
        if not rest.text:
            return
    if rest.text.strip():
        yield rest.to_html()


def _best_cut(text: str, most: int) -> int:
    """Where to part ``text`` at or before ``most``: a paragraph end, a sentence end, else there."""
    least = most // 3
    for pattern in (_PARAGRAPH_END, _SENTENCE_END):
        ends = [match.end() for match in pattern.finditer(text[:most])]
        if ends and ends[-1] > least:
            return ends[-1]
    # Never between a base character and the mark or joiner that belongs to it.
    place = most
    while place > max(least, 1) and (
        unicodedata.combining(text[place : place + 1] or "x")
        or text[place : place + 1] in ("\u200d", "\ufe0f")
        or text[place - 1] == "\u200d"
    ):
        place -= 1
    return place


def _halves(block: Block, place: int) -> tuple[Block, Block]:
    left: list[Run] = []
    right: list[Run] = []
    for run in block.runs:
        size = len(run.text)
        if place >= size:
            left.append(run)
        elif place <= 0:
            right.append(run)
        else:
            left.append(replace(run, text=run.text[:place]))
            right.append(replace(run, text=run.text[place:]))
        place -= size
    return replace(block, runs=tuple(left)), replace(block, runs=tuple(right))
