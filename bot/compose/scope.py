"""Questions that are none of ours by their shape, however many words they share with the law.

Foreign law, guesses at a verdict or at a judge's honesty, entertainment, shopping, the look of words: the forms are data
(``knowledge/data/signs/scope.yaml``), made on the fit half of ``benchmarks/confidence``. What is left is judged by
likeness (``confidence.py``).
"""

from __future__ import annotations

from typing import Final

from index.query import is_english
from knowledge.readers.signs import signs_of
from knowledge.signs import kinds_in

LONGEST_FORM: Final = 30
"""Characters up to which a Chinese message is what one form in it says. All of the 100 questions outside the field that have one are
shorter (benchmarks/confidence); of 1,952 real messages with a question of ours 8 have one, and 7 of them are longer."""

ELSEWHERE: Final = "elsewhere"
"""The kind of sign that speaks of another country's law."""


def outside(text: str) -> bool:
    """True when a folded text asks for something that no Chinese statute or case of ours answers.

    >>> outside("日本遗产税税率"), outside("把中国用户数据传到美国要什么手续")
    (True, False)
    """
    return _decides(text) and any(sign.found(text) for sign in signs_of("scope"))


def elsewhere(text: str) -> bool:
    """True when a longer folded text speaks of another country's law: Chinese law may not be what decides it."""
    return not _decides(text) and ELSEWHERE in kinds_in(text, signs_of("scope"))


def _decides(text: str) -> bool:
    return len(text) <= LONGEST_FORM or is_english(text)
