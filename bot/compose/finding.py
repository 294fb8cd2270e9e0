"""The search for one question, and one decision on what may be said of what it gave (``decision.py``)."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Final

from bot.compose import tuned
from bot.compose.confidence import OUTSIDE, Evidence, Gate, prefers_topic
from bot.compose.decision import Decision, Way, Weights, decide, signs
from bot.compose.likeness import Likeness
from bot.compose.people import fits
from bot.compose.readings import CRIMINAL_LAYER
from bot.compose.topics import MOST_EXCERPTS, TopicAnswers
from index.corpus import Corpus
from index.nearness import Nearness
from index.query import Query, fold
from index.topics import Topics
from index.types import Hit, Match, Ranker, Ranking, TopicMatch
from knowledge.danger import Danger
from knowledge.models import Kind
from knowledge.people import Fact, Side

LAW_KINDS = (Kind.STATUTE, Kind.INTERPRETATION, Kind.REGULATION)

RANKED, LOOKED_AT = 100, 6
"""Articles whose shares tell topics apart, and those of them that may be shown or weighed."""

NARROWER: Final[Mapping[str, str]] = {Danger.HOME_VIOLENCE: Danger.VIOLENCE}
"""What topics call a danger that a message tells more closely."""

_PLAIN = re.compile(r"[\s,，。.?？!！、;；:：“”\"'「」()（）]")


@dataclass(frozen=True, slots=True)
class Found:
    """What a search gave for one question."""

    ranked: Ranking
    """The best articles and digests; ``RANKED`` at most."""
    topics: Sequence[TopicMatch]
    """Likeliest first, those left out whose own precondition does not hold."""
    evidence: Evidence
    decision: Decision
    """What may be said of it."""
    sides: Collection[Side] = ()
    """Parts that the asker says he has."""

    @property
    def ranking(self) -> Ranking:
        """Those that may be shown or weighed."""
        return self.ranked[:LOOKED_AT]

    def unsaid(self) -> Found:
        """The same with no more than articles that may bear on it."""
        certain = self.decision.way is Way.CERTAIN
        return replace(self, decision=self.decision.without_conclusion(alone=True)) if certain else self

    def as_data(self) -> Mapping[str, Any]:
        """As JSON writes it."""
        return {
            "way": self.decision.way.value,
            "first": round(self.decision.first, 4),
            "tells": round(self.decision.tells, 4),
            "local": self.decision.local,
            "articles": [
                {"citation": hit.citation, "share": round(hit.score.total, 4)} for hit in self.ranking
            ],
            "topics": [
                {"id": str(topic.passage.topic_id), "share": round(topic.share, 4)}
                for topic in self.topics[:4]
            ],
        }


@lru_cache(maxsize=16_384)
def _plain(phrasing: str) -> str:
    """A phrasing of our own without width, marks and blanks: some forty are looked at for a question, the same ones again and again."""
    return _PLAIN.sub("", fold(phrasing)).lower()


_OF_THE_DEAD = re.compile(r"自杀|遗产")
"""What a conclusion says of somebody who is dead."""


class Finder:
    """Searches, ranks and decides."""

    def __init__(
        self,
        corpus: Corpus,
        ranker: Ranker,
        likely: Topics,
        nearness: Nearness,
        topics: TopicAnswers,
        gate: Gate,
        likeness: Likeness | None,
    ) -> None:
        self._corpus = corpus
        self._ranker = ranker
        self._likely = likely
        self._nearness = nearness
        self._topics = topics
        self._gate = gate
        self._likeness = likeness
        self._weights = Weights.load()

    def find(
        self,
        query: Query,
        matches: Sequence[Match],
        *,
        sides: Collection[Side] = (),
        facts: Collection[Fact] = (),
        dangers: Collection[str] = (),
        doubtful: bool = False,
    ) -> Found:
        """Search, rank and decide.

        Args:
            query: The question.
            matches: What its phrasings lead to.
            sides: Parts that the asker says he has.
            facts: What the asker says is so.
            dangers: In which somebody surely is: the playbook for it is given, where it is likely and no conclusion is.
            doubtful: It may ask for something harmful: articles alone.
        """
        ranked = self._ranker.search(query, RANKED, kinds=LAW_KINDS, matches=matches)
        topics = [
            topic
            for topic in self._likely.rank(query, matches, ranked)
            if fits(self._topics.topic(topic), sides, facts)
        ]
        hits = ranked[:LOOKED_AT]
        names = self._names(topics, hits[:MOST_EXCERPTS])
        evidence = Evidence.of(
            query,
            matches,
            hits,
            topics[0] if topics else None,
            agrees=bool(names) and names[0],
            outside=self._nearness.to_phrasing(query, OUTSIDE),
        )
        decision = self._decide(query, hits, topics, evidence, names)
        if decision.topic is None and (playbook := self._playbook(topics, decision, dangers)) is not None:
            decision = replace(decision, way=Way.CERTAIN, topic=playbook, playbook=True)
        if (doubtful and self._tells_how(decision)) or (
            Danger.SELF_HARM in dangers and self._is_cold(decision)
        ):
            decision = decision.without_conclusion(alone=True)
        return Found(ranked, topics, evidence, decision, sides)

    def _playbook(
        self, topics: Sequence[TopicMatch], decision: Decision, dangers: Collection[str]
    ) -> TopicMatch | None:
        """What somebody in danger may do, where no conclusion is sure: a topic with steps that declares this danger."""
        told = {NARROWER.get(danger, danger) for danger in dangers}
        # A message that tells the danger more closely is of all topics of its wider kind; the narrower they are, the less has each.
        closely = any(danger in NARROWER for danger in dangers)
        declaring = [
            topic
            for topic in (topics if closely else topics[:LOOKED_AT])
            if self._topics.topic(topic).danger in told
        ]
        of_all = sum(topic.share for topic in declaring)
        for topic in declaring:
            of = self._topics.topic(topic)
            first = topic is topics[0] and decision.tells >= tuned.HELPS_IN_DANGER
            # Whoever is surely in danger at home needs that first, however peaked the narrower answers make the likeliest.
            enough = (
                of_all >= tuned.PLAYBOOK
                if closely
                else self._near_enough(topic.share, topics[0].share, of.danger)
            )
            if first or (of.steps and enough):
                return topic
        return None

    @staticmethod
    def _near_enough(share: float, likeliest: float, danger: str) -> bool:
        """Whether what to do in a danger of life or limb is likely enough to be meant; money that is gone waits for a sure conclusion."""
        least = max(tuned.PLAYBOOK, tuned.PLAYBOOK_OF_LIKELIEST * likeliest)
        return danger != Danger.FRAUD and share >= least

    def _tells_how(self, decision: Decision) -> bool:
        """Whether a conclusion may tell somebody of ill will what to do; one that says what he faces does not."""
        if decision.topic is None:
            return False
        topic = self._topics.topic(decision.topic)
        faces = topic.side & {Side.ACCUSED, Side.SPEAKER}
        return not faces and not (topic.articles and topic.articles[0].layer == CRIMINAL_LAYER)

    def _is_cold(self, decision: Decision) -> bool:
        """What heirs do, or what hardly answers, is no word for somebody who may want to die; nor are near questions."""
        if decision.topic is None:
            return True
        topic = self._topics.topic(decision.topic)
        if _OF_THE_DEAD.search(topic.conclusion):
            return True
        return topic.danger != Danger.SELF_HARM and (
            topic.field == "inheritance" or decision.tells < tuned.SURELY_TELLS
        )

    def of_danger(self, found: Found) -> bool:
        """Whether one of the likeliest topics is of any danger."""
        return any(self._topics.topic(topic).danger for topic in found.topics[: tuned.BEAR_OUT])

    def ours(self, found: Found) -> bool:
        """True when the question is likely enough one of Chinese law."""
        evidence = found.evidence
        return bool(len(found.ranking)) and (self._gate.ours(evidence) or self._gate.told_at_length(evidence))

    def _decide(
        self,
        query: Query,
        hits: Ranking,
        topics: Sequence[TopicMatch],
        evidence: Evidence,
        names: Sequence[bool],
    ) -> Decision:
        if not len(hits):
            return Decision(Way.ASK_BACK, 0.0, 0.0)
        same = self._same(query, topics)
        if query.english or self._likeness is None:
            return self._by_nearness(topics, evidence, same)
        kinds = self._likeness.kinds(query)
        features = signs(query, hits, topics, kinds, near=evidence.topic, names=names)
        return decide(self._weights, features, topics, kinds, same=same)

    def _by_nearness(
        self, topics: Sequence[TopicMatch], evidence: Evidence, same: TopicMatch | None
    ) -> Decision:
        """Where no messages were labelled: by the gate that questions of our own were fitted on."""
        by_topic, by_article = self._gate.topic_confidence(evidence), self._gate.statute(evidence)
        topic = topics[0] if topics and self._gate.topic(topics[0], evidence.language) else None
        if evidence.english and same is None and topic is not None and topic.share < tuned.ENGLISH_TELLS:
            topic = None
        if topic is not None and (
            same is not None
            or prefers_topic(
                by_topic,
                by_article,
                agrees=evidence.agrees,
                nearest=evidence.topic_is_nearest,
                helps=self._topics.helps(topic),
            )
        ):
            return Decision(Way.CERTAIN, by_topic, by_topic, same or topic)
        sure = by_article >= self._gate.sure
        return Decision(Way.CERTAIN if sure else Way.POSSIBLE, by_article, by_topic)

    @staticmethod
    def _same(query: Query, topics: Sequence[TopicMatch]) -> TopicMatch | None:
        """The topic one of whose phrasings is the question itself."""
        asked = _PLAIN.sub("", query.text).lower()
        for topic in topics:
            if _plain(topic.question) == asked:
                return topic
        nearest = max(topics, key=lambda topic: topic.cosine, default=None)
        return nearest if nearest is not None and nearest.cosine >= tuned.SAME_QUESTION else None

    def _names(self, topics: Sequence[TopicMatch], hits: Sequence[Hit]) -> list[bool]:
        """Whether the likeliest topic names each of these articles."""
        if not topics:
            return [False] * len(hits)
        return [self._corpus.names(topics[0], hit.passage_id) for hit in hits]
