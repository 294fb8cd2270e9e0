"""The form of a statement: where it negates, allows, forbids, requires or blames, beside the words that it speaks of.

租房合同不备案就无效 and 没登记的租赁合同没有效力 have one form, 租赁合同没登记也有效 another. Two statements on one rule that have the same form
are both right or both wrong, which their words alone do not tell.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from bot.compose.bounds import as_stated

_LIABILITY = r"(?:任何|全部|法律|民事|刑事|赔偿|侵权|连带|无限|补偿|相应的?|什么|一点)*"
_TOKENS: Final = (
    # An order of its own: 不影响效力 before 效力, 不用赔 before 不用.
    (
        re.compile(
            r"未成年|未婚|不动产|不当得利|不可抗力|不正当|无固定|无人机|无线|无民事|非婚生|别人|别的|别墅|特别|优先|必要限度|主要|违法(?=行为)|概不负责|首先|只要"
        ),
        None,
    ),
    (re.compile(r"不影响[^,，。]{0,10}(?:效力|有效|生效)"), "V"),
    (
        re.compile(
            r"无效|没有?(?:法律)?效力|没用|不具有?(?:法律)?效力|不生效|失效|作废|不算数|不作数|不受(?:法律)?保护|不成立"
        ),
        "X",
    ),
    (re.compile(r"有效力?|(?:具有|有)(?:法律)?效力|算数|作数|生效|受(?:法律)?保护"), "V"),
    (
        re.compile(
            rf"(?:可以)?(?:不用|不需要?|不必|无需|无须|不会|不应当?|不该|不能|没有|没|不|无|免于?|免除|一分钱?都?不用?|不再)(?:再|去|要|被|得|出|用)?(?:承担|负|担|给|付)?{_LIABILITY}(?:责任?|赔偿?|补偿|赔钱|义务)|免责"
        ),
        "E",
    ),
    (
        re.compile(
            rf"(?:承担|担负|负|担){_LIABILITY}(?:责任?|义务)|有{_LIABILITY}责任|赔偿?(?!金)|赔钱|担责|负责"
        ),
        "L",
    ),
    (
        re.compile(
            r"不用|不需要?|不必|无需|无须|用不着|没必要|不一定(?:要|会)|不是必须(?:要)?|不是一定要|不要(?!求)|不强制|不会|不收|不交|可以不(?!能)"
        ),
        "O",
    ),
    (
        re.compile(
            r"不能够?|不可以|不得|不允许|不许|不准|不让|禁止|无权|没(?:有)?资格|(?:没有?|无|丧失|失去)(?=[^,，。]{0,6}权)|违法|犯法|不合法|不行|不可(?=$|[,，])"
        ),
        "F",
    ),
    (re.compile(r"可以|能够?(?![力源])|有权|允许|准许|合法|有(?=[^,，。]{1,6}权)|支持"), "M"),
    (
        re.compile(
            r"必须|需要|应当|应该|务必|须|得(?=[先去经有到由给交付搬])|(?<!索)(?<!只)要(?![求是约素么紧债])|才|先(?!生)"
        ),
        "N",
    ),
    (re.compile(r"只(?!要)|仅(?!仅)"), "S"),
    (re.compile(r"没有?|未|不(?!管|论|满|足|超过|到|少于|低于|仅|过)|无(?!论|偿|期|理由|限)"), "n"),
    (re.compile(r"一律|一概|全部|所有|任何|自动|一定|肯定|永远|完全|随时|任意|随便|无论如何|绝对"), "G"),
)
"""Words of a message and the sign of each: V holds, X is void, E is not liable, L is liable, O need not, F must not, M may, N must, n not,
G without exception, S only."""
_MARK: Final = "\u0001"
_FLAWS = re.compile(r"N(?=L)|(?<=[MF])N|N(?=[MFEO])|都|也|就|了|的")


def signs_of_statement(statement: str) -> str:
    """A statement with its negations and the like as signs.

    >>> signs_of_statement("没登记的租赁合同没有效力,对吗")
    'n登记的租赁合同X'
    """
    text = as_stated(statement)
    kept: list[str] = []

    def keep(match: re.Match[str]) -> str:
        kept.append(match.group())
        return f"{_MARK}{chr(0xE000 + len(kept) - 1)}"

    for pattern, sign in _TOKENS:
        text = pattern.sub(keep if sign is None else sign, text)
    for number, word in enumerate(kept):
        text = text.replace(f"{_MARK}{chr(0xE000 + number)}", word)
    return text


def form(statement: str, words: Sequence[Sequence[re.Pattern[str]]]) -> str | None:
    """The signs of a statement in their order, with the place of each word that it speaks of; None where one is missing.

    Args:
        statement: A folded message.
        words: Each with its opposites, where it has any.

    >>> import re
    >>> [form(one, [[re.compile("登记")]]) for one in ("没登记就无效", "不登记无效", "要登记才有效")]
    ['naX', 'naX', 'NaNV']
    """
    return form_of(signs_of_statement(statement), words)


def form_of(signs: str, words: Sequence[Sequence[re.Pattern[str]]]) -> str | None:
    """The same of a statement whose signs were read before: a message is held against many rules."""
    places: list[tuple[int, str]] = []
    letters = iter("abcdefghijklm")
    for word in words:
        hits = [
            (found, letter)
            for one, letter in zip(word, letters, strict=False)
            if (found := one.search(signs))
        ]
        if not hits:
            return None
        for found, letter in hits:
            # The sign inside a word (n登记) is counted with the signs.
            inner = len(found.group()) - len(found.group().lstrip("VXELOFMNnGS"))
            places.append((found.start() + inner, letter))
    for match in re.finditer(r"[VXELOFMNnGS]", signs):
        places.append((match.start(), match.group()))
    # A word of the rule stands before a sign that begins where it does.
    places.sort(key=lambda one: (one[0], one[1].isupper() or one[1] == "n"))
    return _FLAWS.sub("", "".join(sign for _, sign in places))
