"""Signs that somebody is in danger, and on whose side the asker stands.

Closed forms are signs declared in ``knowledge/data/signs``; what they leave open is decided by likeness to written
examples (``bot.compose.likeness``). A long story is read in parts, too: the blow stands in one clause between the house
and the children.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from bot.compose import tuned
from bot.compose.likeness import CLAUSE, DOER, Likeness
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

NOBODY: Final = "nobody"
"""The kind of a message that speaks of nobody: a topic's danger is none of its."""


class Dangers:
    """Tells danger in a message; safe to use from several threads."""

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

    def _formed(self, query: Query, parts: Sequence[str]) -> set[str]:
        """Kinds of danger whose forms a message has, or else its parts."""
        found = set(self._kinds("danger", query))
        return found or {kind for part in parts for kind in kinds_in(part, self.of("danger"))}

    def dangers(self, query: Query) -> tuple[Danger, ...]:
        """Signs that the asker, or somebody near, may be in danger; the gravest first.

        A message without vectors is read by its signs alone.
        """
        text = query.text[:MOST_READ]
        if AFAR in self._kinds("calm", query) and not self._likely(query):
            return ()
        parts = parts_of(text)
        found = self._formed(query, parts)
        like = (
            None if Danger.SELF_HARM in found and not self._likely(query) else self._like_danger(query, parts)
        )
        if like is None and found and not found & ALWAYS_TOLD and self._under(tuned.HARDLY_IN_DANGER, query):
            return ()
        if found and like == Danger.SELF_HARM:
            found.add(like)  # whatever else is told, a life comes first
        elif found == {Danger.SELF_HARM} and like == Danger.FRAUD:
            found.add(like)  # whoever wants to die for money that he is still paying is told to stop, too
        elif not found and like is not None:
            shows = like not in OF_PICTURES or self._kinds("picture", query)
            found = {like if shows else WIDER[like]}
        if not found <= ANYBODYS and self._did_it(query):
            found &= ANYBODYS
        if found and self._may_harm_himself(query, parts):
            found.add(Danger.SELF_HARM)
        return self._in_order(found, text)

    def sure(self, query: Query, dangers: Sequence[Danger]) -> tuple[Danger, ...]:
        """Those of the dangers that a message tells of that are sure enough to be told without an if."""
        if not dangers or self._likeness is None or not len(query.vectors):
            return tuple(dangers)
        formed = self._formed(query, parts_of(query.text[:MOST_READ]))
        surely = formed & ALWAYS_TOLD
        if not _is_calm(self._kinds("calm", query)) and (self._likely(query) or self._likely_in_part(query)):
            surely = set(dangers)
            if Danger.SELF_HARM not in formed and not self._likely_self_harm(query):
                surely.discard(Danger.SELF_HARM)
        return tuple(danger for danger in dangers if danger in surely)

    def borne_out(
        self, query: Query, dangers: Sequence[str], sure: Sequence[str], *, of_danger: bool
    ) -> bool:
        """Whether dangers that are not sure are worth a line beside what was found.

        Args:
            query: The message.
            dangers: That it may tell of.
            sure: Those of them that are sure.
            of_danger: A likely topic is of any danger.
        """
        told = bool(sure) or of_danger or bool(ALWAYS_TOLD.intersection(dangers))
        return told or bool(self._kinds("danger", query)) or not self._under(tuned.NOT_BORNE_OUT, query)

    def _likely(self, query: Query) -> bool:
        """Whether a message as a whole is by likeness surely in danger."""
        return self._likeness is not None and (
            self._likeness.probability("danger", query) >= tuned.SURELY_IN_DANGER
        )

    def _likely_self_harm(self, query: Query) -> bool:
        return self._likeness is not None and (
            self._likeness.share("danger", Danger.SELF_HARM, query) >= tuned.SURELY_SELF_HARM
        )

    def _likely_in_part(self, query: Query) -> bool:
        """Whether a part of a message is."""
        return any(
            likeness.probability(CLAUSE, part) >= tuned.SURELY_IN_DANGER_IN_PART
            for likeness, part in self._suspects(query, parts_of(query.text[:MOST_READ]))
        )

    def _may_harm_himself(self, query: Query, parts: Sequence[str]) -> bool:
        """Whether somebody in another danger may want to die, by the whole or by a part."""
        if self._likeness is None:
            return False
        if self._likeness.share("danger", Danger.SELF_HARM, query) >= tuned.SELF_HARM_BESIDE:
            return True
        return any(
            likeness.share(CLAUSE, Danger.SELF_HARM, part) >= tuned.SELF_HARM_BESIDE_IN_PART
            for likeness, part in self._suspects(query, parts)
        )

    def _suspects(self, query: Query, parts: Sequence[str]) -> Iterator[tuple[Likeness, Query]]:
        """The parts of a Chinese message that look most like danger, read."""
        if self._likeness is not None and self._prepare is not None and not query.english:
            for part in self._likeness.suspects(parts):
                yield self._likeness, self._prepare(part)

    def _under(self, least: float, query: Query) -> bool:
        """Whether a message is by likeness less probably in danger than that; of an English one examples say too little."""
        if self._likeness is None or query.english or not len(query.vectors):
            return False
        return self._likeness.probability("danger", query) < least

    def _did_it(self, query: Query) -> bool:
        """Whether the asker is the one who hurt, threatened or posted, by what he says or else by how he tells it."""
        sides, _ = said_of_asker(query.text[:MOST_READ])
        sides = self.with_side(sides, query)
        if Side.VICTIM in sides or not sides & {Side.ACCUSED, Side.SPEAKER}:
            return False
        # 民警叫我把他拉黑: a sign may be of what others said or did.
        return Side.SPEAKER in sides or self.side(query) is not Side.VICTIM

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
        calm = _is_calm(self._kinds("calm", query)) and not self._likely(query)
        least = tuned.ENGLISH_DANGER if query.english else 0.0
        kind = None if calm else self._likeness.kind("danger", query, at_least=least)
        if kind is None:
            spoken = [one for one in parts if not _is_calm(kinds_in(one, self.of("calm")))]
            told = (likeness.kind(CLAUSE, part) for likeness, part in self._suspects(query, spoken))
            kind = next((one for one in told if one is not None), None)
        return kind


def _is_calm(kinds: Sequence[str]) -> bool:
    """Whether the signs of calm of a text keep likeness from calling it danger."""
    return any(kind != NOBODY for kind in kinds)
