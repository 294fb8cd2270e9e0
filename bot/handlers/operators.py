"""For the people who run the bot: figures, and word of errors without anybody's text."""

from __future__ import annotations

import datetime as dtm
import time

from telegram import Update

from bot.context import Context
from bot.handlers.private import unknown_command
from bot.handlers.sending import is_group, say
from bot.render import escape


async def stats(update: Update, context: Context) -> None:
    """``/stats``, for ``YUANFA_ADMIN_IDS`` only; for others it is no command."""
    message, user, shared = update.effective_message, update.effective_user, context.shared
    if message is None:
        return
    if user is None or user.id not in shared.settings.admin_ids:
        if not is_group(message):
            await unknown_command(update, context)
        return
    metrics = shared.metrics
    sentence = (await context.texts(update)).stats.format(
        uptime=dtm.timedelta(seconds=int(time.monotonic() - metrics.started)),
        received=metrics.total(metrics.received),
        answered=metrics.total(metrics.answered),
        failed=metrics.total(metrics.failed),
        **await shared.store.counts(),
    )
    await say(context, message, escape(sentence))
