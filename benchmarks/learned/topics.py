"""How often the likeliest topics hold one whose conclusion answers: real messages, and those of outside writers.

    python -m benchmarks.learned.topics

Needs the index that set-up builds (YUANFA_DATA_DIR); without the folder of public data (BENCH_SHARED) the outside messages alone.
Of each part only the messages count that some judged topic answers. Half a minute.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from benchmarks.learned.data import Message, Part, found_for, judgments, messages, outside
from benchmarks.metrics import mean
from benchmarks.record import built_retriever
from index.retriever import Retriever

DEPTHS = (1, 3, 5, 10)


def places(retriever: Retriever, asked: Sequence[Message]) -> list[int | None]:
    """Place, from 0, of the first topic that answers each message that some topic answers; None where it is not found."""
    judged = judgments()
    found = []
    for one in asked:
        if one.label.key not in judged or not judged[one.label.key].answers:
            continue
        query, matches, ranking = found_for(retriever, one.text)
        ranked = [str(topic.passage.topic_id) for topic in retriever.topics.rank(query, matches, ranking)]
        answers = judged[one.label.key].answers
        found.append(next((place for place, topic in enumerate(ranked) if topic in answers), None))
    return found


def main() -> int:
    """Rank the topics of every part that no head was trained on; print the shares."""
    retriever = built_retriever()
    for part in (Part.FIT, Part.UNREAD):
        for name, asked in (("real", messages([part])), ("outside", outside([part]))):
            found = places(retriever, asked)
            if found:
                shares = " ".join(
                    f"{mean(float(place is not None and place < depth) for place in found):.3f}"
                    for depth in DEPTHS
                )
                print(f"{part.value:8} {name:8} {len(found):4} {shares}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
