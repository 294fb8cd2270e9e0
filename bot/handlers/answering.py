"""From a question in a chat to messages: the steps that private chats, groups and buttons share."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from telegram import InlineKeyboardMarkup, Message, Update
from telegram.constants import ChatAction

from bot.answer import Answer, Excerpt, Language, Outcome
from bot.context import Context, Service
from bot.inbox import current_task
from bot.keyboards import (
    LAWS,
    article_list,
    button,
    under_answer,
    under_article,
    under_short,
)
from bot.limits import Verdict
from bot.outgoing import Outgoing
from bot.render import render, render_excerpt, render_short
from bot.script import in_traditional, writes_traditional
from bot.store import StoredAnswer
from bot.texts import TEXTS, Locale, Texts
from bot.today import with_age
from knowledge.models import Case, Kind, Status
from knowledge.passage_ids import article_passage_id, point_passage_id

if TYPE_CHECKING:
    from knowledge.citations.types import Resolution

FIRST_PAGE = 100
"""Pages of an answer are numbered from here: an edit changes some and sends others."""

TYPING_WAIT = 1.0
"""Longest an answer waits for its typing action, so that "typing" never shows after the answer."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it stands in a chat."""

    text: str
    message: Message
    """The message that asks: answers reply to it."""
    previous: str | None = None
    reply_to: int | None = None
    """Another message to reply to: the one that was asked about."""
    edited: bool = False
    """True when an earlier form of the question may have been answered."""
    new: bool = False
    """True when ``message`` is a message of ours whose button was pressed: nothing is changed in place."""


def is_group(message: Message) -> bool:
    """Groups and supergroups have negative ids; private chats have the person's."""
    return message.chat.id < 0


def thread_of(message: Message) -> int | None:
    """The forum topic, and only for topic messages: replies in plain groups carry a thread id too."""
    return message.message_thread_id if message.is_topic_message else None


async def allowed(update: Update, context: Context) -> bool:
    """Count a question against its limits; over them, say so once."""
    message, user, shared = update.effective_message, update.effective_user, context.shared
    if message is None:
        return False
    group = is_group(message)
    verdict = shared.user_limit.check(user.id if user else message.chat.id)
    if verdict is Verdict.ALLOW and group:
        verdict = shared.group_limit.check(message.chat.id)
    if verdict is Verdict.NOTICE:
        texts = await context.texts(update)
        await say(context, message, texts.slow_down_group if group else texts.slow_down)
    return verdict is Verdict.ALLOW


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


async def answer_question(update: Update, context: Context, question: Question) -> None:
    """Compose and send the answer; for an edited question, change the answer that is there."""
    message = question.message
    typing = None
    if not is_group(message) and update.edited_message is None:
        typing = asyncio.create_task(
            context.shared.outbox.quietly(message.chat.send_action(ChatAction.TYPING), TYPING_WAIT)
        )
    question = replace(question, edited=update.edited_message is not None)
    language = await context.chosen_language(update)
    try:
        answer = await compose(context, question.text, language, question.previous)
    finally:
        if typing is not None:
            await typing
    asker = update.effective_user.id if update.effective_user else message.chat.id
    context.shared.memory.keep(message.chat.id, asker, question.text, question.previous, answer)
    locale = await context.locale(update)
    if locale is Locale.HANS and writes_traditional(question.text):
        locale = Locale.HANT
    await show(context, question, answer, locale)


async def compose(context: Context, text: str, language: Language | None, previous: str | None) -> Answer:
    """Ask the service in the pool and count."""
    shared = context.shared
    started = time.perf_counter()
    answer = await shared.work(lambda: shared.service.ask(text, language=language, previous=previous))
    shared.metrics.seconds.observe(time.perf_counter() - started)
    shared.metrics.answered.labels(str(answer.outcome)).inc()
    return with_age(answer, shared.law.old_since if shared.law else None)


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
    pages, markup = await _pages(context, message, answer, locale)
    store, outbox = context.shared.store, context.shared.outbox
    chat_id = message.chat.id
    data = {
        "choices": [choice.question for choice in answer.choices],
        "source": [str(excerpt.passage_id) for excerpt in answer.excerpts] or [str(answer.outcome)],
    }
    task = current_task.get()
    there = question.edited or question_id is not None or (task is not None and task.replayed)
    earlier = await store.answers_to(chat_id, asked) if there and asked is not None else []
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
            await store.keep_answer(StoredAnswer(chat_id, number, asked, part, data))
    for surplus in earlier[len(pages) :]:
        await outbox.delete(chat_id, surplus.message_id)
        await store.forget_answer(chat_id, surplus.message_id)


async def _pages(
    context: Context, message: Message, answer: Answer, locale: Locale
) -> tuple[list[str], InlineKeyboardMarkup | None]:
    texts = TEXTS[Locale.EN if answer.language is Language.EN else _chinese(locale)]
    if texts is TEXTS[Locale.HANT]:
        answer = await context.shared.work(lambda: in_traditional(answer))
    if not is_group(message):
        laws = [str(excerpt.passage_id) for excerpt in answer.excerpts if excerpt.kind in LAWS]
        has_cases = bool(laws) and bool(await cases_of(context, laws[0]))
        return render(answer, locale=locale), under_answer(answer, texts, has_cases=has_cases)
    settings = await context.shared.store.chat_settings(message.chat.id)
    short = settings.get("length", "short") == "short"
    if answer.safety:
        answer = replace(answer, safety=(*answer.safety, texts.group_safety))
    pages = render_short(answer, locale=locale) if short else render(answer, locale=locale)
    if answer.choices:
        return pages, under_answer(answer, texts, has_cases=False)
    return pages, under_short(texts, context.bot.username, start_payload(answer))


