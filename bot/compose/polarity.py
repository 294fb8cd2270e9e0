"""Does a message say the same as another statement, or the opposite? Their negations are counted, their other words compared.

没公证就没有效力 and 必须公证才有效 say the same, 没公证也有效 the opposite. A verdict is said only where this can be told: 对 before
a false statement, or 不对 before a true one, is worse than the rule without either.
"""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import Final

from bot.compose import tuned
from bot.compose.figures import carrying
from index.query import fold


class Saying(Enum):
    """How two statements stand to each other."""

    SAME = auto()
    OPPOSITE = auto()
    UNKNOWN = auto()
    """Of other things, or with words beside them that may change what is said."""


_IDIOM = re.compile(
    # What has the form of a negation and is none, and negations of figures, which figures tell.
    r"对不对|是不是|是否|能不能|可不可以|会不会|有没有|要不要|算不算|不是吗|没错吧|不管|无论|不论|无须说|别人|别的|特别|分别|级别|区别|识别|别墅|无期|无人机|无偿|无线|"
    r"没收|沉没|没准|未成年|未婚|未遂|未来|非常|非法集资|非法|不动产|不法|不当得利|不可抗力|不良|不过|不足|不满|不到|不超过|不得超过|不能超过|不少于|不低于|不早于|不多于|未满|没满|没到|不仅|不但|"
    r"非遗|无障碍|无证|无主|不特定|不定期|无固定期限|无民事行为能力|无行为能力|无过错责任|无因管理|不正当竞争|不可分|不用说|要不|差不多|不然|不久"
)
_LEXICAL: Final = (
    (
        re.compile(
            r"没有效力|没有?法律效力|不具有?效力|不生效|无效|作废|失效|不算数|不作数|没用|没有用|白[写签立办]"
        ),
        "不有效",
    ),
    (re.compile(r"有法律效力|有效力|算数|作数|有用|生效"), "有效"),
    (re.compile(r"免责|免于?(?:承担|负)?责任?|免除责任"), "不负责"),
    (re.compile(r"免于?(?:刑事)?处罚|免罚|免予"), "不罚"),
    (re.compile(r"违法|犯法|不合法"), "不合法"),
    (re.compile(r"禁止|不准|不许|不让|不得|不允许|不可以|不可(?!能)|严禁"), "不能"),
    (re.compile(r"拒绝|拒赔|拒付"), "不能"),
    (re.compile(r"不用|不必|无需|无须|不需要?|免交|免缴"), "不要"),
    (re.compile(r"无罪|不构成犯罪|不犯罪"), "不有罪"),
    (re.compile(r"没事|没关系|没责任|没有责任|无责"), "不负责"),
    (re.compile(r"(?:承|负)担?(?:法律|民事|刑事|赔偿|侵权)?责任|担责|有责任"), "负责"),
)
"""Words that are negations by themselves, and their positive counterparts, in one form each."""

_NEGATION = re.compile(
    r"(?:没有|没|未|不|无|并非|非)(?:是|会|能|要|得|有|算|属于|构成|需)?(?P<what>[\u4e00-\u9fff]{0,2})"
)
_STRONG = re.compile(
    r"一律|一概|全都|全部|都|所有|任何|随便|任意|随时|肯定|一定|必须|只要|只有|只能|只|唯一|绝对|永远|完全|自动|直接|当然|必然|统统|凡是|最高|最低|最先|优先"
)
"""Words that say how far a statement goes: one that the other has not makes it another statement."""
_TURNS = re.compile(r"除非|除了|但是?|然而|不过|或者|要么|难道|反而|倒是|一半")
"""What is said of something else, or turns round what was said."""
_FILLER = re.compile(
    r"刑法[里中]?|法律[上里中]?|罪名|这[个种条]|规定|听说|据说|我记得|请问|现在|目前|应该|应当|可以|的话|时候|情况|本身|如果|只要"
)
_NO_MORE = re.compile(
    r"对不对|是不是|对吗|对吧|对么|是吗|是吧|没错吧|不是吗|真的吗|是真的吗|真的假的|属实吗|吧|吗|[?？。!！\s]"
)


def plainly(text: str) -> str:
    """A statement with its negations in one form each, and without what only looks like one."""
    said = _NO_MORE.sub("", fold(text))
    for form, plain in _LEXICAL:
        said = form.sub(plain, said)
    return _IDIOM.sub("", said)


def negations(text: str, other: str) -> int:
    """How often a statement negates what another one speaks of, or how far it goes.

    >>> [negations(one, "遗嘱不公证就无效") for one in ("没公证就没有效力", "必须公证才有效", "没公证的也有效")]
    [2, 0, 1]
    >>> negations("平台不删也没责任", "平台没责任")
    1
    """
    of_other = carrying(plainly(other))
    return sum(
        not found["what"]
        or _STRONG.match(found["what"]) is not None
        or bool(carrying(found["what"]) & of_other)
        for found in _NEGATION.finditer(plainly(text))
    )


