"""Private chats: commands, questions in plain text, and what is no text."""

from __future__ import annotations

import re

from telegram import Message, Update

from bot.context import Context, Recent
from bot.handlers.answering import (
    Question,
    allowed,
    answer_question,
    is_group,
    say,
    show_article,
    show_case,
)
from bot.handlers.privacy import tell_privacy
from bot.keyboards import languages
from bot.render import clean, escape

_CHOICE = re.compile(
    r"\s*+(?:第\s*+)?([1-9１-９一二三四五六七八九①-⑨])\s*+(?:(?:个|個|项|項|号|號|[.、)）])\s*+)?"
)
_DIGITS = {c: n for row in ("123456789", "１２３４５６７８９", "一二三四五六七八九", "①②③④⑤⑥⑦⑧⑨")
           for n, c in enumerate(row, 1)}  # fmt: skip


async def start(update: Update, context: Context) -> None:
    """``/start``, with or without a deep link: ``law-<passage>`` or a case."""
    message = update.effective_message
    if message is None:
        return
    texts = await context.texts(update)
    payload = (context.args or [""])[0]
    if payload == "privacy":
        await tell_privacy(context, message, texts)
        return
    if payload.startswith("law-"):
        wanted = payload.removeprefix("law-")
        for passage_id in (wanted, f"st-{wanted}"):
            if await show_article(context, message, passage_id, texts):
                return
        await say(context, message, escape(texts.law_updated))
    elif payload.startswith("case-"):
        case = await context.shared.work(lambda: context.shared.service.case(payload))
        if case is not None:
            await show_case(context, message, case, texts)
            return
    await say(context, message, texts.start)


async def help_command(update: Update, context: Context) -> None:
    """``/help``; short in groups."""
    if (message := update.effective_message) is not None:
        texts = await context.texts(update)
        await say(context, message, texts.group_help if is_group(message) else texts.help)


async def language(update: Update, context: Context) -> None:
    """``/language``: three buttons."""
    if (message := update.effective_message) is not None:
        texts = await context.texts(update)
        await say(context, message, escape(texts.language_choose), languages())


async def unknown_command(update: Update, context: Context) -> None:
    """A command we do not have: show what there is."""
    await help_command(update, context)


async def question(update: Update, context: Context) -> None:
    """A question or a citation in plain text, new or edited."""
    message = update.effective_message
    if message is None or is_our_own(message, context):
        return
    text = text_of(message)
    if not text:
        await say(context, message, escape((await context.texts(update)).nothing_to_read))
        return
    if not await allowed(update, context):
        return
    asker = message.from_user.id if message.from_user else message.chat.id
    recent = context.shared.memory.last(message.chat.id, asker)
    chosen = choice_of(text, recent)
    if recent is not None and recent.choices and chosen == "":
        sentence = (await context.texts(update)).not_a_choice.format(count=len(recent.choices))
        await say(context, message, escape(sentence))
        return
    previous = asked_about(message, context) or (recent.question if recent else None)
    if update.edited_message is not None:
        previous = asked_about(message, context)
    await answer_question(update, context, Question(chosen or text, message, None if chosen else previous))


async def no_text(update: Update, context: Context) -> None:
    """Voice, stickers, photos, files: one friendly sentence, and nothing is fetched."""
    message = update.effective_message
    if message is None or is_our_own(message, context) or update.edited_message is not None:
        return
    await say(context, message, escape((await context.texts(update)).only_text))


def text_of(message: Message) -> str:
    """The words of a message: its text, or the caption of a picture."""
    return clean(message.text or message.caption or "").strip()


def is_our_own(message: Message, context: Context) -> bool:
    """A result of our inline mode that somebody chose in this chat: answered already."""
    return message.via_bot is not None and message.via_bot.id == context.bot.id


def asked_about(message: Message, context: Context) -> str | None:
    """The words a question is about: a quotation, or another person's message that it replies to."""
    if message.quote is not None:
        return clean(message.quote.text).strip() or None
    replied = message.reply_to_message
    if replied is None or (replied.from_user and replied.from_user.id == context.bot.id):
        return None
    return text_of(replied) or None


def choice_of(text: str, recent: Recent | None) -> str | None:
    """The question that a number picks; "" for a number out of range, None when it is no pick."""
    if recent is None or not recent.choices:
        return None
    match = _CHOICE.fullmatch(text)
    if match is None:
        return None
    number = _DIGITS[match.group(1)]
    return recent.choices[number - 1] if number <= len(recent.choices) else ""
