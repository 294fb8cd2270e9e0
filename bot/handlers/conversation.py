"""What a message is about: its words, and what they lean on."""

from __future__ import annotations

import re

from telegram import Message, Update

from bot.compose.conversation import points
from bot.context import Context
from bot.handlers.admission import asker_of
from bot.handlers.sending import thread_of
from bot.memory import Reading
from bot.render import clean
from bot.state import StoredAnswer

_CHOICE = re.compile(
    r"(?:第\s*+)?([1-9１-９一二三四五六七八九①-⑨])\s*+(?:(?:个|個|项|項|号|號|[.、)）])\s*+)?"
)
_DIGITS = {c: n for row in ("123456789", "１２３４５６７８９", "一二三四五六七八九", "①②③④⑤⑥⑦⑧⑨")
           for n, c in enumerate(row, 1)}  # fmt: skip

MOST_POINTING = 12
"""Characters of a message that says nothing without the one that it points at."""

MOST_QUOTED = 1000
"""Characters of another message that are read together with a question."""


LONGEST_TEXT = 4096
"""Characters of a message, as the Bot API has them; what is longer is of no person and would cost the time of others."""


def text_of(message: Message) -> str:
    """The words of a message: its text, or the caption of a picture or a file; forwarded ones too."""
    return clean((message.text or message.caption or "")[:LONGEST_TEXT]).strip()


def without_mention(text: str, username: str) -> str:
    """Without our own name, in any case."""
    return re.sub(rf"@{re.escape(username)}\b", " ", text, flags=re.I).strip()


def argument_of(message: Message) -> str:
    """What stands behind a command."""
    return ([*text_of(message).split(maxsplit=1), ""])[1].strip()


def own_words(message: Message, username: str) -> str:
    """A question's words as they stand in a chat: without command and mention."""
    text = argument_of(message) if text_of(message).startswith("/") else text_of(message)
    return without_mention(text, username)


def is_our_own(message: Message, context: Context) -> bool:
    """A result of our inline mode that somebody chose in this chat: answered already."""
    return message.via_bot is not None and message.via_bot.id == context.bot.id


def is_ours(message: Message | None, context: Context) -> bool:
    """A message that we sent."""
    return message is not None and message.from_user is not None and message.from_user.id == context.bot.id


def asked_about(message: Message, context: Context) -> str | None:
    """Another text that a message is about: a quotation, or somebody's message that it replies to."""
    if message.quote is not None:
        return clean(message.quote.text).strip()[:MOST_QUOTED] or None
    replied = message.reply_to_message
    if replied is None or is_ours(replied, context):
        return None
    return text_of(replied)[:MOST_QUOTED] or None


def choice_of(text: str, choices: tuple[str, ...]) -> str | None:
    """The question that a number picks; "" for a number out of range, None when it is no pick."""
    if not choices:
        return None
    match = _CHOICE.fullmatch(text.strip())
    if match is None:
        return None
    number = _DIGITS[match.group(1)]
    return choices[number - 1] if number <= len(choices) else ""


async def reading_of(update: Update, context: Context, message: Message, text: str) -> Reading:
    """What to read together with ``text``, whoever replies to whatever; a number becomes the choice that it picks.

    A reply to a message of ours goes on from what that one was about, a reply to somebody else's message is about its
    words, an edited question keeps what it leaned on, and anything else goes on from the person's last question in
    this topic. ``text`` of the result is "" for a number that picks nothing.
    """
    other = asked_about(message, context)
    replied = message.reply_to_message
    if replied is not None and is_ours(replied, context):
        before = await reading_behind(context, replied)
    elif other is not None:
        before = None
    elif update.edited_message is not None:
        return await _as_before(context, message, text)
    else:
        before = context.shared.memory.last(message.chat.id, thread_of(message), asker_of(message))
    if before is not None and before.tells:
        return Reading(text, (), other or before.text)
    if before is not None:
        # What points at something and replies to nothing is about the message before: a forwarded post, for one.
        if replied is None and len(text) <= MOST_POINTING and points(text):
            other = before.text[:MOST_QUOTED]
        chosen = choice_of(text, before.choices)
        if chosen is not None:
            return Reading(chosen, choices=() if chosen else before.choices)
    # Every comment in a channel's discussion replies to the post: it is meant only where the words point at it.
    if replied is not None and replied.is_automatic_forward and not points(text):
        other = None
    return Reading(text, before.before_next() if before else (), other)


async def _as_before(context: Context, message: Message, text: str) -> Reading:
    """An edited question: what its first form leaned on."""
    for stored in await context.shared.store.answers.to(message.chat.id, message.message_id):
        reading = context.shared.memory.of(message.chat.id, stored.message_id)
        if reading is not None:
            return Reading(text, reading.previous, reading.reply_to)
        if stored.data.get("leans"):
            return Reading(text, await _citations(context, stored))
    return Reading(text)


async def reading_behind(context: Context, ours: Message) -> Reading | None:
    """What a message of ours is about: from memory, else the passages that it showed, else its words."""
    reading = context.shared.memory.of(ours.chat.id, ours.message_id)
    if reading is not None:
        return reading
    stored = await context.shared.store.answers.at(ours.chat.id, ours.message_id)
    if stored is not None:
        citations = await _citations(context, stored)
        choices = tuple(stored.data.get("choices", ()))
        if citations or choices:
            return Reading(citations[0] if citations else "", (), None, choices)
    words = text_of(ours)
    return Reading(words[:MOST_QUOTED]) if words else None


async def _citations(context: Context, stored: StoredAnswer) -> tuple[str, ...]:
    """The first article that an answer showed, as it is cited."""
    service = context.shared.service

    def cite() -> tuple[str, ...]:
        for passage_id in stored.data.get("source", []):
            excerpt = service.article(passage_id)
            if excerpt is not None:
                return (excerpt.citation,)
        return ()

    return await context.shared.work(cite)
