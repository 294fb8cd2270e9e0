"""What people and the log get when something breaks: one polite sentence, and a trace without words."""

from __future__ import annotations

import logging
import time

from telegram import Update
from telegram.error import TelegramError

from bot.context import Context
from bot.delivery import Outgoing, Undelivered
from bot.handlers.answering import thread_of
from bot.inbox import current_task
from bot.render import escape

log = logging.getLogger(__name__)

ALARM_SECONDS = 600.0


async def alarm(context: Context, what: str) -> None:
    """Tell the operators, at most once in ten minutes; never what somebody wrote."""
    shared = context.shared
    now = time.monotonic()
    if now - shared.last_alarm < ALARM_SECONDS:
        return
    shared.last_alarm = now
    for admin in shared.settings.admin_ids:
        await shared.outbox.quietly(context.bot.send_message(admin, what))


async def on_error(update: object, context: Context) -> None:
    """The application's error handler."""
    error = context.error
    update_id = update.update_id if isinstance(update, Update) else None
    if isinstance(error, Undelivered):
        if (task := current_task.get()) is not None:
            task.unfinished = True
        log.warning("kept for the next start", extra={"update_id": update_id})
        return
    context.shared.metrics.failed.labels(type(error).__name__).inc()
    log.error("handler failed", exc_info=error, extra={"update_id": update_id})
    await alarm(context, f"{type(error).__name__} · update {update_id}")
    if not isinstance(update, Update) or update.inline_query is not None:
        return
    message = update.effective_message
    if message is None or update.effective_chat is None:
        return
    try:
        texts = await context.texts(update)
        if update.callback_query is not None:
            await context.shared.outbox.quietly(update.callback_query.answer(texts.error))
            return
        await context.shared.outbox.send(
            Outgoing(message.chat.id, escape(texts.error), None, None, thread_of(message))
        )
    except (Undelivered, TelegramError) as second:
        log.warning("apology not sent", extra={"update_id": update_id, "reason": type(second).__name__})
