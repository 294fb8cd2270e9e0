"""One request with one message: whether its first byte went onto the wire, and what came back."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

import httpx
from telegram import Bot, Message, ReplyParameters
from telegram.constants import ParseMode, PollType
from telegram.error import NetworkError, TelegramError

from bot.limits import Pace
from bot.outgoing import NO_PREVIEW, Outgoing


class Unclear(TelegramError):
    """What came back is of the Bot API and is no message: the one that was sent may be there."""


@dataclass(slots=True)
class Attempt:
    """One request on its way; ``before_wire`` runs once, right before its first byte is written."""

    before_wire: Callable[[], Awaitable[None]]
    on_wire: bool = False

    def in_doubt(self, error: TelegramError) -> bool:
        """Whether it reached the wire and nothing of the Bot API came back; a 5xx comes without a cause."""
        unanswered = not isinstance(error, NetworkError) or isinstance(error.__cause__, httpx.HTTPError)
        return self.on_wire and unanswered


_attempt: ContextVar[Attempt | None] = ContextVar("attempt", default=None)


async def trace_request(request: httpx.Request) -> None:
    """An httpx event hook: tells the current attempt when its request reaches the wire."""
    attempt = _attempt.get()
    if attempt is None:
        return

    async def trace(event: str, info: dict[str, Any]) -> None:
        if event.endswith(".send_request_headers.started") and not attempt.on_wire:
            if getattr(info.get("request"), "method", b"") == b"CONNECT":
                return  # the tunnel of a proxy, not yet our request
            attempt.on_wire = True
            await attempt.before_wire()

    request.extensions = {**request.extensions, "trace": trace}


@dataclass(slots=True)
class Wire:
    """Puts messages onto the wire, no more a second than ``pace`` allows."""

    bot: Bot
    pace: Pace = field(default_factory=Pace)

    async def send(self, message: Outgoing, attempt: Attempt) -> Message:
        """Send a message by one request.

        Raises:
            Unclear: Telegram answered with something else than a message.
            telegram.error.TelegramError: As the Bot API refuses, or as the connection fails.
        """
        token = _attempt.set(attempt)
        try:
            sent = await self._sent(message)
        except TelegramError:
            raise
        except Exception as error:  # whatever a constructor makes of data it does not know
            raise Unclear(type(error).__name__) from error
        finally:
            _attempt.reset(token)
        if not isinstance(sent, Message) or not isinstance(sent.message_id, int):
            raise Unclear(type(sent).__name__)
        return sent

    async def _sent(self, message: Outgoing) -> object:
        await self.pace.turn()
        reply = None
        if message.reply_to is not None:
            reply = ReplyParameters(message.reply_to, allow_sending_without_reply=True)
        if message.quiz is not None:
            return await self.bot.send_poll(
                message.chat_id,
                message.quiz.question,
                message.quiz.options,
                type=PollType.QUIZ,
                correct_option_ids=[message.quiz.correct],  # type: ignore[list-item]
                explanation=message.quiz.explanation,
                reply_markup=message.markup,
                reply_parameters=reply,
                message_thread_id=message.thread_id,
            )
        return await self.bot.send_message(
            message.chat_id,
            message.html,
            parse_mode=ParseMode.HTML,
            link_preview_options=NO_PREVIEW,
            reply_markup=message.markup,
            reply_parameters=reply,
            message_thread_id=message.thread_id,
            business_connection_id=message.business,
        )
