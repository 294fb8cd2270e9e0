"""The fast figures beside what they were: fails when one has fallen (``make bench``).

    python -m benchmarks expected

What is expected stands in ``expected.yaml``: the one figure that decides, how far it may fall, the questions and the
encoder that it is of, the commit that it was measured at, and the command that measures more.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import yaml

from benchmarks.citations.__main__ import ours, score
from benchmarks.confidence.questions import Half, unknown
from benchmarks.highlights.__main__ import half_of, share_right
from benchmarks.highlights.__main__ import load as marked_by_hand
from benchmarks.record import built_retriever
from bot.compose.excerpts import ExcerptMaker
from bot.compose.general import LAW_KINDS
from index.retriever import Retriever

FILE = Path(__file__).with_name("expected.yaml")


@dataclass(frozen=True, slots=True)
class Expected:
    """One figure that must not fall."""

    name: str
    figure: float
    tolerance: float
    questions: str
    encoder: str
    commit: str
    command: str

    def fallen(self, measured: float) -> bool:
        """It is lower than it may be."""
        return measured < self.figure - self.tolerance


def read_expected() -> list[Expected]:
    """Every row of the file, in its order."""
    return [Expected(**row) for row in yaml.safe_load(FILE.read_text(encoding="utf-8"))]


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
    """Measure, print beside what is expected, and say what fell."""
    retriever = built_retriever()
    fallen = []
    for row in read_expected():
        measured = MEASURES[row.name](retriever)
        print(f"{row.name:28s} {measured:.4f}  expected {row.figure:.4f} ({row.questions}; {row.encoder})")
        if row.fallen(measured):
            fallen.append(f"{row.name}: expected at least {row.figure - row.tolerance:.4f}, found {measured:.4f}; "
                          f"measure more with `{row.command}`")  # fmt: skip
        elif measured > row.figure:
            print(f"{'':28s} higher than expected: keep it in {FILE.name} with its commit")
    for line in fallen:
        print(line, file=sys.stderr)
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main())
