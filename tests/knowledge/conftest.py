"""A library that is checked in a moment."""

from __future__ import annotations

from dataclasses import replace

import pytest

from knowledge.library import Library


@pytest.fixture(scope="session")
def few(library: Library) -> Library:
    """The library with three topics, and without what is told of thousands of articles.

    What a check says of one topic, tip or question does not depend on the others; the whole is checked in
    ``test_check.py``. It has faults of its own: of topics it has too few.
    """
    kept = {topic_id: library.topics[topic_id] for topic_id in sorted(library.topics)[:3]}
    return replace(library, topics=kept, gists={}, asked={}, glosses={}, named_texts=())
