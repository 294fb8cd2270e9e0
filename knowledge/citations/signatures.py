"""第705条 and its words, with the law's name only below them: ——《民法典》, （来源：民法典）."""

from __future__ import annotations

import re
from bisect import bisect_left

from knowledge.citations.patterns import CN
from knowledge.citations.places import Places
from knowledge.citations.quotes import SIGNATURE, SIGNED, words_between
from knowledge.citations.scan import Scan
from knowledge.citations.types import Form

_FURTHEST = 600
"""Characters of an article between its number and the name of its law."""
_MOST_NAMES = 6
_BEFORE = re.compile(rf"(?:^|[\s>。;”\"])(?P<sign>{SIGNATURE})《?$|(?P<open>\()《?$")
_BEHIND = re.compile(r"》?\s{0,2}(?:\)|$|\n|[。]\s{0,2}(?:$|\n))")
_ANOTHER = re.compile(rf"(?:\n|[。;])[\s>*【\[-]{{0,8}}第[0-9{CN}]{{1,9}}条")


def read(scan: Scan, position: int, places: Places) -> bool:
    """Emit the citation of ``places`` by the law that signs the words behind them; False when none does."""
    if len(places.targets) != 1:
        return False
    text, first = scan.text, bisect_left(scan.mentions, places.end, key=lambda mention: mention.start)
    for mention in scan.mentions[first : first + _MOST_NAMES]:
        if mention.start > places.end + _FURTHEST:
            return False
        before = _BEFORE.search(text, max(places.end, mention.start - 16), mention.start)
        if before is None or _BEHIND.match(text, mention.end) is None:
            continue
        stop = before.start("sign") if before["sign"] else before.start("open")
        if _ANOTHER.search(text, places.end, stop):
            return False
        words = words_between(text, places.end, stop, mention.end)
        if words is None or not mention.match.law_ids:
            return False
        scan.emit(Form.FULL, position, places.end, tuple(places.targets), law=scan.whose.law(mention))
        span = scan.norm.span(words.start, words.end)
        scan.found[-1] = scan.found[-1]._replace(
            quote=scan.norm.original[span[0] : span[1]], quote_span=span, quoting=SIGNED, by_signature=True
        )
        return True
    return False
