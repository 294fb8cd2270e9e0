"""Trains what a question's vector says of articles, topics and kinds: index/data/learned.safetensors.

    python -m benchmarks.learned               # the weights that travel: all but the unread part
    python -m benchmarks.learned --held-out    # on the part "train" alone: what fit.py needs
    python -m benchmarks.learned --dry-run     # trains and measures, writes nothing

Needs the index that set-up builds (YUANFA_DATA_DIR) and the folder of public data (BENCH_SHARED). About ten minutes.
Printed is how often an article that may stand first is among the first 1, 3, 10, 20, 100, by the heads alone.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence

import numpy as np
from safetensors.numpy import save_file

from benchmarks.learned.data import (
    ANSWERABLE,
    LABELLED,
    STARD,
    Message,
    Part,
    articles_of,
    consultations,
    firsts,
    labelled_examples,
    messages,
    own_examples,
    stard,
)
from benchmarks.learned.train import EPOCHS, Floats, train_heads, train_kinds
from benchmarks.metrics import mean
from benchmarks.record import built_retriever, shared_folder
from bot.service import read_encoder
from index.learned import Learned, Taught, learned_path
from index.packing import packed
from index.query import LONGEST, fold
from index.retriever import Retriever
from index.types import Encoder

DEPTHS = (1, 3, 10, 20, 100)


def encoded(encoder: Encoder, texts: Sequence[str]) -> Floats:
    """float32 [texts, dim], unit rows, as questions."""
    return np.asarray(encoder.encode_queries([fold(text)[:LONGEST] for text in texts]), dtype=np.float32)


def hits_of(retriever: Retriever, taught: Taught, asked: Sequence[Message], encoder: Encoder) -> list[float]:
    """Share of the answerable messages with an article that may stand first among the first ``DEPTHS``."""
    learned, numbers = Learned(retriever.corpus, taught), articles_of(retriever)
    rows = [(one, firsts(one.label, numbers)) for one in asked if one.label.kind == ANSWERABLE]
    rows = [(one, right) for one, right in rows if right]
    law = np.array(sorted(numbers.values()), dtype=np.int64)
    places = []
    for vector, (_, right) in zip(encoded(encoder, [one.text for one, _ in rows]), rows, strict=True):
        order = law[np.argsort(-learned.log_odds(vector[None], law), kind="stable")]
        places.append(int(np.flatnonzero(np.isin(order, sorted(right)))[0]))
    return [round(mean(float(place < depth) for place in places), 3) for depth in DEPTHS]


def main() -> int:
    """Train, measure, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--held-out", action="store_true")
    parser.add_argument("--dry-run", action="store_true")
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    options = parser.parse_args()

    parts = [Part.TRAIN] if options.held_out else [Part.TRAIN, Part.FIT]
    taught_by = messages(parts)
    if not taught_by:
        print(f"learned skipped: no messages-dev.jsonl in {shared_folder()} (BENCH_SHARED)")
        return 0
    retriever, encoder = built_retriever(), read_encoder(None)
    corpus, numbers = retriever.corpus, articles_of(retriever)
    examples = own_examples(corpus) + labelled_examples(taught_by, numbers, LABELLED)
    if not options.held_out:
        examples += labelled_examples(consultations(), numbers, LABELLED)
        examples += labelled_examples(stard(), numbers, STARD)
    texts = list(dict.fromkeys([one.text for one in examples] + [one.text for one in taught_by]))
    print(f"{len(examples):,} examples, {len(texts):,} texts to encode", flush=True)
    vector_of = dict(zip(texts, encoded(encoder, texts), strict=True))
    law = [number for number in sorted(numbers.values()) if len(corpus.texts_of[number])]
    topics = sorted(corpus.topic_articles)
    own, tensors = train_heads(
        examples,
        np.stack([vector_of[one.text] for one in examples]),
        law,
        corpus.parts.text_dense.vectors(np.array([corpus.texts_of[number][0] for number in law])),
        topics,
        epochs=options.epochs,
    )
    tensors |= train_kinds(
        np.stack([vector_of[one.text] for one in taught_by]),
        [one.label.kind for one in taught_by],
        tensors["mean"],
    )
    names = {
        "encoder": encoder.fingerprint,
        "articles": [corpus.passages[number].passage_id for number in own],
        "topics": [str(corpus.passages[number].topic_id) for number in topics],
    }
    path = learned_path()
    if options.dry_run:
        path = path.with_suffix(".dry-run")
    names["parts"] = [part.value for part in parts]
    save_file(packed(tensors), path, metadata={"names": json.dumps(names)})
    try:
        taught = Taught.load(path)
    finally:
        if options.dry_run:
            path.unlink()
    for part in Part:
        print(
            part.value, dict(zip(DEPTHS, hits_of(retriever, taught, messages([part]), encoder), strict=True))
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
