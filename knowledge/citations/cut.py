"""Words cut out of an article where it turns them round: 防卫过当，不负刑事责任 out of 不属于防卫过当，不负刑事责任.

Every character stands in the article, and still the article does not say it: 一致 would be a false word.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

_BEFORE: Final = re.compile(
    r"(?:不得|不能|不可以?|不应当?|不属于|不构成|不适用|不承担|不具有|不影响|不予|不以|不再|不是|并非|没有|无权|无需|无须|禁止|严禁|不准|不许|未经|未曾|免除|拒绝|不|未|没|无)$"
)
_BEHIND: Final = re.compile(r"^的?除外")
_LONGEST: Final = 6
"""Characters looked at on either side."""
_STOPS: Final = "。；;\n"
_SHOWN: Final = 80
"""Characters of the article's sentence that are shown at most."""
_A_TERM: Final = re.compile(r"(?:所称的?|所谓的?|所说的?|所指的?|的)[\s“\"「『]*$")
_GOES_ON: Final = re.compile(r"[”\"」』\s]*(?![对是没不真吗吧呢么])[\u4e00-\u9fffA-Za-z]")
"""Words that are spoken of (第三十四条所称的“……”, “……”可以采取书面形式), not given as the rule."""
_OUTSIDE_ARTICLES: Final = re.compile(r"[\s“”\"「」『』《》（）()：:，,*]+")


def turned(
    whole: str, positions: Sequence[int], found: tuple[int, int], around: tuple[str, str] = ("", "")
) -> str:
    """The word with which an article turns round the words ``whole[found]`` of it; empty where it does not.

    Args:
        whole: Comparable characters of the article.
        positions: Where each stands in it; a gap is a mark, where a clause ends.
        found: The words quoted.
        around: What the citing text has before and behind them: 不得“强迫任何人证实自己有罪” leaves nothing out.
    """
    if _A_TERM.search(around[0]) or _GOES_ON.match(around[1]):
        return ""
    start, end = found
    floor = start
    while floor > max(0, start - _LONGEST) and positions[floor] - positions[floor - 1] == 1:
        floor -= 1
    before = _BEFORE.search(whole[floor:start])
    if before is not None and _BEFORE.search(_OUTSIDE_ARTICLES.sub("", around[0])[-_LONGEST:]) is None:
        return before.group()
    behind = _BEHIND.match(whole[end : end + _LONGEST])
    if behind is not None and _BEHIND.match(_OUTSIDE_ARTICLES.sub("", around[1])[:_LONGEST]) is None:
        return behind.group()
    return ""


def sentence(article: str, first: int, last: int) -> str:
    """The sentence of an article that has ``article[first:last]``; of a long one the part around them."""
    start = max(article.rfind(stop, 0, first) for stop in _STOPS) + 1
    ends = [at for stop in _STOPS if (at := article.find(stop, last)) >= 0]
    end = min(ends, default=len(article))
    if end - start > _SHOWN:
        clause = max(article.rfind(mark, start, max(start, first - 1)) for mark in "，,") + 1
        start = max(start, clause)
        behind = [at for mark in "，," if (at := article.find(mark, last, end)) >= 0]
        end = min(behind, default=end)
    return article[start:end].strip()
