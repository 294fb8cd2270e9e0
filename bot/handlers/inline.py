"""Inline mode and guest messages: cited messages for chats where the bot is not a member."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

from telegram import (
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    Update,
)
from telegram.constants import InlineQueryLimit, InlineQueryResultLimit, ParseMode

from bot.answer import Answer, Excerpt, Language, Outcome
from bot.context import Context
from bot.handlers.answering import compose
from bot.handlers.conversation import LONGEST_TEXT, asked_about, text_of, without_mention
from bot.limits import Verdict
from bot.memory import Reading
from bot.outgoing import NO_PREVIEW
from bot.patience import quietly
from bot.render import clean, escape, locale_for, render_excerpt, render_short
from bot.texts import TEXTS, Locale, Texts, language_of
from index.types import Hit

PAGE = 10
MOST = InlineQueryLimit.RESULTS.value
CACHE_SECONDS = 300
DESCRIPTION_LENGTH = 100
ANSWER_ID = "answer"
SHOWN = (Outcome.ANSWERED, Outcome.PARTIAL, Outcome.CORRECTED)


async def inline_query(update: Update, context: Context) -> None:
    """``@bot question``: the answer first, then passages, page by page."""
    query = update.inline_query
    if query is None:
        return
    shared = context.shared
    texts = TEXTS[await context.user_locale(query.from_user)]
    text = clean(query.query[:LONGEST_TEXT]).strip()
    start = int(query.offset) if re.fullmatch(r"[0-9]{1,3}", query.offset) else 0
    results: list[InlineQueryResultArticle] = []
    more = False
    slow = bool(text) and await shared.user_limit.check(-query.from_user.id) is not Verdict.ALLOW
    if text and not slow:
        answer = await compose(context, Reading(text)) if start == 0 else None
        hits = await shared.work(lambda: list(shared.service.search(text, MOST)))
        if answer is not None and answer.outcome in SHOWN:
            results.append(answer_result(answer, texts))
        useful = answer is None or answer.outcome in (*SHOWN, Outcome.CLARIFY)
        page = hits[start : start + PAGE] if useful else []
        results += [hit_result(hit, texts) for hit in page]
        more = useful and start + PAGE < min(len(hits), MOST)
    button = None
    if not results and not start:
        button = InlineQueryResultsButton(
            text=texts.inline_slow if slow else texts.inline_open_private, start_parameter="ask"
        )
    await quietly(
        lambda: query.answer(
            unique(results),
            cache_time=CACHE_SECONDS if results else 10,
            # The language depends on the person, so the results do.
            is_personal=True,
            next_offset=str(start + PAGE) if more else "",
            button=button,
        )
    )


async def guest_message(update: Update, context: Context) -> None:
    """Called into a chat where the bot is no member: one short answer, by the query's own method."""
    message = update.guest_message
    if message is None or not message.guest_query_id:
        return
    caller = message.guest_bot_caller_user or message.from_user
    texts = TEXTS[await context.user_locale(caller)]
    verdict = await context.shared.user_limit.check(caller.id if caller else message.chat.id)
    if verdict is Verdict.NOTICE:
        slow = _article(ANSWER_ID, texts.slow_down, "", escape(texts.slow_down))
        await quietly(lambda: context.bot.answer_guest_query(str(message.guest_query_id), slow))
    if verdict is not Verdict.ALLOW:
        return
    text, about = without_mention(text_of(message), context.bot.username), asked_about(message, context)
    if not text and not about:
        return
    answer = await compose(context, Reading(text, (), about) if text else Reading(about or ""))
    # The query lives for seconds; one that is gone leaves nobody to tell.
    await quietly(
        lambda: context.bot.answer_guest_query(str(message.guest_query_id), answer_result(answer, texts))
    )


def answer_result(answer: Answer, texts: Texts) -> InlineQueryResultArticle:
    """The composed answer as one self-contained message."""
    locale = locale_for(answer, language_of(texts))
    description = answer.excerpts[0].citation if answer.excerpts else answer.said
    return _article(ANSWER_ID, _line(answer.said), description, render_short(answer, locale=locale)[0])


def hit_result(hit: Hit, texts: Texts) -> InlineQueryResultArticle:
    """One passage with its citation."""
    excerpt = Excerpt(
        passage_id=hit.passage_id,
        kind=hit.kind,
        title=hit.title,
        citation=hit.citation,
        text=hit.text,
        verbatim=hit.verbatim,
        status=hit.status,
        effective_from=hit.effective_from,
        score=hit.score.total,
        source=hit.source,
    )
    language = Language.EN if texts is TEXTS[Locale.EN] else Language.ZH
    html = render_excerpt(excerpt, texts, language=language)[0]
    return _article(str(hit.passage_id), hit.citation, hit.text, html)


def unique(results: Sequence[InlineQueryResultArticle]) -> list[InlineQueryResultArticle]:
    """Telegram refuses two results with one id."""
    return list({result.id: result for result in results}.values())[:MOST]


def _article(result_id: str, title: str, description: str, html: str) -> InlineQueryResultArticle:
    if len(result_id.encode()) > InlineQueryResultLimit.MAX_ID_LENGTH:
        result_id = hashlib.sha256(result_id.encode()).hexdigest()[:32]
    return InlineQueryResultArticle(
        id=result_id,
        title=_line(title) or "援法",
        description=_line(description),
        input_message_content=InputTextMessageContent(
            html, parse_mode=ParseMode.HTML, link_preview_options=NO_PREVIEW
        ),
    )


def _line(text: str) -> str:
    return " ".join(clean(text).split())[:DESCRIPTION_LENGTH]
