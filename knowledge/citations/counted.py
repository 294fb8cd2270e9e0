"""第N条 that cites nothing: headings of the text itself, papers that are no law, things that are counted."""

from __future__ import annotations

import re

from knowledge.citations import patterns as p
from knowledge.citations.edges import ends_in_house_rules
from knowledge.citations.places import Places
from knowledge.citations.scan import Scan

_LOW = 20
"""Up to here 第N条 counts things in prose as often as it cites."""
_OTHER_PAPERS = (
    *(
        "合同",
        "协议",
        "章程",
        "群规",
        "班规",
        "校规",
        "守则",
        "条款",
        "制度",
        "手册",
        "规约",
        "须知",
        "声明",
        "政策",
        "清单",
    ),
    *(
        "判决",
        "判决书",
        "裁定",
        "裁定书",
        "起诉书",
        "起诉状",
        "答辩状",
        "告知书",
        "承诺书",
        "通知",
        "通知书",
        "说明",
        "说明书",
    ),
    *(
        "纪要",
        "报告",
        "标准",
        "指南",
        "遗嘱",
        "协议书",
        "合同书",
        "家规",
        "家训",
        "借条",
        "欠条",
        "村规",
        "民约",
        "队规",
        "帮规",
        "规矩",
        "方案",
        "预案",
        "保单",
        "保险单",
        "投保单",
        "租约",
        "公约",
        "细则",
        "考勤规定",
        "群公告",
        "公告",
        "倡议书",
        "意向书",
        "备忘录",
        "责任书",
        "回执",
        "会议记录",
    ),
)
"""Papers whose 第五条 is no law."""


def counts_things(scan: Scan, position: int, places: Places) -> bool:
    """第三条评论, 合同第五条, and a low 第一条 in text that does not speak of law."""
    text = scan.text
    if p.COUNTED.match(text, places.end):
        return True
    first = places.targets[0].article
    before = _CHAPTER.sub("", text[max(0, position - 24) : position]).rstrip(' 》”"的中里')
    if before.endswith(_OTHER_PAPERS) or ends_in_house_rules(text, position):
        scan.of_a_paper(places)
        return True
    if scan.in_a_paper(places):
        return True
    if _is_heading(scan, position, places):
        return True
    low = first is not None and first.number <= _LOW
    return low and not scan.legal and not is_question(scan, position, places.end)


_ENGLISH_PAPERS = (
    r"(?:agreement|contract|lease|tenancy|policy|bylaws|by-laws|handbook|house\srules|charter|memorandum|undertaking|terms|"
    r"articles\sof\sassociation|covenant|deed|will|rules\sof\sprocedure|code\sof\sconduct)\b"
)
_OF_A_PAPER = re.compile(
    rf"\s?,?\s?(?:of|in|under)\s(?:this|the|our|my|your|their|his|her|its|a|an)\s(?:[a-z-]{{1,20}}\s){{0,3}}{_ENGLISH_PAPERS}",
    re.IGNORECASE,
)
_IN_A_PAPER = re.compile(
    rf"(?:\b(?:this|our|my|your|the)\s(?:[a-z-]{{1,20}}\s){{0,2}}{_ENGLISH_PAPERS})(?:'s)?\s?[,:(]?\s?(?:says\sin\s)?$",
    re.IGNORECASE,
)
_SPEAKS_OF_ITSELF = re.compile(
    rf"\b(?:this|the\spresent)\s(?:[a-z-]{{1,20}}\s){{0,2}}{_ENGLISH_PAPERS}", re.IGNORECASE
)
"""This Agreement is governed by the Civil Code: its articles are its own."""
_BEFORE_AN_ARTICLE = 60


def of_a_paper_in_english(scan: Scan, start: int, places: Places) -> bool:
    """Article 5 of this Agreement, and the Article 12 without a law that follows it."""
    text = scan.text
    named = (
        _OF_A_PAPER.match(text, places.end) is not None
        or _IN_A_PAPER.search(text, max(0, start - _BEFORE_AN_ARTICLE), start) is not None
    )
    if named:
        scan.of_a_paper(places)
        return True
    return scan.in_a_paper(places) or _SPEAKS_OF_ITSELF.search(text) is not None


_CHAPTER = re.compile(rf"\s?(?:第{p.NUM}[编章节部]){{1,3}}\s?$")


_HEADING_BEHIND = re.compile(r"\s|[\[【(]|[\u4e00-\u9fff]")
_GOES_ON_AS_CITATION = re.compile(
    r"\s{0,2}(?:第|款|项|的|之|规定|关于|和|与|及|或|至|到|、|以|也|都|还|就|中|里|有|可以|不|没|怎|什么|是什么|是指|是关于|是哪|说|讲|写|吗|呢|[?。;!\n]|$)"
)
_LISTED = re.compile(r"\s{0,2}(?:[,:]|是(?!什么|指|关于|哪|不是))")
_CLAUSE_START = re.compile(r"(?:^|[\n。;!?:,])[\s#>*\-+•·]{0,6}$")


def _is_heading(scan: Scan, position: int, places: Places) -> bool:
    """第三条 押金 at the start of a line or clause heads the text's own paragraph; 第一条，别慌 counts advice."""
    text, end = scan.text, places.end
    if is_question(scan, position, end) or len(places.targets) != 1 or places.targets[0].paragraph:
        return False
    before = _CLAUSE_START.search(text, max(0, position - 8), position)
    if before is None:
        return False
    first = places.targets[0].article
    low = first is not None and first.number <= _LOW
    if low and _LISTED.match(text, end):
        return True
    margin = text[max(0, position - 8) : position].rstrip(" \t#>*+•·-")
    head = margin[-1:] in ("", "\n", ":", ";")
    following = text[end : end + 2]
    if head and following[:1] in (" ", "\t") and following.strip():
        return True  # 第三条 押金
    if not head or _GOES_ON_AS_CITATION.match(text, end) is not None:
        return False
    return _HEADING_BEHIND.match(text, end) is not None


def is_question(scan: Scan, start: int, end: int) -> bool:
    """The message is the citation and at most a few words of asking."""
    return start <= scan.lead and p.QUESTION_TAIL.match(scan.text, end) is not None
