"""Numbers of searching and ranking that were chosen, each with its reason; fitted weights lie in ``index/data``.

Read when they are used, so that a benchmark or a test may set another.
"""

from __future__ import annotations

CANDIDATES = 200
"""Passages that each way of proposing may propose."""

EXACT_BOOST = 1000.0
"""Log-odds of an article that the question cites: above any sum of the other parts."""

PLACE_COST = 0.1
"""What each later place in a topic's list of articles costs: the author puts the most telling first."""

ASKED_FLOOR = 0.90
"""Cosine from which a question of our own, written under an article, speaks for the article: of two questions that have
nothing to do with one another the cosine is often 0.88."""

CASE_BOOST, CASE_FLOOR, CASE_CERTAIN = 5.0, 0.88, 0.97
"""A point of a case gains up to the boost, in log-odds, as its phrasing's cosine grows from the floor to certainty."""

SHARPNESS = 200.0
"""Turns affinities into shares (softmax): two topics 0.01 apart stand 7 to 1."""

AFFINITY_FLOOR, AFFINITY_FULL = 0.80, 0.86
"""Affinities between which a topic's boost grows from nothing to full: where no topic is near, the nearest
must not win by being the only one."""

UNASKED = 0.5
"""Articles that a law which no topic names counts as having, so that its log share is finite."""

RANKED_TOPICS = 30
"""Topics, by nearest phrasing, whose affinity is worked out."""

FIRST_ARTICLES = 3
"""Articles of a topic that count when it is asked which laws people ask about."""
