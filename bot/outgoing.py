"""Messages on their way out, as plain data, and what becomes of one that Telegram refuses."""

from __future__ import annotations

import datetime as dtm
import os
from dataclasses import dataclass, replace

from telegram import InlineKeyboardMarkup, LinkPreviewOptions
from telegram.error import BadRequest, RetryAfter, TelegramError

# PTB 22.2 to its next major version: periods are timedeltas when this is set, and a warning for each 429 otherwise.
os.environ.setdefault("PTB_TIMEDELTA", "true")

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


@dataclass(frozen=True, slots=True)
class Quiz:
    """A native quiz poll (Bot API ``sendPoll``), within its limits."""

    question: str
    options: tuple[str, ...]
    correct: int
    explanation: str


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message to be sent."""

    chat_id: int
    html: str
    """For a quiz: what is said instead where a chat allows no polls."""
    markup: InlineKeyboardMarkup | None = None
    reply_to: int | None = None
    thread_id: int | None = None
    quiz: Quiz | None = None
    business: str | None = None
    """The connection through which it goes into a chat of somebody's account; its numbers are that account's."""


LEAST_WAIT, MOST_WAIT = 0.5, 900.0
"""Seconds: no server makes us ask without a pause, or be silent for good."""


def seconds_of(error: RetryAfter) -> float:
    """What Telegram asks to wait, within ``LEAST_WAIT`` and ``MOST_WAIT``; a number or a timedelta, as PTB is set."""
    value = error.retry_after
    seconds = value.total_seconds() if isinstance(value, dtm.timedelta) else float(value)
    return min(max(seconds, LEAST_WAIT), MOST_WAIT)


def reason_of(error: TelegramError) -> str:
    """What Telegram said, in small letters."""
    return error.message.lower()


def moved(message: Outgoing, chat_id: int) -> Outgoing:
    """To a supergroup that a group became: its old message numbers mean nothing there."""
    return replace(message, chat_id=chat_id, reply_to=None, thread_id=None)


def simpler(message: Outgoing, error: BadRequest) -> Outgoing | None:
    """The same message without what Telegram refused, or None when nothing is left to leave out."""
    reason = reason_of(error)
    if ("thread" in reason or "topic" in reason) and message.thread_id is not None:  # gone, or TOPIC_CLOSED
        return replace(message, thread_id=None)
    if "repl" in reason and message.reply_to is not None:
        return replace(message, reply_to=None)
    if "button" in reason and message.markup is not None:
        return replace(message, markup=None)
    # "not enough rights to send polls to the chat", CHAT_SEND_POLL_FORBIDDEN
    if ("poll" in reason or "rights" in reason) and message.quiz is not None:
        return replace(message, quiz=None)
    return None
