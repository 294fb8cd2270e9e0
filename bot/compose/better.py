"""Words beside an article number that fit another article of the same law better than the one of that number."""

from __future__ import annotations

import re
from datetime import date

from bot.compose import tuned
from bot.compose.figures import figures
from bot.compose.finding import LAW_KINDS
from index.types import Ranker, Ranking
from knowledge.citations.find import find_citations
from knowledge.citations.links import links_of
from knowledge.citations.types import Resolution, Verdict
from knowledge.library import Library
from knowledge.models import ArticleNumber
from knowledge.normalize import character_pairs

_ASKING = re.compile(
    r"[\s,，。?？!！:：;；、“”\"《》()（）]|请问|是什么|什么意思|怎么规定|怎么说|怎么写|说了什么|讲了什么|讲的是什么|规定了什么|的?原文|的?内容|全文|现在|今天|适用|依据|根据|"
    r"对吗|对吧|对不对|是吗|是吧|没错吧|是不是|有没有|能不能|可以吗|帮我|看一下|查一下|解释一下|吗|呢|吧|啊|的|了|是|在|和|与|第|条|款|项|法"
)
_BY = re.compile(r"(?:依照|按照)(?:本法)?$")
_PUNISHED = re.compile(r"[^。；]{0,6}规定(?:予以|给予|追究|定罪|从重)?处罚")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


def moved_beside_cited(text: str, ranked: Ranking, library: Library, today: date) -> Ranking:
    """The same hits, with an article that has taken over an old number of the query right behind the one of that number.

    治安法42条 偷窥: what was 第四十二条 stands in 第五十条 since 2026, if words beside the number brought it into the ranking.
    """
    moved = {
        (citation.law.law_ids[0], new)
        for citation in find_citations(text, library.registry)
        if citation.law is not None and len(citation.law.law_ids) == 1
        for target in citation.targets
        for move in library.renumberings(citation.law.law_ids[0])
        if move.old == target.article and move.since <= today
        for new in move.new
    }
    taken_over = [hit for hit in ranked if (hit.law_id, hit.article) in moved] if moved else []
    if not taken_over:
        return ranked
    rest = [hit for hit in ranked if hit not in taken_over]
    return Ranking([*rest[:1], *taken_over, *rest[1:]])


def punished_by(one: Resolution, library: Library, today: date) -> list[ArticleNumber]:
    """Articles of the same law by which a cited place is punished that has no figure of its own.

    Article 95 of the Road Traffic Safety Law: 并可以依照本法第九十条的规定予以处罚.
    """
    if one.statute is None or one.source_article is None:
        return []
    text = one.source_article.text
    paragraphs = {part.number: part for part in one.source_article.paragraphs}
    cited = paragraphs.get(one.paragraph or 0)
    start, end = (cited.start, cited.end) if cited else (0, len(text))
    if figures(text[start:end]):
        return []
    links = links_of(one.statute, one.source_article, library, today)
    by = (
        link.article
        for link in links
        if start <= link.start < end and link.law_id == one.law_id and link.article != one.number
        if _BY.search(text, 0, link.start) and _PUNISHED.match(text, link.end)
    )
    return list(dict.fromkeys(by))


def better_article(
    ranker: Ranker, library: Library, rest: str, one: Resolution, today: date
) -> ArticleNumber | None:
    """The article of the same law that the words of a question fit better than the one cited, or None.

    Args:
        ranker: Finds articles by words.
        library: Knows which articles have moved.
        rest: The question without its citation.
        one: What the citation leads to.
        today: The day whose law is quoted; what moves later has not moved.
    """
    if one.law_id is None or one.number is None or one.statute is None or not one.statute.verbatim:
        return None
    if one.quote is not None:  # its words were compared, and found elsewhere if they stand there
        return None
    if one.verdict is not Verdict.VALID or len(_CHINESE.findall(_ASKING.sub("", rest))) < tuned.FEWEST_WORDS:
        return None
    if (told := _moved_by_its_words(library, rest, one, today)) is not None:
        return told
    ranked = ranker.search(ranker.prepare(rest), tuned.LOOKED_AT, kinds=LAW_KINDS)
    places = [
        (place, hit.article, hit.score.total)
        for place, hit in enumerate(ranked)
        if hit.law_id == one.law_id and hit.article is not None
    ]
    if not places:
        return None
    own = next((share for _, article, share in places if article == one.number), 0.0)
    place, first, share = places[0]
    if first == one.number:
        return None
    moved = {
        new
        for move in library.renumberings(one.law_id)
        if move.old == one.number and move.since <= today
        for new in move.new
    }
    for _, article, held in places[: tuned.MOVED_OF_ITS_LAW]:
        if article in moved and held > own:
            return article
    if first.number == one.number.number and share > own:
        return first  # 刑法253 and 253之一
    sure = place < tuned.NEAR_THE_TOP and share >= tuned.LEAST_SHARE and share > tuned.FITS_BETTER * own
    return first if sure and _has_more(library, rest, one, first) else None


def _has_more(library: Library, rest: str, one: Resolution, other: ArticleNumber) -> bool:
    """Whether another article has more of the words of a question than the one cited: 没带驾驶证…扣车 is in 第九十五条, whatever ranks first."""
    assert one.statute is not None  # checked by the caller
    pairs = character_pairs(_ASKING.sub("", rest))
    own = character_pairs(one.source_article.text) if one.source_article is not None else frozenset[str]()
    return len(pairs & character_pairs(library.articles(one.statute)[other].text)) > len(pairs & own)


_FEWEST_PAIRS = 2
"""Pairs of characters that a question must share with a rule that has moved."""


def _moved_by_its_words(library: Library, rest: str, one: Resolution, today: date) -> ArticleNumber | None:
    """Where the rule of an old number stands today, when the words of a question are more like it than like today's article."""
    if one.law_id is None or one.statute is None or one.source_article is None:
        return None
    pairs = character_pairs(_ASKING.sub("", rest))
    own = len(pairs & character_pairs(one.source_article.text))
    articles = library.articles(one.statute)
    best, most = None, (max(own, _FEWEST_PAIRS - 1), 0)
    for move in library.renumberings(one.law_id):
        if move.old != one.number or move.since > today:
            continue
        told = len(pairs & character_pairs(move.subject))
        for new in move.new:
            if new not in articles or new == one.number:
                continue
            shared = len(
                pairs
                & (
                    character_pairs(articles[new].text)
                    | (character_pairs(move.subject) if len(move.new) == 1 else frozenset())
                )
            )
            if (shared, told) > most and shared > own:
                best, most = new, (shared, told)
    return best
