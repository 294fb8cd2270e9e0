"""Chats of somebody's own account (Telegram Business): silent unless called, and never in the owner's place unasked."""

from __future__ import annotations

import re

from telegram import Message, Update

from bot.context import Context
from bot.handlers.admission import counted
from bot.handlers.answering import compose
from bot.handlers.conversation import argument_of, asked_about, text_of, without_mention
from bot.handlers.group import mention_of
from bot.limits import Verdict
from bot.memory import Reading
from bot.outgoing import Outgoing
from bot.render import escape, render_short
from bot.texts import TEXTS

CALL = re.compile(r"/(?:ask|law)(?:@(?P<name>\w+))?(?=\s|$)", re.I)


async def connection(update: Update, context: Context) -> None:
    """Somebody connected us to their account: say what we do there, to them alone."""
    change = update.business_connection
    if change is None or not change.is_enabled:
        return
    texts = TEXTS[await context.user_locale(change.user)]
    may_reply = change.rights is not None and bool(change.rights.can_reply)
    text = texts.business_on.format(name=context.bot.username) if may_reply else texts.business_silent
    await context.shared.outbox.send(Outgoing(change.user_chat_id, escape(text)))


async def message(update: Update, context: Context) -> None:
    """One self-contained answer where either side calls us by a command or by name; nothing else is looked at."""
    asked = update.business_message
    if asked is None or asked.sender_business_bot is not None or not _is_call(asked, context):
        return
    if await counted(update, context) is not Verdict.ALLOW:
        return
    words = argument_of(asked) if text_of(asked).startswith("/") else text_of(asked)
    words = without_mention(words, context.bot.username)
    about = asked_about(asked, context)
    if not words and not about:
        return
    answer = await compose(context, Reading(words, (), about) if words else Reading(about or ""))
    page = render_short(answer, locale=await context.locale(update))[0]
    await context.shared.outbox.send(
        Outgoing(asked.chat.id, page, reply_to=asked.message_id, business=asked.business_connection_id)
    )


def _is_call(message: Message, context: Context) -> bool:
    call = CALL.match(text_of(message))
    if call is None:
        return mention_of(message, context)
    return call["name"] is None or call["name"].casefold() == context.bot.username.casefold()
