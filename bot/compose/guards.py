"""Harmful requests, and signs that somebody is in danger.

Closed forms are signs declared in ``knowledge/data/signs``; what they leave open is decided by likeness to written
examples (``bot.compose.likeness``). A question about the law of an act is no request for it, and a child who is
pressed for images comes before everything: whoever tells of it is never refused. A long story is read in parts, too:
the blow stands in one clause between the house and the children.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from bot.compose import tuned
from bot.compose.likeness import CLAUSE, DOER, KINDS, Likeness
from bot.compose.parts import parts_of
from index.query import Query
from knowledge.danger import ALWAYS_TOLD, ANYBODYS, OF_PICTURES, WIDER, Danger
from knowledge.people import Side
from knowledge.readers.people import said_of_asker
from knowledge.signs import Sign, kinds_in

MOST_READ = 4_096
"""What a Telegram message holds: of a longer text so much is read."""


AFAR: Final = "afar"
"""The kind of calm of whoever asks from afar: a student, a lawyer at a case, a reader of news."""

HARMLESS: Final = "harmless"
"""The kind of fair word that spares whatever likeness says: a toy, a game, homework."""

NOBODY: Final = "nobody"
"""The kind of a message that speaks of nobody: a topic's danger is none of its."""


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
        if vague >= tuned.VAGUE or HARMLESS in fair:
            return None
        least = max(
            tuned.HARM_IF_VAGUE if vague >= tuned.RATHER_VAGUE else 0.0,
            tuned.HARM_IF_FAIR if fair else 0.0,
            tuned.SURELY_HARM if danger else 0.0,
            tuned.HARM_OF_A_CASE if of_a_case else 0.0,
        )
        kind = self._likeness.kind("harm", query, at_least=least)
        # Whoever may want to die is not turned away, whatever else the words are like.
        return None if kind is None or Danger.SELF_HARM in self.dangers(query) else kind

    def unclear(self, query: Query) -> bool:
        """Whether a message is too vague for anybody to tell what it is about."""
        return self._vagueness(query) >= tuned.VAGUE

    def _vagueness(self, query: Query) -> float:
        """Probability that a message is too vague to answer."""
        if self._likeness is None or query.english:  # the examples are Chinese
            return 0.0
        return float(self._likeness.kinds(query)[KINDS.index("unclear")])

    def doubtful(self, query: Query) -> bool:
        """Whether a message may well ask for something harmful, though not surely enough to be refused."""
        if self._likeness is None or self._kinds("danger", query) or self._kinds("fair", query):
            return False
        return self._likeness.probability("harm", query) >= tuned.DOUBTFUL and not self.dangers(query)

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
        if like is None and found and not found & ALWAYS_TOLD and self._under(tuned.HARDLY_IN_DANGER, query):
            return ()
        if found and like == Danger.SELF_HARM:
            found.add(like)  # whatever else is told, a life comes first
        elif not found and like is not None:
            shows = like not in OF_PICTURES or self._kinds("picture", query)
            found = {like if shows else WIDER[like]}
        if not found <= ANYBODYS and self._did_it(query):
            found &= ANYBODYS
        return self._in_order(found, text)

    def sure(self, query: Query) -> bool:
        """Whether the danger that a message tells of is sure enough to be told without an if."""
        if (
            self._likeness is None
            or not len(query.vectors)
            or ALWAYS_TOLD & set(self._kinds("danger", query))
        ):
            return True
        if self._likeness.probability("danger", query) >= tuned.SURELY_IN_DANGER:
            return True
        if self._prepare is None or query.english:
            return False
        suspects = self._likeness.suspects(parts_of(query.text[:MOST_READ]))
        return any(
            self._likeness.probability(CLAUSE, self._prepare(part)) >= tuned.SURELY_IN_DANGER_IN_PART
            for part in suspects
        )

    def _under(self, least: float, query: Query) -> bool:
        """Whether a message is by likeness less probably in danger than that; of an English one examples say too little."""
        if self._likeness is None or query.english or not len(query.vectors):
            return False
        return self._likeness.probability("danger", query) < least

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

        Nothing when that is calm, when nobody is spoken of, when likeness hardly sees a danger, or when it is told by whoever did it:
        这不是你的错 is no word for him.
        """
        if not danger or self._kinds("calm", query) or self._under(tuned.DECLARED_DANGER, query):
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
        least = tuned.ENGLISH_DANGER if query.english else 0.0
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
