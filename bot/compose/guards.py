"""Harmful requests, and signs that somebody is in danger.

Closed forms are signs declared in ``knowledge/data/signs``; what they leave open is decided by likeness to written
examples (``bot.compose.likeness``). A question about the law of an act is no request for it, and a child who is
pressed for images comes before everything: whoever tells of it is never refused. A long story is read in parts, too:
the blow stands in one clause between the house and the children.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Final

from bot.compose.likeness import CLAUSE, DOER, KINDS, SURELY_HARM, Likeness
from bot.compose.parts import parts_of
from index.query import Query
from knowledge.people import Side
from knowledge.readers.people import said_of_asker
from knowledge.signs import Sign, kinds_in

MOST_READ = 4_096
"""What a Telegram message holds: of a longer text so much is read."""


class Danger(StrEnum):
    """Why safety comes before law; each has its sentence ``safety_…`` in ``bot.compose.wording``."""

    EMERGENCY = "emergency"
    """Gas, poison, a body that fails: minutes count."""
    MINOR_IMAGES = "minor_images"
    SELF_HARM = "self_harm"
    MINOR = "minor"
    SEXUAL_VIOLENCE = "sexual_violence"
    HOME_VIOLENCE = "home_violence"
    """Violence by somebody of the family or a partner: police, women's federation, warning letter, protection order."""
    VIOLENCE = "violence"
    CONFINEMENT = "confinement"
    THREAT = "threat"
    INTIMATE_IMAGES = "intimate_images"
    FRAUD = "fraud"


ANYBODYS: Final[frozenset[str]] = frozenset(
    {Danger.EMERGENCY, Danger.SELF_HARM, Danger.FRAUD, Danger.CONFINEMENT}
)
"""Dangers that whoever did something is in as well; the others are his victim's."""

ALWAYS_TOLD: Final[frozenset[str]] = frozenset({Danger.EMERGENCY, Danger.SELF_HARM, Danger.MINOR_IMAGES})
"""Dangers whose forms are told however unlikely they look: minutes or a child are at stake."""

HARDLY: Final = 0.001
"""Probability of danger under which the form of another one is not told: so unlikely were 15 of 41 messages in none that had a form,
and one of 181 in danger (``benchmarks/safety``, unread sets and a blind writer's)."""

AFAR: Final = "afar"
"""The kind of calm of whoever asks from afar: a student, a lawyer at a case, a reader of news."""

HARMLESS: Final = "harmless"
"""The kind of fair word that spares whatever likeness says: a toy, a game, homework."""

NOBODY: Final = "nobody"
"""The kind of a message that speaks of nobody: a topic's danger is none of its."""

WITHOUT_PICTURES: Final[dict[str, str]] = {
    Danger.MINOR_IMAGES: Danger.MINOR,
    Danger.INTIMATE_IMAGES: Danger.THREAT,
}
"""What is told instead where a message is like one of pictures and speaks of none."""

OF_A_CASE: Final = 0.98
"""Probability of harm from which a message about a case of ours, or one that we answer in its very words, is refused: of 35 kept
questions on the facts of cases none has 0.94, one of the read traps has 0.975; what asks for a case's pictures or people is mostly
told by a form (``benchmarks/safety``)."""

ENGLISH_DANGER: Final = 0.2
"""Probability of danger from which an English message is told so, as a whole alone: of 158 that are in none 0.04 get a line then, instead of
0.17 by the threshold of Chinese and in parts; of 66 in danger 0.92 instead of 0.94 (the examples are few)."""

VAGUE: Final = 0.8
"""Probability of a message too vague to answer from which it is not taken for a harmful request: such a one says what is wanted."""

RATHER_VAGUE: Final = 0.45
SURELY: Final = 0.6
"""From the first probability on it is taken for one only by the second of harm (我有个朋友遇到点麻烦, 跟钱有关, 不方便细说)."""

FAIRLY: Final = 0.9
"""Probability of harm from which a fair word spares nobody: of messages kept apart that have one 33 above were harmful and one honest."""

