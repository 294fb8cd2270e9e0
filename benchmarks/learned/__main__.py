"""Trains what a question says of articles, topics and kinds: index/data/layers.safetensors, learned.safetensors.

    python -m benchmarks.learned               # the weights that travel, of the part "train" and of public questions
    python -m benchmarks.learned --dry-run     # trains and measures, writes nothing
    python -m benchmarks.learned --heads       # the heads alone, on the layers that travel: after topics or messages were added
    python -m benchmarks.learned --judge       # what a user gets on the unread part (judge.py); trains nothing

Needs the index that set-up builds (YUANFA_DATA_DIR) and the folder of public data (BENCH_SHARED). About forty minutes on two cores, heads alone ten.
Printed is how often an article that may stand first is among the first 1, 3, 10, 20, 100, by the heads alone.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence

import numpy as np
import torch
from safetensors.numpy import save_file

from benchmarks.learned.data import (
    ANSWERABLE,
    LABELLED,
    STARD,
    Message,
    Part,
    articles_of,
    consultations,
    cut,
    firsts,
    follow_up_examples,
    judged_topics,
    labelled_examples,
    messages,
    outside_examples,
    own_examples,
    stard,
)
from benchmarks.learned.judge import report
from benchmarks.learned.layers import Halves
from benchmarks.learned.train import EPOCHS, Floats, train_heads
from benchmarks.metrics import mean
from benchmarks.record import built_retriever, shared_folder
from bot.service import read_encoder
from index.embedded import embedded_fingerprint
from index.embedded.taught import TAUGHT, digest_of, layers_digest, layers_path, save_layers
from index.learned import Learned, Taught, learned_path
from index.packing import packed
from index.query import readings_of
from index.retriever import Retriever

DEPTHS = (1, 3, 10, 20, 100)


def hits_of(retriever: Retriever, taught: Taught, asked: Sequence[Message], vectors: Floats) -> list[float]:
    """Share of the answerable messages with an article that may stand first among the first ``DEPTHS``.

    Args:
        retriever: For its corpus.
        taught: The heads.
        asked: Labelled.
        vectors: [asked, dim], by the layers that the heads were trained with.
    """
    learned, numbers = Learned(retriever.corpus, taught), articles_of(retriever)
    law = np.array(sorted(numbers.values()), dtype=np.int64)
    places = []
    for vector, one in zip(vectors, asked, strict=True):
        right = firsts(one.label, numbers)
        if one.label.kind == ANSWERABLE and right:
            order = law[np.argsort(-learned.log_odds(vector[None], law), kind="stable")]
            places.append(int(np.flatnonzero(np.isin(order, sorted(right)))[0]))
    return [round(mean(float(place < depth) for place in places), 3) for depth in DEPTHS]


def _fixed(vectors: Floats) -> Callable[[Sequence[int]], torch.Tensor]:
    """Vectors of examples that are not trained on."""
    held = torch.from_numpy(vectors)
    return lambda rows: held[list(rows)]


def _through(halves: Halves, texts: Sequence[str]) -> Callable[[Sequence[int]], torch.Tensor]:
    """Vectors of examples by layers that are trained."""
    below = halves.below(texts)
    return lambda rows: halves.pooled([below[row] for row in rows])


def main() -> int:
    """Train, measure, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--dry-run", action="store_true")
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    parser.add_argument("--judge", action="store_true")
    parser.add_argument("--heads", action="store_true")
    options = parser.parse_args()
    if options.judge:
        return report(Part.UNREAD)

    taught_by = messages([Part.TRAIN])
    if not taught_by:
        print(f"learned skipped: no messages-dev.jsonl in {shared_folder()} (BENCH_SHARED)")
        return 0
    retriever = built_retriever()
    corpus, numbers = retriever.corpus, articles_of(retriever)
    examples = own_examples(corpus) + follow_up_examples(corpus)
    judged = judged_topics(corpus)
    examples += labelled_examples(taught_by, numbers, LABELLED, judged)
    examples += labelled_examples(consultations(), numbers, LABELLED, judged)
    examples += labelled_examples(stard(), numbers, STARD, judged) + outside_examples(corpus, numbers, judged)
    examples = [one for one in examples if one.articles]
    print(f"{len(examples):,} examples", flush=True)
    texts = [one.text for one in examples]
    law = [number for number in sorted(numbers.values()) if len(corpus.texts_of[number])]
    topics = sorted(corpus.topic_articles)
    said = corpus.parts.text_dense.vectors(np.array([corpus.texts_of[number][0] for number in law]))
    halves = None if options.heads else Halves()
    if halves is None:
        encoder = read_encoder(None)
        reads, trained = (lambda texts: readings_of(texts, encoder).taught), list[torch.nn.Parameter]()
        pooled = _fixed(reads(texts))
    else:
        reads, trained = halves.read, list(halves.upper.parameters())
        pooled = _through(halves, texts)
    own, tensors = train_heads(examples, pooled, trained, law, said, topics, epochs=options.epochs)
    layers = packed(halves.tensors()) if halves is not None else {}
    names = {
        "encoder": embedded_fingerprint(),
        "layers": digest_of(layers) if layers else layers_digest(TAUGHT),
        "articles": [corpus.passages[number].passage_id for number in own],
        "topics": [str(corpus.passages[number].topic_id) for number in topics],
    }
    path = learned_path()
    if options.dry_run:
        path = path.with_suffix(".dry-run")
    save_file(packed(tensors), path, metadata={"names": json.dumps(names)})
    try:
        taught = Taught.load(path)
    finally:
        if options.dry_run:
            path.unlink()
    if halves is not None and not options.dry_run:
        save_layers(layers_path(TAUGHT), halves.first, layers)
        print("run `yuanfa setup`: the encoder is made anew with these layers")
    for part in Part:
        asked = messages([part])
        vectors = reads([cut(one.text) for one in asked])
        print(part.value, dict(zip(DEPTHS, hits_of(retriever, taught, asked, vectors), strict=True)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
