"""A message that cites an article and asks or names something else besides: both are answered, in one answer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.answer import Answer, Outcome
from bot.compose.excerpts import distinct
from bot.compose.premises import asks
from knowledge.citations.types import Resolution

MOST_EXCERPTS = 5

FEWEST = 6
"""Chinese characters beside a citation and its question words from which they ask something of their own."""

_QUOTED = re.compile(r"[“「『][^“”「」『』]{6,600}[”」』]|\"[^\"\n]{6,600}\"")
_WORDS_OF_ASKING = re.compile(
    r"[^\u4e00-\u9fff]|请问|是什么|什么意思|怎么规定|怎么说|怎么写|说了什么|讲了什么|讲的是什么|规定了什么|原文|内容|全文|现在|今天|适用|依据|根据|"
    r"对吗|对吧|对不对|是吗|是吧|没错吧|是不是|有没有|能不能|可以吗|帮我|看一下|查一下|解释一下|背一下|还有效|生效|吗|呢|吧|啊|的|了|是|在|和|与|第|条|款|项|法"
)


def without_citations(text: str, resolved: Sequence[Resolution]) -> str:
    """A text with a blank in place of each of its citations, and of words that were compared with them."""
    rest = without_spans(text, (one.span for one in resolved), " ")
    if any(one.quote is not None for one in resolved):
        rest = _QUOTED.sub(" ", rest)
    return rest.strip(" ,，。;；:：")


def without_spans(text: str, spans: Iterable[tuple[int, int]], between: str = "") -> str:
    """A text without some parts, which may overlap; ``between`` stands where each was."""
    kept, reached = [], 0
    for start, end in sorted(spans):
        kept.append(text[reached : max(start, reached)])
        reached = max(reached, end)
    return between.join([*kept, text[reached:]])


def asks_more(rest: str) -> bool:
    """True when what stands beside the citations of a message is a question by itself."""
    return asks(rest) and len(_WORDS_OF_ASKING.sub("", rest)) >= FEWEST


def together(first: Answer, second: Answer, *sentences: str) -> Answer:
    """Two answers to one message as one: what was cited, then the rest.

    Args:
        first: To the citations.
        second: To what is asked besides.
        sentences: Said between the two.
    """
    outcome = first.outcome
    if outcome is Outcome.ANSWERED and second.outcome in (Outcome.CORRECTED, Outcome.PARTIAL):
        outcome = second.outcome
    said = [line for line in (first.conclusion, *sentences, second.conclusion) if line]
    return replace(
        first,
        outcome=outcome,
        conclusion="\n".join(dict.fromkeys(said)),
        excerpts=distinct((*first.excerpts, *second.excerpts), max(MOST_EXCERPTS, len(first.excerpts) + 1)),
        steps=second.steps,
        notices=tuple(dict.fromkeys((*first.notices, *second.notices))),
        hotlines=second.hotlines,
        safety=first.safety or second.safety,
        topic_id=second.topic_id,
    )
