"""Inputs that people, programs and attackers send: one text for each number, the same at every run."""

from __future__ import annotations

import random
from functools import cache

from benchmarks.confidence.questions import load

NASTY = (
    "\u200b", "\ufe0f", "\u202e", "\u2066", "\x00", "\x07", "\ud800", "\udfff", "\U0001f468\u200d\U0001f469\u200d\U0001f467", "①", "㈠", "⑴", "⚖️",
    "ﬁ", "Ⅲ", "〇", "零", "两", "廿", "\r\n", "\n\n\n", "\t", "\u3000", "\xa0", "&", "&lt;", "<b>", "</b>", "<blockquote>", "<!--", "]]>",
    "'", '"', "\\", "%s", "{0}", "{", "}", "$", "`", "*", "_", "[", "](", "|", "#", "---", "...", "……", "？", "！", "哈", "6", "@yuanfa_test_bot",
    "/ask ", "https://t.me/x?start=1", "-1", "99999999999999999999", "０１２", "十百千万亿", "第", "条", "条之", "款", "项", "目", "《", "》", "〈", "〉",
    "（", "）", "(", "之", "、", "至", "和", "及", "该法", "本法", "同法", "前款", "null", "\u0301", "é", "ß", "İ", "ａ", "\x1b[31m",
)  # fmt: skip
PLACES = (
    "民法典第一千一百九十五条", "《刑法》第二百五十三条之一第一款第（三）项", "治安管理处罚法50", "民通意见150条", "劳动合同法39、40条", "刑法修正案（九）第十七条",
    "《中华人民共和国个人信息保护法》第十三条第二款", "Article 1195 of the Civil Code", "网络安全保护法第3条", "民法典9999条", "最高人民法院关于审理人身损害赔偿案件适用法律若干问题的解释",
    "第四十条之二", "第二百零零条", "刑诉法第15条至第18条", "《民法典》", "宪法", "反家暴法", "婚姻法解释三", "民法典侵权责任编",
)  # fmt: skip
MOST = 400
"""Characters of most texts; one in two hundred is as long as a message may be, or longer."""
LONG = (4096, 20_000)


@cache
def seeds() -> tuple[str, ...]:
    """Questions of ours, in the field, out of it, and harmful."""
    return tuple(
        one.text for name in ("in_field", "in_field_unread", "out_of_field", "harmful") for one in load(name)
    )


def text(stage: str, number: int, *, longest: int = LONG[1]) -> str:
    """The text of a number."""
    dice = random.Random(f"{stage} {number}")
    kind = dice.random()
    if kind < 0.30:
        made = _mutated(dice, dice.choice(seeds()))
    elif kind < 0.55:
        made = _mutated(
            dice, dice.choice(PLACES) + dice.choice(("", "怎么规定", "是什么", "犯法吗", "：“……”"))
        )
    elif kind < 0.75:
        made = "".join(
            dice.choice((*NASTY, *PLACES, dice.choice(seeds()))) for _ in range(dice.randint(1, 12))
        )
    elif kind < 0.88:
        made = "".join(_character(dice) for _ in range(dice.randint(0, 60)))
    elif kind < 0.95:
        made = dice.choice((*NASTY, *PLACES)) * dice.randint(2, 60)
    else:
        made = _mutated(dice, "\n".join(dice.choice((*seeds(), *PLACES)) for _ in range(dice.randint(2, 10))))
    if dice.random() < 0.005:
        made = made * (1 + dice.choice(LONG) // (len(made) or 1))
    else:
        made = made[: dice.randint(1, 3) * MOST]
    return made[:longest]


def _character(dice: random.Random) -> str:
    low, high = dice.choice(
        ((0, 0x250), (0x2000, 0x3100), (0x4E00, 0x9FFF), (0xF900, 0xFFFF), (0x1F000, 0x1FAFF), (0, 0x10FFFF))
    )
    return chr(dice.randint(low, high))


def _mutated(dice: random.Random, made: str) -> str:
    for _ in range(dice.randint(0, 4)):
        at = dice.randint(0, len(made))
        change = dice.randint(0, 5)
        if change == 0:
            made = made[:at] + dice.choice(NASTY) + made[at:]
        elif change == 1:
            made = made[:at] + made[at + dice.randint(1, 3) :]
        elif change == 2:
            made = made[:at] + _character(dice) + made[at:]
        elif change == 3:
            end = min(len(made), at + dice.randint(1, 8))
            made = made[:end] + made[at:end] * dice.randint(1, 30) + made[end:]
        elif change == 4:
            other = dice.choice((*seeds(), *PLACES))
            made = made[:at] + other[dice.randint(0, len(other)) :]
        else:
            made = made.swapcase() if dice.random() < 0.5 else made[::-1]
    return made
