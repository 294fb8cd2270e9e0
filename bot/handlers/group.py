"""Groups and topics: silent unless called. Also the commands that work in every chat."""

from __future__ import annotations

import logging
import time

from telegram import ChatMember, ChatMemberUpdated, Message, MessageEntity, Update
from telegram.constants import ChatType

from bot.context import Context
from bot.handlers.answering import (
    Question,
    allowed,
    answer_question,
    is_group,
    say,
    show_case,
)
from bot.handlers.private import asked_about, choice_of, is_our_own, text_of
from bot.handlers.settings import is_admin, value_of
from bot.handlers.verifying import report, wrong_citations
from bot.keyboards import case_list
from bot.outgoing import Outgoing
from bot.render import escape
from bot.texts import TEXTS, Locale

log = logging.getLogger(__name__)

AUTO_VERIFY_SECONDS = 600.0
PRESENT = (ChatMember.MEMBER, ChatMember.ADMINISTRATOR, ChatMember.OWNER, ChatMember.RESTRICTED)


def argument_of(message: Message) -> str:
    """What stands behind a command."""
    return ([*text_of(message).split(maxsplit=1), ""])[1].strip()


def is_from_a_person(message: Message) -> bool:
    """False for other bots and for posts that a linked channel drops into its group.

    An anonymous admin writes through a bot of Telegram's and in the group's own name: a person.
    """
    if message.is_automatic_forward:
        return False
    if message.sender_chat is not None:
        return True
    return message.from_user is None or not message.from_user.is_bot


async def may_ask(update: Update, context: Context, message: Message) -> bool:
    """The group's own rule about who may ask, then the limits."""
    if is_group(message):
        settings = await context.shared.store.chat_settings(message.chat.id)
        if value_of(settings, "who") == "admins" and not await is_admin(update, context):
            sentence = (await context.texts(update)).only_admins_ask
            await say(context, message, escape(sentence), reply=True)
            return False
    return await allowed(update, context)


async def ask(update: Update, context: Context) -> None:
    """``/ask QUESTION``, or ``/ask`` in reply to a message: that message is the question."""
    message = update.effective_message
    if message is None or is_our_own(message, context) or not is_from_a_person(message):
        return
    text, about = argument_of(message), asked_about(message, context)
    question = text or about
    if not question:
        await say(context, message, escape((await context.texts(update)).ask_usage), reply=True)
        return
    if await may_ask(update, context, message):
        replied = message.reply_to_message
        reply_to = replied.message_id if replied is not None and about else None
        previous = about if text else None
        await answer_question(update, context, Question(question, message, previous, reply_to))


async def law(update: Update, context: Context) -> None:
    """``/law CITATION``."""
    message = update.effective_message
    if message is None or not is_from_a_person(message):
        return
    texts = await context.texts(update)
    citation = argument_of(message) or asked_about(message, context) or ""
    if not citation:
        await say(context, message, escape(texts.law_usage), reply=True)
        return
    if not await may_ask(update, context, message):
        return
    found = await context.shared.work(lambda: context.shared.service.cite(citation))
    if not found:
        await say(context, message, escape(texts.law_unknown), reply=True)
        return
    await answer_question(update, context, Question(citation, message))


async def case(update: Update, context: Context) -> None:
    """``/case`` lists the cases; ``/case NAME`` tells one."""
    message = update.effective_message
    if message is None or not is_from_a_person(message):
        return
    service = context.shared.service
    texts = await context.texts(update)
    wanted = argument_of(message)
    cases = await context.shared.work(service.cases)
    if not wanted:
        english = texts is TEXTS[Locale.EN]
        await say(context, message, escape(texts.case_usage), case_list(cases, english=english))
        return
    if not await may_ask(update, context, message):
        return
    folded = wanted.casefold()
    for one in cases:
        names = (one.case_id, one.title, one.english_title, *one.names)
        if any(folded == name.casefold() for name in names if name):
            await show_case(context, message, one, texts)
            return
    await answer_question(update, context, Question(wanted, message))


async def verify(update: Update, context: Context) -> None:
    """``/verify TEXT``, or in reply to a message: every citation in it is checked."""
    message = update.effective_message
    if message is None or not is_from_a_person(message):
        return
    texts = await context.texts(update)
    replied = message.reply_to_message
    text = argument_of(message) or (message.quote.text if message.quote else "")
    about = not text and replied is not None
    if about and replied is not None:
        text = text_of(replied)
    if not text:
        await say(context, message, escape(texts.verify_usage), reply=True)
        return
    if not await may_ask(update, context, message):
        return
    found = await context.shared.work(lambda: context.shared.service.cite(text))
    reply_to = replied.message_id if about and replied is not None else message.message_id
    for page in report(found, texts):
        await context.shared.outbox.send(_reply(message, page, reply_to))


async def group_text(update: Update, context: Context) -> None:
    """Plain text in a group: answered when it replies to us or mentions us, else only listened to."""
    message = update.effective_message
    if message is None or is_our_own(message, context) or not is_from_a_person(message):
        return
    text = text_of(message)
    mentioned = mention_of(message, context)
    replied = message.reply_to_message
    to_us = replied is not None and replied.from_user is not None and replied.from_user.id == context.bot.id
    if not mentioned and not to_us:
        await _listen(update, context, message, text)
        return
    question = text.replace(f"@{context.bot.username}", " ").strip() if mentioned else text
    question = question or asked_about(message, context) or ""
    if not question:
        await say(context, message, escape((await context.texts(update)).ask_usage), reply=True)
        return
    if await may_ask(update, context, message):
        asker = message.from_user.id if message.from_user else message.chat.id
        recent = context.shared.memory.last(message.chat.id, asker)
        chosen = choice_of(question, recent)
        previous = asked_about(message, context) or (recent.question if recent else None)
        if chosen or previous == question:
            previous = None
        await answer_question(update, context, Question(chosen or question, message, previous))


async def _listen(update: Update, context: Context, message: Message, text: str) -> None:
    """Auto-verify, where admins have switched it on: corrects what does not exist or is repealed."""
    shared = context.shared
    settings = await shared.store.chat_settings(message.chat.id)
    if update.edited_message is not None or value_of(settings, "verify") != "on" or not text:
        return
    last = float(settings.get("verified_at", 0.0))
    if time.time() - last < AUTO_VERIFY_SECONDS:
        return
    found = wrong_citations(await shared.work(lambda: shared.service.cite(text)))
    if not found:
        return
    settings["verified_at"] = time.time()
    await shared.store.set_chat_settings(message.chat.id, settings)
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
    await context.shared.store.set_gone(change.chat.id, not here)
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
    thread = message.message_thread_id if message.is_topic_message else None
    return Outgoing(message.chat.id, html, None, reply_to, thread)
