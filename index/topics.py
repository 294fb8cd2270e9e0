"""Which topic a question is about, once the articles are ranked.

Log-odds over the topics near a question, like those of articles (``index.ranking``), linear in four features: a topic
whose first article ranks high, which messages like this one were written for, or which has the message's rare words, may be likelier
than one whose phrasings are a little nearer. The fit, and what each feature gives: ``benchmarks/learned``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from index import tuned
from index.corpus import NOTHING, Corpus
from index.fitted import read_weights
from index.nearness import Nearness, greatest
from index.query import Query
from index.ranking import shares
from index.reads import Store
from index.runs import Rows
from index.tokens import Folded
from index.types import Match, Ranking, TopicMatch
from index.words import Words

FEATURES: Final = ("affinity", "first", "learned", "words")
"""Columns of a feature array:

affinity  how near the topic is as a whole (``tuned.AFFINITY``), from ``FAR`` on in ``COSINE_UNIT``
first     log share of its first article among the candidates (``index.ranking``)
learned   log-odds below the best that written messages taught (``index.learned``); 0 for all with another encoder
words     rarity of the question's words that its title, phrasings and conclusion hold, in ``tuned.WORDS_UNIT``: the narrow
          question has the rare word (贬值费), the broad one beside it has not
"""

TOPIC_FILE: Final = "data/topics.json"

Floats = npt.NDArray[np.float64]


def load_weights() -> Floats:
    """float64 [features]: the fitted weights that come with the project."""
    return read_weights(TOPIC_FILE, FEATURES)


def features_of(affinities: Floats, firsts: Floats, learned: Floats, words: Floats) -> Floats:
    """float64 [topics, features].

    Args:
        affinities: [topics], of the order of cosines.
        firsts: [topics], share of each one's first article among the candidates.
        learned: [topics], log-odds.
        words: [topics], summed rarity.
    """
    return np.column_stack([
        (affinities - tuned.FAR) / tuned.COSINE_UNIT, np.log(firsts + tuned.LEAST_SHARE), learned, words / tuned.WORDS_UNIT,
    ])  # fmt: skip


def best_topic(matches: Sequence[Match]) -> TopicMatch | None:
    """The topic that a question is nearest to as a whole, or None."""
    topics = [match for match in matches if isinstance(match, TopicMatch)]
    return max(topics, key=lambda match: (match.affinity, match.passage.passage_id), default=None)


class Topics:
    """Ranks the topics of one corpus."""

    def __init__(self, corpus: Corpus, store: Store, nearness: Nearness, words: Words) -> None:
        self._corpus = corpus
        self._store = store
        self._learned = store.learned
        self._nearness = nearness
        self._words = words
        self._folded: dict[int, Folded] = {}
        self._weights = load_weights()

    def taught(self, query: Query) -> Rows:
        """Topics that messages like this one were written for: passage numbers, unordered."""
        if self._learned is None or query.english:
            return NOTHING
        odds = self._learned.topic_log_odds(query.taught)
        k = min(tuned.TAUGHT_TOPICS, len(odds))
        return self._learned.topics[np.argpartition(-odds, k - 1)[:k]] if k else NOTHING

    def affinities(
        self,
        query: Query,
        numbers: npt.NDArray[np.int32],
        words: npt.NDArray[np.float32],
        always: Rows = NOTHING,
    ) -> dict[int, float]:
        """Affinity of the first topics among these passages, by passage number.

        Args:
            query: The question.
            numbers: Passage numbers, nearest first; what is no topic is passed over.
            words: BM25 of each one's phrasing, by the highest of its kind.
            always: Topics that count as well, wherever they stand.
        """
        corpus = self._corpus
        topics = [
            (number, share)
            for number, share in zip(numbers.tolist(), words.tolist(), strict=True)
            if number in corpus.topic_articles
        ]
        wanted = frozenset(always.tolist())
        ranked = topics[: tuned.RANKED_TOPICS]
        ranked += [one for one in topics[tuned.RANKED_TOPICS :] if one[0] in wanted]
        if not ranked:
            return {}
        asked = [corpus.questions_of[number] for number, _ in ranked]
        read: list[Sequence[int]] = [[number] for number, _ in ranked]
        read += [corpus.topic_articles[number] for number, _ in ranked]
        near = self._nearness.to_questions(query, np.concatenate(asked))
        texts = self._store.read(query).texts(np.concatenate(read).astype(np.int64)).max(axis=0)
        lengths = [int(corpus.texts_of.lengths[one].sum()) for one in read]
        conclusions, articles = greatest(texts, lengths, empty=0.0).reshape(2, -1).tolist()
        phrasings = np.split(near, np.cumsum([len(rows) for rows in asked])[:-1])
        found: dict[int, float] = {}
        for (number, share), cosines, conclusion, article in zip(
            ranked, phrasings, conclusions, articles, strict=True
        ):
            nearest = sorted(cosines.tolist(), reverse=True)[: tuned.NEAREST_PHRASINGS]
            found[number] = (
                tuned.AFFINITY["phrasings"] * sum(nearest) / max(len(nearest), 1)
                + tuned.AFFINITY["conclusion"] * conclusion
                + tuned.AFFINITY["articles"] * article
                + tuned.AFFINITY["words"] * share
            )
        return found

    def features(self, query: Query, topics: Sequence[TopicMatch], ranking: Ranking) -> Floats:
        """float64 [topics, features], as ``FEATURES`` names them.

        Args:
            query: The question.
            topics: Whose affinity was worked out.
            ranking: The best articles for the same question, for their shares among the candidates.
        """
        firsts = []
        for topic in topics:
            articles = self._corpus.articles_of(topic)
            firsts.append(ranking.share_of(articles[0].passage_id) if articles else 0.0)
        numbers = [self._corpus.number_of[topic.passage.passage_id] for topic in topics]
        learned = np.zeros(len(topics))
        if self._learned is not None and topics:
            learned = self._learned.topic_log_odds(query.taught)[
                np.searchsorted(self._learned.topics, numbers)
            ]
        # How rare a word is is counted among the texts of the law, which are Chinese.
        words = (
            np.zeros(len(topics))
            if query.english
            else np.array(self._words.shared(query, [self._folded_of(number) for number in numbers]))
        )
        affinities = np.array([topic.affinity for topic in topics])
        return features_of(affinities, np.array(firsts), learned, words)

    def _folded_of(self, number: int) -> Folded:
        """All that a topic says and is asked by, kept once it was looked at."""
        known = self._folded.get(number)
        if known is None:
            passage = self._corpus.passages[number]
            known = self._folded[number] = Folded.of("\n".join((passage.text, *passage.questions)))
        return known

    def rank(self, query: Query, matches: Sequence[Match], ranking: Ranking) -> list[TopicMatch]:
        """The topics among the matches, likeliest first, each with its share among them.

        Args:
            query: The question.
            matches: What the question's phrasings lead to.
            ranking: The best articles for the same question: the more of them, the better.
        """
        near = [match for match in matches if isinstance(match, TopicMatch) and match.affinity > 0]
        if not near:
            return []
        log_odds = self.features(query, near, ranking) @ self._weights
        totals = shares(log_odds).tolist()
        order = np.argsort(-log_odds, kind="stable").tolist()
        return [
            TopicMatch(one.passage, one.cosine, one.question, one.affinity, totals[place])
            for place, one in ((place, near[place]) for place in order)
        ]
