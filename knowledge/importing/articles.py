"""Articles of a rule from its lines: 第N条 in every usual form, 一、二、 where there is none, else one running text.

What is no article stays out of them: contents, headings, signatures, annexes. What does not follow the count is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from knowledge.importing.lines import bare, compact
from knowledge.models import Article, ArticleNumber
from knowledge.numerals import parse_number, to_chinese
from knowledge.readers.text import HEADING, join_broken_lines, split_paragraphs

UNNUMBERED = 900_000
"""Entries that are no 第N条 are counted from here, as ``readers.statutes`` does: never cited by number."""

_NUM = "[一二三四五六七八九十百千零〇○]"
_GAP = r"[ \t\u3000\u00a0]"
_LABEL = re.compile(
    rf"第{_GAP}{{0,3}}((?:{_NUM}{_GAP}?){{1,12}}|[0-9０-９]{{1,4}}){_GAP}{{0,3}}条"
    rf"(?:{_GAP}?之{_GAP}?({_NUM}{{1,3}}))?"
)
_SMUDGED = re.compile(
    rf"第{_GAP}{{0,3}}([一二三四五六七八九十百千零〇○\-—－–―ー_0-9０-９OoIl|丨]{{1,6}}){_GAP}{{0,3}}条(?={_GAP})"
)
"""What text recognition makes of a label: 第-条, 第十—条, 第 1O 条. Taken only for the number that is due."""
_DASHES = str.maketrans(dict.fromkeys("-—－–―ー_", "一"))
_LETTERS = str.maketrans("OoIl|丨", "001111")
_REFERS = re.compile(r"[第、和及至或与到的规所中款项，。；,;：:）)】》之以]|规定|所列|所称|第.款")
_INLINE = re.compile(
    rf"(?<=[。！？；：”）)])[ \u3000]{{0,8}}(?=第{_GAP}?(?:{_NUM}{{1,9}}|\d{{1,4}}){_GAP}?条(?:之{_NUM}{{1,3}})?[ \u3000])"
)
_LIST = re.compile(rf"^({_NUM}{{1,4}})[、．.]\s?(.*)$")
_COUNTED = re.compile(r"^(\d{1,3})\s?[.．、]\s?((?!\d).*)$")
_ANNEX = re.compile(
    r"^(?:附\s?(?:件|表|录|图|则表)(?:\s?[0-9０-９一二三四五六七八九十]{1,3})?(?:\s?[:：、.．\s].{0,60})?|附\s?[:：].{0,60})$"
)
_SIGNER = re.compile(
    r"(?:中华人民共和国)?(?:最高人民法院|最高人民检察院|国务院|公安部|司法部|[^。，；、\s]{2,20}(?:部|委员会|总局|办公厅|局|署))"
)
_BETWEEN_SIGNERS = re.compile(r"[ \u3000、]+")
_DAY_LINE = re.compile(
    r"^[（(]?[0-9０-９零〇○一二三四五六七八九十]{4}\s?年\s?[0-9０-９一二三四五六七八九十]{1,3}\s?月\s?[0-9０-９一二三四五六七八九十]{1,3}\s?日[)）]?$"
)
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
_FOOTNOTE = re.compile(rf"[{_CIRCLED}]|[\[［〔]\d{{1,3}}[\]］〕](?=\s?[\u4e00-\u9fff])")
_CONTENTS = re.compile(r"^目\s*(?:录|次)$")
_LONGEST_LABEL_JUMP = 3


@dataclass(frozen=True, slots=True)
class Body:
    """What was found below the head of a text."""

    articles: tuple[Article, ...]
    preamble: tuple[str, ...]
    """Lines between the head and the first article that belong to neither."""
    gaps: tuple[int, ...]
    """Numbers between the first and the last article that no article has."""
    doubled: tuple[str, ...]
    """Labels that stood twice; the later article is kept without its number."""
    odd: tuple[str, ...]
    """Lines that look like articles and were not taken for one, or could not be placed."""
    counted: bool
    """True for 第N条 or 一、二、; False for a running text."""


@dataclass(slots=True)
class _Draft:
    number: ArticleNumber
    label: str
    headings: tuple[str, ...]
    lines: list[str] = field(default_factory=list)


def split_inline(lines: Sequence[str]) -> Iterator[str]:
    """Lines with articles that stand behind one another on one line put on lines of their own."""
    for line in lines:
        yield from (part for part in _INLINE.split(line) if part)


def opening(line: str) -> tuple[ArticleNumber, str, str, bool] | None:
    """(number, label, rest, set off) of a line that may open an article; set off: white space follows the label."""
    found = _LABEL.match(line)
    if found is None:
        return None
    number = parse_number(re.sub(r"\s", "", found.group(1)))
    inserted = parse_number(found.group(2)) if found.group(2) else 0
    if number is None or inserted is None or number == 0:
        return None
    rest = line[found.end() :]
    set_off = not rest or rest[0] in " \t\u3000\u00a0：:"
    rest = rest.lstrip("：:")
    tail = f"之{to_chinese(inserted)}" if inserted else ""
    return ArticleNumber(number, inserted), f"第{to_chinese(number)}条{tail}", rest.strip(), set_off


def smudged(line: str, due: int) -> tuple[ArticleNumber, str, str, bool] | None:
    """As ``opening``, for a label with signs that text recognition mistook, where it can be read as the number that is due."""
    found = _SMUDGED.match(line)
    if found is None:
        return None
    written = found.group(1)
    if due not in (parse_number(written.translate(_DASHES)), parse_number(written.translate(_LETTERS))):
        return None
    return ArticleNumber(due), f"第{to_chinese(due)}条", line[found.end() :].strip(), True


def first_article(lines: Sequence[str]) -> int | None:
    """Where the first article stands."""
    for place, line in enumerate(lines):
        found = opening(bare(line)) or smudged(bare(line), 1)
        if found is None or ("\t" in line and found[0] != ArticleNumber(1)):
            continue  # a row of a table that begins with an article of another law
        if found[3] or not _REFERS.match(found[2]):
            return place
    return None


def read_body(lines: Sequence[str], title: str) -> Body:
    """Articles of the lines below the head."""
    split = list(split_inline([line for line in lines if compact(line) != title]))
    if first_article(split) is not None:
        return _numbered(split)
    return _run_on(split) or _listed(split) or _running(split)


def _follows(before: ArticleNumber | None, number: ArticleNumber) -> bool:
    """The number is the next one, or the next inserted one."""
    if before is None:
        return True
    if number.inserted:
        return number == ArticleNumber(before.number, before.inserted + 1)
    return number.number == before.number + 1


def _is_article(
    found: tuple[ArticleNumber, str, str, bool], before: ArticleNumber | None, following: ArticleNumber | None
) -> bool:
    number, _, rest, set_off = found
    if _REFERS.match(rest) and not (set_off and _follows(before, number)):
        return False
    if before is None or _follows(before, number):
        return True
    # Out of the count: only what is set off like an article, and not when the article that was due comes next.
    return set_off and not (following is not None and _follows(before, following) and number != before)


def _numbered(lines: Sequence[str]) -> Body:
    openings = [opening(bare(line)) for line in lines]
    drafts: list[_Draft] = []
    preamble: list[str] = []
    odd: list[str] = []
    headings: tuple[str, ...] = ()
    annex: list[str] = []
    in_contents = False
    part = 1
    for place, line in enumerate(lines):
        text = bare(line)
        if annex:
            annex.append(text)
            continue
        before = drafts[-1].number if drafts else None
        found = openings[place]
        if found is None and (found := smudged(text, before.number + 1 if before else 1)) is not None:
            odd.append(f"{text[:8]} read as {found[1]}")
        if found is not None:
            following = next((one[0] for one in openings[place + 1 : place + 12] if one is not None), None)
            if found[0] == ArticleNumber(1) and _only_labels(drafts):
                preamble += drafts.pop().lines  # what stood above were links to the articles
                drafts.clear()
                before = None
            if (
                before is not None
                and before.number > _LONGEST_LABEL_JUMP
                and found[0] == ArticleNumber(1)
                and found[3]
            ):
                annex.append(text)  # a second rule begins: what is annexed has articles of its own
                odd.append(
                    f"a second text from here: {drafts[-1].lines[-1][:30] if drafts[-1].lines else text[:30]}"
                )
                continue
            if _is_article(found, before, following):
                drafts.append(_Draft(found[0], found[1], headings, [found[2]] if found[2] else []))
                continue
            odd.append(text[:40])
        elif _CONTENTS.match(text):
            in_contents = not drafts
            continue
        elif drafts and _ANNEX.match(text):  # also where it is set as a heading: ## 附件一
            annex.append(text)
            continue
        elif _is_heading(line, text, part):
            part += _LIST.match(text) is not None
            headings = descend(headings, text)
            continue
        if drafts:
            drafts[-1].lines.append(text)
        elif not in_contents:
            preamble.append(text)
    if drafts:
        annex = [*_cut_signature(drafts[-1].lines), *annex]
    return _body(drafts, preamble, annex, odd, counted=True)


def _only_labels(drafts: Sequence[_Draft]) -> bool:
    """Articles that say nothing, but for what stands behind the last one: contents, with or without names and pages."""
    return len(drafts) > 1 and not any(
        _SENTENCE.search(line) for draft in drafts[:-1] for line in draft.lines
    )


_SENTENCE = re.compile("[。；：]")
_LONGEST_HEADING = 40
_SAYS = re.compile("[。；：，]")


def _is_heading(line: str, text: str, part: int) -> bool:
    """第一章 总则, a short line with ``#``, or 一、管辖 where the part due is 一."""
    if HEADING.match(text) or (line.startswith("#") and len(text) <= _LONGEST_HEADING):
        return True
    found = _LIST.match(text)
    return found is not None and parse_number(found.group(1)) == part and not _SAYS.search(text)


