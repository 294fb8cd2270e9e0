"""Whether a search through Milvus finds what the search in the process finds: 500 questions, the ten best of each.

    python -m benchmarks.milvus                                   # milvus-lite, in a file that is deleted afterwards
    python -m benchmarks.milvus --url http://localhost:19530      # a server; its collection in use is replaced
    python -m benchmarks.milvus --file var/search.db --questions 50   # a file that is kept, and used again when it fits

Half of the questions are phrasings of our own, half are of STARD's development set (BENCH_SHARED). Needs the index that set-up
builds, and ``pip install 'yuanfa[scale]'``. milvus-lite is written in Python and says nothing about how fast a server is.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.metrics import mean, median
from benchmarks.record import keep
from benchmarks.retrieval.corpus import questions as stard
from bot.service import read_encoder, read_library
from bot.settings import Settings
from index.milvus.client import Milvus
from index.milvus.fill import about_of, fill, is_filled
from index.milvus.open import open_retriever
from index.milvus.reads import MilvusReads
from index.retriever import Retriever, load_retriever
from index.store import INDEX_FOLDER, read_manifest

TOP = 10


def asked(retriever: Retriever, number: int, seed: int = 19) -> list[str]:
    """Questions, half our own and half of STARD, or all our own where STARD is absent."""
    dice = random.Random(seed)
    others = [one.text for one in stard()]
    dice.shuffle(others)
    others = others[: number // 2]
    own = sorted(set(retriever.corpus.question_texts))
    mixed = dice.sample(own, number - len(others)) + others
    dice.shuffle(mixed)
    return mixed


def found(retriever: Retriever, text: str) -> tuple[list[str], float, int]:
    """Passage ids of the ten best, milliseconds, and round trips."""
    query = retriever.prepare(text)
    start = time.perf_counter()
    hits = retriever.search(query, TOP)
    elapsed = (time.perf_counter() - start) * 1000
    reads = retriever.store.read(query)
    return (
        [str(hit.passage_id) for hit in hits],
        elapsed,
        reads.trips if isinstance(reads, MilvusReads) else 0,
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Fill, ask both, compare."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--url", help="of a server")
    parser.add_argument("--file", help="for milvus-lite, kept")
    parser.add_argument("--questions", type=int, default=500)
    options = parser.parse_args(arguments)
    folder = Settings().data_dir / INDEX_FOLDER
    library, encoder, manifest = read_library(), read_encoder(None), read_manifest(folder)
    here = load_retriever(library, encoder, folder, manifest.as_of)
    with tempfile.TemporaryDirectory() as place:
        milvus = Milvus.open(options.url or options.file or str(Path(place) / "search.db"), fill=True)
        about = about_of(here.corpus, manifest)
        start = time.perf_counter()
        if not is_filled(milvus, about):
            fill(milvus, here.corpus, about)
        filled = time.perf_counter() - start
        print(f"filled with {manifest.passages:,} passages in {filled:.0f} s", flush=True)
        there = open_retriever(milvus, library, encoder, manifest.as_of)
        shares, orders, first, times, trips = [], [], [], [], []
        for number, text in enumerate(asked(here, options.questions), 1):
            ours = found(here, text)[0]
            theirs, elapsed, tripped = found(there, text)
            shares.append(len(set(ours) & set(theirs)) / max(len(ours), 1))
            orders.append(float(ours == theirs))
            first.append(float(ours[:1] == theirs[:1]))
            times.append(elapsed)
            trips.append(tripped)
            if not number % 50:
                print(f"{number}: {mean(shares):.4f}", flush=True)
        milvus.close()
    figures = {
        "questions": len(shares),
        "top_ten_the_same": round(mean(shares), 4),
        "same_order": round(mean(orders), 4),
        "same_first": round(mean(first), 4),
        "most_round_trips": max(trips),
        "fill_seconds": round(filled),
        "milliseconds_p50": round(median(times)),
    }
    print(figures)
    if options.questions >= 500:
        keep("milvus", {"server": "milvus-lite" if options.url is None else "milvus", **figures})


if __name__ == "__main__":
    main()
