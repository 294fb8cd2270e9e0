"""How the vector index grows: time, memory and recall from today's corpus to 250,000 passages.

    python -m benchmarks.growth                  # today's size, 60,000, 120,000 and 250,000
    python -m benchmarks.growth --sizes 120000

Needs the index that set-up builds (YUANFA_DATA_DIR); minutes for the largest. Further passages are made from
pairs of real ones (a real vector, moved by a part of the difference of two others), so that they lie as close
together as law does; the questions are our own. Every size is searched exactly and by the index that the
product would choose for it; recall is the share of the exact nearest that it finds.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from collections.abc import Sequence
from datetime import date

import faiss
import numpy as np

from benchmarks.confidence.questions import load
from benchmarks.metrics import mean, median
from benchmarks.record import keep
from bot.service import INDEX_FOLDER, read_encoder, read_library
from bot.settings import Settings
from index import tuned
from index.dense import DenseIndex
from index.query import fold
from index.retriever import load_retriever
from index.types import Vectors

SIZES = (60_000, 120_000, 250_000)
ASKED = 150
MOVED = 0.35
"""Part of the difference of two vectors that is added to a third."""


def grown(real: Vectors, size: int, seed: int = 0) -> Vectors:
    """float32 [size, dim], unit rows: the real ones, then mixtures of them."""
    if size <= len(real):
        return real[:size]
    dice = np.random.default_rng(seed)
    first, second, third = (dice.integers(0, len(real), size - len(real)) for _ in range(3))
    mixed = real[first] + MOVED * (real[second] - real[third])
    mixed /= np.linalg.norm(mixed, axis=1, keepdims=True)
    return np.concatenate([real, mixed.astype(np.float32)])


def exact(vectors: Vectors) -> DenseIndex:
    """Every vector compared, whatever the size."""
    index = faiss.IndexScalarQuantizer(
        vectors.shape[1], faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT
    )
    index.train(vectors)
    index.add(vectors)
    return DenseIndex(index)


def timed(index: DenseIndex, asked: Vectors, k: int) -> tuple[list[set[int]], float]:
    """What is found for every question, and the median milliseconds."""
    found, times = [], []
    for question in asked:
        started = time.perf_counter()
        rows = index.nearest(question[None], k)[1][0]
        times.append((time.perf_counter() - started) * 1000)
        found.append(set(rows.tolist()))
    return found, median(times)


def recall(found: Sequence[set[int]], wanted: Sequence[set[int]]) -> float:
    """Share of the wanted that was found."""
    return mean(len(one & other) / len(other) for one, other in zip(found, wanted, strict=True))


def main() -> int:
    """Measure every size, print, keep."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    options = parser.parse_args()
    faiss.omp_set_num_threads(1)
    encoder = read_encoder(None, threads=1)
    retriever = load_retriever(read_library(), encoder, Settings().data_dir / INDEX_FOLDER, date.today())
    dense = retriever.corpus.parts.text_dense
    real = dense.vectors(np.arange(len(dense)))
    asked = encoder.encode_queries([fold(one.text) for one in load("in_field")[:ASKED]])
    rows = {}
    print("passages  chosen  build s  bytes MB  p50 ms  exact p50 ms  R@10   R@200")
    for size in sorted({len(real), *options.sizes}):
        vectors = grown(real, size)
        started = time.perf_counter()
        chosen = DenseIndex.build(vectors)
        build = time.perf_counter() - started
        name = "exact" if size <= tuned.EXACT_UP_TO else "HNSW"
        reference = exact(vectors)
        wanted10, _ = timed(reference, asked, 10)
        wanted200, slow = timed(reference, asked, 200)
        found10, _ = timed(chosen, asked, 10)
        found200, fast = timed(chosen, asked, 200)
        links = 0 if name == "exact" else size * 2 * 32 * 4
        row = {
            "index": name,
            "build s": round(build, 1),
            "MB": round((size * vectors.shape[1] * 2 + links) / 1e6),
            "p50 ms": round(fast, 2),
            "exact p50 ms": round(slow, 2),
            "R@10": round(recall(found10, wanted10), 4),
            "R@200": round(recall(found200, wanted200), 4),
        }
        rows[f"{size:,}"] = row
        print(f"{size:8,}  " + "  ".join(str(value) for value in row.values()), flush=True)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"peak memory of this process: {peak} MB", file=sys.stderr)
    keep("growth", rows)
    return 0


if __name__ == "__main__":
    sys.exit(main())
