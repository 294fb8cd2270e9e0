"""What is told or asked without a question before it: tips, and questions of a quiz."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.models import CaseId


@dataclass(frozen=True, slots=True)
class Tip:
    """One practical point of law, for a group that likes to hear one now and then."""

    tip_id: str
    text: str
    english: str
    citations: tuple[str, ...]
    """As written, resolvable: ``《民法典》第一千一百九十五条第二款``. The first is shown with the tip."""
    cases: tuple[CaseId, ...] = ()


@dataclass(frozen=True, slots=True)
class QuizItem:
    """A question with one right answer, within the limits of Bot API ``sendPoll``."""

    quiz_id: str
    question: str
    english_question: str
    options: tuple[str, ...]
    english_options: tuple[str, ...]
    correct: int
    """Position of the right answer in both lists of options."""
    explanation: str
    english_explanation: str
    citations: tuple[str, ...]
    cases: tuple[CaseId, ...] = ()
