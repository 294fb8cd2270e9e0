"""Harmful requests, beside the signs of danger.

What is declared and what likeness decides is as in ``bot.compose.dangers``. A question about the law of an act is no request
for it, and a child who is pressed for images comes before everything: whoever tells of it is never refused.
"""

from __future__ import annotations

from typing import Final

from bot.compose import tuned
from bot.compose.dangers import Dangers
from bot.compose.likeness import KINDS
from index.query import Query
from knowledge.danger import Danger

HARMLESS: Final = "harmless"
"""The kind of fair word that spares whatever likeness says: a toy, a game, homework."""


class Guards(Dangers):
    """Tells harm in a message as well; safe to use from several threads."""

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
        return self._vagueness(query) >= tuned.ASK_WHAT

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
