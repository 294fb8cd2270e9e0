"""Judgments and typical cases that an operator brings, as case files: sections by their headings, nothing added.

Names of parties are shortened on request (张某); how they read in full is then kept nowhere.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

import yaml

from knowledge.errors import SourceFormatError
from knowledge.importing.anonymising import anonymised
from knowledge.importing.lines import bare, compact
from knowledge.numerals import parse_number

_SECTIONS = (
    (
        "案情",
        re.compile(
            r"(?:基本|简要|主要)?案情(?:回顾|简介|介绍|概况)?|(?:申请人|原告)?(?:诉讼)?请求|(?:经?审理)?查明(?:的?事实)?|案件事实"
        ),
    ),
    ("程序", re.compile(r"审理经过|诉讼过程|诉讼经过|审判经过|案件由来|审理过程")),
    ("结果", re.compile(r"(?:裁判|判决|裁定|处理|审理|调解|执行)结果|法院裁判|裁决结果|判决如下")),
    (
        "规则",
        re.compile(
            r"(?:裁判|判决|裁定)(?:理由|要旨|要点|摘要)|(?:典型|指导|示范)意义|案例(?:分析|评析|解读)|适用解析|"
            r"法官(?:解读|说法|提醒|点评|后语)|(?:专家)?(?:点评|评析)|本院认为|法院认为|争议焦点|案例注解"
        ),
    ),
)
_SKIPPED = re.compile(r"关键词|(?:司法解释)?相关(?:法条|条文|法律|规定)|关联索引|法律依据|案例索引|基本信息")
_MARKS = "#＃【】[]〔〕（）() 一二三四五六七八九十、.：:。"
_LONGEST_HEADING = 16
_NUMBER = re.compile(
    r"[（(〔\[](?:19|20)\d{2}[）)〕\]](?=[\u4e00-\u9fff\d]{0,12}[民刑行执赔破知商海初终再申])"
    r"[\u4e00-\u9fff][\u4e00-\u9fff\d]{1,17}?(?:字第?)?[\d-]{1,8}号"
)
"""With the code of a court and the kind of case: （2018）366号 is the number of some letter."""
_COURT = (
    r"(?:中华人民共和国)?(?:最高人民法院|[\u4e00-\u9fff]{2,20}"
    r"(?:人民法院|海事法院|知识产权法院|互联网法院|金融法院|铁路运输(?:中级)?法院))"
)
_COURT_ALONE = re.compile(_COURT)
_COURT_OF_NUMBER = re.compile(rf"({_COURT})\s?[（(〔\[](?:19|20)\d{{2}}[）)〕\]]")
_COURT_AT_WORK = re.compile(
    rf"(?:^|[，。；：“、])(?!该|原审|一审|二审|再审|人民)({_COURT})(?:经?(?:依法)?(?:公开)?(?:开庭)?审理|认为|一审|二审|终审|再审|判决|裁定|于\d{{4}}年)"
)
_NO_COURT = re.compile("[诉向经委托由在被对和与至撤维]|最高人民法院")
"""Words that no name of a court holds; the Supreme Court publishes cases of others."""
_JUDGMENT = re.compile(r"(?:民事|刑事|行政|执行|国家赔偿)?(?:附带民事)?(?:判决书|裁定书|调解书|决定书)")
_TURNS = (
    (
        "案情",
        re.compile(
            r"^(?:经?(?:本院)?审理查明|本院(?:经审理)?查明|(?:一审|原审)(?:法院)?(?:经审理)?查明|原告.{0,12}(?:诉称|向本院提出))"
        ),
    ),
    ("规则", re.compile(r"^本院(?:经审查)?认为")),
    ("结果", re.compile(r"(?:判决|裁定|决定)如下\s?[：:]?$")),
)
_SIGNED = re.compile(
    r"(?:代理?)?(?:审\s{0,6}判\s{0,6}长|审\s{0,6}判\s{0,6}员|(?:人\s?民\s?)?陪\s?审\s?员|书\s{0,6}记\s{0,6}员|法\s?官\s?助\s?理|执\s?行\s?员|院\s?长)"
    r"[：:\s]{0,8}[\u4e00-\u9fff·\s]{2,12}"
)
_SIGNED_DAY = re.compile(
    r"[\d〇零○一二三四五六七八九十]{4}\s?年\s?[^年月日]{1,3}\s?月\s?[^年月日]{1,3}\s?日|本件与原本核对无异.?"
)
_ENDS = 15
"""Lines at the end of a judgment among which its day stands."""
_OF_SEVERAL = re.compile(
    r"(?:典型)?案例\s?(?P<case>[一二三四五六七八九十]{1,3}|\d{1,3})(?:[：:、.．\s]\s*(?P<of_case>.{0,80})|$)|"
    r"(?P<number>[一二三四五六七八九十]{1,3}|\d{1,2})[、.．]\s?(?P<named>.{4,70}案(?:[（(].{1,30}[)）])?)$"
)
"""案例一 张某诽谤案; 二、李某诉王某名誉权纠纷案."""
_SUMMARY = 200
_KINDS = (
    ("guiding", re.compile(r"指导(?:性)?案例\s?第?\s?\d+\s?号|检例第\s?\d+\s?号"), "文本自称指导性案例"),
    ("reference", re.compile(r"人民法院案例库|入库编号"), "文本自称人民法院案例库参考案例"),
    ("typical", re.compile(r"典型案例|典型意义"), "文本自称典型案例"),
)
_ASKED = {"案情": "案情是什么", "程序": "审理经过怎样", "结果": "结果怎样", "规则": "裁判理由是什么"}
"""What each section answers: how its points are found."""

_ORDER = tuple(_ASKED)


@dataclass(slots=True)
class CaseText:
    """A case as it was read."""

    title: str
    number: str | None
    court: str | None
    standing: str
    standing_text: str
    sections: dict[str, list[str]] = field(default_factory=dict)
    parties: tuple[str, ...] = ()

    @property
    def case_id(self) -> str:
        """Lasting: by the number of the case, else by its title."""
        return "case-imp-" + hashlib.sha256((self.number or self.title).encode()).hexdigest()[:12]

    @property
    def points(self) -> int:
        """How many paragraphs it holds."""
        return sum(map(len, self.sections.values()))


@dataclass(frozen=True, slots=True)
class Piece:
    """One case of a file."""

    lines: tuple[str, ...]
    above: tuple[str, ...] = ()
    """The heading of the collection."""
    title: str = ""


def is_case(lines: Sequence[str]) -> bool:
    """True for a text with the sections of a case, or a judgment with its number."""
    headings = {name for line in lines if (name := _section(line)) is not None}
    if len(headings) >= 2 and "案情" in headings:
        return True
    head = [compact(line) for line in lines[:8]]
    return any(_JUDGMENT.fullmatch(line) or line.endswith(("判决书", "裁定书")) for line in head) and any(
        _NUMBER.search(line) for line in head
    )


def split_cases(lines: Sequence[str]) -> list[Piece]:
    """The cases of a collection (案例一 …, 案例二 …), each with what stands above the first; one piece for a single case."""
    starts: list[tuple[int, str]] = []
    for at, line in enumerate(lines):
        found = _OF_SEVERAL.match(bare(line))
        if found is not None and parse_number(found["case"] or found["number"]) == len(starts) + 1:
            starts.append((at, (found["of_case"] or found["named"] or "").strip()))
    if len(starts) < 2:
        return [Piece(tuple(lines))]
    above = tuple(lines[: starts[0][0]])
    pieces = []
    for (at, named), end in zip(starts, [*(at for at, _ in starts[1:]), len(lines)], strict=True):
        body = lines[at + 1 : end]
        if not named and body and _section(body[0]) is None:
            named, body = bare(body[0]), body[1:]
        if not is_case(body):
            return [Piece(tuple(lines))]  # a list within one case, or headings of something else
        title = named or f"{bare(above[0]) if above else ''}{bare(lines[at])}"
        pieces.append(Piece((title, *body), above, title))
    return pieces


def read_case_text(
    lines: Sequence[str], name: str, *, anonymise: bool = False, piece: Piece | None = None
) -> CaseText:
    """The case in these lines.

    Args:
        lines: As ``clean_lines`` gives them.
        name: The name of the file, for its title where the text has none.
        piece: What it is of a collection, whose heading says what kind of cases they are.
        anonymise: Shorten names of natural persons, leave out numbers of identity cards, telephones, addresses.

    Raises:
        SourceFormatError: No facts, reasons or outcome were found.
    """
    texts = [bare(line) for line in lines]
    if anonymise:
        texts = anonymised(texts)
    texts = [text if not _is_signature(texts, at) else "" for at, text in enumerate(texts)]
    stem = PurePosixPath(name).stem
    number = next((found.group() for line in texts[:12] if (found := _NUMBER.search(line))), None)
    court = _court(texts)
    title = _title(texts, number, stem, anonymise=anonymise)
    if piece is not None and piece.title:
        title = texts[0][:80]
    sections = _by_headings(lines, texts) or _by_turns(texts)
    if not sections:
        raise SourceFormatError(
            f"expected a case with its facts (基本案情), reasons (裁判理由) and outcome (裁判结果) in {name}, found none of "
            "them; put each under its heading"
        )
    whole = "\n".join([*(piece.above if piece else ()), *texts])
    standing, said = next(
        ((kind, words) for kind, pattern, words in _KINDS if pattern.search(whole)),
        ("judgment", "裁判文书") if number else ("typical", "案例"),
    )
    parts = [said, number or "", court or ""]
    return CaseText(
        title=title,
        number=number,
        court=court,
        standing=standing,
        standing_text=f"运营者导入的{'，'.join(filter(None, parts))}；来源未经核对，对其他案件没有约束力，仅供参考",
        sections={name: sections[name] for name in _ORDER if sections.get(name)},
    )


def _is_signature(texts: Sequence[str], at: int) -> bool:
    """审判员 张某, 书记员 李某, and the day between them: no part of what was decided."""
    if _SIGNED.fullmatch(texts[at]):
        return True
    signed = any(_SIGNED.fullmatch(text) for text in texts[-_ENDS:])
    return signed and at >= len(texts) - _ENDS and _SIGNED_DAY.fullmatch(texts[at]) is not None


def _court(texts: Sequence[str]) -> str | None:
    """The court that decided: on a line of its own, before the number, or where it is said to judge; else unknown."""
    for line in texts[:8]:
        if _COURT_ALONE.fullmatch(compact(line)):
            return compact(line)
    named = {
        found.group(1)
        for pattern in (_COURT_OF_NUMBER, _COURT_AT_WORK)
        for line in texts
        for found in pattern.finditer(line)
        if not _NO_COURT.search(found.group(1))
    }
    return named.pop() if len(named) == 1 else None  # of several instances none is taken for the last


def as_markdown(case: CaseText, source: str) -> str:
    """The case file (format: docs/data.md)."""
    best = [*case.sections.get("规则", []), *case.sections.get("案情", []), *case.sections.get("结果", [])]
    front = {
        "id": case.case_id,
        "title": case.title,
        "english_title": "Case imported by the operator (in Chinese)",
        "names": [name for name in (case.title, case.number) if name],
        "standing": case.standing,
        "standing_text": case.standing_text,
        "court": case.court,
        "summary": _short(best[0]),
        "english_summary": "Imported by the operator; the text is in Chinese and its source has not been checked.",
        "source": source,
    }
    head = yaml.safe_dump(
        {key: value for key, value in front.items() if value},
        allow_unicode=True,
        sort_keys=False,
        width=10_000,
    )
    body = [
        f"## {name}\n" + "\n".join(f"- {text}\n  问：{case.title}{_ASKED[name]}" for text in texts)
        for name, texts in case.sections.items()
    ]
    return f"---\n{head}---\n" + "\n\n".join(body) + "\n"


def _short(text: str) -> str:
    """Whole sentences up to the length of a summary."""
    if len(text) <= _SUMMARY:
        return text
    end = text.rfind("。", 0, _SUMMARY)
    return text[: end + 1] if end > 0 else text[: _SUMMARY - 1] + "…"


def _section(line: str) -> str | None:
    """The section that a heading opens: 基本案情, 【裁判理由】, 二、裁判结果."""
    if len(line) > _LONGEST_HEADING + 6:
        return None
    text = compact(line).strip(_MARKS)
    if len(text) > _LONGEST_HEADING:
        return None
    if _SKIPPED.fullmatch(text):
        return ""
    return next((name for name, words in _SECTIONS if words.fullmatch(text)), None)


def _by_headings(lines: Sequence[str], texts: Sequence[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    current = None
    for line, text in zip(lines, texts, strict=True):
        section = _section(line)
        if section is not None:
            current = section
        elif current and text:
            found.setdefault(current, []).append(text)
    return found if "案情" in found and len(found) > 1 else {}


def _by_turns(texts: Sequence[str]) -> dict[str, list[str]]:
    """A judgment, by the words at which it turns: 经审理查明, 本院认为, 判决如下."""
    found: dict[str, list[str]] = {}
    current = "程序"
    for text in texts:
        turn = next((name for name, words in _TURNS if words.search(text)), None)
        if turn == "结果":
            found.setdefault(current, []).append(text)
            current = turn
            continue
        current = turn or current
        if text:
            found.setdefault(current, []).append(text)
    return found if "规则" in found or "结果" in found else {}


def _title(texts: Sequence[str], number: str | None, stem: str, *, anonymise: bool) -> str:
    if number is not None and any(_JUDGMENT.search(compact(line)) for line in texts[:8]):
        kind = next(
            (found.group() for line in texts[:8] if (found := _JUDGMENT.search(compact(line)))), "裁判文书"
        )
        return f"{number}{kind}"
    first = next((text for text in texts if text), stem)
    if anonymise or len(stem) < 4 or not re.search(r"[\u4e00-\u9fff]", stem):
        return first[:80]
    return stem if stem.endswith("案") else first[:80]
