"""First contact: commands for each scope and language, description and short description."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
)
from telegram.error import TelegramError

from bot.context import Shared
from bot.texts import TEXTS, Locale, Texts

log = logging.getLogger(__name__)

PRIVATE = (
    "ask",
    "law",
    "case",
    "verify",
    "tip",
    "quiz",
    "help",
    "about",
    "language",
    "settings",
    "privacy",
    "export",
    "forget",
)
GROUP = ("ask", "law", "case", "verify", "tip", "quiz", "help")
ADMIN = (*GROUP, "settings")
MENU_LANGUAGES: Sequence[tuple[str, Locale]] = (("", Locale.HANS), ("en", Locale.EN))
"""Bot API takes two-letter codes; "" is for everybody else, and most who write to us read Chinese."""


async def introduce(bot: Bot, shared: Shared) -> None:
    """Set menus and descriptions; a failure is logged and changes nothing."""
    scopes: tuple[tuple[BotCommandScope, Sequence[str]], ...] = (
        (BotCommandScopeAllPrivateChats(), PRIVATE),
        (BotCommandScopeAllGroupChats(), GROUP),
        (BotCommandScopeAllChatAdministrators(), ADMIN),
    )
    try:
        for code, locale in MENU_LANGUAGES:
            texts = TEXTS[locale]
            for scope, names in scopes:
                await bot.set_my_commands(commands(names, texts), scope, code or None)
            await bot.set_my_description(texts.description, code or None)
            await bot.set_my_short_description(texts.short_description, code or None)
    except TelegramError as error:
        log.warning("menus not set", extra={"reason": type(error).__name__})


def commands(names: Sequence[str], texts: Texts) -> list[BotCommand]:
    """Menu entries in one language."""
    return [BotCommand(name, getattr(texts, f"command_{name}")) for name in names]
