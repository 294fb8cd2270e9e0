"""Questions about the cases: which points answer, what the source does not say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.answer import Answer, Excerpt, Language, Outcome
from bot.compose import tuned
from bot.compose.claims import Bearing, bearing, states, without_denial
from bot.compose.excerpts import ExcerptMaker, distinct
from bot.compose.figures import stated_figures
from bot.compose.premises import asserts, declares, unsupported
from bot.compose.which_case import named_parties
from bot.compose.wording import say
from index.corpus import Corpus
from index.phrasings import Phrasings
from index.query import Query
from index.types import PointMatch
from knowledge.citations.types import Resolution
from knowledge.errors import UnresolvedReference
from knowledge.models import ArticleNumber, Case, CaseId, LawId, Point, Section
from knowledge.readers.signs import signs_of
from knowledge.references import resolve_reference


@dataclass(frozen=True, slots=True)
class Ranked:
    """A point of a case and how near the question is to it."""

    case: Case
    position: int
    cosine: float
    words: float = 0.0
    """Share of the question's words that tell the point apart within its case."""
    question: str = ""
    """The phrasing of the point that is nearest."""

    @property
    def point(self) -> Point:
        """The point itself."""
        return self.case.points[self.position]


class CaseAnswers:
    """Answers questions about the cases of one library."""

    def __init__(self, corpus: Corpus, phrasings: Phrasings, excerpts: ExcerptMaker) -> None:
        self._library = corpus.library
        self._today = corpus.today
        self._phrasings = phrasings
        self._excerpts = excerpts

    def rank(self, query: Query, case_ids: Sequence[CaseId] = ()) -> list[Ranked]:
        """Points by the phrasing nearest to the question, of these cases or of all."""
        ranked = [
            Ranked(
                self._library.cases[match.passage.case_id],
                match.passage.point,
                match.cosine,
                match.words,
                match.question,
            )
            for match in (
                self._phrasings.within(query, set(case_ids)) if case_ids else self._phrasings.matches(query)
            )
            if isinstance(match, PointMatch)
            and match.passage.case_id is not None
            and match.passage.point is not None
        ]
        return sorted(
            ranked,
            key=lambda one: (-one.cosine - tuned.CASE_WORDS * one.words, one.case.case_id, one.position),
        )

    def answer(self, query: Query, case_ids: Sequence[CaseId], language: Language) -> Answer | None:
        """Answer from these cases; several are told apart side by side.

        Returns:
            None when nothing in the cases comes near the question.
        """
        ranked = self.rank(query, case_ids)
        if not ranked:
            return None
        asserting = declares(query.text)
        chosen: list[Ranked] = []
        for case_id in case_ids:
            best = _best(query, [one for one in ranked if one.case.case_id == case_id], asserting)
            if best is not None:
                chosen.append(best)
        if not chosen:
            return None
        if len(chosen) > 1:
            top = max(one.cosine for one in chosen)
            same_name = self._same_name(query.text, chosen)
            chosen = [one for one in chosen if same_name or one.cosine >= top - tuned.CASE_TOGETHER]
        return self._compose(query, chosen, ranked, asserting, language)

    def applied(self, case_ids: Sequence[CaseId], resolved: Sequence[Resolution], language: Language) -> str:
        """Whether the source of a case names the articles that a message cites beside it; nothing for several cases."""
        if len(case_ids) != 1:
            return ""
        case = self._library.cases[case_ids[0]]
        named: dict[tuple[LawId, ArticleNumber], bool] = {}
        for point in case.points:
            for written in point.citations:
                try:
                    reference = resolve_reference(written, self._library, self._today)
                except UnresolvedReference:
                    continue  # reported by `yuanfa knowledge check`
                key = (reference.statute.law.law_id, reference.article.number)
                named[key] = named.get(key, True) and point.inferred
        sentences = []
        for one in resolved:
            if one.law_id is None or one.number is None or one.statute is None:
                continue
            inferred = named.get((one.law_id, one.number))
            said = "case_names_article" if inferred is False else "case_article_inferred"
            sentences.append(
                say("case_without_article" if inferred is None else said, language, citation=one.citation)
            )
        return "".join(dict.fromkeys(sentences))

    @staticmethod
    def _same_name(text: str, chosen: Sequence[Ranked]) -> bool:
        """True when the text names a party that all of these cases have: 李某."""
        return all(named_parties(one.case.parties).search(text) for one in chosen)

    def _compose(
        self,
        query: Query,
        chosen: Sequence[Ranked],
        ranked: Sequence[Ranked],
        asserting: bool,
        language: Language,
    ) -> Answer:
        english = language is Language.EN
        outcome = Outcome.ANSWERED
        lead = ""
        found = (
            bearing(query.text, _everything(chosen[0].case), certain=True) if asserting else Bearing.SILENT
        )
        if any(one.point.section is Section.CORRECTION for one in chosen):
            outcome = Outcome.CORRECTED
        elif asserting and (
            (len(chosen) == 1 and found is Bearing.DENIES)
            or all(unsupported(query.text, "\n".join(_everything(one.case))) for one in chosen)
        ):
            outcome = Outcome.CORRECTED
            lead = say("case_figure_wrong", language)
        elif len(chosen) == 1 and found is Bearing.SAYS and asserts(query.text):
            lead = say("premise_right", language)
        elif any(one.point.section is Section.NOT_STATED for one in chosen):
            outcome = Outcome.PARTIAL

        if _wants("story", query) and outcome is Outcome.ANSWERED and len(chosen) == 1:
            conclusion = _summary(chosen[0].case, english)
        elif len(chosen) == 1:
            conclusion = _said_of(chosen[0].point, query.text, english)
        else:
            conclusion = say("several_cases", language, count=len(chosen))
        if lead:
            conclusion = lead + conclusion

        excerpts = self._case_excerpts(chosen, ranked, english)
        law_points = [one for one in chosen if one.point.citations]
        if not law_points and _wants("law", query):
            law_points = [
                one
                for one in ranked
                if one.point.section is Section.RULE
                and one.point.citations
                and one.case.case_id in {c.case.case_id for c in chosen}
            ][:1]
        wants_law = _wants("law", query) or any(one.point.section is Section.RULE for one in chosen)
        laws, notices = self._law_excerpts(query, law_points, language)
        if len(chosen) > 1:
            shown = (*excerpts, *(laws[:1] if wants_law else ()))
        else:
            shown = (*laws[:2], *excerpts) if wants_law else (*excerpts, *laws[:1])
        return Answer(
            outcome=outcome,
            conclusion=conclusion,
            excerpts=distinct(shown, 4),
            notices=(*notices, *((say("case_source", language),) if english else ())),
            language=language,
            disclaimer=say("disclaimer", language),
            confidence=max(one.cosine for one in chosen),
        )

    def _case_excerpts(
        self, chosen: Sequence[Ranked], ranked: Sequence[Ranked], english: bool
    ) -> list[Excerpt]:
        """The summary of every case meant, which has all key figures; for one case the next point too."""
        shown: list[Excerpt] = []
        for one in chosen:
            if len(chosen) > 1:
                shown.append(
                    self._excerpts.of_point(one.case, one.position, english=english, score=one.cosine)
                )
            else:
                shown.append(self._excerpts.of_point(one.case, None, english=english, score=one.cosine))
        if len(chosen) == 1:
            first = chosen[0]
            for other in ranked:
                if (
                    other.case.case_id == first.case.case_id
                    and other.position != first.position
                    and other.point.section is not Section.CORRECTION
                    and other.cosine >= max(tuned.POINT_LEAST, first.cosine - tuned.POINT_BESIDE)
                    and other.point.text not in first.case.summary
                ):
                    shown.append(
                        self._excerpts.of_point(
                            other.case, other.position, english=english, score=other.cosine
                        )
                    )
                    break
        return shown

    def _law_excerpts(
        self, query: Query, law_points: Sequence[Ranked], language: Language
    ) -> tuple[list[Excerpt], list[str]]:
        shown: list[Excerpt] = []
        inferred = False
        for one in law_points:
            for written in one.point.citations:
                try:
                    reference = resolve_reference(written, self._library, self._today)
                except UnresolvedReference:
                    continue  # reported by `yuanfa knowledge check`; an answer does without it
                shown.append(self._excerpts.of_reference(reference, query=query, score=one.cosine))
            inferred = inferred or one.point.inferred
        return shown, [say("inferred", language)] if inferred and shown else []


