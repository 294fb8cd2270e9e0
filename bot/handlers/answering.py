"""From a question in a chat to messages: the steps that private chats, groups and buttons share."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, replace

from telegram import InlineKeyboardMarkup, Message, Update
from telegram.constants import ChatAction

from bot.answer import Answer, Language, Outcome
from bot.brief import render_brief
from bot.context import Context, Service
from bot.handlers.passages import cases_of
from bot.handlers.sending import is_group, thread_of
from bot.inbox import current_task
from bot.keyboards import LAWS, in_group, under_answer
from bot.memory import Reading
from bot.outgoing import Outgoing
from bot.patience import quietly
from bot.render import render
from bot.script import in_traditional, writes_traditional
from bot.state import StoredAnswer
from bot.texts import TEXTS, Locale, in_chinese
from bot.today import with_age

FIRST_PAGE = 100
"""Pages of an answer are numbered from here: an edit changes some and sends others."""

TOKEN_LENGTH = 12
LONGEST_PAYLOAD = 64
"""Bot API, deep linking: up to 64 characters of A-Z, a-z, 0-9, _ and -."""

TYPING_WAIT = 1.0
"""Longest an answer waits for its typing action, so that "typing" never shows after the answer."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it stands in a chat."""

    reading: Reading
    message: Message
    """The message that asks: answers reply to it."""
    asker: int
    reply_to: int | None = None
    """Another message to reply to: the one that was asked about."""
    edited: bool = False
    """True when an earlier form of the question may have been answered."""
    new: bool = False
    """True when ``message`` is a message of ours whose button was pressed: nothing is changed in place."""


async def answer_question(update: Update, context: Context, question: Question) -> None:
    """Compose and send the answer; for an edited question, change the answer that is there."""
    message = question.message
    typing = None
    if not is_group(message) and update.edited_message is None:
        typing = asyncio.create_task(
            quietly(lambda: message.chat.send_action(ChatAction.TYPING), TYPING_WAIT)
        )
    question = replace(question, edited=update.edited_message is not None)
    reading = replace(question.reading, language=await context.chosen_language(update))
    try:
        answer = await compose(context, reading)
    finally:
        if typing is not None:
            await typing
    reading = replace(reading, choices=tuple(choice.question for choice in answer.offered))
    answer = await keep_unanswered(update, context, question, answer)
    question = replace(question, reading=reading)
    context.shared.memory.keep(message.chat.id, thread_of(message), question.asker, reading)
    locale = await context.locale(update)
    if locale is Locale.HANS and writes_traditional(reading.text):
        locale = Locale.HANT
    await show(context, question, answer, locale)


async def compose(context: Context, reading: Reading) -> Answer:
    """Ask the service in the pool and count."""
    shared = context.shared
    started = time.perf_counter()
    answer = await shared.work(lambda: ask(shared.service, reading))
    shared.metrics.seconds.observe(time.perf_counter() - started)
    shared.metrics.answered.labels(str(answer.outcome)).inc()
    await shared.store.figures.count(time.strftime("%Y-%m-%d"), {str(answer.outcome): 1})
    return with_age(answer, shared.law.old_since if shared.law else None)


def ask(service: Service, reading: Reading) -> Answer:
    """The one place where a reading becomes a call of the service."""
    return service.ask(
        reading.text, language=reading.language, previous=reading.previous, reply_to=reading.reply_to
    )


async def keep_unanswered(update: Update, context: Context, question: Question, answer: Answer) -> Answer:
    """Where the operator chose so, keep a question that got no answer, and say so under it: never one without the other."""
    if not context.shared.settings.keep_unanswered or answer.outcome is not Outcome.NO_SOURCE:
        return answer
    await context.shared.store.unanswered.keep(question.asker, question.reading.text)
    locale = Locale.EN if answer.language is Language.EN else in_chinese(await context.locale(update))
    return replace(answer, notices=(TEXTS[locale].unanswered_kept, *answer.notices))


def shown_by(answer: Answer) -> list[str]:
    """What an answer showed, in a form that needs no words: its passages, else its outcome."""
    return [str(excerpt.passage_id) for excerpt in answer.quoted] or [str(answer.outcome)]


