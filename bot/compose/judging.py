"""The verdict on a message's figures by the articles at hand, and the words that carry it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.answer import Answer, Certainty, Excerpt, Language, Outcome
from bot.compose import tuned
from bot.compose.asks import Asks
from bot.compose.bounds import plain, spans
from bot.compose.claims import Bearing
from bot.compose.excerpts import ExcerptMaker
from bot.compose.limbs import Limb
from bot.compose.polarity import forbids_what_is_allowed
from bot.compose.premises import asserts
from bot.compose.qualifiers import goes_further
from bot.compose.verdicts import Judgement, judge
from bot.compose.wording import say
from index.corpus import Corpus
from index.query import Query, fold
from index.types import Hit
from knowledge.citations.format import article_label
from knowledge.citations.subjects import CRIMINAL_LAW, crimes_of
from knowledge.library import Library
from knowledge.models import Article, Statute

MOST_LIMBS: Final = 4
"""Limbs that are quoted where it cannot be told which one is meant."""
LONGEST_QUOTE: Final = 160
"""Characters of a limb that is quoted in a conclusion; the article itself stands below."""


PAUSES_OF_A_STORY: Final = 2
"""Blanks between words, which stand for commas where people type without marks."""

_FOLLOWS = re.compile(r"就(?:没事|不用|可以不|不能|算完|完了|自动)")
_PAUSE = re.compile(r"(?<=[\u4e00-\u9fff])\s(?=[\u4e00-\u9fff])")


def tells_more(text: str) -> bool:
    """True of a folded message that asks several things, or tells a story: one 对 would be read as the answer to the last."""
    asked = Asks.of(text).asked
    return len(asked) > 1 or len(_PAUSE.findall(text)) >= PAUSES_OF_A_STORY or _asks_beyond(text, asked)


def _asks_beyond(text: str, asked: Sequence[str]) -> bool:
    """True where what is asked is what follows from a figure, not the figure: 取保快满一年了，是不是就没事了."""
    return (
        len(asked) == 1
        and asked[0] != text
        and _FOLLOWS.search(asked[0]) is not None
        and not spans(plain(asked[0]))
        and bool(spans(plain(text)))
    )


@dataclass(frozen=True, slots=True)
class Judged:
    """What an article says of a message."""

    statute: Statute
    article: Article
    judgement: Judgement
    bearing: Bearing
    excerpt: Excerpt | None = None
    """The part of the article that decides, to be shown first."""

    @property
    def decided(self) -> bool:
        """There is a verdict."""
        return self.bearing is not Bearing.SILENT

    @property
    def citation(self) -> str:
        """《刑法》第二百六十三条."""
        return f"《{self.statute.law.short_title}》{article_label(self.article.number)}"

    def words(self, language: Language) -> str:
        """The limbs that decide, each in its own words."""
        quotes = list(dict.fromkeys(_short(limb) for limb in self.judgement.limbs))[:MOST_LIMBS]
        if language is Language.EN:
            return "; ".join(f"“{one}”" for one in quotes)
        if not self.statute.verbatim:
            return "；".join(quotes)
        return "；".join(f"“{one}”" for one in quotes)

    def says(self, language: Language) -> str:
        """The verdict, with the words of the article that carry it; without a verdict the limbs that may be meant."""
        key = {Bearing.SAYS: "limb_right", Bearing.DENIES: "limb_wrong"}.get(self.bearing)
        if key is None:
            apart = len({limb.span.limits for limb in self.judgement.limbs}) > 1
            key = "limbs_apart" if apart else "limb_words"
        return say(key, language, citation=self.citation, words=self.words(language))

    def told_by(self, conclusion: str) -> bool:
        """A conclusion of ours has the figure that decides."""
        values = {(limb.span.unit, limb.span.value) for limb in self.judgement.limbs}
        return values <= {(one.unit, one.value) for one in spans(plain(fold(conclusion)))}

    @staticmethod
    def states(text: str, conclusion: str) -> bool:
        """A conclusion has a figure that the message states, of whatever case."""
        told = {(one.unit, one.value) for one in spans(plain(fold(conclusion)))}
        return any((one.unit, one.value) in told for one in spans(plain(fold(text))))

    def shown(self, excerpts: Sequence[Excerpt]) -> tuple[Excerpt, ...]:
        """Excerpts with the one that decides first, as many as there were."""
        if self.excerpt is None:
            return tuple(excerpts)
        rest = [one for one in excerpts if one.passage_id != self.excerpt.passage_id]
        return (self.excerpt, *rest)[: max(1, len(excerpts))]

    def of(self, answer: Answer, language: Language) -> Answer:
        """An answer of articles alone, with the verdict in place of its lead."""
        return replace(
            answer,
            outcome=Outcome.ANSWERED if self.bearing is Bearing.SAYS else Outcome.CORRECTED,
            conclusion=self.says(language),
            excerpts=self.shown(answer.excerpts),
            certainty=Certainty.CERTAIN,
            choices=(),
        )


def of_cited(text: str, statute: Statute, article: Article, library: Library) -> Judged | None:
    """Judge what a message states of the article that it cites; None when that has no figure of its kind.

    Args:
        text: The message without the citation.
        statute: Of the article.
        article: Cited.
        library: Knows which crimes are of the article.
    """
    found = judge(text, article.text, title=_heading(statute, article, library))
    if found is None:
        return None
    enough = {Bearing.SAYS: tuned.ENOUGH_CITED, Bearing.DENIES: tuned.ENOUGH_TO_DENY}.get(found.bearing, 0.0)
    surely = found.covered >= enough and not _too_far(text, found)
    return Judged(statute, article, found, found.bearing if surely else Bearing.SILENT)


def _too_far(text: str, found: Judgement) -> bool:
    """The figure is right, and what else is said of it may not be."""
    told = "".join(limb.quote for limb in found.limbs)
    return found.bearing is Bearing.SAYS and (goes_further(text, told) or forbids_what_is_allowed(text, told))


class Judging:
    """Judges messages that cite nothing by the articles that were found for them."""

    def __init__(self, corpus: Corpus, excerpts: ExcerptMaker) -> None:
        self._excerpts = excerpts
        self._corpus = corpus

    def of_found(self, query: Query, excerpts: Sequence[Excerpt], hits: Sequence[Hit] = ()) -> Judged | None:
        """The article that has most of what a message says, and its verdict; None when none has enough.

        Args:
            query: The message; one in English, that asserts nothing or tells a story is not judged.
            excerpts: Of articles, best first.
            hits: Of the search, best first: what is not shown may still be what the message speaks of.
        """
        if query.english or not asserts(query.text) or tells_more(query.text):
            return None
        shown = list(self._articles(excerpts))
        found = [one for one in (self._of(query.text, *pair, shown) for pair in shown) if one is not None]
        places = {(statute.law.law_id, article.number) for statute, article in shown}
        for statute, article in self._of_hits(hits):
            known = (statute.law.law_id, article.number) in places
            one = None if known else self._of(query.text, statute, article, shown)
            if one is None or one.judgement.covered < tuned.ALL_OF_IT:
                continue
            if one.judgement.told >= tuned.MORE_WORDS_JUDGED or one.judgement.named:
                found.append(one)
        best = max(found, key=lambda one: one.judgement.covered, default=None)
        if best is not None and best.decided and _denied_by_another(best, found):
            best = replace(best, bearing=Bearing.SILENT)
        if best is None or not best.decided:
            return best
        mark = best.judgement.limbs[0].quote.rstrip("。")
        return replace(best, excerpt=self._excerpts.of_article(best.statute, best.article, mark=mark))

    def _of(
        self, text: str, statute: Statute, article: Article, shown: Sequence[tuple[Statute, Article]]
    ) -> Judged | None:
        found = judge(text, article.text, title=_heading(statute, article, self._corpus.library))
        if found is None or found.covered < tuned.ENOUGH_FOUND or found.told < tuned.FEWEST_WORDS_JUDGED:
            return None
        # What is left may be what makes it another matter: 自书遗嘱 is not 代书遗嘱.
        elsewhere = any(char in other.text for _, other in shown for char in found.beyond)
        surely = not found.beyond or (found.bearing is Bearing.DENIES and not elsewhere)
        surely = surely and not _too_far(text, found)
        return Judged(statute, article, found, found.bearing if surely else Bearing.SILENT)

    def _of_hits(self, hits: Iterable[Hit]) -> Iterable[tuple[Statute, Article]]:
        for hit in hits:
            if hit.law_id is None or hit.article is None:
                continue
            statute = self._corpus.library.statute(hit.law_id, self._corpus.today)
            if statute is not None:
                yield statute, self._corpus.library.articles(statute)[hit.article]

    def _articles(self, excerpts: Sequence[Excerpt]) -> Iterable[tuple[Statute, Article]]:
        for excerpt in excerpts:
            if excerpt.law_id is None or excerpt.article is None:
                continue
            statute = self._corpus.library.statute(excerpt.law_id, self._corpus.today)
            if statute is None:
                continue
            for article in statute.articles:
                if article_label(article.number) == excerpt.article:
                    yield statute, article


def _denied_by_another(best: Judged, found: Sequence[Judged]) -> bool:
    """Another article that has nearly as much of the message says the opposite: 传唤 is one thing to the police and another to a court."""
    opposite = Bearing.DENIES if best.bearing is Bearing.SAYS else Bearing.SAYS
    return any(
        one.judgement.bearing is opposite
        and one.judgement.covered >= best.judgement.covered - tuned.NEARLY_AS_MUCH
        for one in found
        if one is not best
    )


def _heading(statute: Statute, article: Article, library: Library) -> str:
    """What an article is called beside its words: its law, and the crimes that it defines or punishes."""
    if statute.law.law_id != CRIMINAL_LAW:
        return statute.law.title
    known = crimes_of(library.followed(statute))
    return statute.law.title + "".join(
        name for name, crime in known.items() if article.number in crime.articles
    )


def _short(limb: Limb) -> str:
    words = limb.quote.rstrip("。")
    return words if len(words) <= LONGEST_QUOTE else words[:LONGEST_QUOTE] + "……"
