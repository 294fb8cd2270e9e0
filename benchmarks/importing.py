"""What an import of a folder would take, against a count of its own made by scanning lines.

    python -m benchmarks.importing FOLDER

Reads every file of the folder as `yuanfa knowledge import FOLDER --dry-run` does; nothing is written. Measured are:
the share of files with numbered articles that are taken; articles that the scan finds and the import has not, each
explained (several articles on one line, articles of a rule in an annex) or not; articles, paragraphs and items
of today's law that could be cited before and cannot be after. The scan knows nothing of the reader: it counts the
lines of UTF-8 texts (.md, .txt) that begin with 第N条. Exit status 1 when anything is unexplained or lost.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from bot.service import read_library
from knowledge.importing.judging import Action
from knowledge.importing.plan import FileReport, Plan, plan_import
from knowledge.library import Library
from knowledge.readers.statutes import is_numbered

LEAST_READABLE = 0.99
_NUMBER = "[一二三四五六七八九十百千零〇 \\t\u3000]+"
_LABEL = re.compile(rf"(?m)^[ \t#*\u3000]*第{_NUMBER}条")
_BEHIND = re.compile(rf"(?<=[。！？；：”）)])[ \u3000]*第{_NUMBER}条(?:之{_NUMBER})?[ \u3000]")
"""An article that stands behind another one on a line."""
_HEAD_ENDS = "<!-- INFO END -->"


def scan(folder: Path, report: FileReport) -> tuple[int, int]:
    """Lines that begin with 第N条 in the files of a report, and further labels behind them."""
    texts = []
    for name in report.file.split(" + "):
        path = folder / name
        if path.suffix.lower() in (".md", ".txt"):
            texts.append(path.read_text("utf-8", "replace").rpartition(_HEAD_ENDS)[2])
    whole = "\n".join(texts)
    return len(_LABEL.findall(whole)), len(_BEHIND.findall(whole))


def differences(folder: Path, plan: Plan) -> Iterator[tuple[str, int, int, str]]:
    """File, scanned, read, and the explanation or nothing, where the two counts differ."""
    for report in plan.reports:
        if report.kind == "case" or not report.title:
            continue
        lines, behind = scan(folder, report)
        if not lines or lines == report.articles:
            continue
        why = ""
        if lines < report.articles <= lines + behind:
            why = "several articles on one line"
        elif report.odd:
            why = f"not taken for articles: {'; '.join(report.odd)}"
        elif report.doubles:
            why = f"numbers twice: {'、'.join(report.doubles)}"
        yield report.file, lines, report.articles, why


def places(library: Library, day: date) -> Iterator[tuple[str, str, object]]:
    """Everything of today's law that can be cited, by law and place; digests by article alone."""
    for law_id in library.editions:
        statute = library.statute(law_id, day)
        for article in statute.articles if statute else ():
            if not is_numbered(article.number):
                continue
            yield law_id, article.label, None
            if statute is not None and statute.verbatim:
                for paragraph in article.paragraphs:
                    words = article.text[paragraph.start : paragraph.end]
                    yield law_id, f"{article.label} 第{paragraph.number}款", words


def main() -> int:
    """Measure one folder and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    today = date.today()
    library = read_library()
    plan = plan_import(folder, library, today)
    rules = [report for report in plan.reports if report.kind != "case" and report.title]
    numbered = [report for report in rules if report.last]
    taken = [report for report in numbered if report.action is not Action.REFUSED]
    readable = len(taken) / len(numbered) if numbered else 1.0
    print(
        f"texts {len(plan.reports)}, with numbered articles {len(numbered)}, taken {len(taken)} ({readable:.4f})"
    )
    for name, counts in (
        ("what is done", Counter(report.action.value for report in plan.reports)),
        ("standing", Counter(report.standing for report in rules if report.standing)),
    ):
        print(f"{name}: " + ", ".join(f"{count} {what}" for what, count in counts.most_common()))
    for report in plan.bad:
        print(f"refused: {report.file}: {report.reason}")
    unexplained = 0
    scanned = 0
    for report in numbered:
        scanned += scan(folder, report)[0]
    print(f"articles read {sum(report.articles for report in numbered)}, scanned {scanned}")
    for name, lines, read, why in differences(folder, plan):
        unexplained += not why
        print(f"differs: {name}: scanned {lines}, read {read}: {why or 'UNEXPLAINED'}")
    lost = 0
    if plan.shelf is not None:
        after = replace(
            library,
            laws=plan.shelf.laws,
            editions={law_id: tuple(group) for law_id, group in plan.shelf.editions.items()},
        )
        then = {(law_id, place): words for law_id, place, words in places(after, today)}
        for law_id, place, words in places(library, today):
            if (law_id, place) not in then or (words is not None and then[law_id, place] != words):
                lost += 1
                print(f"no longer as before: {law_id} {place}")
    print(f"unexplained {unexplained}, citations lost {lost}")
    return 0 if readable >= LEAST_READABLE and not unexplained and not lost else 1


if __name__ == "__main__":
    sys.exit(main())
