"""Messages out: each exactly once, as far as Telegram lets a client know.

The Bot API has no idempotency key, so the rules are:

- In the instant before a message goes onto the wire (an httpcore trace event, not before: ``bot.wire``), the store notes
  ``sending``; when Telegram answers, it notes ``sent`` or, after a refusal, nothing.
- Errors before the wire (connection refused, pool busy) and refusals (429, 5xx) are tried again.
- Where the wire was reached and no answer came (read timeout, dropped connection, our own process killed), we
  look: editing a message to what it already says answers "message is not modified" when it is there and
  "message to edit not found" when it is not. Only numbers above the last known one and unknown to us are tried
  (``bot.numbers``).
- Where looking tells nothing, a message after a read timeout or a kill counts as delivered (the request was
  on the wire), one after a dropped connection does not.
- A message sent again tells by its own number how far the chat had come: what stands before it is looked at once
  more, and where the first one is there after all, the second is taken away.

One chat's 429 makes only that chat wait: sends of a chat follow each other anyway.

Undelivered       Telegram cannot be reached for long or we are stopping: the update is kept for the next start
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import InitVar, dataclass, field

from telegram import Bot, InlineKeyboardMarkup, Message
from telegram.constants import ParseMode
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.inbox import Task, current_task
from bot.limits import Pace
from bot.looking import Fate, Looking
from bot.metrics import Metrics
from bot.numbers import Numbers
from bot.outgoing import NO_PREVIEW, Outgoing, moved, reason_of, seconds_of, simpler
from bot.patience import Patience, Undelivered, growing
from bot.state import NotOurs
from bot.store import Store
from bot.wire import Attempt, Wire

log = logging.getLogger(__name__)

GIVE_UP_SECONDS = 900.0
"""After so long without Telegram a question waits for the next start instead of holding its chat."""
LOOK_AGAIN_AFTER = (0.0, 5.0, 20.0)
"""A request that timed out may still be worked off by a slow server: look three times before sending again."""


@dataclass(slots=True)
class Outbox:
    """Sends, edits and answers for the handlers."""

    bot: Bot
    store: Store
    metrics: Metrics
    stopping: asyncio.Event
    pace: InitVar[Pace | None] = None
    wire: Wire = field(init=False)
    patience: Patience = field(init=False)
    numbers: Numbers = field(init=False)
    looking: Looking = field(init=False)

    def __post_init__(self, pace: Pace | None) -> None:
        """Know no message numbers yet; ``pace`` of messages, by default that of one process alone."""
        self.wire = Wire(self.bot, pace or Pace())
        self.patience = Patience(self.metrics, self.stopping)
        self.numbers = Numbers(self.store.deliveries)
        self.looking = Looking(self.bot, self.numbers, self.patience.insist)

    async def send(self, message: Outgoing, part: int | None = None) -> int | None:
        """Send a message once; returns its number, or None when it cannot or need not be sent.

        Args:
            message: What to send.
            part: Which message of the update it is, where that does not follow from the order of calls.

        Raises:
            Undelivered: Telegram stayed out of reach, or the process is stopping.
        """
        task = current_task.get() or Task(0)
        part = part or task.next_part()
        earlier = await self.store.deliveries.known(task.update_id, part) if task.replayed else None
        if earlier is not None and earlier.sent:
            return earlier.message_id
        if earlier is not None:
            fate, number = await self.looking.look(message, earlier.above)
            if fate is not Fate.MISSING:
                await self._sent(task, part, message.chat_id, number)
                return number
        return await self._send_until_known(message, task, part, earlier.above if earlier else None)

    async def _send_until_known(
        self, message: Outgoing, task: Task, part: int, doubted: tuple[int, ...] | None
    ) -> int | None:
        """``doubted`` is what was known when an earlier request went out that was not found to have had effect."""
        deadline = asyncio.get_running_loop().time() + GIVE_UP_SECONDS
        pauses = growing()
        while asyncio.get_running_loop().time() < deadline:
            above = (0, 0) if message.business else self.numbers.above(message.chat_id)

            async def note(to: Outgoing = message, known: tuple[int, ...] = above) -> None:
                task.safe()
                if task.update_id:
                    await self.store.deliveries.sending(task.update_id, part, to.chat_id, known)

            attempt = Attempt(note)
            try:
                sent = await self.wire.send(message, attempt)
            except RetryAfter as error:
                await self._refused(task, part, "429")
                await self.patience.wait(seconds_of(error))
                continue
            except ChatMigrated as error:
                await self._refused(task, part, "migrated")
                if error.new_chat_id == message.chat_id:
                    raise Undelivered from error
                await self.store.chats.migrate(message.chat_id, error.new_chat_id)
                message = moved(message, error.new_chat_id)
                await self.patience.wait(
                    next(pauses)
                )  # two that lead to each other would be asked without end
                continue
            except Forbidden:
                await self._refused(task, part, "forbidden")
                if message.business is None:
                    await self.store.chats.set_gone(message.chat_id, True)
                return None
            except InvalidToken as error:
                await self._refused(task, part, "token")
                raise Undelivered from error
            except BadRequest as error:
                await self._refused(task, part, "bad request")
                changed = simpler(message, error)
                if changed is None:
                    log.warning("message refused", extra={"reason": reason_of(error)})
                    return None
                message = changed
                continue
            except TelegramError as error:
                if isinstance(error.__cause__, NotOurs):
                    raise Undelivered from error
                fate, number = Fate.MISSING, None
                if attempt.in_doubt(error):
                    fate, number = await self._after(error, message, above)
                    doubted = doubted or above
                if fate is Fate.THERE:
                    await self._sent(task, part, message.chat_id, number)
                    return number
                await self._refused(task, part, type(error.__cause__ or error).__name__)
                await self.patience.wait(next(pauses))
                continue
            if message.business:
                await self._sent(task, part, message.chat_id, None)
                return None
            self.numbers.saw(sent.chat_id, sent.message_id)
            number = await self._only_one(message, sent, doubted)
            await self._sent(task, part, sent.chat_id, number)
            return number
        raise Undelivered

    async def _only_one(self, message: Outgoing, sent: Message, doubted: tuple[int, ...] | None) -> int:
        """The number of the message that stays: of one that came twice the second is taken away."""
        if doubted is None:
            return sent.message_id
        first = await self.looking.before(message, doubted, sent.message_id)
        if first is None:
            return sent.message_id
        log.info("came twice, taken back")
        await self.delete(message.chat_id, sent.message_id)
        return first

    async def _sent(self, task: Task, part: int, chat_id: int, number: int | None) -> None:
        if task.update_id:
            await self.store.deliveries.sent(task.update_id, part, chat_id, number)

    async def _refused(self, task: Task, part: int, reason: str) -> None:
        self.metrics.retried.labels(reason).inc()
        if task.update_id:
            await self.store.deliveries.not_sent(task.update_id, part)

    async def _after(
        self, error: TelegramError, message: Outgoing, above: tuple[int, ...]
    ) -> tuple[Fate, int | None]:
        """What became of a request that got no answer, or one that is no JSON (a proxy's page)."""
        timed_out = isinstance(error, TimedOut) or not isinstance(error, NetworkError)
        fate: Fate = Fate.UNKNOWN
        for pause in LOOK_AGAIN_AFTER if timed_out else LOOK_AGAIN_AFTER[:1]:
            if pause:
                await self.patience.wait(pause)
            fate, number = await self.looking.look(message, above)
            if fate is Fate.THERE:
                return fate, number
        if fate is Fate.UNKNOWN:
            return (Fate.THERE if timed_out else Fate.MISSING), None
        return fate, None

    async def edit(
        self, chat_id: int, message_id: int, html: str, markup: InlineKeyboardMarkup | None = None
    ) -> bool:
        """Change a message of ours; False when it is gone."""
        try:
            await self.patience.insist(
                lambda: self.bot.edit_message_text(
                    html,
                    chat_id,
                    message_id,
                    parse_mode=ParseMode.HTML,
                    link_preview_options=NO_PREVIEW,
                    reply_markup=markup,
                )
            )
        except BadRequest as error:
            return "not modified" in reason_of(error)
        except (Forbidden, ChatMigrated):
            return False
        return True

    async def delete(self, chat_id: int, message_id: int) -> None:
        """Take a message of ours away; one that is gone already is fine."""
        try:
            await self.patience.insist(lambda: self.bot.delete_message(chat_id, message_id))
        except (BadRequest, Forbidden, ChatMigrated) as error:
            log.info("message not deleted", extra={"reason": reason_of(error)})
