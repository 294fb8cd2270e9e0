"""Questions that are none of ours by their shape, however many words they share with the law.

Foreign law, guesses at a verdict or at a judge's honesty, entertainment, shopping, the look of words: the forms are data
(``knowledge/data/signs/scope.yaml``), made on the fit half of ``benchmarks/confidence``. What is left is judged by
likeness (``confidence.py``).
"""

from __future__ import annotations

from knowledge.readers.signs import signs_of


def outside(text: str) -> bool:
    """True when a folded text asks for something that no Chinese statute or case of ours answers.

    >>> outside("日本遗产税税率"), outside("把中国用户数据传到美国要什么手续")
    (True, False)
    """
    return any(sign.found(text) for sign in signs_of("scope"))
