"""Answers without any law: to small talk, and where there is nothing to answer from."""

from __future__ import annotations

from bot.answer import Answer, Language, Outcome
from bot.compose.smalltalk import Trivial
from bot.compose.wording import say
from index.query import LONGEST


def to_small_talk(kind: Trivial, language: Language) -> Answer:
    """A greeting is told what the bot is for, too."""
    asks_who = kind in {Trivial.GREETING, Trivial.IDENTITY}
    notices = (say("scope", language), say("examples", language)) if asks_who else ()
    return Answer(Outcome.GREETING, say(kind, language), notices=notices, language=language)


def nothing(text: str, language: Language, *, unclear: bool = False) -> Answer:
    """The honest nothing.

    Args:
        text: The message, folded.
        language: Of the answer.
        unclear: Nobody could tell what the message is about.
    """
    notices = [say("scope", language), say("examples", language)]
    if len(text) > LONGEST:
        notices.insert(0, say("too_long", language))
    return Answer(
        Outcome.NO_SOURCE,
        say("unclear" if unclear else "no_source", language),
        notices=tuple(notices),
        language=language,
    )
