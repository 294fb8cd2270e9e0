"""Is the figure that a message states that of the limb it speaks of? By an article's own limbs (``limbs.py``).

女的要满二十二周岁 finds its figure in 民法典第一千零四十七条, in the limb of men: it is not so. Where the limb cannot be told nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.compose import tuned
from bot.compose.apart import apart, under_their_conditions
from bot.compose.bounds import Span, agrees, as_stated, in_unit, is_far, plain, spans
from bot.compose.claims import Bearing
from bot.compose.figures import carrying
from bot.compose.limbs import Limb, limbs, without_figures
from bot.compose.negated_figures import negates_a_figure
from index.query import fold
from knowledge.limb_words import limb_words

_NEGATED = re.compile(
    r"(?:没有|没|未|无|不)(?!得|能|可以|超过|满|足|到|低于|少于|高于|多于|早于|会|是|会|要|用|准|再)(?P<what>[\u4e00-\u9fff]{1,2})"
)
_ALLOWS = re.compile(r"可以|就能|就可|也能|都能|能(?!不能)|允许")
_NEEDS = re.compile(r"才|必须|只|至少|最[长多高少低]|不能|不得|以后")
_MOST = re.compile(r"最高|最多|最长|顶格|上限")
_FURTHER = re.compile(r"只|仅|所有|任何|一定|自动|一律|全部|肯定|都(?!是|可|要)")
"""Words that say more than a figure does."""
_SAYS_NOTHING: Final = frozenset("判处罚给算付交该行罪按法律犯这样种之")
"""Characters by which people name a punishment or a rule, and say nothing more."""
_FLOOR_OF_AGE = re.compile(r"才(?:能|可|算)|至少|最早|年龄(?:是|为)?(?=[男女\d一二三四五六七八九十])|婚龄")
_USUAL = re.compile(r"一般|通常|普通")
_OF_ONE_CRIME = re.compile(r"(?:单独的?)?(?:一个|单个|单一|一)罪名?(?!.*数罪)")
"""Nothing that is said of 数罪 is meant."""
_GROWN_UP = re.compile(r"(?<!未)成年人|(?<!未)(?<!未成年)成人(?!高考|教育|自考)|大人")
_SENTENCED = re.compile(r"(?:判处?|坐牢|坐|蹲)[^,;。\d]{0,3}$")
_OF_PUNISHMENT = re.compile(r"刑|拘役|管制|拘留|处")
_APART = re.compile(r"相差|年龄差|大.{0,3}岁以上")
"""An age between two people is nobody's age."""
_LONGER = re.compile(r"延长")
_PERIOD = re.compile(r"每(?:个)?([日天周月年])|每个?(?=星期)")
_DAYS: Final = {"天": "日", "": "周"}
_DAYS_OF_LAW = re.compile(r"每天")
_SAID_TO_ASK = re.compile(
    r"听说|据说|规定|我记得|朋友说|律师说|[\u4e00-\u9fffA-Za-z]{1,4}(?:告诉我|说)(?:过)?|一般|通常|普通|法律|最[长高多少低]|至少|说|平均|对不对|是不是|要求|是这样|没错|可以|应该|应当"
)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the limbs of an article say of a message."""

    bearing: Bearing
    limbs: tuple[Limb, ...]
    """Those that decide; of ``SILENT`` all those that may be meant."""
    covered: float
    """Share of the characters of the message that the deciding limbs have."""
    beyond: str
    """Characters of the message that they do not have."""
    told: int
    """Characters that the message says beside its figures."""
    named: bool = False
    """The deciding limbs begin with just these: 拘役的期限，为一个月以上六个月以下 of 拘役最长一年."""


@dataclass(frozen=True, slots=True)
class _Said:
    text: str
    claims: tuple[Span, ...]
    words: frozenset[str]
    """As people say it and as the law does."""
    own: tuple[tuple[frozenset[str], tuple[frozenset[str], ...]], ...]
    """What is to be found in a limb: characters as said, and those of each word that stands for them in the law."""
    negated: tuple[str, ...]
    bare: str
    """What is said beside the figures, in a row."""


def judge(statement: str, article: str, *, title: str = "") -> Judgement | None:
    """Judge the figures of a message by the limbs of one article; None where the article has none of their kinds.

    Args:
        statement: The message without its citations.
        article: Text of the article, one paragraph or item a line.
        title: Of the law, whose words are no news.
    """
    if negates_a_figure(statement):
        return None
    of_article = limbs(article)
    floor = _FLOOR_OF_AGE.search(fold(statement)) is not None
    if any(one.unit == "age" for limb in of_article for one in limb.conditions):
        statement = _GROWN_UP.sub("十八周岁的人", statement)
    found = _together(
        [_judge(_read(one, floor=floor), of_article, title) for one in apart(statement, of_article)]
    )
    if found is None or found.bearing is Bearing.SAYS:
        return found
    # 缴费满一年的, an item of a list, says nothing of 交满十年的最多领二十四个月: what it is a condition of is not said in it.
    of_conditions = all(limb.clause.rstrip(";,。").endswith("的") for limb in found.limbs)
    return None if of_conditions and len(spans(plain(fold(statement)))) > 1 else found


def _judge(said: _Said, of_article: list[Limb], title: str) -> Judgement | None:
    if not said.claims:
        return None
    if _OF_ONE_CRIME.search(said.text):
        of_article = [limb for limb in of_article if "数罪" not in limb.text]
    claims, under = under_their_conditions(said.claims, of_article)
    if of_article and not under:  # 满一年不满二十年, which is the range of no limb
        return _undecided(said, of_article, title)
    of_article = under
    results: list[tuple[Bearing, list[Limb]]] = []
    for claim in claims:
        candidates = [one for one in of_article if one.span.unit == claim.unit]
        if candidates:
            results.append(_of_one(said, claim, candidates, of_article))
        elif (far := _of_other_unit(said, claim, of_article)) is not None:
            results.append(far)
        else:
            return None
    if not results:
        return None
    decided = [limb for _, found in results for limb in found]
    covered, beyond = _covered(said, decided, title)
    bearings = {bearing for bearing, _ in results}
    if Bearing.SILENT in bearings:
        bearing = Bearing.SILENT
    else:
        bearing = Bearing.DENIES if Bearing.DENIES in bearings else Bearing.SAYS
    if bearing is Bearing.DENIES:
        decided = [limb for one, found in results if one is Bearing.DENIES for limb in found]
    if bearing is Bearing.SAYS and any(
        word not in limb.text for word in _FURTHER.findall(said.text) for limb in decided
    ):
        bearing = Bearing.SILENT
    return Judgement(
        bearing,
        tuple(dict.fromkeys(decided)),
        covered,
        beyond,
        sum(len(own) for own, _ in said.own),
        bool(said.bare) and all(limb.words.startswith(said.bare) for limb in decided),
    )


def _undecided(said: _Said, of_article: Sequence[Limb], title: str) -> Judgement:
    covered, beyond = _covered(said, of_article, title)
    told = sum(len(own) for own, _ in said.own)
    return Judgement(Bearing.SILENT, tuple(of_article), covered, beyond, told)


def _together(parts: Sequence[Judgement | None]) -> Judgement | None:
    found = [one for one in parts if one is not None]
    if len(found) < len(parts):
        return None
    bearings = {one.bearing for one in found}
    if Bearing.DENIES in bearings:
        bearing = Bearing.DENIES
    else:
        bearing = Bearing.SILENT if Bearing.SILENT in bearings else Bearing.SAYS
    deciding = [one for one in found if one.bearing is bearing]
    return Judgement(
        bearing,
        tuple(dict.fromkeys(limb for one in deciding for limb in one.limbs)),
        min(one.covered for one in found),
        "".join(one.beyond for one in found),
        sum(one.told for one in found),
        all(one.named for one in found),
    )


def _read(statement: str, *, floor: bool = False) -> _Said:
    text = as_stated(statement)
    claims = tuple(
        replace(one, high=None, bare=False) if floor and one.unit == "age" and one.bare else one
        for one in spans(text)
    )
    rest = _OF_ONE_CRIME.sub("", _SAID_TO_ASK.sub("", without_figures(text)))
    own: list[tuple[frozenset[str], tuple[frozenset[str], ...]]] = []
    words = frozenset[str]()
    left = rest
    for one in limb_words():
        if found := one.said.search(rest):
            words |= carrying("".join(one.law))
            own.append((carrying(found.group()), tuple(carrying(word) for word in one.law)))
            left = one.said.sub("", left)
    words |= carrying(left)
    own.extend((frozenset({char}), ()) for char in sorted(carrying(left) - _SAYS_NOTHING))
    negated = tuple(match["what"] for match in _NEGATED.finditer(text))
    carried = carrying(rest) - _SAYS_NOTHING
    return _Said(text, claims, words, tuple(own), negated, "".join(char for char in rest if char in carried))


def _of_one(
    said: _Said, claim: Span, candidates: list[Limb], of_article: Sequence[Limb]
) -> tuple[Bearing, list[Limb]]:
    if of_period := _of_period(said.text, claim, candidates):
        candidates = of_period
    if claim.unit == "age" and not _APART.search(said.text):
        candidates = [limb for limb in candidates if not _APART.search(limb.clause)]
    if claim.unit == "month" and _SENTENCED.search(said.text[: claim.start]):
        # 判三年 is of a punishment: no 十年内不得重新取得驾驶证 tells what it is.
        candidates = [limb for limb in candidates if _OF_PUNISHMENT.search(limb.words)]
    if not candidates:
        return Bearing.SILENT, list(of_article)
    allows = _ALLOWS.search(said.text) is not None and _NEEDS.search(said.text) is None
    most = _MOST.search(said.text) is not None
    near = _nearest(said, candidates, of_article, any_limb=most)
    if not near:
        return Bearing.SILENT, candidates
    if most and any(limb.span.limits != near[0].span.limits for limb in near):
        if any(limb.span.high is None for limb in near):
            return Bearing.SILENT, near
        near = [max(near, key=lambda limb: limb.span.high or 0)]
    if len({limb.span.limits for limb in near}) > 1:
        if _USUAL.search(said.text) is None:
            return Bearing.SILENT, near
        near = near[:1]  # 一般 is of the case that an article has first
    answer = agrees(claim, near[0].span, allows=allows, most=most)
    if answer is False and near[0].listed and _told_of(said, near[0]) == 0:
        answer = None  # 医疗期 is a case in which 提前三十日 holds, and no matter of thirty days
    if most and not _tells_the_most(claim, answer, near[0], of_article):
        answer = None
    if answer is True and not _under_conditions(said, near[0]):
        answer = None
    if answer is False and any(claim.value in limits[1:] for limb in near for limits in limb.beside):
        answer = None  # 十倍赔偿, of 价款十倍或者损失三倍
    return {True: Bearing.SAYS, False: Bearing.DENIES, None: Bearing.SILENT}[answer], near


def _under_conditions(said: _Said, limb: Limb) -> bool:
    """Whether a message speaks of each condition of a limb: 十六周岁 is no full capacity but of who lives on his own work."""
    return all(
        any(len(chars & said.words) >= tuned.CONDITION_SPOKEN_OF * len(chars) for chars in group)
        for group in limb.groups
        if group
    )


def _tells_the_most(claim: Span, answer: bool | None, found: Limb, of_article: Sequence[Limb]) -> bool:
    """Whether an article tells what 最长 and 最高 are: not 三日以内 that may be made longer, nor beside the figure stated."""
    if any(_LONGER.search(limb.words) for limb in of_article if limb.span.unit == claim.unit):
        return False
    beside = (one for one in spans(found.words) if one.unit == claim.unit)
    return answer is True or not any(claim.value in one.limits[1:] for one in beside)


def _of_other_unit(said: _Said, claim: Span, of_article: list[Limb]) -> tuple[Bearing, list[Limb]] | None:
    """六十天, of what the article has in years or months: denied when it is far from it, and never confirmed."""
    others = [one for one in of_article if in_unit(claim, one.span.unit) is not None]
    converted = in_unit(claim, others[0].span.unit) if others else None
    if converted is None:
        return None
    bearing, near = _of_one(said, converted, others, of_article)
    if bearing is Bearing.DENIES and not all(
        is_far(converted, limb.span) and _told_of(said, limb) >= tuned.ENOUGH_FOUND for limb in near
    ):
        bearing = Bearing.SILENT
    return (bearing if bearing is Bearing.DENIES else Bearing.SILENT), near


def _told_of(said: _Said, limb: Limb) -> float:
    """Share of what a message says that stands in the words of a limb itself: not in its list, nor elsewhere in its paragraph."""
    chars = carrying(limb.words) | limb.shared
    told = sum(len(own) for own, law in said.own if own <= chars or any(word <= chars for word in law))
    return told / max(1, sum(len(own) for own, _ in said.own))


def _of_period(text: str, claim: Span, candidates: list[Limb]) -> list[Limb]:
    """Limbs of the same 每日, 每周, 每月 as a figure that is stated; none where it has no such word."""
    found = _PERIOD.findall(text[: claim.start])
    if not found:
        return []
    period = _DAYS.get(found[-1], found[-1])
    return [limb for limb in candidates if f"每{period}" in _DAYS_OF_LAW.sub("每日", limb.clause)]


def _nearest(
    said: _Said, candidates: list[Limb], of_article: Sequence[Limb], *, any_limb: bool
) -> list[Limb]:
    """The limb that a message speaks of, with the others that have its figure; several where it cannot be told.

    None when the message speaks of a limb without a figure of this kind.
    """
    whole = [chars for limb in of_article if (chars := _wholly_said(said, limb))]
    candidates = [limb for limb in candidates if not any(_says_more(limb, chars, said) for chars in whole)]
    if not candidates:
        return []
    everywhere = frozenset.intersection(*(_all(limb) for limb in candidates))
    missing = 0.0 if any_limb else tuned.LIMB_LACKS
    scores = [(_score(said, limb, everywhere, missing), limb) for limb in candidates]
    best = max(score for score, _ in scores)
    return [limb for score, limb in scores if score > best - tuned.LIMB_MARGIN]


def _wholly_said(said: _Said, limb: Limb) -> frozenset[str]:
    """Characters of the conditions of a limb of which the message leaves out none; else nothing."""
    found = _best_of_conditions(said, limb)
    return found if found <= said.words else frozenset()


def _best_of_conditions(said: _Said, limb: Limb) -> frozenset[str]:
    """Characters of its conditions, of alternatives those that the message has most of."""
    return frozenset[str]().union(
        *(min(group, key=lambda chars: (len(chars - said.words), -len(chars))) for group in limb.groups)
    )


def _says_more(limb: Limb, chars: frozenset[str], said: _Said) -> bool:
    """A limb asks for more than one whose conditions the message has in full, and for nothing else that it has."""
    own = _best_of_conditions(said, limb)
    return (
        chars <= own and not (own & said.words) - chars and len(own - said.words) >= tuned.FURTHER_CONDITION
    )


def _all(limb: Limb) -> frozenset[str]:
    return (limb.shared | limb.said_of).union(*(chars for group in limb.groups for chars in group))


def _score(said: _Said, limb: Limb, everywhere: frozenset[str], missing: float) -> float:
    hits: set[str] = set(said.words & limb.said_of)
    off = min(tuned.LIMB_LACKS, missing * len(limb.said_of - everywhere - said.words))
    for place, group in enumerate(limb.groups):
        of_list = limb.listed and place == len(limb.groups) - 1
        lacking, best = min(
            (
                min(tuned.LIMB_LACKS_AT_MOST, tuned.LIMB_LACKS * len(chars - everywhere - said.words))
                - len(said.words & (chars - everywhere)),
                place,
            )
            for place, chars in enumerate(group)
        )
        found = said.words & (group[best] - everywhere)
        hits |= found
        off += min(tuned.LIMB_LACKS_AT_MOST, missing * len(group[best] - everywhere - said.words))
        off += tuned.LIMB_OF_A_LIST if of_list and not found and missing else 0
    score = (
        len(hits - everywhere) + tuned.LIMB_SHARED * len((said.words & limb.shared) - everywhere - hits) - off
    )
    for what in said.negated:
        if _has(limb.text, what) and not re.search(rf"(?:没有?|未|无|不).{{0,2}}{what[0]}", limb.text):
            score -= tuned.LIMB_AGAINST
    for match in _NEGATED.finditer(limb.words):
        what = match["what"]
        if what in said.text and not any(what[0] in one for one in said.negated):
            score -= tuned.LIMB_AGAINST
    return score


def _has(text: str, what: str) -> bool:
    return what in text or what[0] in text


def _covered(said: _Said, decided: Sequence[Limb], title: str) -> tuple[float, str]:
    if not said.own:
        return 1.0, ""
    chars = carrying("".join(limb.text + limb.paragraph for limb in decided) + title)
    beyond = [own for own, law in said.own if not (own <= chars or any(word <= chars for word in law))]
    total = sum(len(own) for own, _ in said.own)
    return 1 - sum(map(len, beyond)) / max(1, total), "".join("".join(sorted(one)) for one in beyond)


_TIME: Final = frozenset({"hour", "workday", "month"})
"""Kinds of figures that may be the same without being compared: 三十日 and 一个月."""


def figures_nowhere(statement: str, article: str) -> str | None:
    """The figure that a message states, where an article has none of its kind; None when it states none or several, or has one."""
    claims = _read(statement).claims
    if len(claims) != 1:
        return None
    kinds = {limb.span.unit for limb in limbs(article)}
    if kinds & (_TIME if claims[0].unit in _TIME else {claims[0].unit}):
        return None
    return claims[0].written
