"""Fits the gate on the question sets and measures it, and the guards, on questions that were not used.

    python -m benchmarks.confidence           # measures how well gates so fitted do
    python -m benchmarks.confidence --fit     # also writes bot/compose/confidence.json, fitted on every question
    python -m benchmarks.confidence --list    # also names the questions of the fit half that go wrong

Needs the index that set-up builds (YUANFA_DATA_DIR). The questions are parted in two at random; a gate fitted on one
part answers the other, both ways, and that several times: one way alone says as much about its luck. About three minutes.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import bot.compose
from benchmarks.confidence.collect import Collector, Seen, any_right, first_right, phrasings
from benchmarks.confidence.fit import FIELD, FIELD_RIDGE, RIGHT, logistic, threshold
from benchmarks.confidence.questions import FILES, INSIDE, OUTSIDE, Half, Question, load, unknown
from benchmarks.metrics import mean, median, reliability
from benchmarks.record import built_retriever, keep
from bot.answer import Answer, Outcome
from bot.compose.confidence import Gate
from bot.service import Yuanfa
from index.retriever import Retriever

WEIGHTS = Path(bot.compose.__file__).parent / "confidence.json"
LANGUAGES = ("zh", "en")
FALSE_ANSWERS = 0.018
"""Share of the outside questions that may be answered, each judged by weights fitted without it. The aim is 0.03; what
is near enough to a phrasing of ours is answered without the gate's leave."""

DRAWS = 8
SURE = 0.5
TOPIC_FLOOR = {"zh": 0.87, "en": 0.84}
"""A phrasing farther away than this is another question, whatever the probabilities say."""

SHOWN = {Outcome.ANSWERED, Outcome.CORRECTED, Outcome.PARTIAL}

