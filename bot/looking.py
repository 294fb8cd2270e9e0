"""Whether a message that got no answer is there: looked for by editing it to what it says.

Telegram says "message is not modified" where it is there and "message to edit not found" where it is not. Which numbers
are tried is for ``bot.numbers`` to say.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol

from telegram import Bot
from telegram.constants import ParseMode
from telegram.error import BadRequest, TelegramError

from bot.numbers import Numbers, Walk, sequence_of
from bot.outgoing import NO_PREVIEW, Outgoing, reason_of


class Fate(StrEnum):
    """What became of a message that got no answer."""

    THERE = "there"
    MISSING = "missing"
    UNKNOWN = "unknown"


class Insists(Protocol):
    """Repeats a call that may be repeated without harm."""

    async def __call__(self, call: Callable[[], Awaitable[Any]]) -> Any:
        """Raises ``TelegramError`` when it does not succeed."""


async def _nothing() -> None:
    pass


@dataclass(slots=True)
class Looking:
    """Looks for messages."""

    bot: Bot
    numbers: Numbers
    insist: Insists
    caught_up: Callable[[], Awaitable[None]] = field(default=_nothing)
    """Waits until what people wrote by now has come in: their messages have numbers of the same sequence."""

    async def look(self, message: Outgoing, above: tuple[int, ...]) -> tuple[Fate, int | None]:
        """Whether a message is there that was written to the wire when ``above`` was known, and its number."""
        if sequence_of(message.chat_id) != message.chat_id:
            await self.caught_up()
        walk = Walk(message.chat_id)
        return await self._tried(message, walk, self.numbers.candidates(walk, above))

    async def before(self, message: Outgoing, above: tuple[int, ...], second: int) -> int | None:
        """The number of the first where the same message has come again as ``second``, or None where it came once."""
        walk = Walk(message.chat_id)
        fate, number = await self._tried(message, walk, self.numbers.between(walk, above, second))
        return number if fate is Fate.THERE else None

    async def _tried(
        self, message: Outgoing, walk: Walk, numbers: AsyncIterator[int]
    ) -> tuple[Fate, int | None]:
        async for number in numbers:
            try:
                await self.insist(lambda number=number: self._edit_to_same(message, number))  # type: ignore[misc]
            except BadRequest as error:
                reason = reason_of(error)
                if "not modified" in reason:
                    return Fate.THERE, number
                if "can't be edited" in reason:
                    walk.somebodys()
                elif "not found" in reason or "invalid" in reason:
                    walk.missing()
                else:
                    return Fate.UNKNOWN, None
            except TelegramError:
                return Fate.UNKNOWN, None
            else:
                return Fate.THERE, number
        return (Fate.MISSING if walk.tried and not walk.exhausted else Fate.UNKNOWN), None

    async def _edit_to_same(self, message: Outgoing, number: int) -> object:
        """A poll cannot be edited: its buttons are."""
        if message.quiz is not None:
            return await self.bot.edit_message_reply_markup(
                message.chat_id, number, reply_markup=message.markup
            )
        return await self.bot.edit_message_text(
            message.html,
            message.chat_id,
            number,
            parse_mode=ParseMode.HTML,
            link_preview_options=NO_PREVIEW,
            reply_markup=message.markup,
        )
