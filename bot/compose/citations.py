"""Messages that cite: the article itself, its version, and what is wrong with the citation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from bot.answer import Answer, Choice, Excerpt, Language, Outcome
from bot.compose import tuned
from bot.compose.better import better_article, punished_by
from bot.compose.claims import Bearing
from bot.compose.excerpts import ExcerptMaker, distinct
from bot.compose.premises import asserts
from bot.compose.stated_of_cited import StatedOfCited
from bot.compose.wording import say
from index.corpus import Corpus
from index.query import Query
from index.types import Ranker
from knowledge.citations.find import find_citations
from knowledge.citations.format import format_citation
from knowledge.citations.resolve import resolve_all
from knowledge.citations.types import Context, Form, FoundCitation, Resolution, Verdict
from knowledge.citations.verify import check_found
from knowledge.errors import UnresolvedReference
from knowledge.models import ArticleNumber, LawId
from knowledge.readers.signs import signs_of
from knowledge.references import resolve_reference
from knowledge.signs import kinds_in

MOST_ARTICLES = 10
"""Articles of a range or list that one answer shows."""

SHORTEST_QUESTION = 4
"""Characters beside a citation from which they are taken for a question to it."""

MOST_CHOICES = 3

_SHOWN = frozenset({Verdict.VALID, Verdict.RENUMBERED, Verdict.AMBIGUOUS, Verdict.NOT_YET_IN_FORCE})

_OUTCOMES = {
    Verdict.VALID: Outcome.ANSWERED,
    Verdict.RENUMBERED: Outcome.CORRECTED,
    Verdict.REPEALED: Outcome.CORRECTED,
    Verdict.AMBIGUOUS: Outcome.CLARIFY,
    Verdict.NOT_YET_IN_FORCE: Outcome.CORRECTED,
    Verdict.NO_TEXT: Outcome.NO_SOURCE,
    Verdict.NO_SUCH_ARTICLE: Outcome.NO_SOURCE,
    Verdict.NO_SUCH_PARAGRAPH: Outcome.CORRECTED,
    Verdict.UNKNOWN_LAW: Outcome.NO_SOURCE,
}


class CitationAnswers:
    """Answers messages that name an article."""

    def __init__(self, corpus: Corpus, ranker: Ranker, excerpts: ExcerptMaker) -> None:
        self._library = corpus.library
        self._today = corpus.today
        self._ranker = ranker
        self._excerpts = excerpts
        self._stated = StatedOfCited(corpus)

    def find(self, text: str) -> list[FoundCitation]:
        """Citations of a message that can be answered; short forms lean on what they follow."""
        return find_citations(text, self._library.registry)

    def resolve(
        self, text: str, found: Sequence[FoundCitation], as_of: date, previous: str | None = None
    ) -> list[Resolution]:
        """Resolve citations, the previous question giving short forms their law; words and crimes are compared."""
        context = self._library_context(previous, as_of) if previous else None
        return check_found(text, found, self._library, as_of, context)

    def _library_context(self, previous: str, as_of: date) -> Context | None:
        earlier = resolve_all(find_citations(previous, self._library.registry), self._library, as_of)
        for one in reversed(earlier):
            if one.law_id is not None:
                return Context(one.law_id, one.number, one.paragraph)
        return None

    def answer(
        self, query: Query, resolved: Sequence[Resolution], language: Language, *, alone: bool = True
    ) -> Answer | None:
        """Compose citations that were resolved; None when none of them names a provision or a text.

        Args:
            query: The message.
            resolved: Its citations.
            language: Language of our sentences.
            alone: Nothing but the citations decides what the words beside them are about: no case is named.
        """
        useful = [one for one in resolved if one.case_id is None]
        if not useful:
            return None
        english = language is Language.EN
        shown: list[Excerpt] = []
        sentences: list[str] = []
        notices: list[str] = []
        choices: list[Choice] = []
        for one in useful[:MOST_ARTICLES]:
            message = one.message_en if english else one.message
            hint = one.hint_en if english else one.hint
            if (told := self._stated.overtaken(one)) is not None:
                sentences.append(told.english if english else told.says)
                hint = hint.replace(sentences[-1], "").strip()
            if message and (one.verdict is not Verdict.VALID or one.quote is not None or one.elsewhere):
                sentences.append(message)
            shown.extend(self._elsewhere(query, one, one.elsewhere))
            if hint:
                notices.append(hint)
            if one.verdict in _SHOWN and one.statute is not None and one.source_article is not None:
                shown.append(self._excerpt(query, one))
            for written in told.by if told else ():
                if (deciding := self._successor(written, query)) is not None:
                    shown.append(deciding)
            for successor in one.successors[:3]:
                if one.verdict is Verdict.UNKNOWN_LAW:  # no evidence for a text that is none
                    choices.append(Choice(successor, successor))
                    continue
                excerpt = self._successor(successor, query)
                if excerpt is not None:
                    shown.append(excerpt)
            for other in one.alternatives[:MOST_CHOICES]:
                choices.append(Choice(other.citation, other.citation))
            if one.verdict is Verdict.AMBIGUOUS and one.alternatives:
                likeliest = self._successor(one.alternatives[0].citation, query)
                if likeliest is not None:
                    shown.append(likeliest)
                    sentences.append(say("likeliest_shown", language, citation=likeliest.citation))
        if alone and not any(one.elsewhere for one in useful):
            self._add_better(query, useful, language, shown, sentences)
            if len(useful) == 1 and "penalty" in kinds_in(query.text, signs_of("figure")):
                numbers = punished_by(useful[0], self._library, self._today)
                shown.extend(self._elsewhere(query, useful[0], numbers))
        outcome = self._outcome(useful, shown)
        if (
            alone
            and outcome is Outcome.ANSWERED
            and (not sentences or (len(useful) == 1 and self._stated.overtaken(useful[0]) is not None))
            and asserts(query.text)
            and (judged := self._stated.judged(query, useful, language))
        ):
            verdict, sentence = judged
            lead = self._lead(useful, shown, language)
            wrong = verdict is Bearing.DENIES or bool(sentences)
            sentences = [sentence, *(sentences or [lead])]
            outcome = Outcome.CORRECTED if wrong else outcome
        if outcome is Outcome.ANSWERED and any(
            one.elsewhere or (one.quote is not None and not one.quote.says) for one in useful
        ):
            outcome = Outcome.CORRECTED
        if not sentences:
            sentences.append(self._lead(useful, shown, language))
        if len(useful) > MOST_ARTICLES:
            notices.append(say("more_articles", language, count=len(useful), shown=MOST_ARTICLES))
        if english and shown:
            glossed = any(excerpt.english for excerpt in shown)
            notices.append(say("unofficial" if glossed else "no_translation", language))
        if any(not excerpt.verbatim for excerpt in shown) and not english:
            notices.append(say("digest", language))
        return Answer(
            outcome=outcome,
            conclusion="\n".join(dict.fromkeys(sentences)),
            excerpts=distinct(shown, MOST_ARTICLES),
            notices=tuple(dict.fromkeys(notices)),
            choices=tuple(dict.fromkeys(choices)),
            language=language,
            disclaimer=say("disclaimer", language),
            confidence=1.0 if outcome is Outcome.ANSWERED else tuned.CITED_WRONGLY,
        )

    def decides(self, query: Query, resolved: Sequence[Resolution]) -> bool:
        """See ``StatedOfCited.decides``."""
        return self._stated.decides(query, resolved)

    def _elsewhere(
        self, query: Query, one: Resolution, numbers: Sequence[ArticleNumber]
    ) -> Iterator[Excerpt]:
        """Other articles of the same version."""
        if one.statute is None:
            return
        articles = self._library.articles(one.statute)
        for number in numbers:
            if number in articles:
                yield self._excerpts.of_article(one.statute, articles[number], query=query, whole=True)

    def _add_better(
        self,
        query: Query,
        useful: Sequence[Resolution],
        language: Language,
        shown: list[Excerpt],
        sentences: list[str],
    ) -> None:
        """Show the article that the words of the question fit better than the number that stands beside them."""
        if len(useful) != 1:
            return
        one = useful[0]
        rest = query.text.replace(one.matched, " ")
        number = better_article(self._ranker, self._library, rest, one, self._today)
        if number is None or one.number is None:
            return
        for excerpt in self._elsewhere(query, one, [number]):
            leads = number.number == one.number.number or any(
                number in move.new and move.old == one.number
                for move in self._library.renumberings(one.law_id or LawId(""))
            )
            shown.insert(0 if leads else len(shown), excerpt)
            sentences.append(say("better_fit", language, citation=excerpt.citation, cited=one.citation))

    def _excerpt(self, query: Query, one: Resolution) -> Excerpt:
        assert one.statute is not None  # checked by the caller
        assert one.source_article is not None
        rest = re.sub(re.escape(one.matched), " ", query.text)
        asked = (
            replace(query, text=rest, wordings=(rest,)) if len(rest.strip()) >= SHORTEST_QUESTION else None
        )
        return self._excerpts.of_article(
            one.statute,
            one.source_article,
            paragraph=one.paragraph,
            item=one.item,
            query=asked,
            whole=one.paragraph is None and one.item is None,
        )

    def _successor(self, written: str, query: Query) -> Excerpt | None:
        try:
            reference = resolve_reference(written, self._library, self._today)
        except UnresolvedReference:
            return None  # reported by `yuanfa knowledge check`
        return self._excerpts.of_reference(reference)

    @staticmethod
    def _outcome(resolved: Sequence[Resolution], shown: Sequence[Excerpt]) -> Outcome:
        verdicts = [one.verdict for one in resolved]
        if all(verdict is Verdict.VALID for verdict in verdicts):
            return Outcome.ANSWERED
        first_wrong = next(verdict for verdict in verdicts if verdict is not Verdict.VALID)
        outcome = _OUTCOMES[first_wrong]
        if outcome is Outcome.NO_SOURCE and shown:
            return Outcome.CORRECTED
        return outcome

    @staticmethod
    def _lead(resolved: Sequence[Resolution], shown: Sequence[Excerpt], language: Language) -> str:
        if len(shown) == 1:
            key = "citation_shown" if shown[0].verbatim else "citation_digest"
            return say(key, language, citation=shown[0].citation)
        return say("citations_shown", language, count=len(shown))


def is_lookup(text: str, found: Sequence[FoundCitation]) -> bool:
    """True when a message is there for its citations: they carry it, or it names a provision in full."""
    return any(one.form is not Form.TITLE and one.targets for one in found)


__all__ = ["CitationAnswers", "format_citation", "is_lookup"]