def against(message: str, other: str) -> Saying:
    """How a message stands to a statement of ours.

    >>> against("没公证的遗嘱也有效,对吗", "遗嘱不公证就无效吧").name
    'OPPOSITE'
    >>> against("遗嘱没公证就没有效力,对吧", "遗嘱不公证就无效吧").name
    'SAME'
    """
    one, two = plainly(message), plainly(other)
    if _TURNS.search(one) or _TURNS.search(two):
        return Saying.UNKNOWN
    words, of_other = (_words(text) for text in (one, two))
    if not words or not of_other:
        return Saying.UNKNOWN
    shared = len(words & of_other)
    smaller = min(len(words), len(of_other))
    if shared < tuned.RULE_ALIKE * smaller:
        return Saying.UNKNOWN
    if _of_other_predicates(one, two, words, of_other):
        return Saying.UNKNOWN
    swapped = sum((a in one and b in two) or (b in one and a in two) for a, b in OPPOSITES)
    if (negations(message, other) + negations(other, message) + swapped) % 2 == 0:
        return Saying.SAME if _goes_as_far(one, two) else Saying.UNKNOWN
    surely = (
        shared >= tuned.RULE_SURELY_ALIKE * smaller
        and not _goes_further(one, two)
        and _of_the_outcome(one, two)
    )
    return Saying.OPPOSITE if surely else Saying.UNKNOWN


def _of_other_predicates(one: str, two: str, words: frozenset[str], of_other: frozenset[str]) -> bool:
    """One statement negates what the other has no word of, and the other negates nothing: 教唆未成年人犯罪从重处罚 is not 未成年人犯罪不判刑."""
    denied = [[found["what"] for found in _NEGATION.finditer(text)] for text in (one, two)]
    if bool(denied[0]) is bool(denied[1]):
        return False
    what, told = (denied[0], of_other) if denied[0] else (denied[1], words)
    return all(carrying(part) and not carrying(part) & told for part in what)


OPPOSITES: Final = (
    ("缓刑", "实刑"),
    ("原告", "被告"),
    ("驳回", "支持"),
    ("公诉", "自诉"),
    ("一共", "每人"),
    ("合计", "各自"),
    ("刑事", "民事"),
)
"""Words of which one denies the other."""


def _of_the_outcome(one: str, two: str) -> bool:
    """Of 不公证就无效 the opposite is 不公证也有效, and not 公证了也无效: what follows must be another."""
    of_one, of_two = ([found["what"] for found in _NEGATION.finditer(text)] for text in (one, two))
    return len(of_two) < 2 or not any(carrying(what) & carrying(of_two[-1]) for what in of_one)


def _words(text: str) -> frozenset[str]:
    bare = _NEGATION.sub(lambda found: found["what"], text)
    return carrying(_FILLER.sub("", _STRONG.sub("", bare)))


def _goes_as_far(one: str, two: str) -> bool:
    """What goes less far than a false statement may be so: 会判刑 is not denied by what denies 一定判刑."""
    return _STRONG.search(two) is None or _STRONG.search(one) is not None


def _goes_further(one: str, two: str) -> bool:
    """The opposite of 一律不负责 is 不是一律不负责, not 一律负责: what goes far by itself is not said by it."""
    for found in _STRONG.finditer(one):
        denied = one[max(0, found.start() - 2) : found.start()].endswith(("不是", "不", "非", "没有", "没"))
        if not denied and found.group() not in two:
            return True
    return False


_PERMITS = re.compile(r"(?<!不)(?:可以|能(?!力|源)|允许|有权|就行|随便|不用|不必)")
_FORBIDS = re.compile(r"不能|不可以|无权|不应当?|不该")


def forbids_what_is_allowed(message: str, rule: str) -> bool:
    """One of two statements allows and the other forbids: a figure that both have makes neither right.

    >>> forbids_what_is_allowed("怀孕七个月可以安排夜班", "怀孕七个月以上不得安排夜班")
    True
    >>> forbids_what_is_allowed("试用期不能超过六个月", "试用期可以约定六个月")
    False
    """
    one, two = plainly(message), plainly(rule)
    forbid = [_FORBIDS.search(text) is not None for text in (one, two)]
    permit = [_PERMITS.search(text) is not None for text in (one, two)]
    return (forbid[0] and permit[1] and not forbid[1]) or (forbid[1] and permit[0] and not forbid[0])


_HEAD = re.compile(
    r"(?:一般|通常|多半|原则上|基本|大多|也|都)?(?P<word>不是|不能|不可以|不用|不算|不行|不会|不对|不一定|不合法|不违法|不犯法|不构成|"
    r"可以|能|行|会|算|对|是的|是|有效|无效|合法|违法|犯法|要|不要|该|不该|没有|有)(?P<rest>[^:：。；;，,]{0,20})(?P<mark>[:：。；;，,])"
)
_COLON = re.compile(r"^[^：:。]{1,30}[：:](?=[^“”]{6})")
SHORTEST_RULE: Final = 12
"""Characters that must be left of a conclusion behind its first words."""


def without_verdict(conclusion: str, message: str) -> str:
    """A conclusion without the yes or no at its head that answers its own question and not what a message states.

    >>> without_verdict("不行：怀孕7个月以上的，不得安排加班和夜班。", "怀孕七个月就不能加班了,对吗")
    '怀孕7个月以上的，不得安排加班和夜班。'
    """
    head = _HEAD.match(conclusion)
    if head is None:
        return conclusion
    behind = _COLON.match(conclusion)
    told = head["word"] + head["rest"]
    if head["rest"] and against(message, told) is not Saying.UNKNOWN:
        return conclusion
    words = _words(plainly(behind.group() if behind else told))
    if head["rest"] and len(words & _words(plainly(message))) >= tuned.FIRST_WORDS_COVERED * len(words):
        return conclusion
    if behind is not None and len(conclusion) - behind.end() >= SHORTEST_RULE:
        return conclusion[behind.end() :]
    if head["mark"] == "。" and len(conclusion) - head.end() >= SHORTEST_RULE:
        return conclusion[head.end() :]
    return conclusion
