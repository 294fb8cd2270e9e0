"""Fits the gate on one half of the question sets and measures it, and the guards, on the other.

    python -m benchmarks.confidence           # measures bot/compose/confidence.json as it is
    python -m benchmarks.confidence --fit     # fits it anew first
    python -m benchmarks.confidence --list    # also names the questions of the fit half that go wrong

Needs the index that set-up builds (YUANFA_DATA_DIR).
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import bot.compose
from benchmarks.confidence.collect import Collector, Seen, any_right, first_right, phrasings
from benchmarks.confidence.fit import FIELD, RIGHT, logistic, threshold
from benchmarks.confidence.questions import FILES, Half, Question, load, without_known
from benchmarks.metrics import mean, median, reliability
from benchmarks.record import keep
from bot.answer import Answer, Outcome
from bot.compose.confidence import prefers_topic, probability
from bot.service import INDEX_FOLDER, Yuanfa, read_encoder, read_library
from bot.settings import Settings
from index.retriever import load_retriever

WEIGHTS = Path(bot.compose.__file__).parent / "confidence.json"
LANGUAGES = ("zh", "en")
FALSE_ANSWERS = 0.02
"""Share of the outside questions of the fit half that may be answered; the aim is 0.03 on the other, where it is always more."""

DRAWS = 12
CROSSED = "random halves, each by the other"

SURE = 0.5
TOPIC_FLOOR = {"zh": 0.87, "en": 0.84}
"""A phrasing farther away than this is another question, whatever the probabilities say."""

SHOWN = {Outcome.ANSWERED, Outcome.CORRECTED, Outcome.PARTIAL}


def fit(seen: Sequence[Seen], outside: Sequence[Question], inside: Sequence[Seen]) -> dict[str, Any]:
    """Every weight and threshold, by language.

    Args:
        seen: Questions of the fit half, in the field and out of it: they draw the line of the field.
        outside: Those of them out of the field, with what is turned away before the gate.
        inside: Questions in the field of both halves: with one half alone the probabilities are too sure of
            themselves. How good they are on questions they have not seen, ``drawn_halves`` says.
    """
    fitted: dict[str, Any] = {
        name: {} for name in ("field", "topic_right", "statute_right", "answer_from", "topic_floor")
    }
    for language in LANGUAGES:
        part = [one for one in seen if one.evidence.language == language]
        field = logistic(part, lambda one: one.ours, FIELD)
        fitted["field"][language] = field
        fitted["answer_from"][language] = threshold(
            part, field, FALSE_ANSWERS * sum(one.lang == language for one in outside)
        )
        fitted["topic_floor"][language] = TOPIC_FLOOR[language]
        both = [one for one in inside if one.evidence.language == language]
        fitted["topic_right"][language], fitted["statute_right"][language] = right_weights(both)
    fitted["sure"] = SURE
    return fitted


def claims(train: Sequence[Seen], asked: Sequence[Seen]) -> tuple[list[float], list[bool]]:
    """What weights fitted on ``train`` claim of the answers to other questions, and whether they are right."""
    claimed: list[float] = []
    right: list[bool] = []
    for language in LANGUAGES:
        part = [one for one in train if one.evidence.language == language]
        by_topic, by_statute = right_weights(part)
        for one in asked:
            if one.evidence.language != language or one.statute_right is None:
                continue
            features = one.evidence.vector()
            topic, statute = probability(by_topic, features), probability(by_statute, features)
            reviewed = one.topic_right is not None and one.evidence.topic >= TOPIC_FLOOR[language]
            agrees = one.evidence.agrees
            chosen = reviewed and prefers_topic(
                topic, statute, agrees=agrees, nearest=one.evidence.topic_is_nearest, helps=one.helps
            )
            by_topic_alone = chosen and not (agrees and statute > topic)
            claimed.append(topic if by_topic_alone else statute)
            right.append(bool(one.topic_right if by_topic_alone else one.statute_right))
    return claimed, right


def crossed(one: Sequence[Seen], other: Sequence[Seen]) -> tuple[float, float, float]:
    """Calibration over both halves, each judged by weights fitted on the other: twice the questions.

    Returns:
        The error, the error that chance alone gives, and the share of first excerpts that are right.
    """
    pairs = [claims(one, other), claims(other, one)]
    claimed = [value for values, _ in pairs for value in values]
    right = [value for _, values in pairs for value in values]
    return reliability(claimed, right)[1], chance_error(claimed), mean(map(float, right))


def drawn_halves(seen: Sequence[Seen]) -> dict[str, float | str]:
    """``crossed`` over many ways to part the questions in two: one way alone says as much about its luck."""
    rows = []
    for seed in range(DRAWS):
        order = random.Random(seed).sample(seen, len(seen))
        rows.append(crossed(order[: len(order) // 2], order[len(order) // 2 :]))
    errors, chances, rights = zip(*rows, strict=True)
    return {
        "answers": len(seen),
        "draws": DRAWS,
        "expected calibration error": round(mean(errors), 4),
        "the least and the greatest of a draw": f"{min(errors):.3f} {max(errors):.3f}",
        "the same if perfectly calibrated": round(mean(chances), 4),
        "first excerpt right": round(mean(rights), 4),
    }


def right_weights(part: Sequence[Seen]) -> tuple[dict[str, float], dict[str, float]]:
    """Weights of a topic's and of an article's being right, of questions in one language."""
    by_topic = [one for one in part if one.topic_right is not None]
    by_statute = [one for one in part if one.statute_right is not None]
    return (
        logistic(by_topic, lambda one: bool(one.topic_right), RIGHT),
        logistic(by_statute, lambda one: bool(one.statute_right), RIGHT),
    )


def outcomes(service: Yuanfa, questions: Iterable[Question]) -> list[tuple[Question, Answer]]:
    """What a user would get."""
    return [(question, service.ask(question.text)) for question in questions]


def shown(answer: Answer) -> bool:
    """True when law is put forward as an answer."""
    return answer.outcome in SHOWN and bool(answer.excerpts)


def share(rows: Sequence[tuple[Question, Answer]], wrong: Any) -> float:
    """Share of the rows of which ``wrong`` is true."""
    return round(mean(float(wrong(question, answer)) for question, answer in rows), 4)


def field_figures(
    inside: Sequence[tuple[Question, Answer]], outside: Sequence[tuple[Question, Answer]]
) -> dict[str, Any]:
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


def guard_figures(rows: Sequence[tuple[Question, Answer]]) -> dict[str, Any]:
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


def of_language(rows: Sequence[tuple[Question, Answer]], language: str) -> list[tuple[Question, Answer]]:
    """Rows in one language."""
    return [row for row in rows if row[0].lang == language]


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
    inside: Sequence[tuple[Question, Answer]],
    outside: Sequence[tuple[Question, Answer]],
    guards: Sequence[tuple[Question, Answer]],
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
    """Fit when asked to, measure, print, keep."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--fit", action="store_true")
    parser.add_argument("--list", action="store_true", dest="name_wrong")
    parser.add_argument("--half", choices=[half.value for half in Half], default=Half.HELD_OUT.value)
    options = parser.parse_args()
    half = Half(options.half)

    data_dir = Settings().data_dir
    retriever = load_retriever(read_library(), read_encoder(None), data_dir / INDEX_FOLDER, date.today())
    known = phrasings(retriever)
    collector = Collector(retriever)
    by_half = {
        one: collector.collect(
            without_known([*load("in_field", one), *load("in_field_unread", one)], known), ours=True
        )
        for one in Half
    }
    everything = [*by_half[Half.FIT], *by_half[Half.HELD_OUT]]
    if options.fit:
        seen = list(by_half[Half.FIT])
        outside = without_known(load("out_of_field", Half.FIT), known)
        seen += collector.collect(outside, ours=False)
        WEIGHTS.write_text(json.dumps(fit(seen, outside, everything), indent=1) + "\n", encoding="utf-8")
    service = Yuanfa(retriever)
    sets = {name: without_known(load(name, half), known) for name in FILES}
    dropped = {name: len(load(name, half)) - len(kept) for name, kept in sets.items()}
    inside = outcomes(service, [*sets["in_field"], *sets["in_field_unread"]])
    beyond = outcomes(service, sets["out_of_field"])
    guards = outcomes(service, sets["harmful"])

    figures: dict[str, Any] = {"half": half.value, "left out as known": dropped}
    figures["all"] = field_figures(inside, beyond)
    for language in LANGUAGES:
        figures[language] = field_figures(of_language(inside, language), of_language(beyond, language))
    figures["guards"] = guard_figures(guards)
    figures[CROSSED] = drawn_halves(everything)
    figures["false answers by kind"] = dict(
        Counter(question.kind for question, answer in beyond if shown(answer))
    )
    figures["refused in the field"] = share(inside, lambda _, answer: answer.outcome is Outcome.REFUSED)
    figures["p50 ms"] = round(median(answer.elapsed_ms for _, answer in [*inside, *beyond]), 2)
    for name in ("all", *LANGUAGES, "guards", CROSSED):
        report(name, figures[name])
    for name in ("left out as known", "false answers by kind", "refused in the field", "p50 ms"):
        print(f"{name}: {figures[name]}")
    if options.name_wrong and half is Half.FIT:
        name_wrong(inside, beyond, guards)
    if half is Half.HELD_OUT:
        keep("confidence", figures)
    return 0


if __name__ == "__main__":
    sys.exit(main())
