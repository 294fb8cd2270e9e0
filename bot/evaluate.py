"""``yuanfa eval``: a file of gold questions to a table of quality.

A line is ``{"id", "question", "kind", "gold": [{"law", "article"} or {"case"}], "require": "any"|"all",
"must_contain": ["a|b", ...], "expect", "lang"}``; ``gold`` empty means that nothing may be cited.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.answer import Answer, Outcome
from bot.render import render
from bot.service import Yuanfa
from knowledge.errors import SourceFormatError

_QUOTES = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "「": '"', "」": '"'})
_SAID = {
    "answer": {Outcome.ANSWERED, Outcome.CORRECTED, Outcome.PARTIAL},
    "partial_abstain": {Outcome.PARTIAL, Outcome.CORRECTED},
    "abstain": {Outcome.NO_SOURCE, Outcome.GREETING, Outcome.REFUSED, Outcome.CORRECTED},
    "refuse": {Outcome.REFUSED},
    "clarify": {Outcome.CLARIFY, Outcome.ANSWERED},
    "correct": {Outcome.CORRECTED},
    "chitchat": {Outcome.GREETING, Outcome.NO_SOURCE},
}
_NO_EXCERPT = {"abstain", "chitchat", "refuse"}


@dataclass(frozen=True, slots=True)
class Judged:
    """One question and what was wrong with its answer, if anything."""

    key: str
    kind: str
    faults: tuple[str, ...]
    first_right: bool
    elapsed_ms: float
    outcome: str


@dataclass(frozen=True, slots=True)
class EvalReport:
    """Quality over a file."""

    judged: tuple[Judged, ...]

    def _rows(self) -> list[tuple[str, int, float, float, float]]:
        groups: dict[str, list[Judged]] = defaultdict(list)
        for one in self.judged:
            groups[one.kind].append(one)
            groups["all"].append(one)
        rows = []
        for kind in [*sorted(k for k in groups if k != "all"), "all"]:
            group = groups[kind]
            times = sorted(one.elapsed_ms for one in group)
            rows.append(
                (
                    kind,
                    len(group),
                    sum(not one.faults for one in group) / len(group),
                    sum(one.first_right for one in group) / len(group),
                    times[len(times) // 2],
                )
            )
        return rows

    def table(self, *, failures: bool = False) -> str:
        """The table, as text."""
        lines = [f"{'kind':18s} {'n':>4s} {'good':>6s} {'first':>6s} {'p50 ms':>7s}"]
        lines += [
            f"{kind:18s} {n:4d} {good:6.3f} {first:6.3f} {p50:7.1f}"
            for kind, n, good, first, p50 in self._rows()
        ]
        if failures:
            lines += [
                f"{one.key}: {one.outcome}: {'; '.join(one.faults)}" for one in self.judged if one.faults
            ]
        return "\n".join(lines)

    def as_json(self) -> dict[str, Any]:
        """The table and the failed ids, as one object."""
        return {
            "kinds": {
                kind: {"n": n, "good": round(good, 4), "first": round(first, 4), "p50_ms": round(p50, 1)}
                for kind, n, good, first, p50 in self._rows()
            },
            "failed": {one.key: list(one.faults) for one in self.judged if one.faults},
        }


def fold_for_comparison(text: str) -> str:
    """Without white space, half width, straight quotation marks."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text).translate(_QUOTES))


def judge(answer: Answer, gold: Mapping[str, Any]) -> tuple[tuple[str, ...], bool]:
    """What is wrong with an answer, and whether its first excerpt is one of the gold ones."""
    expect = str(gold.get("expect", "answer"))
    faults = []
    if answer.outcome not in _SAID[expect]:
        faults.append(f"outcome {answer.outcome.value}, expected {expect}")
    shown = {(excerpt.title, excerpt.article) for excerpt in answer.excerpts}
    shown |= {(excerpt.case_id or "", None) for excerpt in answer.excerpts}
    wanted = [
        (one["case"], None) if "case" in one else (one["law"], one["article"]) for one in gold.get("gold", [])
    ]
    hits = [one for one in wanted if one in shown]
    if wanted and (len(hits) < len(wanted) if gold.get("require") == "all" else not hits):
        faults.append(
            "gold not shown: " + "、".join(f"{a}{b or ''}" for a, b in wanted if (a, b) not in shown)
        )
    if not wanted and answer.excerpts and expect in _NO_EXCERPT:
        faults.append(f"cites {answer.excerpts[0].citation}")
    content = fold_for_comparison(
        "\n".join([*render(answer), answer.said, *(excerpt.text for excerpt in answer.excerpts)])
    )
    content = re.sub(r"<[^<>]+>", "", content)
    for needed in gold.get("must_contain", []):
        if not any(fold_for_comparison(one) in content for one in needed.split("|")):
            faults.append(f"does not contain {needed}")
    first = answer.excerpts[0] if answer.excerpts else None
    first_right = (
        not wanted
        if first is None
        else (first.title, first.article) in wanted or (first.case_id, None) in wanted
    )
    return tuple(faults), first_right


def evaluate_file(path: Path, service: Yuanfa) -> EvalReport:
    """Ask every question of a file and judge the answers.

    Raises:
        SourceFormatError: The file cannot be read or a line is no gold question.
    """
    return EvalReport(tuple(_judge_line(service, gold) for gold in _read(path)))


def _judge_line(service: Yuanfa, gold: Mapping[str, Any]) -> Judged:
    answer = service.ask(str(gold["question"]))
    faults, first_right = judge(answer, gold)
    return Judged(
        str(gold.get("id", "")),
        str(gold.get("kind", "question")),
        faults,
        first_right,
        answer.elapsed_ms,
        answer.outcome.value,
    )


def _read(path: Path) -> Sequence[Mapping[str, Any]]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeError) as error:
        raise SourceFormatError(
            f"expected a file of gold questions at {path}, found none that can be read; name a "
            "file of JSON Lines"
        ) from error
    questions = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            gold = json.loads(line)
            known = str(gold.get("expect", "answer")) in _SAID and isinstance(gold["question"], str)
        except (ValueError, KeyError, AttributeError) as error:
            raise SourceFormatError(
                f"expected a gold question on line {number} of {path.name}, found no JSON object "
                'with "question"; correct the line'
            ) from error
        if not known:
            raise SourceFormatError(
                f'expected one of {", ".join(_SAID)} as "expect" on line {number} of {path.name}, '
                f"found {gold.get('expect')!r}; correct the line"
            )
        questions.append(gold)
    return questions
