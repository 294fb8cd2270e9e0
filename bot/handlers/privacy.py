"""``/privacy``, ``/forget``, ``/export``: what is held, its deletion, and a copy of it."""

from __future__ import annotations

import json
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message, Update
from telegram.error import TelegramError

from bot.context import Context
from bot.handlers.admission import allowed
from bot.handlers.sending import is_group, say, thread_of
from bot.render import escape
from bot.settings import Settings
from bot.texts import Texts

EXPORT_NAME = "yuanfa-export.json"


def statement(texts: Texts, settings: Settings) -> str:
    """The privacy statement, with whom it is about."""
    return texts.privacy.format(
        controller=escape(settings.controller or texts.privacy_unset),
        contact=escape(settings.contact or texts.privacy_unset),
        unanswered="\n" + texts.privacy_unanswered if settings.keep_unanswered else "",
    )


async def privacy(update: Update, context: Context) -> None:
    """``/privacy``: the statement and what is held about whoever asks; both in private."""
    message = update.effective_message
    if message is None or not await allowed(update, context):
        return
    texts = await context.texts(update)
    if is_group(message):
        url = f"https://t.me/{context.bot.username}?start=privacy"
        markup = InlineKeyboardMarkup([[InlineKeyboardButton(texts.button_private, url=url)]])
        await say(context, message, escape(texts.privacy_group), markup, reply=True)
        return
    await tell_privacy(context, message, texts)


async def tell_privacy(context: Context, message: Message, texts: Texts) -> None:
    """Both messages, in a private chat."""
    await say(context, message, statement(texts, context.shared.settings))
    held = await held_about(context, message.chat.id)
    counts = {name: len(rows) for name, rows in held.items() if isinstance(rows, list)}
    await say(context, message, texts.privacy_held.format(**counts))


async def held_about(context: Context, user_id: int) -> dict[str, Any]:
    """What store and memory hold about a person; the store's columns as they are."""
    shared = context.shared
    return {
        "user_id": user_id,
        **await shared.store.privacy.held(user_id),
        "recent": shared.memory.held(user_id),
    }


async def forget(update: Update, context: Context) -> None:
    """``/forget``: at once, wherever it is sent."""
    message, user = update.effective_message, update.effective_user
    if message is None or user is None or not await allowed(update, context):
        return
    texts = await context.texts(update)
    await context.shared.forget(user.id)
    await say(context, message, escape(texts.forgotten), reply=is_group(message))


async def export(update: Update, context: Context) -> None:
    """``/export``: a JSON file, to the person alone."""
    message, user = update.effective_message, update.effective_user
    if message is None or user is None or not await allowed(update, context):
        return
    texts = await context.texts(update)
    if is_group(message):
        await say(context, message, escape(texts.export_private), reply=True)
        return
    held = await held_about(context, user.id)
    file = json.dumps(held, ensure_ascii=False, indent=1).encode()
    try:
        await context.bot.send_document(
            message.chat.id,
            file,
            caption=texts.export_caption,
            filename=EXPORT_NAME,
            message_thread_id=thread_of(message),
        )
    except TelegramError:
        await say(context, message, escape(texts.export_failed))
