"""Measures which unit of an article is marked, on questions whose answering units were chosen by hand.

    python -m benchmarks.highlights           # measures index/data/highlight.json as it is
    python -m benchmarks.highlights --fit     # fits it anew on the fit half first

Needs the index that set-up builds (YUANFA_DATA_DIR). A question of questions.jsonl names an article of more than one
unit and the units that answer (``knowledge.units`` names them); a mark is right when more than half of it lies in
them. Beside the fitted weights stand the first unit, the most words shared, and the nearest unit.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch

from benchmarks.confidence.questions import Half, half_of
from benchmarks.metrics import mean
from benchmarks.record import ROOT, keep
from bot.compose.excerpts import ExcerptMaker
from bot.service import INDEX_FOLDER, read_encoder, read_library
from bot.settings import Settings
from index.highlight import FEATURES, HIGHLIGHT_FILE
from index.query import Query
from index.retriever import Retriever, load_retriever
from knowledge.models import Article, PassageId, Statute
from knowledge.passage_ids import article_passage_id
from knowledge.units import units_of

QUESTIONS = Path(__file__).parent / "questions.jsonl"
RIDGE = 1e-2


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


def fit(features: Sequence[npt.NDArray[np.float64]], answers: Sequence[Sequence[bool]]) -> dict[str, float]:
    """Weights that make the answering units likeliest: a conditional logit with a small ridge."""
    weights = torch.zeros(len(FEATURES), dtype=torch.float64, requires_grad=True)
    optimiser = torch.optim.LBFGS([weights], max_iter=200)
    rows = [torch.tensor(one) for one in features]
    wanted = [torch.tensor(one) for one in answers]

    def closure() -> torch.Tensor:
        optimiser.zero_grad()
        losses = [
            -torch.logsumexp(torch.log_softmax(row @ weights, 0)[right], 0)
            for row, right in zip(rows, wanted, strict=True)
        ]
        loss = torch.stack(losses).mean() + RIDGE * (weights**2).sum()
        loss.backward()  # type: ignore[no-untyped-call]
        return loss

    optimiser.step(closure)  # type: ignore[no-untyped-call]
    return dict(zip(FEATURES, weights.detach().numpy().round(3).tolist(), strict=True))


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
    retriever = load_retriever(
        read_library(), read_encoder(None), Settings().data_dir / INDEX_FOLDER, date.today()
    )
    asked = [(one, retriever.prepare(one.question)) for one in load(retriever)]
    halves = {half: [row for row in asked if half_of(row[0].key) is half] for half in Half}
    if options.fit:
        part = halves[Half.FIT]
        features = [retriever.unit_features(query, one.passage_id) for one, query in part]
        weights = fit(features, [one.answers for one, _ in part])
        (ROOT / "index" / HIGHLIGHT_FILE).write_text(json.dumps(weights, indent=2) + "\n", encoding="utf-8")
        retriever = load_retriever(
            read_library(), read_encoder(None), Settings().data_dir / INDEX_FOLDER, date.today()
        )
    maker = ExcerptMaker(retriever.library, retriever.today, retriever.answering_units)
    figures: dict[str, float | int] = {}
    for half, part in halves.items():
        name = half.value
        figures[f"{name}: questions"] = len(part)
        figures[f"{name}: first unit"] = round(mean(float(one.answers[0]) for one, _ in part), 4)
        for column in ("words", "dense"):
            place = FEATURES.index(column)
            figures[f"{name}: most {column}"] = round(
                mean(
                    float(
                        one.answers[int(np.argmax(retriever.unit_features(query, one.passage_id)[:, place]))]
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