Row = tuple[Question, Answer]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of the sets."""

    question: Question
    ours: bool
    seen: Seen | None
    """What the gate sees of it; None of what is turned away before the gate."""


def gather(collector: Collector, known: Sequence[str], half: Half | None = None) -> list[Asked]:
    """Questions in the field and out of it, without those that the knowledge holds word for word."""
    asked: list[Asked] = []
    for ours, names in ((True, INSIDE), (False, OUTSIDE)):
        questions = unknown(names, known, half)
        seen = {one.question.key: one for one in collector.collect(questions, ours=ours)}
        asked += [Asked(question, ours, seen.get(question.key)) for question in questions]
    return asked


def fit(asked: Sequence[Asked]) -> dict[str, Any]:
    """Every weight and threshold of the gate, by language."""
    fitted: dict[str, Any] = {
        name: {} for name in ("field", "topic_right", "statute_right", "answer_from", "topic_floor")
    }
    for language in LANGUAGES:
        here = [one for one in asked if one.question.lang == language]
        part = [one.seen for one in here if one.seen is not None]
        fitted["field"][language] = logistic(part, lambda one: one.ours, FIELD, FIELD_RIDGE)
        allowed = FALSE_ANSWERS * sum(not one.ours for one in here)
        fitted["answer_from"][language] = threshold(part, allowed)
        fitted["topic_floor"][language] = TOPIC_FLOOR[language]
        inside = [one for one in part if one.ours]
        by_topic = [one for one in inside if one.topic_right is not None]
        by_statute = [one for one in inside if one.statute_right is not None]
        fitted["topic_right"][language] = logistic(by_topic, lambda one: bool(one.topic_right), RIGHT)
        fitted["statute_right"][language] = logistic(by_statute, lambda one: bool(one.statute_right), RIGHT)
    fitted["sure"] = SURE
    return fitted


def drawn(retriever: Retriever, asked: Sequence[Asked]) -> list[tuple[list[Row], list[Row]]]:
    """Of every draw the answers inside the field and outside it, all by gates fitted on other questions."""
    found = []
    for seed in range(DRAWS):
        order = random.Random(seed).sample(asked, len(asked))
        one, other = order[: len(order) // 2], order[len(order) // 2 :]
        inside: list[Row] = []
        outside: list[Row] = []
        for taught, tested in ((one, other), (other, one)):
            service = Yuanfa(retriever, Gate.of(fit(taught)))
            inside += outcomes(service, [each.question for each in tested if each.ours])
            outside += outcomes(service, [each.question for each in tested if not each.ours])
        found.append((inside, outside))
    return found


def averaged(draws: Sequence[tuple[list[Row], list[Row]]], language: str | None = None) -> dict[str, Any]:
    """Figures of every draw, put together, the table that of the first; of one language or of all."""
    rows = [
        field_figures(
            [row for row in inside if language in {None, row[0].lang}],
            [row for row in outside if language in {None, row[0].lang}],
        )
        for inside, outside in draws
    ]
    figures: dict[str, Any] = {"draws": len(rows)}
    for name, first in rows[0].items():
        values = [row[name] for row in rows]
        if not isinstance(first, float):
            figures[name] = first
            continue
        figures[name] = round(mean(values), 4)
        figures[f"{name}, least and greatest"] = [min(values), max(values)]
    return figures


def outcomes(service: Yuanfa, questions: Iterable[Question]) -> list[Row]:
    """What a user would get."""
    return [(question, service.ask(question.text)) for question in questions]


def shown(answer: Answer) -> bool:
    """True when law is put forward as an answer."""
    return answer.outcome in SHOWN and bool(answer.excerpts)


def share(rows: Sequence[Row], wrong: Any) -> float:
    """Share of the rows of which ``wrong`` is true."""
    return round(mean(float(wrong(question, answer)) for question, answer in rows), 4)


def field_figures(inside: Sequence[Row], outside: Sequence[Row]) -> dict[str, Any]:
    """Errors of both kinds, what is right among the answers, and the calibration."""
    answered = [(question, answer) for question, answer in inside if shown(answer)]
    confidences = [answer.confidence for _, answer in answered]
    right = [first_right(answer, question) for question, answer in answered]
    table, error = reliability([min(value, 1.0) for value in confidences], right)
    return {
        "inside": len(inside),
        "outside": len(outside),
        "false answers": share(outside, lambda _, answer: shown(answer)),
        "false refusals": share(inside, lambda _, answer: not shown(answer)),
        "refused": share(inside, lambda _, answer: answer.outcome is Outcome.REFUSED),
        "first excerpt right": round(mean(map(float, right)), 4),
        "some excerpt right": round(
            mean(float(any_right(answer, question)) for question, answer in answered), 4
        ),
        "expected calibration error": round(error, 4),
        "the same if perfectly calibrated": round(chance_error(confidences), 4),
        "reliability": [
            [row.low, row.high, row.count, round(row.confidence, 3), round(row.right, 3)] for row in table
        ],
    }


def chance_error(confidences: Sequence[float], draws: int = 200) -> float:
    """Mean error of as many answers whose confidences are exactly true: what chance alone gives."""
    dice = random.Random(7)
    return mean(
        reliability(confidences, [dice.random() < value for value in confidences])[1] for _ in range(draws)
    )


def guard_figures(rows: Sequence[Row]) -> dict[str, Any]:
    """Harmful requests refused, near misses refused by mistake."""
    harmful = [row for row in rows if row[0].refuse]
    near = [row for row in rows if not row[0].refuse]

    def refused(_: Question, answer: Answer) -> bool:
        return answer.outcome is Outcome.REFUSED

    return {
        "harmful": len(harmful),
        "near misses": len(near),
        "harmful refused": share(harmful, refused),
        "harmful answered with law": share(harmful, lambda _, answer: shown(answer)),
        "near misses refused": share(near, refused),
    }


def report(title: str, figures: dict[str, Any]) -> None:
    """Print figures, one a line."""
    print(f"\n{title}")
    for name, value in figures.items():
        if name == "reliability":
            print("  confidence    n   mean  right")
            for low, high, count, confidence, right in value:
                print(f"  {low:.1f} to {high:.1f} {count:4d}  {confidence:.3f}  {right:.3f}")
        else:
            print(f"  {name:32s} {value}")


def name_wrong(
    inside: Sequence[Row],
    outside: Sequence[Row],
    guards: Sequence[Row],
) -> None:
    """The questions that go wrong, to mend by; never those held out."""
    for question, answer in outside:
        if shown(answer):
            print(f"answered   {question.kind:12s} {question.text} -> {answer.excerpts[0].citation}")
    for question, answer in inside:
        if not shown(answer):
            print(f"turned away {answer.outcome.value:10s} {question.text}")
    for question, answer in guards:
        if question.refuse != (answer.outcome is Outcome.REFUSED):
            print(f"{answer.outcome.value:10s} {question.kind:12s} {question.text}")


def main() -> int:
    """Measure, fit when asked to, print, keep."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--fit", action="store_true")
    parser.add_argument("--list", action="store_true", dest="name_wrong")
    options = parser.parse_args()

    retriever = built_retriever()
    known = phrasings(retriever)
    asked = gather(Collector(retriever), known)
    if options.fit:
        WEIGHTS.write_text(json.dumps(fit(asked), indent=1) + "\n", encoding="utf-8")
    service = Yuanfa(retriever)
    if options.name_wrong:
        part = gather(Collector(retriever), known, Half.FIT)
        name_wrong(
            outcomes(service, [one.question for one in part if one.ours]),
            outcomes(service, [one.question for one in part if not one.ours]),
            outcomes(service, load("harmful", Half.FIT)),
        )
    draws = drawn(retriever, asked)
    figures: dict[str, Any] = {
        "left out as known": {name: len(load(name)) - len(unknown([name], known)) for name in FILES},
        "all": averaged(draws),
        **{language: averaged(draws, language) for language in LANGUAGES},
        "guards, half held out": guard_figures(outcomes(service, load("harmful", Half.HELD_OUT))),
    }
    inside, outside = draws[0]
    figures["false answers by kind, first draw"] = dict(
        Counter(question.kind for question, answer in outside if shown(answer))
    )
    figures["p50 ms"] = round(median(answer.elapsed_ms for _, answer in [*inside, *outside]), 2)
    for name in ("all", *LANGUAGES, "guards, half held out"):
        report(name, figures[name])
    for name in ("left out as known", "false answers by kind, first draw", "p50 ms"):
        print(f"{name}: {figures[name]}")
    keep("confidence", figures)
    return 0


if __name__ == "__main__":
    sys.exit(main())
