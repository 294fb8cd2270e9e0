"""Names of natural persons in a case shortened (张某), private numbers left out; who is named where is told by the text itself.

Names are those of parties, and of whoever the text introduces as somebody's relative, representative, agent or witness. A person
whom it introduces in no such way is not found: whoever publishes a case reads it before.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

_PARTY = re.compile(
    r"^(?:原审|再审|一审|二审|反诉)?(?:原告|被告|上诉人|被上诉人|申请人|被申请人|申请执行人|被执行人|第三人|被告人|自诉人|被害人|申诉人)"
    r"(?:[（(][^（）()]{1,30}[)）])?\s?[:：]?\s?([\u4e00-\u9fff]{2,4})[，,（(]\s?(?:男|女|曾用名|又名|\d{4}年|住|[\u4e00-\u9fff]{1,3}族|系|公民身份|身份证|户籍)"
)
_TITLE_PARTIES = re.compile(
    r"^([\u4e00-\u9fff]{2,3})(?:诉|与|、)([\u4e00-\u9fff]{2,3})(?=[\u4e00-\u9fff]{2,30}(?:案|纠纷))"
)
_ROLE = re.compile(
    r"(?:妻子|丈夫|配偶|之妻|之夫|前妻|前夫|父亲|母亲|之父|之母|儿子|女儿|之子|之女|哥哥|弟弟|姐姐|妹妹|证人|见证人|法定代表人|法定代理人|诉讼代理人|代理人|"
    r"负责人|经营者|投资人|监护人|辩护人|案外人|邻居|女友|男友)(?:为|系|是)?\s?[:：]?\s?(?=([\u4e00-\u9fff]{2,4}))"
)
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛"
    "闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂"
    "成苗谷盛曲翁冉骆蓝路游辛靳欧管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师"
)
_COMPOUND = (
    "欧阳",
    "司马",
    "上官",
    "诸葛",
    "东方",
    "皇甫",
    "尉迟",
    "公孙",
    "慕容",
    "令狐",
    "司徒",
    "端木",
    "夏侯",
    "长孙",
    "南宫",
    "宇文",
)
_NEVER_IN_A_NAME = frozenset("的在与及诉向系称是被将对从因曾已均即等于到报就某")
_BEHIND_A_NAME = frozenset(
    "，。；：、（(）)的在于与和及诉向系称是为将被到对从以因曾已又也均即至等报签出提发认作说表要让收借欠还支给打驾离结同受,;: "
)
_PRIVATE = (
    (re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)"), "（身份证号略）"),
    (re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)"), "（电话略）"),
    (re.compile(r"(?:户籍地|现住|住所地|住址|住)[:：]?[\u4e00-\u9fff\d-]{4,40}(?=[，。,；])"), "住址略"),
)
_ORDER = "甲乙丙丁戊己庚辛壬癸"


def anonymised(texts: Sequence[str]) -> list[str]:
    """The lines with 张某 for a name, 张某乙 for a second one of the surname, also where the given name stands alone."""
    short = _short(dict.fromkeys(_names(texts)))
    given: dict[str, set[str]] = defaultdict(set)
    for name, instead in short.items():
        alone = name[len(_surname(name)) :]
        if len(alone) > 1:
            given[alone].add(instead)
    alone_as = {name: told.pop() if len(told) == 1 else "某某" for name, told in given.items()}
    return [_without_numbers(_instead(_instead(text, short), alone_as)) for text in texts]


def _names(texts: Sequence[str]) -> Iterator[str]:
    whole = "\n".join(texts)
    for text in texts:
        if found := _PARTY.match(text):
            yield found.group(1)
        if found := _TITLE_PARTIES.match(text):
            yield from found.groups()
        for introduced in _ROLE.finditer(text):
            name = _name_at(introduced.group(1), text[introduced.end(1) :], whole)
            if name:
                yield name


def _name_at(letters: str, after: str, whole: str) -> str:
    """The name at the beginning of these letters, which nothing may set off from what follows: 妻子刘芳报警."""
    surname = _surname(letters)
    if surname not in _SURNAMES and surname not in _COMPOUND:
        return ""
    longest = len(surname) + 2
    text = letters + after
    name, shorter, following = text[:longest], text[: longest - 1], text[longest : longest + 1]
    if (
        not re.fullmatch("[\u4e00-\u9fff]+", name)
        or name[-1] in _NEVER_IN_A_NAME
        or (following and following not in _BEHIND_A_NAME and whole.count(name) < 2)
    ):
        name = shorter
    return name if re.fullmatch("[\u4e00-\u9fff]{2,4}", name) and not set(name) & _NEVER_IN_A_NAME else ""


def _surname(name: str) -> str:
    return name[:2] if name[:2] in _COMPOUND else name[:1]


def _short(names: Sequence[str] | dict[str, None]) -> dict[str, str]:
    often = Counter(_surname(name) for name in names if "某" not in name)
    seen: Counter[str] = Counter()
    short: dict[str, str] = {}
    for name in names:
        if "某" in name:
            continue
        surname = _surname(name)
        seen[surname] += 1
        which = _ORDER[(seen[surname] - 1) % len(_ORDER)] if often[surname] > 1 else ""
        short[name] = f"{surname}某{which}"
    return short


def _instead(text: str, names: dict[str, str]) -> str:
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, names[name])
    return text


def _without_numbers(text: str) -> str:
    for pattern, instead in _PRIVATE:
        text = pattern.sub(instead, text)
    return text
