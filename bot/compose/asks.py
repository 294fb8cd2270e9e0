"""What a message asks: its asking clauses, told apart from the story around them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_CLAUSE = re.compile(r"[^，,。！？!?；;\n]+[，,。！？!?；;\n]*")
_ASKS = re.compile(
    r"吗|[?？]|怎么|怎样|如何|多少|多久|多长|几[年天个月倍]|谁|哪|能不能|可不可以|可否|能否|是否|是不是|算不算"
    r"|该不该|要不要|有没有|会不会|什么|咋"
)
_BARE = re.compile(
    r"^(?:请问|那|现在|我|我们|这|这样|这种情况|这个|他|她|对方|应该|应|该|又|还|要|算)*+"
    r"(?:怎么办|怎么处理|怎么做|怎么维权|如何是好|如何处理|如何维权|如何解决|怎么解决|咋办|咋整|合法吗|违法吗|犯法吗|犯罪吗|可以吗|行吗|对吗"
    r"|合理吗|有用吗|什么办法|办法吗)[?？。！!]*$"
)
"""What asks nothing by itself: the clause before it says what about."""

SHORTEST: Final = 4
"""Characters from which a clause says enough to be looked up."""

LONGEST_STORY: Final = 160
"""Characters of the story that an ask is read after; its end, which is nearest to the ask."""

_ENDS = "，,。！？!?；;\n \t"


@dataclass(frozen=True, slots=True)
class Asks:
    """A message taken apart."""

    asked: tuple[str, ...]
    """Asking clauses in order, each with the clause before it where it asks nothing by itself."""
    story: str
    """The rest."""

    @classmethod
    def of(cls, text: str) -> Asks:
        """Take a folded message apart.

        >>> Asks.of("结婚三年了,他打我,能离婚吗?孩子归谁?彩礼要退吗").asked
        ('能离婚吗', '孩子归谁', '彩礼要退吗')
        >>> Asks.of("公司不给我交社保,怎么办").asked
        ('公司不给我交社保,怎么办',)
        """
        asked: list[str] = []
        story: list[str] = []
        for clause in _CLAUSE.findall(text):
            plain = clause.strip(_ENDS)
            if not _ASKS.search(clause):
                story.append(clause)
            elif (_BARE.search(plain) or len(plain) < SHORTEST) and story:
                asked.append(story.pop() + plain)
            elif _BARE.search(plain) and asked:
                continue
            else:
                asked.append(plain)
        unique = tuple(dict.fromkeys(one for one in asked if len(one) >= SHORTEST))
        return cls(unique, "".join(story).strip(_ENDS)[-LONGEST_STORY:])
