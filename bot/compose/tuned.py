"""Numbers of composing that were chosen, each with its reason; fitted weights lie beside the modules that read them.

What decides how sure an answer is stands in ``decision.py`` with the figures of ``benchmarks/learned``. Cosines of the
encoder lie close together: two questions that have nothing to do with one another often have 0.88.
"""

from __future__ import annotations

from typing import Final

# -- cases

CASE_CERTAIN: Final = 0.9
"""Cosine from which a phrasing of a case is taken to be the question."""

CASE_CERTAIN_ENGLISH: Final = 0.88
"""The same for English, whose phrasings are fewer and so farther. Not measured."""

CASE_CLOSE: Final = 0.012
"""Cosines of points nearer than this are a tie. Not measured."""

CASE_TOGETHER: Final = 4 * CASE_CLOSE
"""Cases less far behind the nearest are told beside it."""

POINT_BESIDE: Final = 2 * CASE_CLOSE
"""A second point of one case less far behind the first is shown with it, if its cosine is at least ``POINT_LEAST``."""

POINT_LEAST: Final = CASE_CERTAIN - 0.02

CORRECTION_CERTAIN: Final = 0.95
"""Cosine from which a correction answers a message that asserts nothing: it is that correction's question."""

CASE_COVERED: Final = 0.55
"""Share of a question's words, rare ones counting more, that an unnamed case must hold to be what is asked about:
questions about cases have 0.6 and more, others hardly ever more than 0.5 (fit half of benchmarks/confidence)."""

CASE_WORDS: Final = 0.08
"""Cosines that the words which tell a point apart within its case are worth. Of the 3,093 Chinese phrasings of points, each
taken away and asked, 0.51 lead to their point instead of 0.42 by the nearest phrasing alone; of 711 English ones 0.21, not 0.19."""

CASE_SURELY: Final = 0.03
"""Lead over every topic, in cosines, from which the words do not matter: a question in words of its own."""

# -- topics

STATED: Final = 0.92
"""Cosine of a premise of ours from which a message that asserts something states it."""

WORD_FOR_WORD: Final = 0.96
"""Cosine from which a message that only asks is that premise."""

ORDER_COST: Final = 0.004
"""What a later place in a topic's list costs an article, in cosines: the author's order counts. Not measured."""

FIRST_LEADS: Final = 0.03
"""Lead, in cosines, up to which the author's first article stays first. Not measured."""

# -- the gate

REVIEWED: Final = 0.1
"""By how much less probable a reviewed topic may be and still go before a bare article. Not measured."""

HELPS: Final = 0.35
"""The same for a topic with steps to take: who needs help is served worse by the right article alone. Not measured."""

SAME: Final = 0.02
"""Cosines of phrasings that differ by less are equally near. Not measured."""

NEAR: Final = 0.92
CLEAR: Final = 0.03
"""Cosine of a phrasing of ours, and its lead over every phrasing outside the field, from which a question is ours
whatever else is seen: of 430 questions outside the field two are that near (benchmarks/confidence)."""

LIKELY_OURS: Final = 0.35
LONG_MESSAGE: Final = 14
"""Probability of the field, and characters, from which a message that the gate turns away may still be answered, though never
with certainty: of 220 real messages 0.97 instead of 0.91 get articles, of 179 questions outside the field one more does."""

MIDDLE: Final = 0.9
ARTICLE_MIDDLE: Final = 0.87
"""Cosines that count as nought: of a phrasing and of an article. Weights are fitted to them (benchmarks/confidence)."""

FAR: Final = 0.8
"""Cosines below are as far as this."""

LEAD_BOUNDS: Final = (-1.0, 2.0)
"""What lies outside the field moves the gate by no more. Weights are fitted to it."""

BM25_UNIT: Final = 10.0
"""BM25 of an article counts in this unit. Weights are fitted to it."""

SHORT_QUESTION: Final = 6
"""Characters up to which a question is short. Weights are fitted to it."""

# -- citations

LOOKED_AT: Final = 30
"""Articles found by the words alone among which the one of the number is looked for."""

MOVED_AMONG: Final = 30
"""Hits of a search among which an article that has taken over an old number is looked for."""

MOVED_OF_ITS_LAW: Final = 5
"""Places among the articles of the law up to which the one that has taken over an old number is meant."""

NEAR_THE_TOP: Final = 3
"""Places among all laws up to which another article of the law may take its place; a moved one may come later."""

LEAST_SHARE: Final = 0.2
"""Share of all candidates that it must hold then."""

FITS_BETTER: Final = 8
"""How many times the share of the article of the number."""

FEWEST_WORDS: Final = 3
"""Characters beside a citation, fillers left out, from which they are compared with its article at all."""

CITED_WRONGLY: Final = 0.9
"""Confidence told for a citation that is not as it was written; one that is has 1."""

LAW_AS_SUCH: Final = 0.95
"""Confidence told for an answer about a law as such: the days are facts, the reading of the question is not."""

# -- days and conversations

ALIKE: Final = 0.45
"""Share of words in common from which an article of an older version is the one that today's article was made from."""

COMPLETE: Final = 16
"""Characters from which a message is likely to name its own subject (of 10, 13, 16 and 20 the best on the read half)."""

APART: Final = 0.16
"""Cosine of the taught vectors of a complete message and of the subject before it, below which it is of another matter and is
read alone: so are 0.84 of 180 messages of other matters, and one of the 149 turns of our chains that lean on their subject."""

REMEMBERED: Final = 2_000
"""Answers kept in memory; not measured."""
