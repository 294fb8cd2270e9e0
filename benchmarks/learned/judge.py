"""What a user gets on messages that nobody tuned on: the table of ``README.md`` and how far the probability is true.

    python -m benchmarks.learned.judge [--part unread]

Needs the index that set-up builds (YUANFA_DATA_DIR) and the folder of public data (BENCH_SHARED). Some minutes.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.learned.data import ANSWERABLE, BESIDE, FIRST, Message, Part, messages
from benchmarks.metrics import mean
from benchmarks.record import shared_folder
from bot.answer import Answer, Certainty, Outcome
from bot.compose.finding import LAW_KINDS
from bot.service import Yuanfa, load_service
from bot.settings import load_settings

SURE = {Outcome.ANSWERED, Outcome.CORRECTED}
SHOWN = 3
BINS = 5
DEPTHS = (1, 3, 10, 20, 100)
DEEPEST = DEPTHS[-1]


@dataclass(frozen=True, slots=True)
class Judged:
    """One message and what it got."""

    message: Message
    answer: Answer
    tapped: bool
    """A choice offered leads to an article that may stand first."""
    found: int
    """Place among the search's first ``DEEPEST`` of an article that may stand first, from 0; ``DEEPEST`` without one."""

    def graded(self, answer: Answer, least: int) -> list[bool]:
        """Of the excerpts shown, whether each has at least this grade."""
        good = self.message.label.good
        return [good.get((one.title, one.article or ""), 0) >= least for one in answer.quoted[:SHOWN]]

    @property
    def sure(self) -> bool:
        """Said as certain."""
        return self.answer.outcome in SURE and self.answer.certainty is Certainty.CERTAIN

    @property
    def first(self) -> bool:
        """The first excerpt may stand first."""
        return self.graded(self.answer, FIRST)[:1] == [True]


def judge(service: Yuanfa, asked: Sequence[Message]) -> list[Judged]:
    """Ask each message, and each choice that comes back."""
    found = []
    for one in asked:
        answer = service.ask(one.text)
        row = Judged(one, answer, tapped=False, found=DEEPEST)
        tapped = any(any(row.graded(service.ask(choice.question), FIRST)) for choice in answer.choices)
        hits = service.search(one.text, DEEPEST, kinds=LAW_KINDS)
        good = one.label.good
        place = next(
            (n for n, hit in enumerate(hits) if good.get((hit.title, hit.article_label or "")) == FIRST),
            DEEPEST,
        )
        found.append(Judged(one, answer, tapped, place))
    return found


def table(rows: Sequence[Judged]) -> dict[str, float]:
    """The figures by name; shares."""
    counted = [
        row
        for row in rows
        if row.message.label.kind == ANSWERABLE and FIRST in row.message.label.good.values()
    ]
    useful = [any(row.graded(row.answer, FIRST)) for row in counted]
    right = [row for row in counted if row.first]
    return {
        "first": mean(float(row.first) for row in counted),
        "one_of_three": mean(map(float, useful)),
        "or_by_a_tap": mean(float(one or row.tapped) for one, row in zip(useful, counted, strict=True)),
        "sure_and_beside": mean(
            float(row.sure and not any(row.graded(row.answer, BESIDE))) for row in counted
        ),
        "sure_of_the_right": mean(float(row.sure) for row in right),
        "asked_back": mean(float(row.answer.outcome is Outcome.CLARIFY) for row in counted),
        **{f"search_{depth}": mean(float(row.found < depth) for row in counted) for depth in DEPTHS},
        "unclear_sure": _sure(rows, "unclear"),
        "local_sure": _sure(rows, "local"),
    }


def _sure(rows: Sequence[Judged], kind: str) -> float:
    return mean(float(row.sure) for row in rows if row.message.label.kind == kind)


def reliability(rows: Sequence[Judged]) -> tuple[list[tuple[int, float, float]], float]:
    """Bins of as many answers each: how many, probability said, share right; and the expected calibration error.

    Guo et al., On Calibration of Modern Neural Networks (2017).
    """
    told = sorted(
        ((row.answer.confidence, row.first) for row in rows if row.answer.excerpts), key=lambda one: one[0]
    )
    size = -(-len(told) // BINS)
    bins = [told[at : at + size] for at in range(0, len(told), size)]
    found = [(len(one), mean(p for p, _ in one), mean(float(right) for _, right in one)) for one in bins]
    return found, sum(count * abs(said - right) for count, said, right in found) / max(len(told), 1)


def main() -> int:
    """Ask one part, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--part", type=Part, choices=list(Part), default=Part.UNREAD)
    return report(parser.parse_args().part)


def report(part: Part) -> int:
    """Ask the messages of a part, print the tables; the exit status."""
    asked = messages([part])
    if not asked:
        print(f"judge skipped: no messages-dev.jsonl in {shared_folder()} (BENCH_SHARED)")
        return 0
    rows = judge(load_service(load_settings().data_dir), asked)
    for name, share in table(rows).items():
        print(f"{name:20} {share:.3f}")
    bins, error = reliability(rows)
    for count, said, right in bins:
        print(f"said {said:.2f}  right {right:.2f}  of {count}")
    print(f"expected calibration error {error:.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
