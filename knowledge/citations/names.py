"""Names of laws in a text as mentions: what they mean, whose law it is, which version is asked for."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from knowledge.citations import patterns as p
from knowledge.citations.edges import clean_starts, is_private, longer_name, name_start
from knowledge.citations.times import tells_times, time_beside, time_of_sentence
from knowledge.citations.types import FoundCitation, LawMention
from knowledge.normalize import Normalized
from knowledge.title_cores import NameMatch
from knowledge.titles import LawRegistry, Mention

_TOLERANT_LOOKUPS = 300
"""Names looked up tolerantly in one text; bounds the work on hostile input."""
_REGULATION = ("条例", "办法", "规定", "细则", "规则")
_LAW_ENDING = re.compile(
    r"(?:法|法典|条例|解释|规定|办法|细则|决定|意见|规则|通则|修正案[一二三四五六七八九十]{0,3}|宪章|公约)"
    r"(?:\([^()]{1,14}\)|[一二三四五六七八九十])?$"
)
_LONGEST_ENDING = 24
_PAPER_ENDING = re.compile(
    r"(?:最高人民法院|最高人民检察院|国务院|关于).{0,160}(?:通知|批复|答复|复函|纪要)$"
)
_END_NOTE = re.compile(r"\s?\((?P<note>[^()]{1,24})\)$")
_PART = re.compile(
    # 总则, 第七编, 第五章 侵犯财产罪 of any law; parts with a name of their own, of a code.
    rf"[\s·:,-]{{0,2}}\(?(?:(?:总则|分则)[编篇]?|附则|(?<=法典)[\s·:,-]{{0,2}}\(?[\u4e00-\u9fff]{{2,5}}[编篇]"
    rf"|[\s·]?第{p.NUM}(?:分编|[编章节])\s?[\u4e00-\u9fff、]{{0,16}}){{1,3}}\)?$"
)
_OF_A_CODE = re.compile(r"(?:中华人民共和国)?(?P<law>民法典)[\s·]?(?=[\u4e00-\u9fff]{2,5}编)")
_LAW_WITH_PARTS = re.compile(r"(?:(?<!办)法|法典)$")
_VERSION_NOTE = re.compile(
    r"(?:19|20)\d\d|修正|修订|修改|草案|意见稿|送审稿|审议稿|建议稿|[旧原]|失效|废止|全文|节选|试行|现行|最新"
)
_ORDINAL = re.compile(r"第?[一二三四五六七八九十]$")
_NUMBERED_KIND = re.compile(r"(?:解释|规定|意见|办法|批复|修正案|公约|议定书)$")
_CONTRACT = re.compile(r"(?:合同|协议|协议书|章程|公约|约定|承诺书)$")
_AROUND = re.compile(
    # 最高人民法院关于适用《…》若干问题的解释(一): a title with another inside it and no marks of its own.
    r"(?:(?:最高人民法院|最高人民检察院|最高法院?|最高检|两高|全国人民代表大会常务委员会|全国人大常委会|全国人民代表大会|国务院|中央军委|公安部|司法部)[、\s]{0,2}){0,4}"
    r"(?:关于|中国人民解放军|实施)(?:[^《》,。;:!?\n]{0,20})(?P<inner>《[^《》\n]{2,40}》)[^《》,。;:!?\n]{0,50}?"
    r"的?(?:解释|规定|决定|意见|批复|办法|通知|答复)(?:的补充规定)?(?:\([一二三四五六七八九十]\)|[一二三四五六七八九十](?=第))?(?![\u4e00-\u9fff]{0,2}[法条]例?》)"
)


_ISSUER = re.compile(r"最高法院?(?!院)|最高检(?!察)|两高")


def _issuer(hit: re.Match[str]) -> str:
    if hit.group() == "两高":
        return "最高人民法院、最高人民检察院"
    return "最高人民法院" if "法" in hit.group() else "最高人民检察院"


class Names:
    """The names in one normalised text."""

    def __init__(self, norm: Normalized, registry: LawRegistry) -> None:
        self._norm = norm
        self._text = norm.text
        self._registry = registry
        self._lookups = 0
        # One look at the whole text spares most of it three looks at every citation.
        self._years = _YEAR_HINT.search(self._text) is not None
        self._old = _OLD_HINT.search(self._text) is not None
        self._times = tells_times(self._text)

    def mentions(self) -> list[Mention]:
        """Known names and everything in 《》 that is called like a law, in order."""
        known = self._registry.mentions(self._text)
        if "《" not in self._text:
            return self._whole(known)
        known = self._with_inner_titles(known)
        found: list[Mention] = []
        position = 0
        for bracket in p.BRACKETED.finditer(self._text):
            start, end = bracket.span("title")
            while position < len(known) and known[position].end <= start:
                found.append(known[position])
                position += 1
            inside = []
            while position < len(known) and known[position].start < end:
                inside.append(known[position])
                position += 1
            whole = [mention for mention in inside if mention.end >= end]
            if whole and whole[-1].start <= start:
                found.append(whole[-1])
                continue
            match = self._in_marks(bracket["title"], inside=bool(inside))
            if match is not None:
                found.append(Mention(start, end, match))
        found.extend(known[position:])
        return self._whole(found)

    def _in_marks(self, title: str, *, inside: bool) -> NameMatch | None:
        """What 《title》 stands for, or None when it is not called like a law."""
        within = self._within_a_law(title)
        if within is not None:
            return within
        noted = _END_NOTE.search(title)
        if noted and _VERSION_NOTE.search(noted["note"]):
            bare = self._in_marks(title[: noted.start()], inside=inside)
            return bare and replace(bare, name=title, note=noted["note"])
        if (
            _LAW_ENDING.search(title)
            or _PAPER_ENDING.search(title)
            or title[:1].isascii()
            or (inside and not _CONTRACT.search(title))
        ):
            return self._tolerant(title) or NameMatch(title)
        if len(title) < 4 or _CONTRACT.search(title):
            return None
        cut_short = self._registry.lookup(title + "法")  # 《个人信息保护》第10条
        return cut_short and replace(cut_short, name=title, close=True)

    def _within_a_law(self, title: str) -> NameMatch | None:
        """《民法典·侵权责任编》 is the Civil Code, 《民法典婚姻家庭编解释(一)》 the interpretation of that part."""
        part, code = _PART.search(title), _OF_A_CODE.match(title)
        if (part is None and code is None) or self._registry.lookup(title) is not None:
            return None
        whole = self._registry.lookup(title[: part.start()]) if part else None
        if part and whole and _LAW_WITH_PARTS.search(title[: part.start()]):
            return replace(whole, name=title)
        text = self._registry.lookup(title[code.end() :]) if code else None
        if code and text and all(code["law"] in self._registry.law(one).title for one in text.law_ids):
            return replace(text, name=title)
        return None

    def _with_inner_titles(self, known: list[Mention]) -> list[Mention]:
        """Titles around another title that stand without marks of their own, in place of what is in them."""
        found: list[Mention] = []
        for hit in _AROUND.finditer(self._text):
            start, end = hit.span()
            if self._text[start - 1 : start] == "《" or self._text.rfind(
                "《", max(0, start - 80), start
            ) > self._text.rfind("》", max(0, start - 80), start):
                continue  # the whole stands in marks
            covering = any(mention.start <= start and mention.end >= end for mention in known)
            if covering:
                continue
            name = self._text[start:end]
            match = self._registry.match(name) or self._in_full(hit) or NameMatch(name)
            found.append(Mention(start, end, match))
        if not found:
            return known
        kept = [m for m in known if not any(m.start < f.end and m.end > f.start for f in found)]
        return sorted([*kept, *found], key=lambda mention: mention.start)

    def _in_full(self, hit: re.Match[str]) -> NameMatch | None:
        """最高法关于适用《民诉法》的解释: the title with those who issue it and the law in it written out."""
        inner = self._registry.lookup(hit["inner"])
        if inner is None or len(inner.law_ids) != 1:
            return None
        law, name = self._registry.law(inner.law_ids[0]), hit.group()
        at = hit.start("inner") - hit.start()
        full = f"{_ISSUER.sub(_issuer, name[:at])}《{law.title}》{name[at + len(hit['inner']) :]}"
        known = self._registry.lookup(full)
        return known and replace(known, name=name)

    def _whole(self, mentions: list[Mention]) -> list[Mention]:
        """Mentions of which none is only the end, or the beginning, of another name."""
        result: list[Mention] = []
        floor = 0
        for mention in mentions:
            if self._text.startswith(("院", "庭", "官"), mention.end) and mention.match.name == "民法":
                continue  # 人民法院
            if mention.match.name.endswith("法") and _NO_NAME_BEHIND.match(self._text, mention.end):
                continue  # 土地管理法规
            if self._text[mention.start - 1 : mention.start] != "《" and not mention.match.name[:1].isascii():
                mention = self._numbered(mention)
                annex = _ANNEX.match(self._text, mention.end)
                if annex:  # 香港基本法附件一 has articles of its own, which are not held
                    name = self._text[mention.start : annex.end()]
                    mention = Mention(mention.start, annex.end(), NameMatch(name, near=()))
                longer = longer_name(self._text, mention.start, mention.end, floor)
                if longer is not None and longer < mention.start:
                    name = self._text[longer : mention.end]
                    known = self._registry.lookup(name)
                    near = self._registry.suggest(name) or mention.match.law_ids[:2]
                    match = known or NameMatch(name, near=near)
                    mention = Mention(longer, mention.end, match)
            result.append(mention)
            floor = mention.end
        return result

    def _numbered(self, mention: Mention) -> Mention:
        """民间借贷司法解释(二) is another text than 民间借贷司法解释."""
        match = mention.match
        if not _NUMBERED_KIND.search(match.name):
            return mention
        behind = _NUMBER_BEHIND.match(self._text, mention.end)
        if behind is None:
            return mention
        name = self._text[mention.start : behind.end()]
        known = self._registry.lookup(name) or self._registry.lookup(f"{match.name}({behind['number']})")
        return Mention(mention.start, behind.end(), known or NameMatch(name, near=match.law_ids[:2]))

    def _tolerant(self, name: str) -> NameMatch | None:
        if self._lookups >= _TOLERANT_LOOKUPS:
            return self._registry.lookup(name)
        self._lookups += 1
        return self._registry.match(name)

    def before(self, end: int, floor: int) -> Mention | None:
        """The unregistered name that ends at ``end``: recognised tolerantly, or unknown.

        Args:
            end: End of the law-like word.
            floor: Where text that is already used up ends.
        """
        start = name_start(self._text, end, floor)
        window = self._text[start:end].replace("《", " ").replace("》", " ")
        if " " in window.strip():
            cut = len(window) - len(window.rstrip().rpartition(" ")[2]) - (len(window) - len(window.rstrip()))
            start, window = start + cut, window[cut:]
        ending = window[-_LONGEST_ENDING:]
        if not _LAW_ENDING.search(ending) and not window.endswith(("发", "条列", "点", "电")):
            return None
        starts = clean_starts(window) if self._lookups < _TOLERANT_LOOKUPS else []
        for offset in starts:
            if offset > len(window) - 3:
                break
            match = self._tolerant(window[offset:])
            if match is not None:
                return Mention(start + offset, end, replace(match, close=True))
        if p.NO_LAW.search(ending) or not _LAW_ENDING.search(ending) or len(window) < 3 or is_private(window):
            return None
        return Mention(start, end, NameMatch(window))

    def law(self, mention: Mention, note: str = "", places_end: int = 0) -> LawMention:
        """A mention as part of a citation; foreign and local law never passes for national law."""
        span = self._norm.span(mention.start, mention.end)
        words = self._norm.original[span[0] : span[1]]
        match = mention.match
        place, start = self._place(mention, note)
        if not place and places_end and self._text[places_end : places_end + 1] in _OPENS:
            behind = _PLACE_BEHIND.match(self._text, places_end)
            place, start = (behind["place"], mention.start) if behind else ("", mention.start)
        if place:
            if match.named is not None and match.named.standing == "foreign":
                return LawMention(words, span, named=match.named)
            outer = (self._norm.span(start, mention.end)[0], span[1])
            return LawMention(words, outer, foreign=place)
        if match.note and _DRAFT.search(match.note):
            return LawMention(words, span, near=match.law_ids, draft=True)
        if match.name.endswith(_REGULATION):
            local = p.LOCAL_BEFORE.search(self._text, max(0, mention.start - 14), mention.start)
            if local:
                start = self._norm.span(local.start(), mention.end)[0]
                return LawMention(self._norm.original[start : span[1]], (start, span[1]))
        return LawMention(words, span, match.law_ids, match.named, match.close, near=match.near)

    def _place(self, mention: Mention, note: str) -> tuple[str, int]:
        """Country or region whose law this is, read from the words around the name, and its start."""
        inner = p.FOREIGN_NOTE.match(note) if note else None
        if inner:
            return inner["place"], mention.start
        window_start = max(0, mention.start - 44)
        before = None
        if mention.start and self._may_be_foreign(mention.start):
            before = p.FOREIGN_BEFORE.search(self._text, window_start, mention.start)
        if before:
            return before["place"], before.start()
        if not mention.match.name[:1].isascii():
            return "", mention.start
        before = p.FOREIGN_ENGLISH_BEFORE.search(self._text, window_start, mention.start)
        if before:
            return before["place"], before.start()
        after = p.FOREIGN_ENGLISH_AFTER.match(self._text, mention.end)
        return (after["place"] if after else ""), mention.start

    def _english_version(self, citation: FoundCitation, start: int, end: int) -> FoundCitation:
        """The 2012 Law, Law (2016), Law of the PRC (2018 Amendment)."""
        if not self._years:
            return citation
        for found in (
            _ENGLISH_YEAR.search(self._text, start, end),
            _ENGLISH_YEAR_BEHIND.match(self._text, end),
            _ENGLISH_YEAR_BEFORE.search(self._text, max(0, start - 10), start),
        ):
            if found is not None:
                return citation._replace(version_year=int(next(filter(None, found.groups()))))
        return citation

    def _may_be_foreign(self, start: int) -> bool:
        """A cheap test for ``patterns.FOREIGN_BEFORE``."""
        head = self._text[max(0, start - p.LONGEST_PLACE_TAIL - p.LONGEST_PLACE) : start]
        return any(
            head[end - length : end] in p.PLACE_NAMES
            for end in range(len(head), max(0, len(head) - p.LONGEST_PLACE_TAIL), -1)
            if head[end - 1] in p.PLACE_LAST
            for length in range(2, min(p.LONGEST_PLACE, end) + 1)
        )

    def with_version(self, citation: FoundCitation, start: int, end: int, note: str) -> FoundCitation:
        """The version asked for, from the words before the name and the notes in and behind it."""
        if note:
            citation = _noted(citation, note)
            if citation.version_year is not None:
                return citation
        if citation.law is not None and citation.law.text[:1].isascii():
            return self._english_version(citation, start, end)
        behind = None
        if self._text[end : end + 2].lstrip()[:1] in _NOTE_STARTS or "(" in self._text[end : end + 10]:
            behind = p.NOTE_BEHIND.match(self._text, end)
        if behind and behind["year"]:
            return citation._replace(as_of=date(int(behind["year"]), 12, 31))
        if behind:
            return _noted(citation, behind["note"])
        window_start = max(0, start - 26)
        if start == window_start:
            return citation
        if self._years and _YEAR_HINT.search(self._text, window_start, start):
            hint = p.YEAR_BEFORE.search(self._text, window_start, start)
            if hint:
                return _dated(citation, hint)
        if (
            self._old
            and _OLD_HINT.search(self._text, window_start, start)
            and p.OLD_BEFORE.search(self._text, window_start, start)
        ):
            return citation._replace(old=True)
        return citation._replace(told=time_beside(self._text, start)) if self._times else citation

    def with_time(
        self, citation: FoundCitation, start: int, end: int, names: Iterable[Mention]
    ) -> FoundCitation:
        """The time that the sentence tells, where nothing nearer says whose day's law is meant."""
        if not self._times or citation.told or citation.as_of or citation.old or citation.version_year:
            return citation
        spans = ((name.start, name.end) for name in names)
        return citation._replace(told=time_of_sentence(self._text, start, end, spans))


