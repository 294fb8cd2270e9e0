"""Measures the embedded model: load, memory, speed, 8 bits against float32, pruned against whole.

    python -m benchmarks.encoder            # speed, load, memory, 8 bits
    python -m benchmarks.encoder --whole    # also the proof that pruning changes no vector

Texts: a seeded sample of the articles, and of the phrasings of the topics. Set-up must have run.
"""

from __future__ import annotations

import argparse
import random
import resource
import sqlite3
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

import numpy as np
import yaml

from index.embedded.binary import read_weights
from index.embedded.folder import write_folder
from index.encoder import load_encoder
from index.types import Encoder, Vectors
from knowledge.fetch import EMBEDDED_WEIGHTS, LAWS, find

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


def closeness(one: Vectors, other: Vectors) -> str:
    """Mean and smallest cosine, largest difference of a coordinate."""
    cosines = (one * other).sum(axis=1)
    return (
        f"mean cosine {cosines.mean():.6f}, smallest {cosines.min():.6f}, "
        f"largest difference {np.abs(one - other).max():.1e}"
    )


def measure_speed(encoder: Encoder) -> None:
    """Print the latency of one question and the throughput of articles."""
    questions = [question[:15] for question in sample_questions(200) if len(question) >= 15]
    for question in questions[:5]:
        encoder.encode_queries([question])
    times = []
    for question in questions:
        start = time.perf_counter()
        encoder.encode_queries([question])
        times.append((time.perf_counter() - start) * 1000)
    p50, p95 = np.percentile(times, [50, 95])
    articles = sample_articles(200, 120, 180)
    start = time.perf_counter()
    encoder.encode_passages(articles)
    rate = len(articles) / (time.perf_counter() - start)
    print(f"  question of 15 characters: p50 {p50:.1f} ms, p95 {p95:.1f} ms")
    print(f"  articles of about 150 characters: {rate:.1f} a second")


def main() -> None:
    """Print every figure of ``docs/model.md``."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--whole", action="store_true", help="compare with the whole vocabulary")
    options = parser.parse_args()

    start = time.perf_counter()
    fast = load_encoder(threads=options.threads)
    print(f"load, imports included: {time.perf_counter() - start:.1f} s")
    print("as loaded:")
    measure_speed(fast)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"  peak memory: {peak / (1 << 20 if sys.platform == 'darwin' else 1 << 10):.0f} MiB")
    exact = load_encoder(threads=options.threads, exact=True)
    print("float32:")
    measure_speed(exact)

    questions, articles = sample_questions(500), sample_articles(500)
    exact_questions, exact_articles = (
        exact.encode_queries(questions),
        exact.encode_passages(articles),
    )
    print("as loaded against float32:")
    print(f"  questions: {closeness(fast.encode_queries(questions), exact_questions)}")
    print(f"  articles:  {closeness(fast.encode_passages(articles), exact_articles)}")
    if options.whole:
        with tempfile.TemporaryDirectory() as scratch:
            write_folder(read_weights(find(EMBEDDED_WEIGHTS)), Path(scratch) / "whole", prune=False)
            whole = load_encoder(str(Path(scratch) / "whole"), threads=options.threads)
            print("pruned against whole vocabulary, float32:")
            print(f"  questions: {closeness(exact_questions, whole.encode_queries(questions))}")
            print(f"  articles:  {closeness(exact_articles, whole.encode_passages(articles))}")


if __name__ == "__main__":
    main()
