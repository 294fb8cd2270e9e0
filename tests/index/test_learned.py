"""What was learned of articles by their numbers follows them into a version that an import brought."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from index.learned import Learned, Taught
from index.types import Encoder
from knowledge.library import Library
from knowledge.models import PassageId
from tests.factories import HashingEncoder, make_library, make_statute
from tests.index.factories import retriever_over

ROBBERY = "以暴力、胁迫或者其他方法抢劫公私财物的，处三年以上十年以下有期徒刑。"
THEFT = "盗窃公私财物，数额较大的，处三年以下有期徒刑、拘役或者管制。"
WIRES = "以牟利为目的，盗接他人通信线路的，依照本法第{theft}条的规定定罪处罚。"
OLD = (ROBBERY, THEFT, WIRES.format(theft="二"))
PUT_IN = "非法制作样本信用记录，情节严重的，处三年以下有期徒刑。"
MOVED = (ROBBERY, PUT_IN, THEFT, WIRES.format(theft="三"))
WITHOUT_THEFT = (ROBBERY, PUT_IN, WIRES.format(theft="一"))
BIAS = {"st-thefts-1": 1.0, "st-thefts-2": 2.0, "st-thefts-3": -8.0, "st-other-1": 3.0}
OTHER = make_statute("other", "中华人民共和国其他样本法", ["遛狗应当牵绳，牵狗的人应当年满十八周岁。"])


def held(*texts: str) -> Library:
    """The law as it is written of and, with other texts, an imported version of it that is in force."""
    written = make_statute("thefts", "中华人民共和国盗窃样本法", OLD)
    if not texts:
        return make_library([written, OTHER])
    newer = make_statute(
        "thefts", "中华人民共和国盗窃样本法", texts, effective_from=date(2026, 10, 1), version="2"
    )
    return replace(make_library([written, newer, OTHER]), brought=frozenset({newer.version_id}))


def laid_over(library: Library, folder, encoder: Encoder | None = None) -> dict[PassageId, float]:
    """What the weights give each passage for the mean question, on which only their biases tell."""
    encoder = encoder or HashingEncoder()
    corpus = retriever_over(folder, library, encoder).corpus
    size, count = encoder.dimension, len(BIAS)
    mean = np.zeros(size, dtype=np.float32)
    mean[0] = 1.0
    taught = Taught(
        encoder.fingerprint,
        tuple(BIAS),
        ("t",),
        mean,
        np.zeros((size, size), dtype=np.float32),
        0.0,
        np.zeros((count, size), dtype=np.float32),
        np.array(list(BIAS.values()), dtype=np.float32),
        np.zeros((1, size), dtype=np.float32),
        np.zeros(1, dtype=np.float32),
    )
    numbers = np.arange(len(corpus.passages))
    odds = Learned(corpus, taught).log_odds(mean[None, :], numbers)
    return {corpus.passages[number].passage_id: float(odds[number]) for number in numbers}


def test_weights_stand_at_the_numbers_that_they_were_trained_on(tmp_path):
    odds = laid_over(held(), tmp_path)
    assert odds["st-thefts-3"] < odds["st-thefts-1"] < odds["st-thefts-2"] < odds["st-other-1"] == 0


def test_weights_follow_their_articles_to_other_numbers(tmp_path):
    before, after = laid_over(held(), tmp_path / "a"), laid_over(held(*MOVED), tmp_path / "b")
    assert after["st-thefts-1"] == pytest.approx(before["st-thefts-1"])
    assert after["st-thefts-3"] == pytest.approx(before["st-thefts-2"])
    assert after["st-thefts-4"] == pytest.approx(before["st-thefts-3"])
    assert after["st-thefts-2"] == pytest.approx(0 - BIAS["st-other-1"])  # put in: nothing was learned of it
    assert after["st-other-1"] == before["st-other-1"]


def test_weights_of_an_article_that_became_nothing_are_nobodys(tmp_path):
    after = laid_over(held(*WITHOUT_THEFT), tmp_path)
    unlearned = 0 - BIAS["st-other-1"]
    assert after["st-thefts-2"] == pytest.approx(unlearned)
    assert after["st-thefts-3"] == pytest.approx(BIAS["st-thefts-3"] + unlearned)
