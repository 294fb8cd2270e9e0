"""Buttons: every press gets a callback answer, whatever became of the message or the index."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from telegram import CallbackQuery, Message, Update

from bot.answer import Language
from bot.context import Context
from bot.handlers.answering import (
    Question,
    allowed,
    answer_question,
    articles_of,
    cases_of,
    compose,
    is_group,
    laws_of,
    say,
    show,
    show_article,
    show_case,
)
from bot.handlers.awareness import send_tip
from bot.handlers.private import text_of
from bot.handlers.settings import press_setting
from bot.keyboards import REASONS, article_list, case_list, reasons
from bot.render import escape
from bot.texts import TEXTS, Locale, Texts

MORE_PAGE = 5
MORE_MOST = 50


@dataclass(frozen=True, slots=True)
class Press:
    """One press: what its button says, and where it was."""

    query: CallbackQuery
    message: Message
    argument: str
    texts: Texts


Answered = str | None
"""What the little notice says; None for none."""


async def press(update: Update, context: Context) -> None:
    """Dispatch a press by the letter that its data begins with."""
    query = update.callback_query
    if query is None:
        return
    texts = await context.texts(update)
    kind, _, argument = (query.data or "").partition(":")
    handler = HANDLERS.get(kind)
    notice: Answered = texts.button_expired
    # A message older than Telegram keeps for bots comes without its content: MaybeInaccessibleMessage.
    if handler is not None and isinstance(query.message, Message):
        try:
            notice = await handler(update, context, Press(query, query.message, argument, texts))
        except ValueError:
            notice = texts.button_expired
    await context.shared.outbox.quietly(query.answer(notice))


async def full_article(update: Update, context: Context, press: Press) -> Answered:
    """全文: the whole article as a message of its own."""
    found = await show_article(context, press.message, press.argument, press.texts)
    return None if found else press.texts.law_updated


async def turn_page(update: Update, context: Context, press: Press) -> Answered:
    """Previous or next article, in place."""
    found = await show_article(context, press.message, press.argument, press.texts, edit=True)
    return None if found else press.texts.law_updated


async def cases(update: Update, context: Context, press: Press) -> Answered:
    """Cases that turn on an article."""
    service = context.shared.service
    found = [service.case(case_id) for case_id in await cases_of(context, press.argument)]
    held = [case for case in found if case is not None]
    if not held:
        return press.texts.no_related
    markup = case_list(held, english=press.texts is TEXTS[Locale.EN])
    await say(context, press.message, escape(press.texts.cases_heading), markup)
    return None


async def one_case(update: Update, context: Context, press: Press) -> Answered:
    """Tell a case."""
    case = context.shared.service.case(press.argument)
    if case is None:
        return press.texts.law_updated
    await show_case(context, press.message, case, press.texts)
    return None


async def laws(update: Update, context: Context, press: Press) -> Answered:
    """Articles that a case turns on."""
    case = context.shared.service.case(press.argument)
    markup = article_list(await laws_of(context, case)) if case is not None else None
    if markup is None:
        return press.texts.no_related
    await say(context, press.message, escape(press.texts.button_laws), markup)
    return None


async def more(update: Update, context: Context, press: Press) -> Answered:
    """Further passages for the question, five at a time."""
    question = await _question_of(context, press)
    if question is None:
        return press.texts.button_expired
    start = int(press.argument)
    page = await articles_of(context, question, start, MORE_PAGE, MORE_MOST)
    if not page.lines:
        return press.texts.no_more
    heading = f"<b>{escape(press.texts.more_heading)}</b>"
    body = "\n".join(escape(line) for line in page.lines)
    await say(
        context,
        press.message,
        f"{heading}\n{body}",
        page.markup(press.texts, start + MORE_PAGE),
        reply=not is_group(press.message),
    )
    return None


async def other_language(update: Update, context: Context, press: Press) -> Answered:
    """The same answer in the other language, in place."""
    question = await _question_of(context, press)
    stored = await context.shared.store.answer(press.message.chat.id, press.message.message_id)
    if question is None or stored is None or stored.question_id is None:
        return press.texts.button_expired
    language = Language(press.argument)
    answer = await compose(context, question, language, None)
    locale = Locale.EN if language is Language.EN else await _chinese(context, update)
    await show(context, Question(question, press.message), answer, locale, stored.question_id)
    return None


async def choose(update: Update, context: Context, press: Press) -> Answered:
    """One of the ways on from a clarifying question."""
    stored = await context.shared.store.answer(press.message.chat.id, press.message.message_id)
    choices = stored.data.get("choices", []) if stored else []
    number = int(press.argument)
    if not 1 <= number <= len(choices):
        return press.texts.button_expired
    if await allowed(update, context):
        await answer_question(update, context, Question(choices[number - 1], press.message, new=True))
    return None


async def vote(update: Update, context: Context, press: Press) -> Answered:
    """👍 or 👎; a 👎 may say why with one more tap."""
    good = press.argument == "1"
    await _keep_vote(context, press, good=good, reason="")
    if good:
        return press.texts.thanks
    if not is_group(press.message):
        await say(context, press.message, escape(press.texts.thanks_why), reasons(press.texts), reply=True)
        return None
    return press.texts.thanks


async def reason(update: Update, context: Context, press: Press) -> Answered:
    """Why an answer was not good."""
    if press.argument not in REASONS:
        return press.texts.button_expired
    await _keep_vote(context, press, good=False, reason=press.argument)
    await context.shared.outbox.edit(
        press.message.chat.id, press.message.message_id, escape(press.texts.thanks)
    )
    return None


async def next_tip(update: Update, context: Context, press: Press) -> Answered:
    """One more tip."""
    if await allowed(update, context):
        await send_tip(update, context, press.message)
    return None


async def set_language(update: Update, context: Context, press: Press) -> Answered:
    """A person's interface language."""
    locale = Locale(press.argument)
    if is_group(press.message):
        return await press_setting(update, context, press.message, f"locale={locale}")
    await context.shared.store.set_user_locale(press.query.from_user.id, str(locale))
    texts = TEXTS[locale]
    await context.shared.outbox.edit(
        press.message.chat.id, press.message.message_id, escape(texts.language_set)
    )
    return texts.language_set