def _listed(lines: Sequence[str]) -> Body | None:
    """一、二、三、 as articles; None when there are fewer than two in order."""
    drafts: list[_Draft] = []
    preamble: list[str] = []
    annex: list[str] = []
    headings: tuple[str, ...] = ()
    for line in lines:
        text = bare(line)
        if annex:
            annex.append(text)
            continue
        found = _LIST.match(text)
        number = parse_number(found.group(1)) if found else None
        due = drafts[-1].number.number + 1 if drafts else 1
        if found is not None and number == due:
            drafts.append(_Draft(ArticleNumber(number), found.group(1), headings, [found.group(2)]))
        elif drafts and _ANNEX.match(text):
            annex.append(text)
        elif HEADING.match(text):
            headings = descend(headings, text)
        elif drafts:
            drafts[-1].lines.append(text)
        else:
            preamble.append(text)
    if len(drafts) < 2:
        return None
    annex = [*_cut_signature(drafts[-1].lines), *annex]
    return _body(drafts, preamble, annex, [], counted=True)


def _run_on(lines: Sequence[str]) -> Body | None:
    """1. 2. 3. as articles where they run on across the headings 一、二、; None where they begin again, or cross none."""
    drafts: list[_Draft] = []
    preamble: list[str] = []
    annex: list[str] = []
    headings: tuple[str, ...] = ()
    crossed = 0
    part = 1
    below_heading = False
    for line in lines:
        text = bare(line)
        due = drafts[-1].number.number + 1 if drafts else 1
        found = _COUNTED.match(text)
        if annex:
            annex.append(text)
        elif found is not None and int(found.group(1)) == due:
            crossed += below_heading and due > 1
            below_heading = False
            drafts.append(_Draft(ArticleNumber(due), str(due), headings, [found.group(2)]))
        elif found is not None and below_heading:
            return None  # the count begins again below each heading: the headings are the articles
        elif drafts and _ANNEX.match(text):
            annex.append(text)
        elif _is_heading(line, text, part):
            part += _LIST.match(text) is not None
            headings = descend(headings, text)
            below_heading = True
        elif drafts:
            drafts[-1].lines.append(text)
        else:
            preamble.append(text)
    if not crossed:
        return None
    annex = [*_cut_signature(drafts[-1].lines), *annex]
    return _body(drafts, preamble, annex, [], counted=True)


