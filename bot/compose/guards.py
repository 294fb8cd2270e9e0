"""Harmful requests, and signs that somebody is in danger.

Closed forms are signs declared in ``knowledge/data/signs``; what they leave open is decided by likeness to written
examples (``bot.compose.likeness``). A question about the law of an act is no request for it, and a child who is
pressed for images comes before everything: whoever tells of it is never refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from bot.compose.likeness import Likeness
from index.query import Query
from knowledge.signs import Sign, kinds_in

MOST_READ = 4_096
"""What a Telegram message holds: of a longer text so much is read."""


class Danger(StrEnum):
    """Why safety comes before law; each has its sentence ``safety_…`` in ``bot.compose.wording``."""

    MINOR_IMAGES = "minor_images"
    SELF_HARM = "self_harm"
    MINOR = "minor"
    SEXUAL_VIOLENCE = "sexual_violence"
    VIOLENCE = "violence"
    CONFINEMENT = "confinement"
    THREAT = "threat"
    INTIMATE_IMAGES = "intimate_images"
    FRAUD = "fraud"


class Guards:
    """Tells danger and harm in a message; safe to use from several threads."""

    def __init__(self, signs: Sequence[Sign], likeness: Likeness | None) -> None:
        """Take the signs of a library.

        Args:
            signs: Of the groups ``danger``, ``harm`` and ``fair``.
            likeness: None leaves the decision to the signs.
        """
        self._danger = tuple(sign for sign in signs if sign.group == "danger")
        self._harm = tuple(sign for sign in signs if sign.group == "harm")
        self._fair = tuple(sign for sign in signs if sign.group == "fair")
        self._likeness = likeness

    def harmful(self, query: Query, *, of_a_case: bool = False) -> str | None:
        """The kind of harmful request that a message is, an id of ``refusals.yaml``, or None.

        Args:
            query: The message.
            of_a_case: It is about a case of ours, so that only a form of harm refuses it.

        Whoever tells of a child that is pressed for images asks for help, and so does, when no form says otherwise, whoever
        has a form of danger.
        """
        text = query.text[:MOST_READ]
        danger = kinds_in(text, self._danger)
        if Danger.MINOR_IMAGES in danger:
            return None
        by_form = kinds_in(text, self._harm)
        if by_form:
            return by_form[0]
        if of_a_case or danger or kinds_in(text, self._fair):
            return None
        return self._like("harm", query)

    def dangers(self, query: Query, declared: str = "") -> tuple[Danger, ...]:
        """Signs that the asker, or somebody near, may be in danger; the gravest first.

        Args:
            query: The message; one without vectors is read by its signs alone.
            declared: ``Topic.danger`` of the topic that answers.
        """
        found = list(kinds_in(query.text[:MOST_READ], self._danger))
        if not found and (like := self._like("danger", query)) is not None:
            found.append(like)
        if declared and not found:
            found.append(declared)
        return tuple(map(Danger, found))

    def _like(self, head: str, query: Query) -> str | None:
        return None if self._likeness is None else self._likeness.kind(head, query)
