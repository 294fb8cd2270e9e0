"""Is what a message states so? Its figures are compared with those of the source, each with the words that it is said of.

A correction written for 王某某卖了3.8万条 is no answer to 王某某卖了3.9万条: the two differ in nothing but the figure. And 31万 alone
confirms nothing: 两人一共31万 is so, 每人31万 is not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum, auto

from bot.compose import tuned
from bot.compose.bounds import ASKED
from bot.compose.figures import Figure, carrying, figures, stated_figures
from bot.compose.negated_figures import negates_a_figure
from bot.compose.polarity import OPPOSITES, Saying, against
from bot.compose.premises import Quantity
from index.query import fold


class Bearing(Enum):
    """What a source says of a statement."""

    SAYS = auto()
    DENIES = auto()
    SILENT = auto()


_GRAVER = frozenset({"特别巨大", "巨大", "特别严重", "重伤", "死亡", "特别恶劣", "特别重大"})
_AGE = "age"
_HALF = re.compile(r"半(?:个)?(?:月|天|倍)")
_HIGHEST = re.compile(r"死刑|无期徒刑")
_COUNTED = frozenset({"", "yuan", "record", "time"})
"""Units that 3万 by itself may have."""
_DECISIVE = re.compile(
    r"实刑|罚金|罚款|每人|每个人|各自|单独|一个人|无罪|死刑|无期|拘留|缓刑|拘役|有期徒刑|全部|所有|必须|一定|完全|任何|公益诉讼|只能|才"
)
"""Words that make another statement of the same figure."""


def _alike(one: Figure, other: Figure) -> float:
    smaller = min(len(one.words), len(other.words))
    return len(one.words & other.words) / smaller if smaller else 0.0


def _same_unit(one: Quantity, other: Quantity) -> bool:
    return (
        one.unit == other.unit
        or (not one.unit and other.unit in _COUNTED)
        or (not other.unit and one.unit in _COUNTED)
    )


def bearing(statement: str, texts: Sequence[str], *, certain: bool = False, closely: bool = False) -> Bearing:
    """What a source says of the figures of a statement.

    Args:
        statement: The message.
        texts: Our words and the provisions or the points of the case that they rest on, the surest first.
        certain: The source is known to be about what is stated, so that few words in common suffice.
        closely: It tells of several things, so that a figure denies only what has half of its words.
    """
    claims = stated_figures(ASKED.sub("", fold(statement)))
    if negates_a_figure(statement):
        return Bearing.SILENT
    known = [one for place, text in enumerate(texts) for one in figures(text, place)]
    if not claims:
        return Bearing.SILENT
    found = [_bearing(claim, known, certain=certain, closely=closely) for claim in claims]
    if Bearing.DENIES in found:
        return Bearing.DENIES
    if any(one is not Bearing.SAYS for one in found) or not _carried(statement, claims, known):
        return Bearing.SILENT
    return Bearing.SAYS


def _carried(statement: str, claims: list[Figure], known: list[Figure]) -> bool:
    """What is said beside the figures stands where the source has them too: 三年实刑 is not 三年、缓刑三年."""
    values = {claim.quantity.value for claim in claims}
    sentences = {one.sentence for one in known if one.quantity.value in values}
    together = "\n".join(sorted(sentences))
    if any(word not in together for word in _DECISIVE.findall(fold(statement))):
        return False
    if _HALF.search(fold(statement)):  # a half is read as no figure, so that nothing can be said of it
        return False
    words = frozenset[str]().union(*(claim.words for claim in claims))
    return len(words & frozenset(together)) >= tuned.STATEMENT_COVERED * len(words)


def _bearing(claim: Figure, known: list[Figure], *, certain: bool, closely: bool) -> Bearing:
    same = [one for one in known if _same_unit(claim.quantity, one.quantity)]
    if not same:
        return Bearing.SILENT
    best = max(_alike(claim, one) for one in same)
    right = [one for one in same if one.quantity.value == claim.quantity.value]
    most_shared = max(len(claim.words & one.words) for one in same)
    surely = (
        best >= tuned.SURELY_OF_THE_SAME
        and most_shared > 1
        and (not closely or most_shared >= tuned.SAID_OF_THE_SAME * len(claim.words))
    )
    if not right:
        return Bearing.DENIES if surely or certain else Bearing.SILENT
    of_it = [one for one in right if _of_its_tier(claim, one)]
    right = [one for one in of_it if claim.above is None or one.above in (None, claim.above)]
    if not right:
        # 轻伤三年以上, of which the source says 轻伤三年以下; else the figure is that of another step.
        return Bearing.DENIES if of_it and surely else Bearing.SILENT
    if claim.above is None and claim.quantity.unit == _AGE and all(one.above is not None for one in right):
        return Bearing.SILENT  # 8岁 is neither 不满八周岁 nor all of 八周岁以上
    if not claim.tiers and not claim.most and all(one.tiers & _GRAVER for one in right):
        return Bearing.SILENT
    if claim.stage:
        stages = {one.stage for one in right}
        if claim.stage not in stages and stages != {""}:
            return Bearing.DENIES
    if claim.most or claim.least:
        return _at_the_limit(claim, same, right)
    nearest = max(_alike(claim, one) for one in right)
    if nearest < best - tuned.SLACK:
        enumerated = {one.sentence for one in right} & {
            one.sentence for one in same if _alike(claim, one) == best
        }
        return Bearing.DENIES if surely and (certain or not enumerated) else Bearing.SILENT
    return Bearing.SAYS if nearest >= tuned.OF_THE_SAME or certain else Bearing.SILENT


def _of_its_tier(claim: Figure, one: Figure) -> bool:
    return not claim.tiers or not one.tiers or bool(claim.tiers & one.tiers)


def _at_the_limit(claim: Figure, same: list[Figure], right: list[Figure]) -> Bearing:
    """最高七年: right when the first text that has seven years has no higher limit."""
    text = right[0].text
    if claim.most:
        limits = [one.quantity.value for one in same if one.text == text and one.capped]
        if not limits:
            return Bearing.SILENT
        if any(one.text == text and _HIGHEST.search(one.sentence) for one in same):
            return Bearing.DENIES
        return Bearing.SAYS if claim.quantity.value == max(limits) else Bearing.DENIES
    values = [one.quantity.value for one in same if one.text == text]
    return Bearing.SAYS if claim.quantity.value <= min(values) else Bearing.DENIES


_NOT = re.compile(r"(?:没有?|未|不|无|非|别)(?!是吗|对吗)")
_FILLER = re.compile(r"刑法[里中]?|法律[上里中]?|罪名|这[个种条]|规定")
_OPPOSITES = (
    ("合法", "违法"),
    ("合法", "犯法"),
    ("有效", "无效"),
    *OPPOSITES,
)


def states(message: str, premise: str, truth: Sequence[str]) -> bool:
    """True when a message states a false premise of ours, and not its opposite or the right figure.

    Args:
        message: What asserts something and is near to the premise.
        premise: A false statement that a correction was written for.
        truth: What is so: see ``bearing``; the first text is the correction without its no.
    """
    said, false = ASKED.sub("", fold(message)), ASKED.sub("", fold(premise))
    claims = {one.quantity for one in stated_figures(said)}
    wrong = {one.quantity for one in stated_figures(false)}
    if wrong and negates_a_figure(said) != negates_a_figure(false):
        return False
    if claims and (claims != wrong or not _shares_words(said, false)):
        right = {one.quantity.value for one in figures(truth[0])} if truth else set[float]()
        if bearing(said, truth, certain=True) is Bearing.SAYS or any(
            one.value in right for one in claims - wrong
        ):
            return False
        units = {one.unit for one in wrong}
        if not wrong:  # 两人都判了三年以上 is not 两人是同一个人, however near the names bring it
            return against(message, premise) is Saying.SAME
        return any(
            not one.unit or one.unit in units or ("" in units and one.unit not in _NEVER_BARE)
            for one in claims
        )
    if said.isascii() or false.isascii():
        return not _is_opposite(said, false)
    if not claims and not wrong:
        return against(message, premise) is Saying.SAME and (
            _NO_MORE.search(false) is None or _NO_MORE.search(said) is not None
        )
    return True


_NEVER_BARE = frozenset({"month", "day", "hour", "age"})
"""What is told with its unit: 三年 is no answer to 拿了三万."""


def opposes(message: str, premise: str) -> bool:
    """True when a message says the opposite of a false premise: 没有这个罪名 of 有这个罪名."""
    if message.isascii() or premise.isascii():
        return _is_opposite(ASKED.sub("", fold(message)), ASKED.sub("", fold(premise)))
    return against(message, premise) is Saying.OPPOSITE


def is_listed(message: str, conclusion: str) -> bool:
    """True when a message says of one thing that it is of a kind (人脸属于敏感个人信息), and a conclusion lists that thing."""
    said = _MEMBER.match(ASKED.sub("", fold(message)))
    if said is None or _NOT.search(said.group()):
        return False
    thing = said["thing"]
    return any(
        thing in item or (len(item) >= 2 and item in thing)
        for item in _ITEM.split(fold(conclusion))
        if 2 <= len(item) <= LONGEST_ITEM
    )


LONGEST_ITEM = 14
"""Characters of one item of a list in a conclusion."""
_MEMBER = re.compile(
    r"^(?P<thing>[\u4e00-\u9fff]{2,10}?)(?:都|也|应该|应当)?(?:属于|算是|算|是)(?P<kind>[\u4e00-\u9fff]{4,14})$"
)
_ITEM = re.compile(r"[、:,。;]|以及|或者|和")
_NO_MORE = re.compile(r"只有|只是|只能|只算|只包括|仅|就是|就这|就算是")
"""Words by which a premise is about nothing else; what lacks them says less."""


def confirms(message: str, conclusion: str) -> bool:
    """True when a conclusion has the figures of a message in nearly the same words: 违法所得5000元入罪."""
    claims, known = stated_figures(message), figures(conclusion)
    return bool(claims) and all(
        any(
            one.quantity.value == claim.quantity.value
            and _same_unit(claim.quantity, one.quantity)
            and len(claim.words & one.words)
            >= max(tuned.FEWEST_SHARED, tuned.PREMISE_COVERED * len(claim.words))
            for one in known
        )
        for claim in claims
    )


def speaks_of(message: str, text: str) -> bool:
    """True when a text has figures said of what those of a message are said of, right or wrong."""
    return any(
        _same_unit(claim.quantity, one.quantity) and _alike(claim, one) >= tuned.OF_THE_SAME
        for claim in stated_figures(message)
        for one in figures(text)
    )


def of_other_things(message: str, phrasing: str) -> bool:
    """True when both have figures and none of the same unit: 5000元 is not asked by 5000条才入罪."""
    claims, asked = stated_figures(message), stated_figures(phrasing)
    return bool(claims and asked) and not any(
        _same_unit(one.quantity, other.quantity) for one in claims for other in asked
    )


def _shares_words(said: str, false: str) -> bool:
    words, of_premise = carrying(said), carrying(false)
    return (
        not of_premise
        or (
            len(words & of_premise) >= tuned.PREMISE_COVERED * len(of_premise)
            and len(words - of_premise) == 0
        )
        or words == of_premise
    ) and not _is_opposite(said, false)


def _is_opposite(said: str, false: str) -> bool:
    """没有开盒罪 against 有开盒罪, 违法 against 合法; else the same words."""
    swapped = any(
        (one in said and one not in false and other in false and other not in said)
        or (other in said and other not in false and one in false and one not in said)
        for one, other in _OPPOSITES
    )
    words, of_premise = (carrying(_FILLER.sub("", _NOT.sub("", one))) for one in (said, false))
    if not words or not of_premise:
        return False
    odd = (len(_NOT.findall(said)) + len(_NOT.findall(false))) % 2 == 1
    alike = len(words & of_premise) / len(words | of_premise)
    return not odd if swapped else odd and alike >= tuned.OPPOSITE_COVERED


_DENIAL = re.compile(
    r"^(?:不|没有|弄反|都不|并不|不能|已经改)[^。：；]*[。：；]|^[^。，：]{0,12}不是[^。：；]*[。：；]"
)


def without_denial(correction: str) -> str:
    """The words of a correction behind its 不对, or nothing when it says no more than that."""
    return _DENIAL.sub("", correction, count=1).strip()
