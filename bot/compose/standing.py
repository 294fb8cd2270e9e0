"""Whether words ask for the standing of a law: is it in force, since when, was it changed, how many articles has it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.compose.premises import asks
from knowledge.titles import Mention

_ABOUT = re.compile(
    r"(?:什么时候|何时|哪年|哪一年|几几年|几年|哪天|啥时候|多会儿|\d{4}年?).{0,8}(?:施行|实施|生效|颁布|公布|通过|出台|开始|修改|修订|修正|改)"
    r"|(?:施行|实施|生效|颁布|公布|出台|修改|修订|修正|改过|改了).{0,6}(?:时间|日期|什么时候|哪年|哪天|(?:了吗|过吗|没|吗|过吧|的)(?=[\s,。;?!]|$))"
    r"|(?:一共|共|总共|还是|有|现在)\s*+(?:有|是\s*+)?(?:多少|几|\d++|[一二三四五六七八九十百千]++)\s*+条(?:吧|吗|对吗|对吧|对不对|是吗|是吧|[?？]|$)"
    r"|(?:没|没有|未)(?:有)?(?:改|修改|修订|修正|变)过?|最新版|现行版本|哪个版本"
    r"|when (?:did|does|was|is).{0,40}(?:effect|force|enacted|amended|revised)|how many articles|still (?:in force|valid)",
    re.I,
)
_FILLER = r"[》\"”\s,]{0,2}(?:\(?(?:19|20)\d\d\)?年?(?:的)?|\s|这部法律?|这个法|法律|现在|目前|今年|今天|如今|到底|究竟|是不是|是否|有没有|已经|早就|还|就|又|都|也|最近|刚|不是|的|到){0,6}"
STANDING = re.compile(
    # Directly behind the name: 合同法还有效吗, not 民法典里的合同还有效吗.
    rf"{_FILLER}(?:有效|失效|废止|废除|作废|过期|算数|在用|能用|可以用|能引用|可以引用|能不能用|能不能引用|适用吗|适用不适用|用不用|管用|有用|存在|取消|没了"
    r"|被[^,。;]{0,12}(?:取代|替代|代替)|用着)[^,。;\s]{0,6}(?=\s|$)"
    r"|[^,.;?!]{0,24}\b(?:repealed|abolished|replaced|superseded|in force|valid|void)\b",
    re.I,
)
_CHANGED = re.compile(
    rf"{_FILLER}(?:改|修改|修订|修正|更新|变|动)(?:过|了|没改|没有改)?[^,。;]{{0,8}}$|{_FILLER}(?:最新|新)(?:的)?(?:版|版本|修改|修订|规定是哪)"
)
COMES = re.compile(
    rf"{_FILLER}(?:什么时候|何时|哪天|哪年|几时)?(?:出台|通过|颁布|制定|施行|实施|生效|出来|立法)[^,。;]{{0,6}}$"
)
_RULES = re.compile(rf"{_FILLER}(?:规定|要求|里|对|中)")
_AND = re.compile(r"[》\"”\s]{0,2}(?:和|与|跟|及|以及|还有|、|and)[《\"“\s]{0,2}", re.I)
"""Between two names of which the same is asked: 民法总则和民法通则还有效吗."""

_END = re.compile(r"[,。;?!]+|(?<=[吗么呢吧])\s+")


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of one law as such."""

    mention: Mention
    standing: bool
    """Whether it is in force."""
    change: bool
    """Whether it was changed."""
    coming: bool
    """When it comes into force."""
    about: bool
    """Its day or its number of articles, anywhere in the text."""
    rules: bool
    """What it says: of a law without a text in force that is answered by its standing."""

    @classmethod
    def of(cls, mention: Mention, text: str) -> Asked:
        """By the words behind a name, and those of the whole text."""
        rest = text[mention.end :]
        return cls(
            mention,
            standing=STANDING.match(rest) is not None,
            change=_CHANGED.match(rest) is not None,
            coming=COMES.match(rest) is not None,
            about=_ABOUT.search(text) is not None,
            rules=_RULES.match(rest) is not None,
        )

    @property
    def as_such(self) -> bool:
        """The law itself is asked about, not what it says."""
        return self.standing or self.change or self.coming or self.about


@dataclass(frozen=True, slots=True)
class Clause:
    """Part of a message up to a mark."""

    text: str
    start: int
    end: int
    asks: bool


def clauses(text: str) -> list[Clause]:
    """A folded message, part by part; a part that asks is told by its own words or by the mark behind it."""
    found, start = [], 0
    for mark in [*_END.finditer(text), None]:
        end = len(text) if mark is None else mark.start()
        part = text[start:end].strip()
        if part:
            asking = asks(part) or (mark is not None and "?" in mark.group())
            found.append(Clause(part, start, end if mark is None else mark.end(), asking))
        start = end if mark is None else mark.end()
    return found


def asked_of(mentions: Sequence[Mention], clause: str) -> list[Asked]:
    """The laws of a clause of which something is asked directly behind their names, or behind the name beside them."""
    found: list[Asked] = []
    behind: Asked | None = None
    for mention in reversed(mentions):
        if not (mention.match.law_ids or mention.match.named):
            continue
        here = Asked.of(mention, clause)
        if behind is not None and _AND.fullmatch(clause[mention.end : behind.mention.start]):
            here = Asked(mention, behind.standing, behind.change, behind.coming, behind.about, behind.rules)
        if here.standing or here.change or here.coming or (here.about and len(mentions) == 1):
            found.insert(0, here)
            behind = here
        else:
            behind = None
    return found