def _best(query: Query, ranked: Sequence[Ranked], asserting: bool) -> Ranked | None:
    """The nearest point; a correction only answers what asserts something."""
    if not ranked:
        return None
    for one in ranked:
        if one.point.section is Section.CORRECTION:
            word_for_word = one is ranked[0] and one.cosine > tuned.CORRECTION_CERTAIN
            if (asserting or word_for_word) and states(query.text, one.question, _truth(one)):
                return one
            continue
        if asserting and stated_figures(query.text):
            return _of_the_figures(query.text, one, ranked)
        return one
    return ranked[0]


def _wants(what: str, query: Query) -> bool:
    """The question asks for the law that a case turns on, or for its story (``signs/case.yaml``)."""
    return any(sign.found(query.text) for sign in signs_of("case", f"wants_{what}"))


def _everything(case: Case) -> list[str]:
    stated = [point.text for point in case.points if point.section is not Section.CORRECTION]
    return [case.title, case.summary, *stated]


def _truth(one: Ranked) -> list[str]:
    """What is so in place of a wrong premise: the correction without its no, and the case."""
    return [without_denial(one.point.text), *_everything(one.case)]


def _of_the_figures(text: str, first: Ranked, ranked: Sequence[Ranked]) -> Ranked:
    """The nearest point that has the figures which a message states, or tells of the instance it names, else the nearest."""
    of_case = [
        one
        for one in ranked
        if one.case.case_id == first.case.case_id and one.point.section is not Section.CORRECTION
    ]
    if bearing(text, _everything(first.case), certain=True) is Bearing.DENIES:
        stages = {one.stage for one in stated_figures(text) if one.stage}
        said = (one for one in of_case if stages and any(stage in one.point.text for stage in stages))
    else:
        said = (one for one in of_case if bearing(text, [one.point.text], certain=True) is Bearing.SAYS)
    return next(said, first)


def _said_of(point: Point, message: str, english: bool) -> str:
    """The words of a point; of a correction without its 不是每人31万 where the message has another figure."""
    if english and point.english:
        return point.english
    truth = without_denial(point.text) if point.section is Section.CORRECTION else ""
    denied = {one.quantity for one in stated_figures(point.text.removesuffix(truth))} if truth else set()
    stated = {one.quantity for one in stated_figures(message)}
    return truth if denied and stated and not denied & stated else point.text


def _summary(case: Case, english: bool) -> str:
    return case.english_summary if english else case.summary
