"""Private chats: commands, questions in plain text, and what is no text."""

from __future__ import annotations

from telegram import Message, Update

from bot.context import Context
from bot.handlers.admission import allowed, asker_of, first_of, person_of
from bot.handlers.answering import Question, answer_question
from bot.handlers.conversation import is_our_own, reading_of, text_of
from bot.handlers.passages import show_article, show_case
from bot.handlers.privacy import tell_privacy
from bot.handlers.sending import is_group, say
from bot.keyboards import languages
from bot.render import escape


async def start(update: Update, context: Context) -> None:
    """``/start``, with or without a deep link: a group's answer, ``law-<passage>``, a case, ``privacy``."""
    message = update.effective_message
    if message is None or not await allowed(update, context):
        return
    texts = await context.texts(update)
    payload = (context.args or [""])[0]
    if payload == "privacy":
        await tell_privacy(context, message, texts)
        return
    token, _, passage = payload.rpartition("__")
    reading = context.shared.memory.by_token(token or payload)
    if reading is not None:
        # A message of its own: the answer is new here, whatever it was in the group.
        await answer_question(update, context, Question(reading, message, asker_of(message)))
        return
    if passage.startswith("law-"):
        wanted = passage.removeprefix("law-")
        for passage_id in (wanted, f"st-{wanted}"):
            if await show_article(context, message, passage_id, texts, asker=person_of(update)):
                return
        await say(context, message, escape(texts.law_updated))
        return
    if passage.startswith("case-"):
        case = await context.shared.work(lambda: context.shared.service.case(passage))
        if case is not None:
            await show_case(context, message, case, texts, asker=person_of(update))
            return
    if payload not in ("", "ask"):
        await say(context, message, escape(texts.link_expired))
        return
    await say(context, message, texts.start)


async def help_command(update: Update, context: Context) -> None:
    """``/help``; short in groups."""
    if (message := update.effective_message) is not None and await allowed(update, context):
        texts = await context.texts(update)
        await say(context, message, texts.group_help if is_group(message) else texts.help)


async def about(update: Update, context: Context) -> None:
    """``/about``: what this is, and the day of the data."""
    if (message := update.effective_message) is not None and await allowed(update, context):
        texts = await context.texts(update)
        newest, today = await context.shared.work(context.shared.service.data_days)
        days = texts.about_days.format(newest=newest or "—", today=today)
        await say(context, message, escape(f"{texts.description}\n\n{days}"))


async def language(update: Update, context: Context) -> None:
    """``/language``: three buttons."""
    if (message := update.effective_message) is not None and await allowed(update, context):
        texts = await context.texts(update)
        await say(context, message, escape(texts.language_choose), languages())


async def unknown_command(update: Update, context: Context) -> None:
    """A command we do not have: show what there is."""
    await help_command(update, context)


async def question(update: Update, context: Context) -> None:
    """A question or a citation in plain text, new or edited."""
    message = update.effective_message
    if message is None or is_our_own(message, context) or not await allowed(update, context):
        return
    await _is_noted(message, context)
    text = text_of(message)
    if not text:
        await say(context, message, escape((await context.texts(update)).nothing_to_read))
        return
    reading = await reading_of(update, context, message, text)
    if not reading.text:
        sentence = (await context.texts(update)).not_a_choice.format(count=len(reading.choices))
        await say(context, message, escape(sentence))
        return
    await answer_question(update, context, Question(reading, message, asker_of(message)))


async def no_text(update: Update, context: Context) -> None:
    """Voice, stickers, photos, files: one honest sentence, one for a whole album, and nothing is fetched."""
    message = update.effective_message
    if message is None or is_our_own(message, context) or update.edited_message is not None:
        return
    if await _is_noted(message, context) or not await allowed(update, context):
        return
    texts = await context.texts(update)
    sentence = texts.only_text
    if message.document is not None:
        sentence = texts.document_how
    elif message.voice is not None or message.audio is not None or message.video_note is not None:
        sentence = texts.no_voice
    elif message.photo or message.sticker is not None or message.video is not None:
        sentence = texts.no_images
    await say(context, message, escape(sentence))


async def _is_noted(message: Message, context: Context) -> bool:
    """Whether another item of the same album was dealt with."""
    album = message.media_group_id
    return album is not None and not await first_of(context, "album", message.chat.id, album)