def _chinese(locale: Locale) -> Locale:
    return Locale.HANT if locale is Locale.HANT else Locale.HANS


def start_payload(answer: Answer) -> str:
    """What ``?start=`` carries from a group into the private chat: a passage, never a question."""
    for excerpt in answer.excerpts:
        if excerpt.case_id:
            return str(excerpt.case_id)[:64]
        if excerpt.kind in LAWS:
            return f"law-{excerpt.passage_id}"
    return "ask"


async def show_article(
    context: Context, message: Message, passage_id: str, texts: Texts, *, edit: bool = False
) -> bool:
    """The full text of one article with buttons to turn the page; False when it is no longer held."""
    shared = context.shared
    excerpt, neighbours = await shared.work(
        lambda: (shared.service.article(passage_id), shared.service.neighbours(passage_id))
    )
    if excerpt is None:
        return False
    language = Language.EN if texts is TEXTS[Locale.EN] else Language.ZH
    has_cases = bool(await cases_of(context, passage_id))
    pages = render_excerpt(excerpt, texts, language=language)
    markup = under_article(passage_id, neighbours, texts, has_cases=has_cases)
    if edit and len(pages) == 1:
        return await shared.outbox.edit(message.chat.id, message.message_id, pages[0], markup)
    for part, page in enumerate(pages):
        last = markup if part == len(pages) - 1 else None
        await say(context, message, page, last, reply=part == 0 and not edit)
    return True


async def show_case(context: Context, message: Message, case: Case, texts: Texts) -> None:
    """A case as its file tells it, with the laws that it turns on behind buttons."""
    answer = case_answer(case, english=texts is TEXTS[Locale.EN])
    articles = await laws_of(context, case)
    pages = render(answer, locale=_locale_of(texts))
    for part, page in enumerate(pages):
        last = article_list(articles) if part == len(pages) - 1 else None
        await say(context, message, page, last)


def case_answer(case: Case, *, english: bool) -> Answer:
    """What ``/case NAME`` tells: title, summary, standing."""
    title = (case.english_title if english else "") or case.title
    summary = Excerpt(
        passage_id=point_passage_id(case, None),
        kind=Kind.CASE,
        title=case.title,
        citation=case.title,
        text=case.summary,
        verbatim=False,
        status=Status.UNKNOWN,
        effective_from=None,
        score=1.0,
        source=case.standing_text,
        case_id=case.case_id,
        english=case.english_summary,
    )
    return Answer(Outcome.ANSWERED, title, (summary,), language=Language.EN if english else Language.ZH)


def _locale_of(texts: Texts) -> Locale:
    return next(locale for locale, those in TEXTS.items() if those is texts)


def passage_of(resolution: Resolution) -> str | None:
    """The passage of a resolved article."""
    if resolution.law_id is None or resolution.number is None:
        return None
    return article_passage_id(resolution.law_id, resolution.number)


async def laws_of(context: Context, case: Case) -> list[tuple[str, str]]:
    """(citation, passage) of each article that a case turns on."""
    service = context.shared.service

    def resolve() -> list[tuple[str, str]]:
        found: dict[str, str] = {}
        for law in case.laws:
            for resolution in service.cite(law):
                passage = passage_of(resolution)
                if passage is not None:
                    found.setdefault(passage, resolution.citation or law)
        return [(citation, passage) for passage, citation in found.items()]

    return await context.shared.work(resolve)


async def cases_of(context: Context, passage_id: str) -> tuple[str, ...]:
    """Cases that turn on an article."""
    shared = context.shared
    if shared.laws_of_cases is None:
        shared.laws_of_cases = await shared.work(lambda: _index_cases(shared.service))
    return shared.laws_of_cases.get(passage_id, ())


def _index_cases(service: Service) -> dict[str, tuple[str, ...]]:
    index: dict[str, tuple[str, ...]] = {}
    for case in service.cases():
        for law in case.laws:
            for resolution in service.cite(law):
                passage = passage_of(resolution)
                if passage and case.case_id not in index.get(passage, ()):
                    index[passage] = (*index.get(passage, ()), case.case_id)
    return index


@dataclass(frozen=True, slots=True)
class Listing:
    """Some ranked passages as lines, with buttons to read those that are articles."""

    lines: tuple[str, ...]
    articles: tuple[tuple[str, str], ...]
    more: bool

    def markup(self, texts: Texts, following: int) -> InlineKeyboardMarkup | None:
        """One button for each article, and one for the next page."""
        rows = [[button(label, "f", passage)] for label, passage in self.articles]
        if self.more:
            rows.append([button(texts.button_more, "m", following)])
        return InlineKeyboardMarkup(rows) if rows else None


LINE_LENGTH = 60


async def articles_of(context: Context, question: str, start: int, size: int, most: int) -> Listing:
    """Passages ``start`` to ``start + size`` of a search."""
    shared = context.shared
    hits = await shared.work(lambda: list(shared.service.search(question, most)))
    page = hits[start : start + size]
    lines = tuple(
        f"{number}. {hit.citation}：{_first_line(hit.text)}" for number, hit in enumerate(page, start + 1)
    )
    articles = tuple((hit.citation, str(hit.passage_id)) for hit in page if hit.kind in LAWS)
    return Listing(lines, articles, len(hits) > start + size)


def _first_line(text: str) -> str:
    line = text.strip().partition("\n")[0]
    return line if len(line) <= LINE_LENGTH else line[:LINE_LENGTH] + "……"