async def show(
    context: Context,
    question: Question,
    answer: Answer,
    locale: Locale,
    question_id: int | None = None,
) -> None:
    """Send an answer, or change the messages that an earlier form of the question got.

    Args:
        context: The handler's context.
        question: What was asked, and the message that answers reply to.
        answer: What to show.
        locale: The reader's interface language.
        question_id: The message that asked, where ``question.message`` is not that one.
    """
    message = question.message
    asked = question_id or (None if question.new else message.message_id)
    pages, markup = await _pages(context, question, answer, locale)
    store, outbox = context.shared.store, context.shared.outbox
    chat_id = message.chat.id
    reading = question.reading
    data = {
        "choices": [choice.question for choice in answer.offered],
        "source": shown_by(answer),
        "leans": bool(reading.previous or reading.reply_to),
    }
    task = current_task.get()
    there = question.edited or question_id is not None or (task is not None and task.replayed)
    earlier = await store.answers.to(chat_id, asked) if there and asked is not None else []
    for part, page in enumerate(pages):
        last = markup if part == len(pages) - 1 else None
        number = earlier[part].message_id if part < len(earlier) else None
        if number is not None and not await outbox.edit(chat_id, number, page, last):
            number = None
        if number is None:
            reply_to = (question.reply_to or message.message_id) if part == 0 else None
            number = await outbox.send(
                Outgoing(chat_id, page, last, reply_to, thread_of(message)), FIRST_PAGE + part
            )
        if number is not None:
            # An answer to a pressed button answers no message: its first part names it.
            asked = -number if asked is None else asked
            await store.answers.keep(StoredAnswer(chat_id, number, asked, part, data, question.asker))
            context.shared.memory.keep_of(chat_id, number, question.asker, reading)
    for surplus in earlier[len(pages) :]:
        await outbox.delete(chat_id, surplus.message_id)
        await store.answers.forget(chat_id, surplus.message_id)


async def _pages(
    context: Context, question: Question, answer: Answer, locale: Locale
) -> tuple[list[str], InlineKeyboardMarkup | None]:
    message = question.message
    texts = TEXTS[Locale.EN if answer.language is Language.EN else in_chinese(locale)]
    if texts is TEXTS[Locale.HANT]:
        answer = await context.shared.work(lambda: in_traditional(answer))
    whole = under_answer(answer, texts, cases_at=await _cases_at(context, answer))
    if not is_group(message):
        return render(answer, locale=locale), whole
    settings = await context.shared.store.chats.settings(message.chat.id)
    short = settings.get("length", "short") == "short"
    if answer.safety:
        answer = replace(answer, safety=(*answer.safety, texts.group_safety))
    pages = render_brief(answer, locale=locale) if short else render(answer, locale=locale)
    if answer.choices:
        return pages, whole
    payload = start_payload(answer, _token(context, question))
    return pages, in_group(answer, texts, context.bot.username, payload)


async def _cases_at(context: Context, answer: Answer) -> str | None:
    """The topic, else the first article, whose cases can be told."""
    topics = [f"tp-{answer.topic_id}"] if answer.topic_id else []
    laws = [str(excerpt.passage_id) for excerpt in answer.quoted if excerpt.kind in LAWS]
    for passage in (*topics, *laws[:1]):
        if await cases_of(context, passage):
            return passage
    return None


def _token(context: Context, question: Question) -> str:
    """A name for what was asked in a group, under which the private chat can carry on with it."""
    place = f"{question.message.chat.id} {question.message.message_id} {question.new}"
    token = f"{context.shared.store.names.of_place(place):016x}"[:TOKEN_LENGTH]
    context.shared.memory.keep_token(token, question.asker, question.reading)
    return token


def start_payload(answer: Answer, token: str) -> str:
    """What ``?start=`` carries from a group into the private chat, never a question.

    A token for the whole answer, as long as the memory lasts, and a passage for afterwards.
    """
    for excerpt in answer.excerpts:
        passage = ""
        if excerpt.case_id:
            passage = str(excerpt.case_id)
        elif excerpt.kind in LAWS:
            passage = f"law-{excerpt.passage_id}"
        if passage and len(token) + 2 + len(passage) <= LONGEST_PAYLOAD:
            return f"{token}__{passage}"
    return token
