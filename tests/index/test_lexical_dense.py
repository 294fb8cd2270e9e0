"""BM25 and vectors against brute force, and damaged files."""

import math
import shutil
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import bm25s
import faiss
import numpy as np
import pytest

from index import tuned
from index.dense import DenseIndex
from index.errors import IndexDamaged
from index.lexical import LexicalIndex
from index.tokens import tokenize

TEXTS = [
    "网络用户利用网络服务实施侵权行为的，权利人有权通知网络服务提供者",
    "出售个人信息的，处十日以上十五日以下拘留",
    "试用期最长不得超过六个月",
    "窃取或者以其他方法非法获取个人信息的，依照前款的规定处罚",
]


def bm25(query: str, k1: float = 1.5, b: float = 0.75) -> list[float]:
    documents = [tokenize(text) for text in TEXTS]
    mean = sum(map(len, documents)) / len(documents)
    scores = []
    for tokens in documents:
        counts = Counter(tokens)
        score = 0.0
        for token in dict.fromkeys(tokenize(query)):
            frequency = sum(token in other for other in documents)
            if not frequency:
                continue
            idf = math.log(1 + (len(documents) - frequency + 0.5) / (frequency + 0.5))
            tf = counts[token]
            score += idf * tf / (tf + k1 * (1 - b + b * len(tokens) / mean))
        scores.append(score)
    return scores


@pytest.mark.parametrize("query", ["卖个人信息会拘留吗", "试用期多久", "网络侵权通知谁", "天气"])
def test_scores_order_as_brute_force_does(query):
    got = LexicalIndex.build(TEXTS).scores(query)
    want = bm25(query)
    assert got.shape == (len(TEXTS),)
    assert np.argsort(-got, kind="stable").tolist() == np.argsort(-np.array(want), kind="stable").tolist()
    assert [s > 0 for s in got] == [s > 0 for s in want]


def test_a_word_index_survives_being_written(tmp_path):
    index = LexicalIndex.build(TEXTS)
    index.save(tmp_path / "words")
    again = LexicalIndex.load(tmp_path / "words", len(TEXTS))
    assert again.scores("个人信息").tolist() == index.scores("个人信息").tolist()


def test_words_are_scored_as_bm25s_scores_them():
    model = bm25s.BM25(k1=tuned.BM25_K1, b=tuned.BM25_B)
    model.index([tokenize(text) for text in TEXTS], show_progress=False)
    query = "卖个人信息会拘留吗"
    known = [token for token in dict.fromkeys(tokenize(query)) if token in model.vocab_dict]
    assert LexicalIndex.build(TEXTS).scores(query).tolist() == model.get_scores(known).tolist()


@pytest.mark.skipif(
    sys.platform == "win32", reason="a file in use cannot be deleted there; files are read whole"
)
def test_a_loaded_index_outlives_its_files(tmp_path):
    LexicalIndex.build(TEXTS).save(tmp_path / "words")
    held = LexicalIndex.load(tmp_path / "words", len(TEXTS))
    shutil.rmtree(tmp_path / "words")
    assert held.scores("个人信息").tolist() == LexicalIndex.build(TEXTS).scores("个人信息").tolist()


def test_searching_loads_no_library_that_only_builds(tmp_path):
    LexicalIndex.build(TEXTS).save(tmp_path / "words")
    code = (
        "import sys, pathlib, index.lexical as one;"
        f"print(one.LexicalIndex.load(pathlib.Path({str(tmp_path / 'words')!r}), 4).scores('个人信息').max() > 0,"
        "*{'bm25s', 'scipy'} & {*sys.modules})"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert said.split() == ["True"]


def test_an_empty_word_index_gives_no_scores():
    assert LexicalIndex.build([]).scores("个人信息").tolist() == []


def test_a_damaged_word_index_is_one_sentence(tmp_path):
    with pytest.raises(IndexDamaged, match="yuanfa index build"):
        LexicalIndex.load(tmp_path / "none", 4)


def unit(rows: int, dimension: int = 16, seed: int = 3) -> np.ndarray:
    vectors = np.random.default_rng(seed).normal(size=(rows, dimension)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def test_nearest_is_what_brute_force_finds():
    rows, queries = unit(200), unit(5, seed=4)
    cosines, found = DenseIndex.build(rows).nearest(queries, 10)
    exact = queries @ rows.T
    assert found.tolist() == np.argsort(-exact, axis=1, kind="stable")[:, :10].tolist()
    assert np.allclose(cosines, np.sort(exact, axis=1)[:, ::-1][:, :10], atol=5e-4)


def test_asking_for_more_than_there_is_gives_what_there_is():
    cosines, found = DenseIndex.build(unit(3)).nearest(unit(1), 10)
    assert found.shape == (1, 3)
    assert (found >= 0).all()
    assert cosines.shape == (1, 3)


def test_rows_come_back_as_they_were_added(tmp_path):
    rows = unit(20)
    index = DenseIndex.build(rows)
    assert np.allclose(index.vectors(np.array([3, 1])), rows[[3, 1]], atol=5e-4)
    assert index.vectors(np.array([], dtype=np.int64)).shape == (0, 16)
    index.save(tmp_path / "v.faiss")
    assert np.allclose(DenseIndex.load(tmp_path / "v.faiss").vectors(np.array([5])), rows[[5]], atol=5e-4)


def test_a_damaged_vector_index_is_one_sentence(tmp_path):
    (tmp_path / "v.faiss").write_bytes(b"nothing of the kind")
    with pytest.raises(IndexDamaged, match="yuanfa index build"):
        DenseIndex.load(tmp_path / "v.faiss")


def test_the_rows_of_a_word_are_those_whose_tokens_hold_it():
    index = LexicalIndex.build(TEXTS)
    for token in ("个人", "网络", "六", "没有此词"):
        want = [row for row, text in enumerate(TEXTS) if token in tokenize(text)]
        assert index.rows(token).tolist() == want


def test_a_scan_takes_one_thread_whichever_thread_asks() -> None:
    rows = np.eye(4, dtype=np.float32)
    index = DenseIndex.build(rows)

    def asked() -> int:
        index.nearest(rows[:1], 1)
        return int(faiss.omp_get_max_threads())

    with ThreadPoolExecutor(1) as thread:
        assert thread.submit(asked).result() == 1


def test_products_of_a_question_take_one_thread() -> None:
    told = (
        "import index, numpy, threadpoolctl;"
        "print(*(one['num_threads'] for one in threadpoolctl.threadpool_info() if one['user_api'] == 'blas'))"
    )
    found = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True).stdout
    assert set(found.split()) <= {"1"}
