"""Settings of a chat: of a group, changed by its admins, and the posts that a chat asks for; kept in the store."""

from __future__ import annotations

import time
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message, Update
from telegram.error import TelegramError

from bot.awareness import ZONES, day_of, hour_of, zone_of
from bot.context import Context
from bot.handlers.admission import ADMINS, allowed, is_admin
from bot.handlers.sending import is_group, say, thread_of
from bot.keyboards import LANGUAGES, button
from bot.render import escape
from bot.texts import TEXTS, Locale, Texts

OPTIONS: dict[str, tuple[str, ...]] = {
    "length": ("short", "long"),
    "verify": ("off", "on"),
    "who": ("everyone", "admins"),
}
"""Each setting of a group with its values; the first is the default."""

NEWS = ("off", "on")
"""Whether a chat hears what the operators tell everybody; never, unless somebody asks for it."""

POSTS = ("off", "daily", "weekly")
"""How often a chat is told a tip unasked; never, unless somebody asks for it."""


def value_of(settings: dict[str, Any], name: str) -> str:
    """A setting's value, the default where it was never changed or is not known any more."""
    values = {**OPTIONS, "posts": POSTS, "news": NEWS}[name]
    value = settings.get(name)
    return value if value in values else values[0]


async def settings_command(update: Update, context: Context) -> None:
    """``/settings``: what is set, with a button for each change."""
    message = update.effective_message
    if message is None or not await allowed(update, context):
        return
    texts = await context.texts(update)
    if is_group(message) and not await is_admin(update, context):
        await say(context, message, escape(texts.admins_only), reply=True)
        return
    settings = await context.shared.store.chats.settings(message.chat.id)
    html, markup = settings_view(settings, texts, group=is_group(message))
    await say(context, message, html, markup, reply=is_group(message))


async def press_setting(update: Update, context: Context, message: Message, argument: str) -> str | None:
    """``name=value`` from a button; returns the notice."""
    texts = await context.texts(update)
    if not await is_admin(update, context):
        return texts.admins_only
    name, _, value = argument.partition("=")
    store, group = context.shared.store, is_group(message)
    settings = await store.chats.settings(message.chat.id)
    if name == "locale" and group and value in set(Locale):
        texts = TEXTS[Locale(value)]
        settings[name] = value
    elif (group and value in OPTIONS.get(name, ())) or (name == "news" and value in NEWS):
        settings[name] = value
    elif not _set_posts(settings, name, value, thread_of(message)):
        return texts.button_expired
    await store.chats.set_settings(message.chat.id, settings)
    html, markup = settings_view(settings, texts, group=group)
    await context.shared.outbox.edit(message.chat.id, message.message_id, html, markup)
    if (name, value) == ("verify", "on") and not await _sees_all(message, context):
        return texts.verify_hidden
    return None


async def _sees_all(message: Message, context: Context) -> bool:
    """Whether Telegram shows us what is not addressed to us: without privacy mode, or as an admin."""
    if context.bot.bot.can_read_all_group_messages:
        return True
    try:
        return (await context.bot.get_chat_member(message.chat.id, context.bot.id)).status in ADMINS
    except TelegramError:
        return False


_BELOW = {"posts_hour": 24, "posts_day": 7}


def _set_posts(settings: dict[str, Any], name: str, value: str, thread_id: int | None) -> bool:
    """Change what a chat is told and when; False for what no button of ours says.

    Posts go to the topic in which they were switched on. A change takes effect from the next time on, so that
    nothing is posted in the instant of choosing.
    """
    if name == "posts" and value in POSTS:
        settings["posts"] = value
        settings["posts_thread"] = thread_id
        settings.setdefault("posts_zone", ZONES[0])
    elif name in _BELOW and value.isdecimal() and int(value) < _BELOW[name]:
        settings[name] = int(value)
    elif name == "posts_zone" and value in ZONES:
        settings[name] = value
    else:
        return False
    settings["posts_since"] = time.time()
    return True


def settings_view(settings: dict[str, Any], texts: Texts, *, group: bool) -> tuple[str, InlineKeyboardMarkup]:
    """The message and its buttons: each setting turns to its next value."""
    rows = []
    for name, values in {**(OPTIONS if group else {}), "news": NEWS, "posts": POSTS}.items():
        value = value_of(settings, name)
        following = values[(values.index(value) + 1) % len(values)]
        label = getattr(texts, f"setting_{name}").format(value=getattr(texts, f"value_{value}"))
        rows.append([button(label, "s", f"{name}={following}")])
    if value_of(settings, "posts") != "off":
        rows += _posts_rows(settings, texts)
    if group:
        rows.append([button(label, "s", f"locale={locale}") for label, locale in LANGUAGES])
    heading = texts.settings_heading if group else texts.settings_heading_private
    return f"<b>{escape(heading)}</b>", InlineKeyboardMarkup(rows)


def _posts_rows(settings: dict[str, Any], texts: Texts) -> list[list[InlineKeyboardButton]]:
    """Day, hour and time zone of the posts."""
    rows = []
    if value_of(settings, "posts") == "weekly":
        day = day_of(settings)
        label = texts.setting_posts_day.format(value=texts.weekdays.split("|")[day])
        rows.append([button(label, "s", f"posts_day={(day + 1) % 7}")])
    hour = hour_of(settings)
    label = texts.setting_posts_hour.format(value=f"{hour:02}:00")
    rows.append(
        [
            button(label, "s", f"posts_hour={(hour + 1) % 24}"),
            button("−", "s", f"posts_hour={(hour - 1) % 24}"),
            button("+", "s", f"posts_hour={(hour + 1) % 24}"),
        ]
    )
    zone = zone_of(settings)
    following = ZONES[(ZONES.index(zone) + 1) % len(ZONES)]
    rows.append([button(texts.setting_posts_zone.format(value=zone), "s", f"posts_zone={following}")])
    return rows
