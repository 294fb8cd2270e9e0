"""All handlers, in order: the first that fits an update takes it."""

from __future__ import annotations

from telegram import Update
from telegram.ext import CommandHandler, MessageHandler, TypeHandler, filters

from bot.context import App, Context
from bot.handlers import private
from bot.handlers.errors import on_error

CHATS = filters.UpdateType.MESSAGE | filters.UpdateType.EDITED_MESSAGE


def register(app: App) -> None:
    """Add every handler to the application."""
    app.add_handler(TypeHandler(Update, note_numbers), group=-1)
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


async def note_numbers(update: Update, context: Context) -> None:
    """Tell the outbox which message numbers exist: it looks above them for a message of unknown fate."""
    if (message := update.effective_message) is not None:
        context.shared.outbox.saw(message.chat.id, message.message_id)
