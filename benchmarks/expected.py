"""The fast figures beside what they were: fails when one has fallen (``make bench``).

    python -m benchmarks expected              # measure
    python -m benchmarks expected -- --write   # only write the table of README anew

What is expected stands in ``expected.yaml``: the one figure that decides, how far it may fall, the questions and the
encoder that it is of, the commit that it was measured at, and the command that measures it, or measures more. Rows that
take longer than a minute are measured by their command alone. The table of README is made from the same rows.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import yaml

from benchmarks.citations.__main__ import ours, score
from benchmarks.confidence.questions import Half, half_of, unknown
from benchmarks.highlights.__main__ import load as marked_by_hand
from benchmarks.highlights.__main__ import share_right
from benchmarks.record import built_retriever
from bot.compose.excerpts import ExcerptMaker
from bot.compose.finding import LAW_KINDS
from index.retriever import Retriever

FILE = Path(__file__).with_name("expected.yaml")
README = Path(__file__).parents[1] / "README.md"
BEGIN, END = "<!-- figures: python -m benchmarks expected -- --write -->", "<!-- end of figures -->"
"""What stands between them in README is made from the file."""


@dataclass(frozen=True, slots=True)
class Expected:
    """One figure that must not get worse."""

    name: str
    what: str
    """As README says it."""
    figure: float
    tolerance: float
    questions: str
    encoder: str
    commit: str
    command: str
    better: str = "higher"
    """``higher`` or ``lower``."""

    def fallen(self, measured: float) -> bool:
        """It is worse than it may be."""
        worse = measured - self.figure if self.better == "lower" else self.figure - measured
        return worse > self.tolerance


def read_expected() -> list[Expected]:
    """Every row of the file, in its order."""
    return [Expected(**row) for row in yaml.safe_load(FILE.read_text(encoding="utf-8"))]


def table() -> str:
    """The rows as README shows them; the number of digits is that of the file."""
    rows = [
        f"| {row.what} | {row.figure}{' (lower is better)' if row.better == 'lower' else ''} "
        f"| {row.questions} | {row.encoder} |"
        for row in read_expected()
    ]
    return "\n".join(["| what | figure | questions | encoder |", "| --- | --- | --- | --- |", *rows])


def with_table(page: str) -> str:
    """A page with the table between its two marks made anew.

    Raises:
        ValueError: It does not have both marks.
    """
    before, opening, rest = page.partition(BEGIN)
    _, closing, behind = rest.partition(END)
    if not opening or not closing:
        raise ValueError(f"expected {BEGIN} and {END} in the page, found not both")
    return f"{before}{BEGIN}\n{table()}\n{END}{behind}"


def citation_recall(retriever: Retriever) -> float:
    """Of the provisions cited in the annotated sentences, those that are found."""
    return score(ours(retriever.library))["recall"]


def citation_precision(retriever: Retriever) -> float:
    """Of what is found in them, what is cited there."""
    return score(ours(retriever.library))["precision"]


def words_marked(retriever: Retriever) -> float:
    """Of the articles marked by hand, those whose marked words are the answering ones."""
    maker = ExcerptMaker(retriever.library, retriever.today, retriever.highlights.answering_units)
    asked = [
        (one, retriever.prepare(one.question))
        for one in marked_by_hand(retriever)
        if half_of(one.key) is Half.HELD_OUT
    ]
    return share_right(maker, asked)


def among_ten(retriever: Retriever) -> float:
    """Of the questions, those with an article that answers among the ten best."""
    known = [text for passage in retriever.corpus.passages for text in passage.questions]
    asked = unknown(["in_field_unread"], known, Half.HELD_OUT)
    found = 0
    for question in asked:
        hits = retriever.search(retriever.prepare(question.text), 10, kinds=LAW_KINDS)
        found += any((hit.title, hit.article_label) in question.gold for hit in hits)
    return round(found / len(asked), 4)


MEASURES: dict[str, Callable[[Retriever], float]] = {
    "citations found": citation_recall,
    "citations right": citation_precision,
    "answering words marked": words_marked,
    "answering article among ten": among_ten,
}


def main() -> int:
    """Measure, print beside what is expected, and say what fell; or write the table."""
    if "--write" in sys.argv[1:]:
        README.write_text(with_table(README.read_text(encoding="utf-8")), encoding="utf-8")
        return 0
    retriever = built_retriever()
    fallen = []
    for row in read_expected():
        if row.name not in MEASURES:
            print(f"{row.name:28s} {'-':6s}  expected {row.figure} ({row.questions}): `{row.command}`")
            continue
        measured = MEASURES[row.name](retriever)
        print(f"{row.name:28s} {measured:.4f}  expected {row.figure:.4f} ({row.questions}; {row.encoder})")
        if row.fallen(measured):
            fallen.append(f"{row.name}: expected {row.figure:.4f} within {row.tolerance}, found {measured:.4f}; "
                          f"measure more with `{row.command}`")  # fmt: skip
        elif measured > row.figure + row.tolerance:
            print(f"{'':28s} better than expected: keep it in {FILE.name} with its commit")
    for line in fallen:
        print(line, file=sys.stderr)
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main())
