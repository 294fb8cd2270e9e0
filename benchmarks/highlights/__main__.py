"""Measures which unit of an article is marked, on questions whose answering units were chosen by hand.

    python -m benchmarks.highlights           # measures index/data/highlight.json as it is
    python -m benchmarks.highlights --fit     # fits it anew first, on knowledge/data/asked

Needs the index that set-up builds (YUANFA_DATA_DIR). A question of questions.jsonl names an article of more than one
unit and the units that answer (``knowledge.units`` names them); a mark is right when more than half of it lies in
them. Beside the fitted weights stand the first unit, the most words shared, and the nearest unit.

The weights are fitted on our own questions under units, each as if it had not been written.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from benchmarks.confidence.questions import Half, half_of
from benchmarks.logit import fit
from benchmarks.metrics import mean
from benchmarks.record import ROOT, built_retriever, keep
from bot.compose.excerpts import ExcerptMaker
from index.highlight import FEATURES, HIGHLIGHT_FILE
from index.query import Query
from index.retriever import Retriever
from knowledge.models import Article, PassageId, Statute
from knowledge.passage_ids import article_passage_id
from knowledge.units import units_of

QUESTIONS = Path(__file__).parent / "questions.jsonl"
RIDGE = 1e-3
SEED = 0


@dataclass(frozen=True, slots=True)
class Marked:
    """A question, the article that answers it and which units of it do."""

    key: str
    question: str
    statute: Statute
    article: Article
    right: frozenset[str]

    @property
    def passage_id(self) -> PassageId:
        """Of the article."""
        return article_passage_id(self.statute.law.law_id, self.article.number)

    @property
    def answers(self) -> list[bool]:
        """By unit."""
        return [unit.name in self.right for unit in units_of(self.article)]

    def holds(self, start: int, end: int) -> bool:
        """More than half of ``article.text[start:end]`` lies in units that answer."""
        inside = sum(
            max(0, min(end, unit.end) - max(start, unit.start))
            for unit in units_of(self.article)
            if unit.name in self.right
        )
        return inside > (end - start) / 2


def load(retriever: Retriever) -> list[Marked]:
    """Every question with its article of today.

    Raises:
        ValueError: An article has no such unit: the law has changed, and the line must be looked at.
    """
    laws = {statute.law.title: statute for statute in retriever.library.in_force(retriever.today)}
    found = []
    for line in QUESTIONS.read_text(encoding="utf-8").splitlines():
        raw = json.loads(line)
        statute = laws[raw["law"]]
        article = next(one for one in statute.articles if one.label == raw["article"])
        names = {unit.name for unit in units_of(article)}
        if not set(raw["right"]) <= names:
            raise ValueError(f"expected units of {sorted(names)} in {raw['id']}, found {raw['right']}")
        found.append(Marked(raw["id"], raw["question"], statute, article, frozenset(raw["right"])))
    return found


def taught(retriever: Retriever) -> Iterator[tuple[npt.NDArray[np.float64], list[bool]]]:
    """Features and answers of our own questions under units, each without itself.

    Of every other unit one question is left out as well, or the one that answers would always be a question short;
    a unit with a single question teaches nothing for the same reason.
    """
    chance = random.Random(SEED)
    for (law_id, number), questions in retriever.library.asked.items():
        article = retriever.library.article(law_id, number, retriever.today)
        asked: dict[str, list[str]] = defaultdict(list)
        for question in questions:
            if question.unit:
                asked[question.unit].append(question.text)
        under = {name: texts for name, texts in asked.items() if len(texts) > 1}
        if article is None or not under:
            continue
        names = [unit.name for unit in units_of(article)]
        for unit, texts in under.items():
            for text in texts:
                without = {text} | {chance.choice(under[other]) for other in under if other != unit}
                features = retriever.highlights.features(
                    retriever.prepare(text), article_passage_id(law_id, number), without=without
                )
                if len(features):
                    yield features, [name == unit for name in names]


def share_right(maker: ExcerptMaker, asked: Sequence[tuple[Marked, Query]]) -> float:
    """Of the excerpts that a user would see, the share whose mark is right."""

    def right(one: Marked, query: Query) -> float:
        excerpt = maker.of_article(one.statute, one.article, query=query)
        at = one.article.text.index(excerpt.text)
        # Where all that is shown is the answer, nothing of it is marked.
        start, end = excerpt.highlight or (0, len(excerpt.text))
        return float(one.holds(at + start, at + end))

    return round(mean(right(one, query) for one, query in asked), 4)


def main() -> int:
    """Fit when asked to, measure, print, keep."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--fit", action="store_true")
    options = parser.parse_args()
    retriever = built_retriever()
    asked = [(one, retriever.prepare(one.question)) for one in load(retriever)]
    halves = {half: [row for row in asked if half_of(row[0].key) is half] for half in Half}
    if options.fit:
        features, answers = zip(*taught(retriever), strict=True)
        print(f"fitted on {len(features)} questions of our own")
        fitted = fit(features, answers, RIDGE).round(3).tolist()
        weights = dict(zip(FEATURES, fitted, strict=True))
        (ROOT / "index" / HIGHLIGHT_FILE).write_text(json.dumps(weights, indent=2) + "\n", encoding="utf-8")
        retriever = built_retriever()
    maker = ExcerptMaker(retriever.library, retriever.today, retriever.highlights.answering_units)
    figures: dict[str, float | int] = {}
    for name, part in {"all": asked, **{half.value: part for half, part in halves.items()}}.items():
        figures[f"{name}: questions"] = len(part)
        figures[f"{name}: first unit"] = round(mean(float(one.answers[0]) for one, _ in part), 4)
        for column in ("words", "dense"):
            place = FEATURES.index(column)
            figures[f"{name}: most {column}"] = round(
                mean(
                    float(
                        one.answers[
                            int(np.argmax(retriever.highlights.features(query, one.passage_id)[:, place]))
                        ]
                    )
                    for one, query in part
                ),
                4,
            )
        figures[f"{name}: marked right"] = share_right(maker, part)
    for title, value in figures.items():
        print(f"{title:28s} {value}")
    keep("highlights", figures)
    return 0


if __name__ == "__main__":
    sys.exit(main())
