"""What people and the log get when something breaks: one polite sentence, and a trace without words."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from telegram import Update
from telegram.error import TelegramError

from bot.context import Context
from bot.database import StoreError
from bot.handlers.sending import thread_of
from bot.inbox import current_task
from bot.outgoing import Outgoing
from bot.patience import Undelivered, quietly
from bot.render import escape
from bot.texts import Texts
from bot.workers import Overran

log = logging.getLogger(__name__)

ALARM_SECONDS = 600.0


async def alarm(context: Context, what: str) -> None:
    """Tell the operators, at most once in ten minutes; never what somebody wrote."""
    shared = context.shared
    now = time.monotonic()
    if now - shared.last_alarm < ALARM_SECONDS:
        return
    shared.last_alarm = now
    await shared.tell_operators(what)


async def on_error(update: object, context: Context) -> None:
    """The application's error handler."""
    error = context.error
    update_id = update.update_id if isinstance(update, Update) else None
    if isinstance(error, Undelivered | StoreError):
        # No fault of the update: it is handled again after a while, or after a restart.
        if (task := current_task.get()) is not None:
            task.unfinished = True
        log.warning("kept for later", extra={"update_id": update_id, "reason": type(error).__name__})
        return
    context.shared.metrics.failed.labels(type(error).__name__).inc()
    log.error("handler failed", exc_info=error, extra={"update_id": update_id})
    await alarm(context, f"{type(error).__name__} · update {update_id}")
    if isinstance(update, Update):
        await _apologise(
            update, context, lambda texts: texts.took_too_long if isinstance(error, Overran) else texts.error
        )


async def on_given_up(update: Update, context: Context) -> None:
    """For an update that is not tried again because it took the process down each time."""
    await alarm(context, f"given up · update {update.update_id}")
    await _apologise(update, context, lambda texts: texts.gave_up)


async def _apologise(update: Update, context: Context, choose: Callable[[Texts], str]) -> None:
    """One sentence to whoever sent a message or pressed a button; nothing to others."""
    message = update.effective_message
    if update.inline_query is not None or message is None or update.effective_chat is None:
        return
    try:
        sentence = choose(await context.texts(update))
        if update.callback_query is not None:
            query = update.callback_query
            await quietly(lambda: query.answer(sentence))
            return
        await context.shared.outbox.send(
            Outgoing(
                message.chat.id,
                escape(sentence),
                reply_to=message.message_id,
                thread_id=thread_of(message),
            )
        )
    except (Undelivered, StoreError, TelegramError) as second:
        log.warning(
            "apology not sent", extra={"update_id": update.update_id, "reason": type(second).__name__}
        )
