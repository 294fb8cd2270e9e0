"""``/tip`` and ``/quiz``: one tip, one quiz poll, in any chat."""

from __future__ import annotations

from dataclasses import replace

from telegram import Message, Update

from bot.awareness import post_tip, quiz_for
from bot.context import Context
from bot.handlers.admission import may_ask
from bot.handlers.sending import thread_of


async def tip(update: Update, context: Context) -> None:
    """``/tip``: a reviewed tip with the provision that it rests on."""
    message = update.effective_message
    if message is not None and await may_ask(update, context, message):
        await send_tip(update, context, message)


async def quiz(update: Update, context: Context) -> None:
    """``/quiz``: a native quiz poll; a sentence where the chat allows no polls."""
    message = update.effective_message
    if message is None or not await may_ask(update, context, message):
        return
    outgoing = await quiz_for(context.shared, message.chat.id, await context.locale(update))
    await context.shared.outbox.send(replace(outgoing, thread_id=thread_of(message)))


async def send_tip(update: Update, context: Context, message: Message) -> None:
    """The chat's next tip, into the chat and topic of ``message``."""
    await post_tip(
        context.shared, message.chat.id, await context.locale(update), thread_id=thread_of(message)
    )
