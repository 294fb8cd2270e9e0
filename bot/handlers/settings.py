"""Group settings: read by everybody, changed by admins, kept in the store."""

from __future__ import annotations

from typing import Any

from telegram import Chat, InlineKeyboardMarkup, Message, Update
from telegram.constants import ChatMemberStatus
from telegram.error import TelegramError

from bot.context import Context
from bot.handlers.answering import is_group, say
from bot.keyboards import LANGUAGES, button
from bot.render import escape
from bot.texts import TEXTS, Locale, Texts

OPTIONS: dict[str, tuple[str, ...]] = {
    "length": ("short", "long"),
    "verify": ("off", "on"),
    "who": ("everyone", "admins"),
}
"""Each setting with its values; the first is the default."""

ADMINS = (ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR)


def value_of(settings: dict[str, Any], name: str) -> str:
    """A setting's value, the default where it was never changed or is not known any more."""
    value = settings.get(name)
    return value if value in OPTIONS[name] else OPTIONS[name][0]


async def is_admin(update: Update, context: Context) -> bool:
    """Whether the person may change settings; anonymous admins write as the group itself."""
    message, chat, user = update.effective_message, update.effective_chat, update.effective_user
    if chat is None:
        return False
    sender = message.sender_chat if message and not update.callback_query else None
    if sender is not None:
        return sender.id == chat.id
    if chat.type == Chat.PRIVATE or user is None:
        return chat.type == Chat.PRIVATE
    try:
        member = await context.bot.get_chat_member(chat.id, user.id)
    except TelegramError:
        return False
    return member.status in ADMINS


async def settings_command(update: Update, context: Context) -> None:
    """``/settings``: what is set, with a button for each change."""
    message = update.effective_message
    if message is None:
        return
    texts = await context.texts(update)
    if not is_group(message):
        await say(context, message, escape(texts.group_only))
    elif not await is_admin(update, context):
        await say(context, message, escape(texts.admins_only), reply=True)
    else:
        settings = await context.shared.store.chat_settings(message.chat.id)
        html, markup = settings_view(settings, texts)
        await say(context, message, html, markup, reply=True)


async def press_setting(update: Update, context: Context, message: Message, argument: str) -> str | None:
    """``name=value`` from a button; returns the notice."""
    texts = await context.texts(update)
    if not await is_admin(update, context):
        return texts.admins_only
    name, _, value = argument.partition("=")
    store = context.shared.store
    settings = await store.chat_settings(message.chat.id)
    if name == "locale" and value in set(Locale):
        texts = TEXTS[Locale(value)]
    elif value not in OPTIONS.get(name, ()):
        return texts.button_expired
    settings[name] = value
    await store.set_chat_settings(message.chat.id, settings)
    html, markup = settings_view(settings, texts)
    await context.shared.outbox.edit(message.chat.id, message.message_id, html, markup)
    return None


def settings_view(settings: dict[str, Any], texts: Texts) -> tuple[str, InlineKeyboardMarkup]:
    """The message and its buttons: each setting turns to its next value."""
    rows = []
    for name, values in OPTIONS.items():
        value = value_of(settings, name)
        following = values[(values.index(value) + 1) % len(values)]
        label = getattr(texts, f"setting_{name}").format(value=getattr(texts, f"value_{value}"))
        rows.append([button(label, "s", f"{name}={following}")])
    rows.append([button(label, "s", f"locale={locale}") for label, locale in LANGUAGES])
    return f"<b>{escape(texts.settings_heading)}</b>", InlineKeyboardMarkup(rows)