async def setting(update: Update, context: Context, press: Press) -> Answered:
    """A setting of a group, or the posts of a private chat."""
    return await press_setting(update, context, press.message, press.argument)


async def _keep_vote(context: Context, press: Press, *, good: bool, reason: str) -> None:
    store, message = context.shared.store, press.message
    number = message.message_id
    if reason and message.reply_to_message is not None:
        number = message.reply_to_message.message_id
    stored = await store.answer(message.chat.id, number)
    source = " ".join(stored.data.get("source", [])) if stored else ""
    await store.vote(
        message.chat.id, number, press.query.from_user.id, good=good, reason=reason, source=source
    )


async def _question_of(context: Context, press: Press) -> str | None:
    """The question's words: from the message that was answered, else from the ten-minute memory.

    They are not in the store; Telegram sends the message that a reply of ours replies to.
    """
    asked = press.message.reply_to_message
    ours = asked is not None and asked.from_user and asked.from_user.id == context.bot.id
    if asked is not None and not ours and (text := text_of(asked)):
        return strip_command(text)
    recent = context.shared.memory.last(press.message.chat.id, press.query.from_user.id)
    return recent.question if recent else None


def strip_command(text: str) -> str:
    """Without ``/ask@bot`` in front."""
    return text.split(maxsplit=1)[1] if text.startswith("/") and " " in text else text


async def _chinese(context: Context, update: Update) -> Locale:
    locale = await context.locale(update)
    return locale if locale is Locale.HANT else Locale.HANS


HANDLERS: dict[str, Callable[[Update, Context, Press], Awaitable[Answered]]] = {
    "f": full_article,
    "g": turn_page,
    "c": cases,
    "k": one_case,
    "l": laws,
    "m": more,
    "t": other_language,
    "q": choose,
    "v": vote,
    "r": reason,
    "n": next_tip,
    "L": set_language,
    "s": setting,
}
