"""Measures what is said of whole laws: look-ups, generated quotations, headings and citations of pasted texts, time of a page.

    python -m benchmarks truth [-- --texts FOLDER] [--part lookups|quotations|pasted|time]

``FOLDER`` holds official texts as Markdown (a copy of LawRefBook/Laws); headings and citations of pasted texts are left out without it.
The written forms of every article are measured by ``benchmarks.citations``. Prints one JSON object.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import statistics
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from knowledge.citations import Verdict, check_text, find_citations, format_citation
from knowledge.citations.types import Form, FoundCitation, Target
from knowledge.fetch import LAWS, share_dir
from knowledge.library import Library, load_library
from knowledge.models import Article, Statute
from knowledge.numerals import LARGEST, parse_number
from knowledge.readers.statutes import is_numbered
from tests.knowledge.citations.framings import FRAMINGS
from tests.knowledge.citations.test_quotes import altered

TODAY = date(2026, 11, 29)
QUOTATIONS = 40_000
PAGE = 2_000
"""Characters of a page."""
DELETED = "删去"
PROSE = (
    "当事人对此有争议。原告主张双方自三月起多次协商，被告一直没有答复，造成的误工、交通等费用应当由对方承担；被告认为双方没有订立书面约定，"
    "聊天记录不完整，也不能证明是其本人所发。经审理查明，原告提交的证据来源合法、内容真实，与本案有关联，予以采信。"
)
"""Between the citations of a page, of which it holds about ten."""


def statutes(library: Library) -> Iterator[Statute]:
    """Every law in force whose words are held."""
    yield from (one for one in library.in_force(TODAY) if one.verbatim)


def lookups(library: Library) -> dict[str, object]:
    """Every article, 款 and 项 by its canonical form, against the words of the law."""
    tried, wrong = 0, []
    for statute in statutes(library):
        for article in statute.articles:
            if (
                not is_numbered(article.number)
                or article.number.number > LARGEST
                or DELETED in article.text[:5]
            ):
                continue
            places: list[tuple[int | None, int | None, int, int]] = [(None, None, 0, len(article.text))]
            for paragraph in article.paragraphs:
                places.append((paragraph.number, None, paragraph.start, paragraph.end))
                places.extend((paragraph.number, one.number, one.start, one.end) for one in paragraph.items)
            for paragraph_number, item, start, end in places:
                tried += 1
                written = format_citation(statute.law, article.number, paragraph_number, item)
                found = check_text(written, library, TODAY)
                right = len(found) == 1 and found[0].text == article.text[start:end]
                if not right or found[0].verdict is not Verdict.VALID:
                    wrong.append(written)
    return {"look_ups": tried, "different": len(wrong), "first": wrong[:5]}


def _sentences(library: Library) -> list[tuple[str, Article, str]]:
    return [
        (statute.law.short_title, article, sentence)
        for statute in statutes(library)
        for article in statute.articles
        if is_numbered(article.number)
        for sentence in re.findall(r"[^。\n“”\"《》（]{20,160}。", article.text)
    ]


def quotations(library: Library) -> dict[str, object]:
    """Sentences of all laws in every framing, half with one word altered."""
    draw = random.Random(40)
    pool = _sentences(library)
    missed, alarms, wrong, right = [], [], 0, 0
    for place in range(QUOTATIONS):
        framing = FRAMINGS[place % len(FRAMINGS)]
        short, article, sentence = pool[draw.randrange(len(pool))]
        change = draw.random() < 0.5
        words = altered(sentence) if change else sentence
        text = framing.format(c=f"《{short}》{article.label}", q=words)
        says = next((one.quote.says for one in check_text(text, library, TODAY) if one.quote), None)
        wrong, right = wrong + change, right + (not change)
        if change and says is not False:
            missed.append(text)
        if not change and says is False:
            alarms.append(text)
    return {
        "quotations": QUOTATIONS,
        "found": round(1 - len(missed) / wrong, 4),
        "false_alarms": len(alarms) / right,
        "missed": [missed[at] for at in range(0, len(missed), max(1, len(missed) // 5))][:5],
        "alarms": alarms[:5],
    }


_HEADING = re.compile(
    r"(?m)^[ \t　]*(?:\*\*)?(?P<number>第[一二三四五六七八九十百零]{1,7}条(?:之[一二三四五六七八九十])?)(?:\*\*)?[\s　]"
)
_CITED = re.compile(
    # A grammar of its own, strict: 《title》第N条, or a great law without marks, and what 、 or 和 joins to it.
    r"(?:《(?:中华人民共和国)?(?P<marked>[^《》（）()\n]{1,20}(?:法|法典))》|(?<![\u4e00-\u9fff《])(?P<bare>刑法|民法典|刑事诉讼法|民事诉讼法|行政诉讼法|公司法|企业破产法|国家赔偿法|仲裁法|专利法|商标法|著作权法))"
    r"(?P<places>第[一二三四五六七八九十百千零]{1,9}条(?:之[一二三四五])?"
    r"(?:(?:第[一二三四五六七八九十]{1,3}款)?(?:第（[一二三四五六七八九十]{1,3}）项)?[、和]第[一二三四五六七八九十百千零]{1,9}条(?:之[一二三四五])?)*)"
)
_NUMBER = re.compile(r"第(?P<n>[一二三四五六七八九十百千零]{1,9})条(?:之(?P<i>[一二三四五]))?")


def _texts(folder: Path) -> list[str]:
    return [
        path.read_text(encoding="utf-8").lstrip("\ufeff")
        for path in sorted((folder / "司法解释").rglob("*.md"))
    ]


Cited = tuple[str, int, int]
"""Law, article and 之N."""


def pasted(library: Library, folder: Path) -> dict[str, object]:
    """Interpretations pasted whole: headings read as citations, and what they cite against a grammar of its own."""
    headings = read = 0
    missed: list[Cited] = []
    wrong: list[Cited] = []
    found: list[Cited] = []
    for text in _texts(folder):
        starts = {hit.start("number") for hit in _HEADING.finditer(text)}
        citations = find_citations(text, library.registry)
        headings += len(starts)
        read += sum(one.span[0] in starts for one in citations)
        ours = {
            (str(one.law.law_ids[0]), target.article.number, target.article.inserted): (one, target)
            for one in citations
            if one.form is Form.FULL and one.law and len(one.law.law_ids) == 1
            for target in one.targets
            if target.article
        }
        known = _by_the_grammar(library, text)
        found.extend(ours)
        missed.extend(known - set(ours))
        wrong.extend(
            cited
            for cited, (one, target) in ours.items()
            if cited not in known and not _stands(library, one, target)
        )
    right = len(found) - len(wrong)
    return {
        "headings": headings,
        "read_as_citations": read,
        "citations": len(found),
        "precision": round(right / len(found), 4) if found else 0.0,
        "recall": round(right / (right + len(missed)), 4) if found else 0.0,
        "wrong": [str(one) for one in wrong[:8]],
        "missed": [str(one) for one in missed[:8]],
    }


def _by_the_grammar(library: Library, text: str) -> set[Cited]:
    cited = set()
    for hit in _CITED.finditer(text):
        law = library.registry.lookup(hit["marked"] or hit["bare"])
        if law is None or len(law.law_ids) != 1:
            continue
        for number in _NUMBER.finditer(hit["places"]):
            cited.add(
                (str(law.law_ids[0]), parse_number(number["n"]) or 0, parse_number(number["i"] or "零") or 0)
            )
    return cited


def _stands(library: Library, one: FoundCitation, target: Target) -> bool:
    """What the strict grammar does not read (款, 旧, 或者, 至): a registered name, and the number, or a range over it, in the words found."""
    if one.law is None or target.article is None or library.registry.lookup(one.law.text) is None:
        return False
    numbers = [parse_number(hit["n"]) or 0 for hit in _NUMBER.finditer(one.matched)]
    return bool(numbers) and min(numbers) <= target.article.number <= max(numbers)


def seconds_of_a_page(library: Library) -> dict[str, object]:
    """``cite`` of one page of mixed text, and of four, eight and sixteen: it stays linear."""
    pool = _sentences(library)
    draw = random.Random(5)
    lines: list[str] = []
    while sum(map(len, lines)) < 16 * PAGE:
        short, article, sentence = pool[draw.randrange(len(pool))]
        lines.append(f"{draw.choice(['根据', '依照', '按'])}《{short}》{article.label}，{sentence}{PROSE}")
    text = "\n".join(lines)
    taken = {}
    for pages in (1, 4, 8, 16):
        runs = []
        for _ in range(9):
            started = time.process_time()
            check_text(text[: pages * PAGE], library, TODAY)
            runs.append((time.process_time() - started) * 1000)
        taken[pages] = round(statistics.median(runs), 2)
    return {"page_ms": taken[1], "by_pages": taken, "per_page_at_sixteen": round(taken[16] / 16, 2)}


def main() -> None:
    """Print every figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=Path, default=os.environ.get("YUANFA_TITLES"))
    parser.add_argument("--part", choices=["lookups", "quotations", "pasted", "time"])
    options = parser.parse_args()
    library = load_library(share_dir() / LAWS.name)
    figures: dict[str, object] = {}
    if options.part in (None, "time"):
        figures["time"] = seconds_of_a_page(library)
    if options.part in (None, "pasted") and options.texts:
        figures["pasted"] = pasted(library, Path(options.texts))
    if options.part in (None, "quotations"):
        figures["quotations"] = quotations(library)
    if options.part in (None, "lookups"):
        figures["look_ups"] = lookups(library)
    print(json.dumps(figures, ensure_ascii=False, indent=2))


if __name__ == "__main__":
    main()
