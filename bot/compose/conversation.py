"""What a message leans on: the subject that the conversation, or the message it answers, has set.

Every message of a conversation is looked up twice over, by itself and after its subject: one that is complete in itself
stays nearest to what it asks, and one that is not gets what it lacks (benchmarks/conversations).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.compose import tuned
from bot.compose.asks import Asks
from index.query import fold
from knowledge.readers.signs import signs_of

SHORT_REPLY = 10
"""Characters up to which a reply says little by itself."""

LONGEST_SUBJECT = 200
"""Characters of a subject that are kept; its end, where the ask mostly stands."""


def leans(text: str) -> bool:
    """True when a folded message opens as one that only the message before makes complete (``signs/conversation.yaml``)."""
    return any(sign.found(text) for sign in signs_of("conversation", "leans"))


def points(text: str) -> bool:
    """True when the words of a message point at another text: 这, 上面, this."""
    return any(sign.found(text) for sign in signs_of("conversation", "points"))


def says_nothing(text: str) -> bool:
    """True when a message points at what was not told and asks of it, in words that fit any matter: 这种情况会判几年."""
    return any(sign.found(text) for sign in signs_of("bare"))


def says_little(text: str) -> bool:
    """True of a reply that is to be asked together with the text that it answers."""
    return len(text) <= SHORT_REPLY or points(text)


@dataclass(frozen=True, slots=True)
class Conversation:
    """What came before a message, folded; every part is None where nothing did."""

    subject: str | None = None
    """What is answered, else the latest message that is complete in itself, with what was told after it."""
    last: str | None = None
    """What is answered, else the message before."""
    whole: str | None = None
    answers: bool = False
    """The message answers another one, so that it is of its matter."""

    @classmethod
    def of(cls, previous: Sequence[str], reply_to: str | None = None) -> Conversation:
        """Read what came before.

        Args:
            previous: Messages, oldest first.
            reply_to: Text of the message that is answered.

        >>> Conversation.of(["公司拖欠工资三个月了我该怎么办", "没签合同"]).subject
        '公司拖欠工资三个月了我该怎么办'
        """
        answered = fold(reply_to) if reply_to is not None else ""
        messages = [folded for message in previous if (folded := fold(message))]
        if answered:
            return cls(answered[-LONGEST_SUBJECT:], answered, " ".join([*messages, answered]), answers=True)
        if not messages:
            return cls()
        root = max(
            (at for at, one in enumerate(messages) if len(one) >= tuned.COMPLETE and not leans(one)),
            default=0,
        )
        told = [messages[root], *(one for one in messages[root + 1 :] if not Asks.of(one).asked)]
        return cls(" ".join(told)[-LONGEST_SUBJECT:], messages[-1], " ".join(messages))
