"""Articles, cases and lists of passages as messages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from telegram import InlineKeyboardMarkup, Message

from bot.answer import Answer, Excerpt, Language, Outcome
from bot.context import Context, Service
from bot.handlers.sending import say
from bot.keyboards import LAWS, article_list, button, under_article
from bot.memory import Reading
from bot.render import render, render_excerpt
from bot.state import StoredAnswer
from bot.texts import TEXTS, Locale, Texts, language_of
from knowledge.models import Case, Kind, Status
from knowledge.passage_ids import article_passage_id, point_passage_id

if TYPE_CHECKING:
    from knowledge.citations.types import Resolution


async def show_article(
    context: Context, message: Message, passage_id: str, texts: Texts, *, asker: int = 0, edit: bool = False
) -> bool:
    """The full text of one article with buttons to turn the page; False when it is no longer held."""
    shared = context.shared
    service = shared.service
    excerpt, neighbours, references = await shared.work(
        lambda: (service.article(passage_id), service.neighbours(passage_id), service.references(passage_id))
    )
    if excerpt is None:
        return False
    language = Language.EN if texts is TEXTS[Locale.EN] else Language.ZH
    has_cases = bool(await cases_of(context, passage_id))
    pages = render_excerpt(excerpt, texts, language=language)
    markup = under_article(passage_id, neighbours, texts, references=references, has_cases=has_cases)
    if edit and len(pages) == 1:
        await keep_about(context, message, message.message_id, excerpt, asker)
        return await shared.outbox.edit(message.chat.id, message.message_id, pages[0], markup)
    for part, page in enumerate(pages):
        last = markup if part == len(pages) - 1 else None
        number = await say(context, message, page, last, reply=part == 0 and not edit)
        await keep_about(context, message, number, excerpt, asker)
    return True


async def keep_about(
    context: Context, message: Message, number: int | None, excerpt: Excerpt, asker: int, words: str = ""
) -> None:
    """Note what a message of ours that quotes a passage is about, for replies to it."""
    if number is None:
        return
    data = {"choices": [], "source": [str(excerpt.passage_id)]}
    await context.shared.store.answers.keep(StoredAnswer(message.chat.id, number, None, 0, data, asker))
    reading = Reading(words or excerpt.citation)
    context.shared.memory.keep_of(message.chat.id, number, asker, reading)


async def show_case(context: Context, message: Message, case: Case, texts: Texts, *, asker: int = 0) -> None:
    """A case as its file tells it, with the laws that it turns on behind buttons."""
    answer = case_answer(case, english=texts is TEXTS[Locale.EN])
    articles = await laws_of(context, case)
    pages = render(answer, locale=language_of(texts))
    for part, page in enumerate(pages):
        last = article_list(articles) if part == len(pages) - 1 else None
        number = await say(context, message, page, last)
        await keep_about(context, message, number, answer.excerpts[0], asker, case.title)


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
    """Cases that turn on an article, or that stand beside a topic."""
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
    for topic, beside in service.topics_with_cases().items():
        index[topic] = tuple(beside)
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