def _running(lines: Sequence[str]) -> Body:
    kept = [bare(line) for line in lines]
    annex = _cut_signature(kept)
    drafts = [_Draft(ArticleNumber(UNNUMBERED + 1), "全文", (), kept)] if kept else []
    return _body(drafts, [], annex, [], counted=False)


def _cut_signature(lines: list[str]) -> list[str]:
    """Take signature, day and a footnote off the end of ``lines``; nothing of them is law."""
    while len(lines) > 1 and (_DAY_LINE.match(lines[-1]) or _is_signed(lines[-1]) or _is_footnote(lines)):
        lines.pop()
    return []


def _is_footnote(lines: Sequence[str]) -> bool:
    """``[1] …`` below a text, or ``① …`` below one that has no other line counted so."""
    mark = _FOOTNOTE.match(lines[-1])
    if mark is None:
        return False
    return len(mark.group()) > 1 or not any(line[0] in _CIRCLED for line in lines[:-1] if line)


def descend(headings: tuple[str, ...], heading: str) -> tuple[str, ...]:
    """The headings in force after one more: a 节 stands under its 章, a 章 under its 编."""
    level = _level(heading)
    return (*(one for one in headings if _level(one) < level), heading)


def _level(heading: str) -> int:
    start = re.sub(r"\s", "", heading[:12])
    for mark, level in (("分编", 1), ("编", 0), ("章", 2), ("节", 3)):
        if re.match(rf"第{_NUM}{{1,4}}{mark}", start):
            return level
    return 0 if start in ("附则", "总则") else 4


def _body(
    drafts: Sequence[_Draft],
    preamble: Sequence[str],
    annex: Sequence[str],
    odd: Sequence[str],
    *,
    counted: bool,
) -> Body:
    articles: list[Article] = []
    doubled: list[str] = []
    seen: set[ArticleNumber] = set()
    spare = UNNUMBERED
    for draft in drafts:
        number = draft.number
        if number in seen:
            doubled.append(draft.label)
            spare += 1
            number = ArticleNumber(spare)
        seen.add(number)
        text = join_broken_lines("\n".join(draft.lines))
        articles.append(Article(number, draft.label, text, split_paragraphs(text), draft.headings))
    if annex:
        number = ArticleNumber(max(spare, UNNUMBERED + (not counted)) + 1)
        text = "\n".join(annex)
        articles.append(Article(number, annex[0][:20], text, split_paragraphs(text), ()))
    numbers = sorted({one.number.number for one in articles if one.number.number < UNNUMBERED})
    gaps = [missing for low, high in pairwise(numbers) for missing in range(low + 1, high)]
    return Body(tuple(articles), tuple(preamble), tuple(gaps), tuple(doubled), tuple(odd), counted)


def _is_signed(line: str) -> bool:
    """True for a line of nothing but bodies that issue rules: each is read by itself, so that no list blows up."""
    return all(_SIGNER.fullmatch(name) for name in _BETWEEN_SIGNERS.split(line))
