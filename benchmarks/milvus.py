"""Whether a search through Milvus finds what the search in the process finds: 500 questions, the ten best of each.

    python -m benchmarks.milvus                                   # milvus-lite, in a file that is deleted afterwards
    python -m benchmarks.milvus --url http://localhost:19530      # a server; its collection in use is replaced
    python -m benchmarks.milvus --file var/search.db --questions 50   # a file that is kept, and used again when it fits
    python -m benchmarks.milvus --file var/search.db --done var/milvus.jsonl   # goes on where it stopped

Half of the questions are phrasings of our own, half are of STARD's development set (BENCH_SHARED). Needs the index that set-up
builds, and ``pip install 'yuanfa[scale]'``. milvus-lite is written in Python and says nothing about how fast a server is.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.metrics import mean, median
from benchmarks.record import ROOT, keep
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


@dataclass(frozen=True)
class Compared:
    """What one question came to."""

    share: float
    """Of the ten best here, how many are among the ten best there."""
    order: float
    """1 when they are the same in the same order."""
    first: float
    """1 when the first is the same."""
    elapsed: float
    """Milliseconds of the search there."""
    trips: int
    """Round trips of it."""


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


def compare(here: Retriever, there: Retriever, text: str) -> Compared:
    """Ask both."""
    ours = found(here, text)[0]
    theirs, elapsed, trips = found(there, text)
    return Compared(
        share=len(set(ours) & set(theirs)) / max(len(ours), 1),
        order=float(ours == theirs),
        first=float(ours[:1] == theirs[:1]),
        elapsed=elapsed,
        trips=trips,
    )


class Done:
    """What an earlier run of the same collection and code has compared, a line a question; without a file, nothing is kept."""

    def __init__(self, path: Path | None, version: str) -> None:
        self._path = path
        # A question is asked again after any change of what searches.
        sources = sorted((ROOT / "index").rglob("*.py"))
        self._version = hashlib.sha256(
            b"".join([version.encode(), *map(Path.read_bytes, sources)])
        ).hexdigest()
        self._known: dict[str, Compared] = {}
        if path is not None and path.is_file():
            for line in path.read_text("utf-8").splitlines():
                row = json.loads(line)
                self._known[row.pop("key")] = Compared(**row)

    def _key(self, text: str) -> str:
        """A digest: the file must not hold questions that are not ours."""
        return hashlib.sha256(f"{self._version} {text}".encode()).hexdigest()

    def get(self, text: str) -> Compared | None:
        """Of this question, where it is known."""
        return self._known.get(self._key(text))

    def add(self, text: str, compared: Compared) -> None:
        """Write it at once: the run may be stopped."""
        if self._path is not None:
            with self._path.open("a", encoding="utf-8") as file:
                file.write(json.dumps({"key": self._key(text), **asdict(compared)}) + "\n")


def main(arguments: Sequence[str] | None = None) -> None:
    """Fill, ask both, compare."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--url", help="of a server")
    parser.add_argument("--file", help="for milvus-lite, kept")
    parser.add_argument("--questions", type=int, default=500)
    parser.add_argument("--done", type=Path, help="what is compared, kept, so that a stopped run goes on")
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
        done = Done(options.done, about.version)
        rows: list[Compared] = []
        for number, text in enumerate(asked(here, options.questions), 1):
            row = done.get(text)
            if row is None:
                row = compare(here, there, text)
                done.add(text, row)
            rows.append(row)
            if not number % 50:
                print(f"{number}: {mean(row.share for row in rows):.4f}", flush=True)
        milvus.close()
    figures = {
        "questions": len(rows),
        "top_ten_the_same": round(mean(row.share for row in rows), 4),
        "same_order": round(mean(row.order for row in rows), 4),
        "same_first": round(mean(row.first for row in rows), 4),
        "most_round_trips": max(row.trips for row in rows),
        "fill_seconds": round(filled),
        "milliseconds_p50": round(median([row.elapsed for row in rows])),
    }
    print(figures)
    if options.questions >= 500:
        keep("milvus", {"server": "milvus-lite" if options.url is None else "milvus", **figures})


if __name__ == "__main__":
    main()
