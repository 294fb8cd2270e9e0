"""Names of laws in a text as mentions, and what they mean."""

from __future__ import annotations

import re
from dataclasses import replace

from knowledge.citations import patterns as p
from knowledge.citations.edges import clean_starts, is_private, longer_name, name_start
from knowledge.name_tables import Mention
from knowledge.normalize import Normalized
from knowledge.title_cores import NameMatch
from knowledge.titles import LawRegistry

_TOLERANT_LOOKUPS = 300
"""Names looked up tolerantly in one text; bounds the work on hostile input."""
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
            if self._text.startswith(_PARTS_OF_A_WORD.get(mention.match.name, ()), mention.end):
                continue  # 人民法院, 公司法人
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


_NUMBER_BEHIND = re.compile(
    r"\s?\((?P<number>[一二三四五六七八九十])\)|(?P<bare>[一二三四五六七八九十])(?=\s?第)"
)
_NO_NAME_BEHIND = re.compile(r"规(?!定)|律(?!师)")
_PARTS_OF_A_WORD = {"民法": ("院", "庭", "官"), "公司法": ("人",)}
_ANNEX = re.compile(r"》?\s?附[件录表](?:[一二三四五六七八九十]|\d)?")
