"""Kinds of danger that a message or a topic may be about, and how they stand to each other."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class Danger(StrEnum):
    """Why safety comes before law, the gravest first; each has its sentences ``safety_…`` and ``safety_maybe_…`` in ``bot.compose.wording``."""

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


ANYBODYS: Final = frozenset({Danger.EMERGENCY, Danger.SELF_HARM, Danger.FRAUD, Danger.CONFINEMENT})
"""Dangers that whoever did something is in as well; the others are his victim's."""

ALWAYS_TOLD: Final = frozenset({Danger.EMERGENCY, Danger.SELF_HARM, Danger.MINOR_IMAGES})
"""Dangers whose forms are told however unlikely they look: minutes or a child are at stake."""

OF_PICTURES: Final = frozenset({Danger.MINOR_IMAGES, Danger.INTIMATE_IMAGES})
"""Dangers that nobody is in whose message speaks of no picture, whatever it is like."""

WIDER: Final[Mapping[str, str]] = {
    Danger.SEXUAL_VIOLENCE: Danger.VIOLENCE,
    Danger.CONFINEMENT: Danger.THREAT,
    Danger.INTIMATE_IMAGES: Danger.THREAT,
    Danger.MINOR_IMAGES: Danger.MINOR,
}
"""What is told in place of a kind that is not sure: its narrower line would be absurd in the other cases."""
