"""Who is answered: what is from a person, the group's own rule, the operator's lists, and the limits on everything."""

from __future__ import annotations

from telegram import Chat, Message, Update
from telegram.constants import ChatMemberStatus
from telegram.error import TelegramError
from telegram.ext import ApplicationHandlerStop

from bot.context import Context
from bot.handlers.sending import is_group, say
from bot.limits import Verdict
from bot.render import escape
from bot.state import StoredAnswer

ADMINS = (ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR)


def asker_of(message: Message) -> int:
    """Who wrote a message: anonymous admins and channels by the chat in whose name they write.

    All anonymous admins of all groups share one user of Telegram's, which is nobody.
    """
    if message.sender_chat is not None:
        return message.sender_chat.id
    return message.from_user.id if message.from_user else message.chat.id


def person_of(update: Update) -> int:
    """Who an update is from."""
    if update.callback_query is not None:
        return update.callback_query.from_user.id
    if (message := update.effective_message) is not None:
        return asker_of(message)
    return update.effective_user.id if update.effective_user else 0


def is_from_a_person(message: Message) -> bool:
    """False for other bots and for posts that a linked channel drops into its group.

    An anonymous admin writes through a bot of Telegram's and in the group's own name: a person.
    """
    if message.is_automatic_forward:
        return False
    if message.sender_chat is not None:
        return True
    return message.from_user is None or not message.from_user.is_bot


async def counted(update: Update, context: Context) -> Verdict:
    """Count an update against the limits of its person and its group."""
    shared, message = context.shared, update.effective_message
    verdict = await shared.user_limit.check(person_of(update))
    if verdict is Verdict.ALLOW and message is not None and is_group(message):
        verdict = await shared.group_limit.check(message.chat.id)
    return verdict


async def allowed(update: Update, context: Context) -> bool:
    """Count whatever is to be answered; over the limits, say so once."""
    message = update.effective_message
    if message is None or not is_from_a_person(message):
        return False
    verdict = await counted(update, context)
    if verdict is Verdict.NOTICE:
        texts = await context.texts(update)
        await say(context, message, texts.slow_down_group if is_group(message) else texts.slow_down)
    return verdict is Verdict.ALLOW


async def first_of(context: Context, *key: object) -> bool:
    """Whether this is the first of its kind within a minute: one refusal in a chat, one sentence for an album."""
    return await context.shared.notices.check(key) is Verdict.ALLOW


async def only_admins(update: Update, context: Context, message: Message) -> bool:
    """Whether the group lets only admins ask and this is none of them."""
    if not is_group(message):
        return False
    settings = await context.shared.store.chats.settings(message.chat.id)
    return settings.get("who") == "admins" and not await is_admin(update, context)


async def may_ask(update: Update, context: Context, message: Message) -> bool:
    """The limits, then the group's own rule about who may ask."""
    if not await allowed(update, context):
        return False
    if await only_admins(update, context, message):
        if await first_of(context, "who", message.chat.id):
            sentence = (await context.texts(update)).only_admins_ask
            await say(context, message, escape(sentence), reply=True)
        return False
    return True


async def is_admin(update: Update, context: Context) -> bool:
    """Whether the person may change settings; anonymous admins write as the group itself."""
    message, chat, user = update.effective_message, update.effective_chat, update.effective_user
    if chat is None:
        return False
    sender = message.sender_chat if message and not update.callback_query else None
    if sender is not None:
        return sender.id == chat.id
    if chat.type == Chat.PRIVATE or user is None:
        return chat.type == Chat.PRIVATE
    try:
        member = await context.bot.get_chat_member(chat.id, user.id)
    except TelegramError:
        return False
    return member.status in ADMINS


async def owns(update: Update, context: Context, stored: StoredAnswer | None) -> bool:
    """Whether somebody may change an answer for all: its asker, an admin, anybody in a private chat."""
    message = update.effective_message
    if message is not None and not is_group(message):
        return True
    if stored is not None and context.shared.store.answers.is_asker(stored, person_of(update)):
        return True
    return await is_admin(update, context)


async def gate(update: Update, context: Context) -> None:
    """The operator's lists: whom it blocks is not answered; where it allows some, nobody else is.

    Raises:
        ApplicationHandlerStop: Not to be answered.
    """
    rules = await context.shared.admission()
    if not rules:
        return
    user, chat = update.effective_user, update.effective_chat
    ids = {one.id for one in (user, chat) if one is not None}
    if user is not None and user.id in context.shared.settings.admin_ids:
        return
    said = {rules[number] for number in ids if number in rules}
    if "block" in said or ("allow" in rules.values() and "allow" not in said):
        raise ApplicationHandlerStop
