"""How the vector index grows: time, memory and recall from today's corpus to a million passages.

    python -m benchmarks.growth                                        # 25,000, 100,000, 250,000 and 1,000,000
    python -m benchmarks.growth --sizes 100000 --kinds exact ivf-pq    # the other rows that are kept stay

Needs the index that set-up builds (YUANFA_DATA_DIR). Building a graph of a million takes ten minutes and 4 GB. Further
passages are made from real ones (a real vector, moved by a part of the difference of two others), so that they lie as close
together as law does; the questions are our own. Recall is the share of the exact nearest that is found. Times are of
one thread's processor, so that they say the same on a machine that has other work.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Sequence
from typing import Any

import faiss
import numpy as np

from benchmarks.confidence.questions import load
from benchmarks.metrics import mean, median
from benchmarks.record import FOLDER, keep
from bot.service import read_encoder
from bot.settings import Settings
from index import tuned
from index.dense import DenseIndex
from index.query import fold
from index.store import INDEX_FOLDER
from index.types import Vectors

SIZES = (25_000, 100_000, 250_000, 1_000_000)
ASKED = 150
CODE = 96
"""Bytes of a vector in cells."""
AT_ONCE = 50_000
"""Vectors made in one go."""
MOVED = 0.35
"""Part of the difference of two vectors that is added to a third."""


def grown(real: Vectors, size: int, seed: int = 0) -> Vectors:
    """float32 [size, dim], unit rows: the real ones, then mixtures of them."""
    if size <= len(real):
        return real[:size]
    dice = np.random.default_rng(seed)
    places = np.stack([dice.integers(0, len(real), size - len(real)) for _ in range(3)])
    whole = np.empty((size, real.shape[1]), dtype=np.float32)
    whole[: len(real)] = real
    for start in range(0, size - len(real), AT_ONCE):  # a million at once would be held four times
        first, second, third = places[:, start : start + AT_ONCE]
        mixed = real[first] + np.float32(MOVED) * (real[second] - real[third])
        mixed /= np.linalg.norm(mixed, axis=1, keepdims=True)
        whole[len(real) + start :][: len(mixed)] = mixed
    return whole


def exact(vectors: Vectors) -> Any:
    """Every vector compared, whatever the size: two bytes a number."""
    index = faiss.IndexScalarQuantizer(
        vectors.shape[1], faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT
    )
    index.train(vectors)
    index.add(vectors)
    return index


def graph(vectors: Vectors) -> Any:
    """What the product takes above ``tuned.EXACT_UP_TO``."""
    index = faiss.IndexHNSWSQ(
        vectors.shape[1], faiss.ScalarQuantizer.QT_fp16, tuned.HNSW_LINKS, faiss.METRIC_INNER_PRODUCT
    )
    index.hnsw.efConstruction = tuned.HNSW_BUILD_BREADTH
    index.hnsw.efSearch = tuned.HNSW_BREADTH
    index.train(vectors)
    index.add(vectors)
    return index


def cells(vectors: Vectors) -> Any:
    """Cells, of which a sixteenth is looked into, and 96 bytes a vector (Jégou et al., Product Quantization, 2011)."""
    dimension = vectors.shape[1]
    number = int(2 ** round(np.log2(2 * len(vectors) ** 0.5)))
    inner = faiss.IndexFlatIP(dimension)
    index = faiss.IndexIVFPQ(inner, dimension, number, CODE, 8, faiss.METRIC_INNER_PRODUCT)
    index.train(vectors[np.random.default_rng(0).permutation(len(vectors))[: 40 * number]])
    index.add(vectors)
    index.nprobe = max(number // 16, 1)
    return index


KINDS: dict[str, Callable[[Vectors], Any]] = {"exact": exact, "hnsw": graph, "ivf-pq": cells}


def searched(index: Any, asked: Vectors, k: int) -> tuple[list[set[int]], float]:
    """What is found for every question, and the median milliseconds of the processor."""
    found, times = [], []
    for question in asked:
        started = time.thread_time()
        rows = index.search(question[None], k)[1][0]
        times.append((time.thread_time() - started) * 1000)
        found.append(set(rows.tolist()))
    return found, median(times)


def recall(found: Sequence[set[int]], wanted: Sequence[set[int]]) -> float:
    """Share of the wanted that was found."""
    return mean(len(one & other) / len(other) for one, other in zip(found, wanted, strict=True))


def main() -> int:
    """Measure every size, print, keep."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--kinds", nargs="+", choices=KINDS, default=list(KINDS))
    options = parser.parse_args()
    faiss.omp_set_num_threads(1)
    encoder = read_encoder(None, threads=1)
    folder = Settings().data_dir / INDEX_FOLDER
    dense = DenseIndex.load(folder / "text.faiss")
    real = dense.vectors(np.arange(len(dense)))
    asked = encoder.encode_queries([fold(one.text) for one in load("in_field")[:ASKED]])
    rows: dict[str, Any] = {}
    if (kept := FOLDER / "growth.json").is_file():
        rows = {name: row for name, row in json.loads(kept.read_text("utf-8")).items() if " " in name}
    for size in sorted(options.sizes):
        vectors = grown(real, size)
        reference = exact(vectors)
        wanted10, wanted200 = searched(reference, asked, 10)[0], searched(reference, asked, 200)[0]
        for kind in options.kinds:
            started = time.thread_time()
            index = KINDS[kind](vectors)
            build = time.thread_time() - started
            found10, _ = searched(index, asked, 10)
            found200, took = searched(index, asked, 200)
            row = rows[f"{size:,} {kind}"] = {
                "build s": round(build, 1),
                "MB": round(len(faiss.serialize_index(index)) / 1e6),
                "p50 ms": round(took, 2),
                "R@10": round(recall(found10, wanted10), 4),
                "R@200": round(recall(found200, wanted200), 4),
            }
            print(f"{size:9,} {kind:7s} {row}", flush=True)
            keep("growth", rows)
    return 0


if __name__ == "__main__":
    sys.exit(main())
