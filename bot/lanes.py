"""Whose an update is: the chat or person whose updates are handled one after the other, and what is kept at all."""

from __future__ import annotations

import re
from typing import Any

from telegram import Update

EPHEMERAL = ("inline_query", "chosen_inline_result")
"""Kinds that are worth nothing after a restart: the person has typed on."""


SUPERGROUP_BELOW = -1_000_000_000_000
"""Supergroups and channels number their messages themselves; other chats of a bot share one sequence."""
HIGHEST = 2**63
"""No number that is kept reaches it; Telegram's have at most 52 bits."""


_NUMBER = re.compile(rb'"update_id"[ \t\r\n]*+:[ \t\r\n]*+([0-9]{1,18})(?![0-9])')


def number_in(payload: bytes) -> int | None:
    """The number of the first update in what may be no JSON."""
    found = _NUMBER.search(payload)
    return int(found[1]) if found else None


def is_ephemeral(update: Update) -> bool:
    """Whether an update is neither kept nor deduplicated."""
    return any(getattr(update, kind) is not None for kind in EPHEMERAL)


def place_of(raw: dict[str, Any]) -> tuple[str, int | None]:
    """What names the chat of an update as it came (as ``order_key`` does), and its message's number if it is shared."""
    for body in raw.values():
        if not isinstance(body, dict):
            continue
        message = body["message"] if isinstance(body.get("message"), dict) else body
        chat = message.get("chat")
        if isinstance(chat, dict) and isinstance(chat.get("id"), int):
            number = message.get("message_id")
            own = "business_connection_id" in message  # the numbers of somebody's account
            shared = (
                isinstance(number, int) and 0 < number < HIGHEST and chat["id"] > SUPERGROUP_BELOW and not own
            )
            return f"chat {chat['id']}", number if shared else None
        person = body.get("from") or body.get("user")
        if isinstance(person, dict) and isinstance(person.get("id"), int):
            return f"user {person['id']}", None
    return "", None


def order_key(update: Update) -> tuple[str, int]:
    """Updates with the same key are handled one after the other: a chat, or a person typing inline."""
    if update.effective_chat is not None:
        return "chat", update.effective_chat.id
    if update.effective_user is not None:
        return "user", update.effective_user.id
    return "update", update.update_id
