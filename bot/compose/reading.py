"""The one reading of a message: what it asks, who asks, what is so, what it names. Plain data; ``ask --explain`` prints it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.compose.asks import Asks
from knowledge.models import CaseId
from knowledge.people import Fact, Side


@dataclass(frozen=True, slots=True)
class Reading:
    """A message with what it answers and what came before it."""

    text: str
    """Folded."""
    wording: str
    """The message, after the one before it where it opens as one that leans on it."""
    subject: str | None
    """What the conversation is about; None where nothing came before."""
    asks: Asks
    sides: frozenset[Side]
    """Parts that the asker says he has."""
    facts: frozenset[Fact]
    """What the asker says is so."""
    dangers: tuple[str, ...]
    """Signs that somebody may be in danger, the gravest first."""
    sure_dangers: tuple[str, ...]
    """Those of them that are sure enough to be told without an if."""
    harm: str | None
    """The kind of harmful request, or None."""
    doubtful: bool
    """It may be one, though not surely enough to be refused: the law is shown, and nothing said on what to do."""
    citations: tuple[str, ...]
    """As they stand in the message."""
    cases: tuple[CaseId, ...]
    """That it names, or whose parties it names."""
    law_of: date
    """The day whose law is asked for."""
    facts_of: date | None
    """The last day of the past time that it tells of."""

    def as_data(self) -> Mapping[str, Any]:
        """As JSON writes it."""
        return {
            "text": self.text,
            "subject": self.subject,
            "asks": list(self.asks.asked),
            "story": self.asks.story,
            "sides": sorted(self.sides),
            "facts": sorted(self.facts),
            "dangers": list(self.dangers),
            "sure_dangers": list(self.sure_dangers),
            "harm": self.harm,
            "doubtful": self.doubtful,
            "citations": list(self.citations),
            "cases": list(self.cases),
            "law_of": self.law_of.isoformat(),
            "facts_of": self.facts_of.isoformat() if self.facts_of else None,
        }