DOUBTFUL: Final = 0.15
"""Probability of harm from which a message that is not refused is shown the law, but told nothing to do (``benchmarks/safety``:
of harmful requests written as honest questions one in ten lies between this and the threshold, of the honest ones one in thirty)."""


class Guards:
    """Tells danger and harm in a message; safe to use from several threads."""

    def __init__(
        self,
        signs: Sequence[Sign],
        likeness: Likeness | None,
        prepare: Callable[[str], Query] | None = None,
    ) -> None:
        """Take the signs of a library.

        Args:
            signs: Of the groups ``danger``, ``harm``, ``calm``, ``fair``, ``family``, ``side`` and ``picture``.
            likeness: None leaves the decision to the signs.
            prepare: Encodes a part of a long message; None reads the message as a whole alone.
        """
        self._signs = {
            group: tuple(sign for sign in signs if sign.group == group)
            for group in ("danger", "harm", "calm", "fair", "family", "side", "picture")
        }
        self._likeness = likeness
        self._prepare = prepare

    def of(self, group: str) -> tuple[Sign, ...]:
        """The signs of one group."""
        return self._signs[group]

    def _kinds(self, group: str, query: Query) -> tuple[str, ...]:
        """Kinds whose signs of one group a message has; worked out once."""
        known: tuple[str, ...] | None = query.kept.get((group, query.text))
        if known is None:
            known = query.kept[group, query.text] = kinds_in(query.text[:MOST_READ], self.of(group))
        return known

    def harmful(self, query: Query, *, of_a_case: bool = False) -> str | None:
        """The kind of harmful request that a message is, an id of ``refusals.yaml``, or None.

        Args:
            query: The message.
            of_a_case: It is about a case of ours, whose facts have the words of what was done: only a form of harm refuses
                it, or the surest likeness.

        Whoever tells of a child that is pressed for images asks for help, and so does, when neither a form nor the surest likeness
        says otherwise, whoever has a form of danger; a fair word (依法, 起诉) spares what is not surely harm.
        """
        danger = self._kinds("danger", query)
        if Danger.MINOR_IMAGES in danger:
            return None
        by_form = self._kinds("harm", query)
        if by_form:
            return by_form[0]
        if self._likeness is None:
            return None
        fair, vague = self._kinds("fair", query), self._vagueness(query)
        if vague >= VAGUE or HARMLESS in fair:
            return None
        least = max(
            SURELY if vague >= RATHER_VAGUE else 0.0,
            FAIRLY if fair else 0.0,
            SURELY_HARM if danger else 0.0,
            OF_A_CASE if of_a_case else 0.0,
        )
        kind = self._likeness.kind("harm", query, at_least=least)
        # Whoever may want to die is not turned away, whatever else the words are like.
        return None if kind is None or Danger.SELF_HARM in self.dangers(query) else kind

    def unclear(self, query: Query) -> bool:
        """Whether a message is too vague for anybody to tell what it is about."""
        return self._vagueness(query) >= VAGUE

    def _vagueness(self, query: Query) -> float:
        """Probability that a message is too vague to answer."""
        if self._likeness is None or query.english:  # the examples are Chinese
            return 0.0
        return float(self._likeness.kinds(query)[KINDS.index("unclear")])

    def doubtful(self, query: Query) -> bool:
        """Whether a message may well ask for something harmful, though not surely enough to be refused."""
        if self._likeness is None or self._kinds("danger", query) or self._kinds("fair", query):
            return False
        return self._likeness.probability("harm", query) >= DOUBTFUL and not self.dangers(query)

    def dangers(self, query: Query) -> tuple[Danger, ...]:
        """Signs that the asker, or somebody near, may be in danger; the gravest first.

        A message without vectors is read by its signs alone.
        """
        text = query.text[:MOST_READ]
        if AFAR in self._kinds("calm", query):
            return ()
        parts = parts_of(text)
        found = set(self._kinds("danger", query))
        if not found:
            found = {kind for part in parts for kind in kinds_in(part, self.of("danger"))}
        like = None if Danger.SELF_HARM in found else self._like_danger(query, parts)
        if like is None and found and not found & ALWAYS_TOLD and self._hardly(query):
            return ()
        if found and like == Danger.SELF_HARM:
            found.add(like)  # whatever else is told, a life comes first
        elif not found and like is not None:
            found = {like if self._kinds("picture", query) else WITHOUT_PICTURES.get(like, like)}
        if not found <= ANYBODYS and self._did_it(query):
            found &= ANYBODYS
        return self._in_order(found, text)

    def _hardly(self, query: Query) -> bool:
        """Whether a message is by likeness surely in no danger; of an English one examples say too little."""
        if self._likeness is None or query.english or not len(query.vectors):
            return False
        return self._likeness.probability("danger", query) < HARDLY

    def _did_it(self, query: Query) -> bool:
        """Whether the asker is the one who hurt, threatened or posted, by what he says or else by how he tells it."""
        sides, _ = said_of_asker(query.text[:MOST_READ])
        sides = self.with_side(sides, query)
        return Side.VICTIM not in sides and bool(sides & {Side.ACCUSED, Side.SPEAKER})

    def with_side(
        self, said: frozenset[Side], query: Query, dangers: Sequence[Danger] = ()
    ) -> frozenset[Side]:
        """The sides that an asker says he has; where he says neither that he did it nor that he was harmed, by how he tells it.

        Args:
            said: The sides.
            query: The message.
            dangers: Signs that he may be in danger: they are told to no doer, so that he is whoever is harmed, or near to him.
        """
        if said & {Side.ACCUSED, Side.SPEAKER, Side.VICTIM}:
            return said
        told = Side.VICTIM if set(dangers) - ANYBODYS else self.side(query)
        return said if told is None else said | {told}

    def side(self, query: Query) -> Side | None:
        """The part that the asker surely has by the way he tells it: did it, or was harmed."""
        if self._likeness is None or query.english:  # the examples are Chinese
            return None
        found = self._likeness.side(query)
        if found == DOER:
            return None if self._kinds("side", query) else Side.ACCUSED
        return None if found is None else Side.VICTIM

    def declared(self, query: Query, danger: str) -> tuple[Danger, ...]:
        """What a topic's danger (``Topic.danger``) is of a message that it answers.

        Nothing when that is calm, when nobody is spoken of, or when it is told by whoever did it: 这不是你的错 is no word for him.
        """
        if not danger or self._kinds("calm", query):
            return ()
        if self._did_it(query) and not self._kinds("side", query):
            return ()
        return self._in_order({danger}, query.text)

    def _in_order(self, found: set[str], text: str) -> tuple[Danger, ...]:
        of_family = kinds_in(text[:MOST_READ], self.of("family"))
        if Danger.VIOLENCE in found and of_family:
            found = found - {Danger.VIOLENCE} | {Danger.HOME_VIOLENCE}
        if Danger.MINOR in found and "grown" in of_family:
            # A parent hurt by a grown child is no child in danger.
            found = found - {Danger.MINOR} | {Danger.HOME_VIOLENCE}
        return tuple(danger for danger in Danger if danger in found)

    def _like_danger(self, query: Query, parts: Sequence[str]) -> str | None:
        """By likeness: of the message unless it is calm, then of the parts of a long one that look most like danger."""
        if self._likeness is None:
            return None
        calm = _is_calm(self._kinds("calm", query))
        least = ENGLISH_DANGER if query.english else 0.0
        kind = None if calm else self._likeness.kind("danger", query, at_least=least)
        if kind is not None or self._prepare is None or query.english:
            return kind
        for part in self._likeness.suspects(
            [one for one in parts if not _is_calm(kinds_in(one, self.of("calm")))]
        ):
            kind = self._likeness.kind(CLAUSE, self._prepare(part))
            if kind is not None:
                return kind
        return None


def _is_calm(kinds: Sequence[str]) -> bool:
    """Whether the signs of calm of a text keep likeness from calling it danger."""
    return any(kind != NOBODY for kind in kinds)
