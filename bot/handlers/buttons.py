"""Buttons: every press gets a callback answer, whatever became of the message or the index."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from telegram import CallbackQuery, Message, ReactionTypeEmoji, Update

from bot.answer import Language
from bot.context import Context
from bot.handlers.admission import counted, only_admins, owns, person_of
from bot.handlers.answering import Question, answer_question, compose, show, shown_by
from bot.handlers.awareness import send_tip
from bot.handlers.conversation import is_ours, own_words
from bot.handlers.passages import articles_of, cases_of, laws_of, show_article, show_case
from bot.handlers.sending import is_group, say
from bot.handlers.settings import press_setting
from bot.keyboards import REASONS, article_list, case_list, reasons
from bot.limits import Verdict
from bot.memory import Reading
from bot.patience import quietly
from bot.render import escape
from bot.state import StoredAnswer
from bot.texts import TEXTS, Locale, Texts, in_chinese

LIKED = frozenset("👍❤🔥👏🎉💯🙏")
DISLIKED = frozenset("👎💩🤮😡")

MORE_PAGE = 5
MORE_MOST = 50


@dataclass(frozen=True, slots=True)
class Press:
    """One press: what its button says, and where it was."""

    query: CallbackQuery
    message: Message
    argument: str
    texts: Texts
    stored: StoredAnswer | None
    """The answer that the button stands under."""


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
    message = query.message
    # A message older than Telegram keeps for bots comes without its content: MaybeInaccessibleMessage.
    if await counted(update, context) is not Verdict.ALLOW:
        notice = texts.slow_down
    elif handler is not None and isinstance(message, Message):
        stored = await context.shared.store.answers.at(message.chat.id, message.message_id)
        try:
            if kind in FOR_ALL and not await owns(update, context, stored):
                notice = texts.not_yours
            elif kind in SPEAKING and await only_admins(update, context, message):
                notice = texts.only_admins_ask
            else:
                notice = await handler(update, context, Press(query, message, argument, texts, stored))
        except ValueError:
            notice = texts.button_expired
    await quietly(lambda: query.answer(notice), tries=2)


async def full_article(update: Update, context: Context, press: Press) -> Answered:
    """全文: the whole article as a message of its own."""
    found = await show_article(context, press.message, press.argument, press.texts, asker=person_of(update))
    return None if found else press.texts.law_updated


async def turn_page(update: Update, context: Context, press: Press) -> Answered:
    """Previous or next article, in place."""
    found = await show_article(
        context, press.message, press.argument, press.texts, asker=person_of(update), edit=True
    )
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
    await show_case(context, press.message, case, press.texts, asker=person_of(update))
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
    start = int(press.argument)
    reading = await _reading_of(context, press)
    if reading is None:
        return press.texts.too_old
    words = "\n".join((*reading.before_next()[:-1], reading.text))
    page = await articles_of(context, words, start, MORE_PAGE, MORE_MOST)
    if not page.lines:
        return press.texts.no_more
    heading = f"<b>{escape(press.texts.more_heading)}</b>"
    body = "\n".join(escape(line) for line in page.lines)
    number = await say(
        context,
        press.message,
        f"{heading}\n{body}",
        page.markup(press.texts, start + MORE_PAGE),
        reply=not is_group(press.message),
    )
    if number is not None:
        context.shared.memory.keep_of(press.message.chat.id, number, person_of(update), reading)
    return None


async def other_language(update: Update, context: Context, press: Press) -> Answered:
    """The same answer in the other language, in place; never another answer."""
    stored, language = press.stored, Language(press.argument)
    reading = await _reading_of(context, press)
    if reading is None or stored is None or stored.question_id is None:
        return press.texts.too_old
    reading = replace(reading, language=language)
    answer = await compose(context, reading)
    if shown_by(answer)[:1] != stored.data.get("source", [])[:1]:
        return press.texts.too_old
    locale = Locale.EN if language is Language.EN else in_chinese(await context.locale(update))
    question = Question(reading, press.message, person_of(update))
    await show(context, question, answer, locale, stored.question_id)
    return None


async def choose(update: Update, context: Context, press: Press) -> Answered:
    """One of the ways on from a clarifying question."""
    choices = press.stored.data.get("choices", []) if press.stored else []
    number = int(press.argument)
    if not 1 <= number <= len(choices):
        return press.texts.too_old
    reading = Reading(choices[number - 1])
    await answer_question(update, context, Question(reading, press.message, person_of(update), new=True))
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


async def reaction(update: Update, context: Context) -> None:
    """An emoji under an answer is a vote, and taking it away takes the vote back."""
    change, store = update.message_reaction, context.shared.store
    if change is None or change.user is None or await counted(update, context) is not Verdict.ALLOW:
        return
    stored = await store.answers.at(change.chat.id, change.message_id)
    if stored is None or not await owns(update, context, stored):
        return
    shown = {one.emoji for one in change.new_reaction if isinstance(one, ReactionTypeEmoji)}
    if not shown & (LIKED | DISLIKED):
        await store.answers.unvote(change.chat.id, change.message_id, change.user.id)
        return
    source = " ".join(stored.data.get("source", []))
    good = not shown & DISLIKED
    await store.answers.vote(
        change.chat.id, change.message_id, change.user.id, good=good, reason="", source=source
    )


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
    await send_tip(update, context, press.message)
    return None


async def set_language(update: Update, context: Context, press: Press) -> Answered:
    """A person's interface language."""
    locale = Locale(press.argument)
    if is_group(press.message):
        return await press_setting(update, context, press.message, f"locale={locale}")
    await context.shared.store.chats.set_user_locale(press.query.from_user.id, str(locale))
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
    stored = press.stored if number == message.message_id else await store.answers.at(message.chat.id, number)
    source = " ".join(stored.data.get("source", [])) if stored else ""
    await store.answers.vote(
        message.chat.id, number, press.query.from_user.id, good=good, reason=reason, source=source
    )


async def _reading_of(context: Context, press: Press) -> Reading | None:
    """What the answer above a button read; None when that can no longer be told.

    From memory, with all that the question leaned on. After a restart the words come from the question itself, which
    Telegram sends along where the answer replies to it, and count only when they lead to what was shown.
    """
    message = press.message
    reading = context.shared.memory.of(message.chat.id, message.message_id)
    asked = message.reply_to_message
    if reading is not None or press.stored is None or asked is None or is_ours(asked, context):
        return reading
    words = own_words(asked, context.bot.username)
    if not words or asked.message_id != press.stored.question_id:
        return None
    bare = Reading(words)
    same = shown_by(await compose(context, bare))[:1] == press.stored.data.get("source", [])[:1]
    return bare if same else None


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

FOR_ALL = frozenset("tgvr")
"""Presses that change a message for everybody in a group, and votes: for who asked, and admins."""
SPEAKING = frozenset("fcklmqn")
"""Presses that make the bot write into the chat."""
