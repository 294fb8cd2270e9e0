"""All handlers, in order: the first that fits an update takes it."""

from __future__ import annotations

from telegram.ext import CommandHandler, MessageHandler, filters

from bot.context import App
from bot.handlers import private
from bot.handlers.errors import on_error

CHATS = filters.UpdateType.MESSAGE | filters.UpdateType.EDITED_MESSAGE


def register(app: App) -> None:
    """Add every handler to the application."""
    direct = CHATS & filters.ChatType.PRIVATE
    app.add_handler(CommandHandler("start", private.start, direct))
    app.add_handler(CommandHandler("help", private.help_command, CHATS))
    app.add_handler(CommandHandler("privacy", private.privacy, CHATS))
    app.add_handler(CommandHandler("language", private.language, CHATS))
    words = filters.TEXT | filters.CAPTION
    app.add_handler(MessageHandler(direct & filters.COMMAND, private.unknown_command))
    app.add_handler(MessageHandler(direct & words, private.question))
    app.add_handler(MessageHandler(direct & ~filters.StatusUpdate.ALL, private.no_text))
    app.add_error_handler(on_error)