def _noted(citation: FoundCitation, note: str) -> FoundCitation:
    """（2021年修正） names a version, （旧） asks for the one before; a document number neither."""
    if "号" in note:
        return citation
    year = p.YEAR_NOTE.search(note)
    if year:
        return citation._replace(version_year=int(year["year"]))
    return citation._replace(old=True) if p.OLD_NOTE.search(note) else citation


_NUMBER_BEHIND = re.compile(
    r"\s?\((?P<number>[一二三四五六七八九十])\)|(?P<bare>[一二三四五六七八九十])(?=\s?第)"
)
_ENGLISH_YEAR = re.compile(r"\((?P<year>(?:19|20)\d\d)\b[^()]{0,20}\)|\b(?:the|of)\s(?P<of>(?:19|20)\d\d)\s")
_ENGLISH_YEAR_BEHIND = re.compile(
    r"\s?(?:of\s(?:the\s)?(?:prc|people's\srepublic\sof\schina|china))?,?\s?\((?:as\s)?(?:amended\s(?:in\s)?)?(?P<year>(?:19|20)\d\d)\b[^()]{0,20}\)",
    re.IGNORECASE,
)
_ENGLISH_YEAR_BEFORE = re.compile(r"\b(?P<year>(?:19|20)\d\d)\s$")
_OPENS = ("(", " ")
_NO_NAME_BEHIND = re.compile(r"规(?!定)|律(?!师)")
_PLACE_BEHIND = re.compile(rf"\s?\((?:中国)?(?P<place>{p.PLACES})(?:地区)?(?:的)?(?:法律?)?\)")
_ANNEX = re.compile(r"》?\s?附[件录表](?:[一二三四五六七八九十]|\d)?")
_DRAFT = re.compile(r"草案|意见稿|送审稿|审议稿|建议稿")
_NOTE_STARTS = ("(", ",", "在", "于")
"""Cheap test for what ``patterns.NOTE_BEHIND`` begins with."""
_YEAR_HINT = re.compile(r"(?:19|20)\d\d")
_OLD_HINT = re.compile("[旧老原前时去来候]")
_VERSION_WORDS = re.compile(r"版|修正|修订|修改|公布|颁布|通过")


def _dated(citation: FoundCitation, hint: re.Match[str]) -> FoundCitation:
    """2012年版 names a version, 2023年时 a day: the last of the period that is named."""
    year, tail = int(hint["year"]), hint["tail"] or ""
    before = tail.endswith(("前", "之前"))
    if _VERSION_WORDS.search(tail) and not before:
        return citation._replace(version_year=year)
    month = int(hint["month"]) if hint["month"] else 0
    try:
        if month and hint["day"]:
            day = date(year, month, int(hint["day"]))
        elif month:
            day = date(year, month, 1 if before else monthrange(year, month)[1])
        else:
            first = before or tail.startswith(("年初", "初"))
            day = date(year, 1, 1) if first else date(year, 12, 31)
    except ValueError:
        return citation
    return citation._replace(as_of=day - timedelta(days=1) if before else day)
