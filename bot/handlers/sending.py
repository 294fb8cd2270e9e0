"""One message into a chat, and where in it."""

from __future__ import annotations

from telegram import InlineKeyboardMarkup, Message

from bot.context import Context
from bot.outgoing import Outgoing


def is_group(message: Message) -> bool:
    """Groups and supergroups have negative ids; private chats have the person's."""
    return message.chat.id < 0


def thread_of(message: Message) -> int | None:
    """The forum topic, and only for topic messages: replies in plain groups carry a thread id too."""
    return message.message_thread_id if message.is_topic_message else None


async def say(
    context: Context,
    message: Message,
    html: str,
    markup: InlineKeyboardMarkup | None = None,
    *,
    reply: bool = False,
) -> int | None:
    """One message into the chat and topic of ``message``."""
    return await context.shared.outbox.send(
        Outgoing(
            message.chat.id,
            html,
            markup,
            message.message_id if reply else None,
            thread_of(message),
        )
    )
