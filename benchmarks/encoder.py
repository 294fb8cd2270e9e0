"""Measures the embedded model: load, memory, speed, its vectors against those of the library.

    python -m benchmarks.encoder            # keeps its figures in results/encoder.json
    python -m benchmarks.encoder --whole    # also the proof that pruning changes no vector

Texts: a seeded sample of the articles, and of the phrasings of the topics. Set-up must have run.
"""

from __future__ import annotations

import argparse
import random
import re
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

import numpy as np
import yaml

from benchmarks.library_folder import write_library_folder
from benchmarks.record import keep
from index.embedded.binary import read_weights
from index.encoder import load_encoder
from index.types import Encoder, Vectors
from knowledge.fetch import EMBEDDED_WEIGHTS, LAWS, find

COLD_START = """
import resource, sys, time
start = time.perf_counter()
from index.encoder import load_encoder
load_encoder({model!r}, threads=1).encode_queries(["试用期最长多久"])
status = open("/proc/self/status").read() if sys.platform == "linux" else ""
print(time.perf_counter() - start, sum(resource.getrusage(resource.RUSAGE_SELF)[:2]), status)
"""
TOPICS = Path(__file__).parents[1] / "knowledge" / "data" / "topics"
SEED = 7


def sample_articles(count: int, shortest: int = 0, longest: int = 10_000) -> list[str]:
    """Law name and article, as they are indexed."""
    with closing(sqlite3.connect(f"file:{find(LAWS)}?mode=ro", uri=True)) as connection:
        rows = connection.execute(
            "SELECT l.law_name || ' ' || a.article_text FROM articles a JOIN laws l USING (law_id) "
            "ORDER BY a.rowid"
        )
        texts = [text for (text,) in rows if shortest <= len(text) <= longest]
    return random.Random(SEED).sample(texts, count)


def sample_questions(count: int) -> list[str]:
    """Phrasings of the topics, Chinese and English."""
    found: list[str] = []
    for path in sorted(TOPICS.glob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        # libyaml's loader, as the readers use: PyYAML's own trips over "?," inside brackets.
        for topic in yaml.load(text, Loader=yaml.CSafeLoader):
            found += topic.get("ask", []) + topic.get("ask_en", [])
    return random.Random(SEED).sample(found, min(count, len(found)))


def closeness(name: str, one: Vectors, other: Vectors) -> dict[str, float]:
    """Mean and smallest cosine, largest difference of a coordinate."""
    cosines = (one * other).sum(axis=1)
    return {
        f"{name}: mean cosine to float32": round(float(cosines.mean()), 6),
        f"{name}: smallest cosine": round(float(cosines.min()), 6),
        f"{name}: largest difference of a coordinate": float(f"{np.abs(one - other).max():.1e}"),
    }


def speed(encoders: dict[str, Encoder]) -> dict[str, float]:
    """One question at a time, the encoders in turns, so that what else the machine does meets all alike."""
    times: dict[str, list[float]] = {name: [] for name in encoders}
    for question in sample_questions(205):
        for name, encoder in encoders.items():
            start = time.perf_counter()
            encoder.encode_queries([question])
            times[name].append((time.perf_counter() - start) * 1000)
    rows = {}
    for name, taken in times.items():
        rows[f"{name}: ms a question, median"] = round(float(np.median(taken[5:])), 2)
        rows[f"{name}: ms a question, least"] = round(min(taken[5:]), 2)
    articles = sample_articles(64, 120, 180)
    for name, encoder in encoders.items():
        start = time.perf_counter()
        encoder.encode_passages(articles)
        rows[f"{name}: articles of 150 characters a second"] = round(
            len(articles) / (time.perf_counter() - start), 1
        )
    return rows


def cold_start(name: str, model: str | None) -> dict[str, float]:
    """A process of its own: imports, load and the first question, the best of three."""
    runs = []
    for _ in range(3):
        run = subprocess.run(
            [sys.executable, "-c", COLD_START.format(model=model)], capture_output=True, text=True, check=True
        )
        wall, processor, *_ = run.stdout.split()
        held = re.search(r"VmRSS:\s+(\d+)", run.stdout)
        runs.append((float(wall), float(processor), int(held[1]) / 1024 if held else 0.0))
    wall, processor, held_mib = map(min, zip(*runs, strict=True))
    return {
        f"{name}: s to the first vector": round(wall, 2),
        f"{name}: s of processor": round(processor, 2),
        f"{name}: MiB": round(held_mib),
    }


def main() -> None:
    """Measure, print, keep."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--whole", action="store_true", help="compare with the whole vocabulary")
    options = parser.parse_args()
    source = read_weights(find(EMBEDDED_WEIGHTS))
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "e5"
        write_library_folder(source, folder)
        library = load_encoder(str(folder), threads=1)
        ours = load_encoder(threads=1)
        questions, articles = sample_questions(300), sample_articles(100)
        rows = closeness("questions", ours.encode_queries(questions), library.encode_queries(questions))
        exact = library.encode_passages(articles)
        rows |= closeness("passages", ours.encode_passages(articles), exact)
        if options.whole:
            write_library_folder(source, Path(scratch) / "whole-e5", prune=False)
            whole = load_encoder(str(Path(scratch) / "whole-e5"), threads=1)
            rows |= closeness("whole vocabulary, passages", exact, whole.encode_passages(articles))
        rows |= speed({"onnxruntime": ours, "sentence-transformers": library})
        rows |= cold_start("onnxruntime", None) | cold_start("sentence-transformers", str(folder))
    for name, value in rows.items():
        print(f"{name}: {value}")
    keep("encoder", rows)


if __name__ == "__main__":
    main()
