"""What a message says of a figure beyond the figure: at least, always, only, from a day on.

两年 may be right and 至少两年 wrong. A verdict is by figures; where such a word stands in the message and nothing of
its kind in the words of the law, the rule is told and nothing is called right.
"""

from __future__ import annotations

import re

from knowledge.readers.signs import signs_of
from knowledge.signs import kinds_in

_NOT = re.compile(r"未([\u4e00-\u9fff]{3})")
"""What the law wants not to be so: 未被发现."""
_NEGATED = re.compile(r"(?:未|没有?|不)[\u4e00-\u9fff]{1,4}")


def goes_further(message: str, told: str) -> bool:
    """Whether a folded message qualifies what it states by words of which the law's words have none of the kind.

    >>> goes_further("竞业限制至少要两年,对吗", "竞业限制不得超过二年")
    True
    >>> goes_further("竞业限制最长两年,对吗", "竞业限制不得超过二年")
    False
    >>> goes_further("两年内被发现的不再处罚,对吗", "在二年内未被发现的,不再给予行政处罚")
    True
    """
    unsaid = (found.group(1) for found in _NOT.finditer(told))
    if any(word in message and _NEGATED.sub("", message).find(word) >= 0 for word in unsaid):
        return True
    return bool(set(kinds_in(message, signs_of("qualifier"))) - set(kinds_in(told, signs_of("qualified"))))
