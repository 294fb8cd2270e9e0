"""For the people who run the bot: figures per day, who is let in, a notice to chats that asked for notices."""

from __future__ import annotations

import datetime as dtm
import re
import time
from collections.abc import Callable, Coroutine
from typing import Any

from telegram import Update

from bot.answer import Outcome
from bot.context import Context
from bot.handlers.conversation import argument_of
from bot.handlers.private import unknown_command
from bot.handlers.sending import is_group, say
from bot.outgoing import Outgoing
from bot.render import escape

DAYS_SHOWN = 7
FIRST_CHAT = 1000
"""Parts of a notice are numbered by chat, above those of ordinary answers."""
ANSWERED = (Outcome.ANSWERED, Outcome.PARTIAL, Outcome.CORRECTED)

Handler = Callable[[Update, Context], Coroutine[Any, Any, None]]


def for_operators(handler: Handler) -> Handler:
    """``YUANFA_ADMIN_IDS`` only; for others it is no command."""

    async def guarded(update: Update, context: Context) -> None:
        message, user = update.effective_message, update.effective_user
        if message is None:
            return
        if user is not None and user.id in context.shared.settings.admin_ids:
            await handler(update, context)
        elif not is_group(message):
            await unknown_command(update, context)

    return guarded


@for_operators
async def stats(update: Update, context: Context) -> None:
    """``/stats``: since the start, and the last days."""
    message, shared = update.effective_message, context.shared
    if message is None:
        return
    texts = await context.texts(update)
    metrics = shared.metrics
    lines = [
        texts.stats.format(
            uptime=dtm.timedelta(seconds=int(time.monotonic() - metrics.started)),
            received=metrics.total(metrics.received),
            answered=metrics.total(metrics.answered),
            failed=metrics.total(metrics.failed),
            **await shared.store.figures.counts(),
        )
    ]
    for day, counts in (await shared.store.figures.days(DAYS_SHOWN)).items():
        known = sum(counts.get(outcome, 0) for outcome in ANSWERED)
        unknown = counts.get(Outcome.NO_SOURCE, 0)
        other = sum(counts.values()) - known - unknown
        lines.append(texts.stats_day.format(day=day, answered=known, unknown=unknown, other=other))
    await say(context, message, escape("\n".join(lines)))


@for_operators
async def admission(update: Update, context: Context) -> None:
    """``/block ID``, ``/allow ID``, ``/unlist ID``; any of them alone lists what there is."""
    message, shared = update.effective_message, context.shared
    if message is None:
        return
    texts = await context.texts(update)
    command = re.match(r"/(\w+)", message.text or "")
    wanted = argument_of(message)
    if wanted:
        if not re.fullmatch(r"-?\d{1,19}", wanted) or not -(2**63) <= int(wanted) < 2**63:
            await say(context, message, escape(texts.admission_usage))
            return
        rule = {"block": "block", "allow": "allow"}.get(command.group(1).lower() if command else "")
        await shared.store.admission.admit(int(wanted), rule)
        shared.rules = None
    rules = await shared.admission()
    blocked = [str(number) for number, rule in rules.items() if rule == "block"]
    allowed = [str(number) for number, rule in rules.items() if rule == "allow"]
    text = texts.admission_list.format(
        blocked=", ".join(blocked[:50]) or "—", allowed=", ".join(allowed[:50]) or texts.admission_everybody
    )
    await say(context, message, escape(text))


@for_operators
async def broadcast(update: Update, context: Context) -> None:
    """``/broadcast TEXT``: to every chat that switched notices on, each once, also over a restart in the middle."""
    message, shared = update.effective_message, context.shared
    if message is None:
        return
    texts = await context.texts(update)
    text = argument_of(message)
    if not text or is_group(message):
        await say(context, message, escape(texts.broadcast_usage))
        return
    sent = 0
    for chat_id in await shared.store.chats.wants_news():
        # The number of the part names the chat: the list may have changed when this is taken up again.
        part = FIRST_CHAT + chat_id if chat_id > 0 else chat_id
        if (
            await shared.outbox.send(Outgoing(chat_id, escape(f"{texts.news_heading}\n{text}")), part)
            is not None
        ):
            sent += 1
    await say(context, message, escape(texts.broadcast_done.format(count=sent)))
