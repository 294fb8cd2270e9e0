"""Numbers of searching and ranking that were chosen, each with its reason; fitted weights lie in ``index/data``.

A benchmark named behind a number would move it. Numbers are read when they are used, so that a benchmark or a test may set another.
"""

from __future__ import annotations

COSINE_UNIT = 0.05
"""Cosines of e5 lie close together: in this unit weights of features are comparable. No figure: weights are fitted to it."""

CANDIDATES = 200
"""Passages that vectors and words may propose each. Not measured since weights are fitted (benchmarks/retrieval)."""

BM25_K1, BM25_B = 1.5, 0.75
"""Defaults of Robertson and Zaragoza (2009). Changing them means building the index anew and fitting again
(benchmarks/retrieval); not measured."""

IDF_SMOOTHING = 0.5
"""Added to a count of points before the weight of a word is taken, as Robertson and Sparck Jones (1976) do. Not measured."""

EXACT_UP_TO = 120_000
"""Vectors up to which every one is compared: 120,000 x 384 takes about 8 ms on one core (benchmarks/growth.py)."""

HNSW_LINKS, HNSW_BUILD_BREADTH, HNSW_BREADTH = 32, 128, 512
"""The graph above that: at 250,000 rows 0.97 of the 200 exact nearest are found in 0.8 ms; with a breadth of 128 it is
0.84 (benchmarks/growth.py)."""

PHRASINGS = 40
"""Topics, cases and refusals that a question may lead to. Not measured."""

ROWS_PER_PHRASING = 10
"""Phrasings looked at for each of them, as one passage has many. Not measured."""

EXACT_BOOST = 1000.0
"""Log-odds of an article that the question cites: above any sum of the other parts."""

PLACE_COST = 0.1
"""What each later place in a topic's list of articles costs: the author puts the most telling first. Not measured."""

ASKED_FLOOR = 0.90
"""Cosine from which a question of our own, written under an article, speaks for the article: of two questions that have
nothing to do with one another the cosine is often 0.88."""

CASE_BOOST, CASE_FLOOR, CASE_CERTAIN = 5.0, 0.88, 0.97
"""A point of a case gains up to the boost, in log-odds, as its phrasing's cosine grows from the floor to certainty.
Not measured."""

SHARPNESS = 200.0
"""Turns affinities into shares (softmax): two topics 0.01 apart stand 7 to 1. Weights of the features are fitted to it."""

AFFINITY_FLOOR, AFFINITY_FULL = 0.80, 0.86
"""Affinities between which a topic's boost grows from nothing to full: where no topic is near, the nearest
must not win by being the only one."""

UNASKED = 0.5
"""Articles that a law which no topic names counts as having, so that its log share is finite."""

RANKED_TOPICS = 30
"""Topics, by nearest phrasing, whose affinity is worked out: a limit of time."""

FIRST_ARTICLES = 3
"""Articles of a topic that count when it is asked which laws people ask about."""

NEAREST_PHRASINGS = 3
"""Phrasings of a topic whose mean cosine tells how near it is: one may be near by chance."""

AFFINITY = {"phrasings": 0.6, "conclusion": 0.12, "articles": 0.28, "words": 0.02}
"""How near a question is to a topic as a whole, before the articles are ranked: mean cosine of its nearest
phrasings, cosine of its title and conclusion, of its nearest article, and BM25 of its phrasings. Fitted on half of our
own questions and of the development questions; against the nearest phrasing alone the right topic comes first for 0.74
of our own Chinese questions instead of 0.67, and for 0.77 of the English ones instead of 0.68 (benchmarks/retrieval)."""

WORDS_UNIT = 20.0
"""Summed rarity of the words that a topic shares with a question, in which it is of the order of the other features. The weight is
fitted to it."""

FAR = 0.9
"""An affinity far from any topic: nought of the feature, which moves no ranking."""

LEAST_SHARE = 0.03
"""Added to a share before its logarithm is taken: whether an article has 0.001 or 0.01 says nothing (benchmarks/confidence)."""

MARKED_FLOOR = 0.84
"""Cosine of the nearest phrasing from which a topic's mark, or a question under a unit, counts (benchmarks/highlights)."""

READ_AHEAD = 6
"""Best articles for which a store elsewhere reads, with what it reads next, what their units are chosen by."""

SOUNDS_ALIKE = 0.5
"""Share of pairs of syllables in common (Dice, 1945) from which a phrasing of ours is what was typed in pinyin.
Not measured."""

FEWEST_SYLLABLES = 3
"""Of fewer, an English word is as likely as pinyin."""

TAUGHT_TOPICS = 8
"""Topics that training proposes beside those whose phrasings are near. Not measured apart."""

TAUGHT = 60
"""Articles that training proposes of its own, and as many by likeness: more bring no right one in (benchmarks/learned)."""

REMEMBERED = 1_000
"""Questions whose vectors are kept, some 7 KB each; not measured."""

UNTAUGHT_TOPIC = -4.0
"""Log-odds below the best of a topic written after the training: its phrasings decide (benchmarks/learned). Not measured alone."""

FARTHEST_LEARNED = -15.0
"""Log-odds below the best that are not told apart any further: one in three million. Not measured."""
