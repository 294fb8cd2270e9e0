"""Groups and topics: silent unless called. Also the commands that work in every chat."""

from __future__ import annotations

import logging
import time

from telegram import ChatMember, ChatMemberUpdated, Message, MessageEntity, Update
from telegram.constants import ChatType

from bot.context import Context
from bot.handlers.admission import asker_of, is_from_a_person, may_ask, person_of
from bot.handlers.answering import Question, answer_question
from bot.handlers.conversation import (
    argument_of,
    asked_about,
    is_our_own,
    is_ours,
    reading_of,
    text_of,
    without_mention,
)
from bot.handlers.passages import show_case
from bot.handlers.sending import say, thread_of
from bot.handlers.settings import value_of
from bot.handlers.verifying import read_file, report, wrong_citations
from bot.keyboards import case_list
from bot.memory import Reading
from bot.outgoing import Outgoing
from bot.render import escape
from bot.texts import TEXTS, Locale

log = logging.getLogger(__name__)

AUTO_VERIFY_SECONDS = 600.0
PRESENT = (ChatMember.MEMBER, ChatMember.ADMINISTRATOR, ChatMember.OWNER, ChatMember.RESTRICTED)


async def ask(update: Update, context: Context) -> None:
    """``/ask QUESTION``, or ``/ask`` in reply to a message: that message is the question, or is read with it."""
    message = update.effective_message
    if message is None or is_our_own(message, context) or not await may_ask(update, context, message):
        return
    await _answer(update, context, message, argument_of(message))


async def _answer(update: Update, context: Context, message: Message, text: str) -> None:
    """Answer the words of a call, or the message that it replies to."""
    about, replied = asked_about(message, context), message.reply_to_message
    if not text and not about:
        await say(context, message, escape((await context.texts(update)).ask_usage), reply=True)
        return
    if text:
        reading = await reading_of(update, context, message, text)
    else:
        reading = Reading(about or "")
    if not reading.text:
        sentence = (await context.texts(update)).not_a_choice.format(count=len(reading.choices))
        await say(context, message, escape(sentence), reply=True)
        return
    # The answer goes to whom it is about; under a channel's post to whoever asks.
    to_other = replied is not None and about is not None and not replied.is_automatic_forward
    reply_to = replied.message_id if replied is not None and to_other and not text else None
    await answer_question(update, context, Question(reading, message, asker_of(message), reply_to))


async def law(update: Update, context: Context) -> None:
    """``/law CITATION``."""
    message = update.effective_message
    if message is None or not await may_ask(update, context, message):
        return
    texts = await context.texts(update)
    citation = argument_of(message) or asked_about(message, context) or ""
    if not citation:
        await say(context, message, escape(texts.law_usage), reply=True)
        return
    found = await context.shared.work(lambda: context.shared.service.cite(citation))
    if not found:
        # A law's name alone: what it is, since when, how many articles.
        about = await context.shared.work(lambda: context.shared.service.law_question(citation))
        if about is None:
            await say(context, message, escape(texts.law_unknown), reply=True)
            return
        citation = about
    await answer_question(update, context, Question(Reading(citation), message, asker_of(message)))


async def case(update: Update, context: Context) -> None:
    """``/case`` lists the cases; ``/case NAME`` tells one."""
    message = update.effective_message
    if message is None or not await may_ask(update, context, message):
        return
    service = context.shared.service
    texts = await context.texts(update)
    wanted = argument_of(message)
    cases = await context.shared.work(service.cases)
    if not wanted:
        english = texts is TEXTS[Locale.EN]
        await say(context, message, escape(texts.case_usage), case_list(cases, english=english))
        return
    folded = wanted.casefold()
    for one in cases:
        names = (one.case_id, one.title, one.english_title, *one.names)
        if any(folded == name.casefold() for name in names if name):
            await show_case(context, message, one, texts, asker=person_of(update))
            return
    await answer_question(update, context, Question(Reading(wanted), message, asker_of(message)))


async def verify(update: Update, context: Context) -> None:
    """``/verify TEXT``, in reply to a message or as the caption of a file: every citation in it is checked."""
    message = update.effective_message
    if message is None or not await may_ask(update, context, message):
        return
    texts = await context.texts(update)
    replied = message.reply_to_message
    text = argument_of(message) or (message.quote.text if message.quote else "")
    target = message
    if message.document is None and not text and replied is not None:
        target, text = replied, text_of(replied)
    if target.document is not None:
        read = await read_file(context, target.document)
        if read.fault:
            await say(context, message, escape(getattr(texts, f"file_{read.fault}")), reply=True)
            return
        text = "\n".join(part for part in (text, read.text) if part)
    if not text:
        await say(context, message, escape(texts.verify_usage), reply=True)
        return
    found = await context.shared.work(lambda: context.shared.service.cite(text))
    for page in report(found, texts):
        await context.shared.outbox.send(_reply(message, page, target.message_id))


async def group_text(update: Update, context: Context) -> None:
    """Plain text in a group: answered when it replies to us or mentions us, else only listened to."""
    message = update.effective_message
    if message is None or is_our_own(message, context) or not is_from_a_person(message):
        return
    text = text_of(message)
    mentioned = mention_of(message, context)
    if not mentioned and not is_ours(message.reply_to_message, context):
        await _listen(update, context, message, text)
        return
    if await may_ask(update, context, message):
        text = without_mention(text, context.bot.username) if mentioned else text
        await _answer(update, context, message, text)


async def _listen(update: Update, context: Context, message: Message, text: str) -> None:
    """Auto-verify, where admins have switched it on: corrects what does not exist or is repealed."""
    shared = context.shared
    settings = await shared.store.chats.settings(message.chat.id)
    if update.edited_message is not None or value_of(settings, "verify") != "on" or not text:
        return
    last = float(settings.get("verified_at", 0.0))
    if time.time() - last < AUTO_VERIFY_SECONDS:
        return
    found = wrong_citations(await shared.work(lambda: shared.service.cite(text)))
    if not found:
        return
    settings["verified_at"] = time.time()
    await shared.store.chats.set_settings(message.chat.id, settings)
    for page in report(found, await context.texts(update)):
        await shared.outbox.send(_reply(message, page, message.message_id))


def mention_of(message: Message, context: Context) -> bool:
    """Whether the text mentions the bot by its username."""
    entities = {
        **message.parse_entities([MessageEntity.MENTION]),
        **message.parse_caption_entities([MessageEntity.MENTION]),
    }
    name = f"@{context.bot.username}".casefold()
    return any(text.casefold() == name for text in entities.values())


async def membership(update: Update, context: Context) -> None:
    """Added, removed, blocked, let in again."""
    change = update.my_chat_member
    if change is None:
        return
    here, was_here = _present(change.new_chat_member), _present(change.old_chat_member)
    await context.shared.store.chats.set_gone(change.chat.id, not here)
    log.info("membership", extra={"update_id": update.update_id, "present": here})
    if here and not was_here and change.chat.type in (ChatType.GROUP, ChatType.SUPERGROUP):
        await _welcome(context, change)


async def _welcome(context: Context, change: ChatMemberUpdated) -> None:
    texts = TEXTS[await context.user_locale(change.from_user)]
    await context.shared.outbox.send(Outgoing(change.chat.id, texts.welcome))


def _present(member: ChatMember) -> bool:
    if member.status == ChatMember.RESTRICTED:
        return bool(getattr(member, "is_member", False))
    return member.status in PRESENT


def _reply(message: Message, html: str, reply_to: int) -> Outgoing:
    return Outgoing(message.chat.id, html, None, reply_to, thread_of(message))
