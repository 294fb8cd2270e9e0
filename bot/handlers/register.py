"""All handlers, in order: the first that fits an update takes it."""

from __future__ import annotations

from telegram import Update
from telegram.ext import (
    BusinessConnectionHandler,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    InlineQueryHandler,
    MessageHandler,
    MessageReactionHandler,
    TypeHandler,
    filters,
)

from bot.context import App
from bot.handlers import (
    admission,
    awareness,
    business,
    buttons,
    group,
    inline,
    operators,
    privacy,
    private,
    settings,
)
from bot.handlers.errors import on_error

CHATS = filters.UpdateType.MESSAGE | filters.UpdateType.EDITED_MESSAGE
NEW = filters.UpdateType.MESSAGE
WORDS = filters.TEXT | filters.CAPTION


def register(app: App) -> None:
    """Add every handler to the application."""
    direct = CHATS & filters.ChatType.PRIVATE
    groups = CHATS & filters.ChatType.GROUPS
    app.add_handler(TypeHandler(Update, admission.gate), group=-2)
    app.add_handler(CallbackQueryHandler(buttons.press))
    app.add_handler(MessageReactionHandler(buttons.reaction))
    app.add_handler(InlineQueryHandler(inline.inline_query))
    app.add_handler(MessageHandler(filters.UpdateType.GUEST_MESSAGE, inline.guest_message))
    app.add_handler(BusinessConnectionHandler(business.connection))
    app.add_handler(MessageHandler(filters.UpdateType.BUSINESS_MESSAGE, business.message))
    app.add_handler(ChatMemberHandler(group.membership, ChatMemberHandler.MY_CHAT_MEMBER))
    app.add_handler(CommandHandler("start", private.start, NEW & filters.ChatType.PRIVATE))
    app.add_handler(CommandHandler("start", private.help_command, NEW & filters.ChatType.GROUPS))
    app.add_handler(CommandHandler("help", private.help_command, NEW))
    app.add_handler(CommandHandler("about", private.about, NEW))
    app.add_handler(CommandHandler("privacy", privacy.privacy, NEW))
    app.add_handler(CommandHandler("forget", privacy.forget, NEW))
    app.add_handler(CommandHandler("export", privacy.export, NEW))
    app.add_handler(CommandHandler("language", private.language, NEW))
    app.add_handler(CommandHandler("settings", settings.settings_command, NEW))
    app.add_handler(CommandHandler("stats", operators.stats, NEW))
    app.add_handler(CommandHandler(["block", "allow", "unlist"], operators.admission, NEW))
    app.add_handler(CommandHandler("broadcast", operators.broadcast, NEW))
    app.add_handler(CommandHandler("ask", group.ask, CHATS))
    app.add_handler(CommandHandler("law", group.law, CHATS))
    app.add_handler(CommandHandler("case", group.case, NEW))
    app.add_handler(CommandHandler("verify", group.verify, NEW))
    app.add_handler(CommandHandler("tip", awareness.tip, NEW))
    app.add_handler(CommandHandler("quiz", awareness.quiz, NEW))
    # A command in a caption: PTB's handler reads those of texts only.
    app.add_handler(
        MessageHandler(NEW & filters.Document.ALL & filters.CaptionRegex(r"^/verify\b"), group.verify)
    )
    app.add_handler(MessageHandler(direct & filters.COMMAND, private.unknown_command))
    app.add_handler(MessageHandler(direct & WORDS, private.question))
    app.add_handler(MessageHandler(direct & ~filters.StatusUpdate.ALL, private.no_text))
    app.add_handler(MessageHandler(groups & WORDS & ~filters.COMMAND, group.group_text))
    app.add_error_handler(on_error)
