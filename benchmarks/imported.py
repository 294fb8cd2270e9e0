"""What imported texts do to the search: the known questions on built-in law, without them and with them.

    python -m benchmarks.imported DATA_DIR        # a data folder with imports, its index built

Needs the index that set-up builds (YUANFA_DATA_DIR), the same version's index in DATA_DIR, and the folder of public data
(BENCH_SHARED). Asked are the questions of ``benchmarks.retrieval`` about set A, among every kind of law: an imported
regulation that stands above the article that answers counts against it. ``order`` leaves imported texts out of what was
ranked: what is left is whether they disturb the order of the others. Exit status 1 when more than one question in a
hundred lost its article from the ten best.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from benchmarks.metrics import recall_at
from benchmarks.record import keep, shared_folder
from benchmarks.retrieval.__main__ import COLUMNS, asked_twice, measure
from benchmarks.retrieval.corpus import questions, set_a
from benchmarks.retrieval.systems import DEPTH, Run, product_run
from bot.compose.finding import LAW_KINDS
from bot.service import Yuanfa, load_service
from bot.settings import Settings
from bot.sources import source_folders
from knowledge.models import Statute

MOST_LOST = 0.01


def loaded(data_dir: Path) -> Yuanfa:
    """Yuanfa over a data folder with what was imported into it."""
    return load_service(data_dir, folders=source_folders(data_dir, ()))


def built_in(run: Run, held: frozenset[str]) -> Run:
    """A run without what is of no built-in law."""
    rankings = tuple(
        tuple(article for article in ranked if article[0] in held)[:DEPTH] for ranked in run.rankings
    )
    return Run(f"{run.system}, order", rankings, run.milliseconds)


def texts_of(service: Yuanfa) -> list[Statute]:
    """The rules in force of a service."""
    return [*service.library.in_force(service.today)]


def main() -> int:
    """Measure, print, keep."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("data_dir", type=Path)
    parser.add_argument("--note", default="", help="said beside the figures: which texts were imported")
    options = parser.parse_args()
    asked = questions()
    if not asked:
        print(f"skipped: no stard-dev.jsonl in {shared_folder()} (BENCH_SHARED)")
        return 0
    without = loaded(Settings().data_dir)
    held = frozenset(set_a(without.library, without.today).articles)
    asked = [one for one in asked if one.gold <= held]
    texts, seen = [one.text for one in asked], asked_twice(asked)
    titles = frozenset(statute.law.title for statute in texts_of(without))

    runs = [product_run(without, texts, "without imports", LAW_KINDS)]
    rules = len(texts_of(without))
    with_them = loaded(options.data_dir)
    runs.append(product_run(with_them, texts, "with imports", LAW_KINDS))
    runs.append(built_in(runs[1], titles))
    rows = {one.system: measure(one, asked, seen) for one in runs}
    lost = [
        one.key
        for one, before, after in zip(asked, runs[0].rankings, runs[1].rankings, strict=True)
        if recall_at(before, one.gold, 10) > recall_at(after, one.gold, 10)
    ]
    gained = [
        one.key
        for one, before, after in zip(asked, runs[0].rankings, runs[1].rankings, strict=True)
        if recall_at(before, one.gold, 10) < recall_at(after, one.gold, 10)
    ]
    added = len(texts_of(with_them)) - rules
    print(
        f"{len(asked)} questions; {rules} rules in force without imports, {added} more with them; {options.note}"
    )
    for name, row in rows.items():
        said = "  ".join(f"{column} {row[column]:.3f}" for column in COLUMNS)
        print(f"{name:24s} {said}  p50 {row['p50 ms']:.1f} ms")
    print(f"less among the ten best: {len(lost)} questions, more: {len(gained)}")
    keep(
        "imported",
        {
            "note": options.note,
            "questions": len(asked),
            "rules without": rules,
            "rules added": added,
            "less among ten": len(lost),
            "more among ten": len(gained),
            "systems": rows,
        },
    )
    return 1 if len(lost) - len(gained) > MOST_LOST * len(asked) else 0


if __name__ == "__main__":
    sys.exit(main())
