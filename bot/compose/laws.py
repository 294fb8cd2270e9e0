"""Questions about a law as such: is it in force, since when, how many articles, was it changed, up to which day we know."""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from bot.answer import Answer, Excerpt, Language, Outcome
from bot.compose import tuned
from bot.compose.excerpts import ExcerptMaker
from bot.compose.law_claims import Claim, claimed, says_gone_of, verdict_on_gone
from bot.compose.law_days import day_meant, days_in_force
from bot.compose.law_facts import LawFacts, day_shown
from bot.compose.law_names import LawNames
from bot.compose.law_unknown import asked_of_unknown, without_unknown
from bot.compose.premises import asks, asserts
from bot.compose.standing import Asked, Clause, asked_of, clauses, is_said
from bot.compose.together import asks_more, together, without_spans
from bot.compose.wording import say
from index.corpus import Corpus
from index.query import Query
from knowledge.citations import messages
from knowledge.citations import messages_names as say_name
from knowledge.citations.names import Names
from knowledge.errors import UnresolvedReference
from knowledge.library import Library
from knowledge.models import Law, NamedText, Status, Statute
from knowledge.name_tables import Mention
from knowledge.normalize import normalize
from knowledge.references import resolve_reference

_CRIME: Final = "罪"
_WHEN = re.compile(r"(?:施行|实施|生效|出台|公布)(?:以后|之后|后|时|的时候|之前|以前|前|起|以来)$")
"""关税法施行以后 says when something else is, and asks nothing of that law."""
_FIRST = re.compile(r"最早|最初|一开始|第一次|首次")

MOST_NAMED: Final = 40
"""Names of laws that are looked at: behind each the rest of the text is read, and two thousand of them took a second and a half."""
MOST_LAWS: Final = 3
"""Laws of one message whose standing is told."""


@dataclass(frozen=True, slots=True)
class AboutLaw:
    """What is said of laws as such, and what the message asks besides."""

    answer: Answer
    rest: str = ""


class LawAnswers:
    """Answers from the registry and the text's own last article."""

    def __init__(self, corpus: Corpus, excerpts: ExcerptMaker) -> None:
        self._library = corpus.library
        self._today = corpus.today
        self._excerpts = excerpts
        self._facts = LawFacts(corpus.library, corpus.today)

    def on(self, day: date) -> LawAnswers:
        """The same from the law of another day."""
        other = copy(self)
        other._today = day
        other._facts = LawFacts(self._library, day)
        return other

    def of_the_data(self, text: str, language: Language) -> Answer | None:
        """Answer when a folded question asks up to which day our texts reach, else None."""
        if not is_said(text, "data_day"):
            return None
        return self._plain(Outcome.ANSWERED, self._data_day(language), language)

    def answer(self, query: Query, language: Language) -> AboutLaw | None:
        """Answer when a message asks about laws as such, in whole or in part; else None."""
        text = query.text
        names = LawNames(self._library, self._facts, self._excerpts, self._today)
        mentions = self._mentions(text)
        if (of_names := names.answer(text, mentions, language)) is not None:
            return AboutLaw(of_names)
        whole = self._whole(text, mentions, language)
        found = [
            (clause, answer)
            for clause in clauses(text)
            if clause.asks or _WHEN.search(clause.text) is None
            for answer in self._of_clause(clause.text, language, stated=not clause.asks)
            or self._of_a_premise(clause, text, language)
        ]
        rest = without_spans(text, ((clause.start, clause.end) for clause, _ in found)).strip(" ,。;")
        if not found or (whole is not None and len(found) < 2 and not asks_more(rest)):
            return None if whole is None else AboutLaw(whole)
        answers = [answer for _, answer in found]
        answer = answers[0]
        for further in answers[1:MOST_LAWS]:
            answer = together(answer, further)
        return AboutLaw(answer, rest if asks_more(rest) else "")

    def of_a_marked_name(self, text: str, language: Language) -> AboutLaw | None:
        """What is said of a law named in 《》 that there is not, and the rest of the message, where that asks something."""
        unknown = without_unknown(text, self._library.registry)
        if unknown is None or not asks_more(unknown[1]):
            return None
        return AboutLaw(self._plain(Outcome.NO_SOURCE, _in(unknown[0], language), language), unknown[1])

    def _whole(self, text: str, mentions: Sequence[Mention], language: Language) -> Answer | None:
        """Of a message that is about one law alone."""
        known = [one for one in mentions if one.match.law_ids or one.match.named]
        if not known:
            unknown = asked_of_unknown(text, self._library.registry)
            return self._plain(Outcome.NO_SOURCE, _in(unknown, language), language) if unknown else None
        asked = [Asked.of(one, text) for one in known]
        # 医师法施行的时候执业医师法同时废止: of the law whose standing is told, whatever the day is told by.
        told = (one for one in asked if one.standing or _is_gone_crime(one.mention, text))
        return self._of(next(told, asked[0]), text, language)

    def _of_clause(self, clause: str, language: Language, *, stated: bool) -> list[Answer]:
        """Of each law whose standing or day a clause asks; nothing where it says of a repealed law that it is one."""
        found = (self._of(asked, clause, language) for asked in asked_of(self._mentions(clause), clause))
        return [one for one in found if one and not (stated and one.outcome is Outcome.CORRECTED)]

    def _of_a_premise(self, clause: Clause, text: str, language: Language) -> list[Answer]:
        """Of a law that is gone, where a clause says that it is, or that it is not, of a message that ends in 对吧.

        物权法和民法典一起用，都有效，对吧 is set right; 继承法废止了，遗产按民法典来分，对吧 is told, and not called right as a whole.
        """
        if clause.asks or not asserts(text):
            return []
        found = (
            self._of(asked, f"{clause.text},对吧", language)
            for asked in asked_of(self._mentions(clause.text), clause.text)
            if asked.standing
            and not any(self._library.statute(law_id, self._today) for law_id in asked.mention.match.law_ids)
        )
        right = say("premise_right", language)
        return [replace(one, conclusion=one.conclusion.removeprefix(right)) for one in found if one]

    def _mentions(self, text: str) -> list[Mention]:
        mentions = Names(normalize(text), self._library.registry).mentions()
        return [one for one in mentions if one.match.name][:MOST_NAMED]

    def _of(self, asked: Asked, text: str, language: Language) -> Answer | None:
        named, law_ids = asked.mention.match.named, asked.mention.match.law_ids
        claim = claimed(text, text[asked.mention.end :])
        if named is not None and not law_ids:
            told = asked.as_such or (_is_gone_crime(asked.mention, text) and asks(text))
            return self._of_named(named, language, claim) if told else None
        law = self._library.registry.law(law_ids[0])
        statute = self._library.statute(law.law_id, self._today)
        if statute is None:
            told = asked.as_such or asked.rules
            return self._of_no_text_in_force(law, language, claim) if told else None
        before_it = law.predecessor.split("、") if law.predecessor else []
        if not asked.as_such and not says_gone_of(text, before_it):
            return None
        standing = asked.standing or (asked.coming and not asked.change and not asked.about)
        return self._of_law(text, asked.mention, statute, language, standing=standing, claim=claim)

    def _of_law(
        self,
        text: str,
        mention: Mention,
        statute: Statute,
        language: Language,
        *,
        standing: bool,
        claim: Claim | None,
    ) -> Answer:
        law = statute.law
        if law.doubt:
            return self._plain(Outcome.PARTIAL, _in(messages.doubtful(law), language), language)
        rest = text[: mention.start] + " " + text[mention.end :]
        versions = self._library.versions(law.law_id)
        so, wrong = (
            self._facts.stated(text[: mention.start], rest, statute) if asserts(text) else (None, False)
        )
        wrong = wrong or (standing and claim is not None and (claim.gone or claim.draft))
        parts = [say("premise_wrong", language)] if wrong else []
        before_it = law.predecessor.split("、") if law.predecessor else []
        if (so or says_gone_of(text, before_it)) and not wrong:
            parts.append(say("premise_right", language))
        elif standing and not wrong:
            parts.append(say("law_in_force", language))
        meant = day_meant(rest, days_in_force(statute, versions), self._today) if so else None
        if meant is not None and statute.effective_from is not None and meant < statute.effective_from:
            parts.append(say("law_day_of_old", language, day=meant))
        elif _FIRST.search(rest) and law.first_effective not in (None, date.min, statute.effective_from):
            parts.append(say("law_first_day", language, day=law.first_effective))
        parts.append(self._facts.of(statute, language))
        if law.predecessor:
            before = "、".join(f"《{name}》" for name in before_it)
            parts.append(say("law_predecessor", language, predecessor=before))
        parts.extend(self._facts.other_versions(statute, language))
        return Answer(
            outcome=Outcome.CORRECTED if wrong else Outcome.ANSWERED,
            conclusion="".join(parts) if language is Language.ZH else " ".join(p.strip() for p in parts),
            excerpts=day_shown(statute, self._excerpts),
            notices=(self._data_day(language),),
            language=language,
            disclaimer=say("disclaimer", language),
            confidence=tuned.LAW_AS_SUCH,
        )

    def _of_no_text_in_force(self, law: Law, language: Language, claim: Claim | None) -> Answer:
        """A law that is repealed, that is still to come, or whose text is not held."""
        today = self._today
        versions = self._library.versions(law.law_id)
        named = self._library.named_text(law.title)
        known = messages.Both(named.message, named.message_en) if named else None
        excerpts: tuple[Excerpt, ...] = ()
        if versions and versions[-1].status_on(today) is Status.REPEALED:
            both = known or messages.repealed(law, versions[-1])
            until = versions[-1].effective_until or (named.until if named else None)
            outcome, both = verdict_on_gone(claim, both, until, self._today)
            excerpts = _successors(named, self._library, self._excerpts, self._today)
        elif versions and versions[0].status_on(today) is Status.NOT_YET_IN_FORCE:
            both = messages.not_yet(law, versions[0], today)
            outcome = Outcome.CORRECTED
            excerpts = day_shown(versions[0], self._excerpts)
        else:
            both = known or messages.not_held(law)
            outcome = Outcome.NO_SOURCE
        return self._plain(outcome, _in(both, language), language, excerpts)

    def _of_named(self, text: NamedText, language: Language, claim: Claim | None) -> Answer:
        both = messages.Both(text.message, text.message_en or text.message)
        if text.standing == "repealed" and text.until is not None and self._today < text.until:
            both = messages.combine((say_name.held_on_that_day(text, self._today), both))
            return self._plain(Outcome.PARTIAL, _in(both, language), language)
        wrong = text.standing in ("repealed", "draft", "invented")
        outcome = Outcome.CORRECTED if wrong else Outcome.NO_SOURCE
        if text.standing == "repealed":
            outcome, both = verdict_on_gone(claim, both, text.until, self._today)
        shown = _successors(text, self._library, self._excerpts, self._today)
        return self._plain(outcome, _in(both, language), language, shown)

    def _plain(
        self, outcome: Outcome, conclusion: str, language: Language, excerpts: tuple[Excerpt, ...] = ()
    ) -> Answer:
        notice = self._data_day(language)
        return Answer(
            outcome=outcome,
            conclusion=conclusion,
            excerpts=excerpts,
            notices=() if notice == conclusion else (notice,),
            language=language,
            disclaimer=say("disclaimer", language),
            confidence=tuned.LAW_AS_SUCH,
        )

    def _data_day(self, language: Language) -> str:
        return say("data_day", language, newest=self._library.newest, today=self._today)


def _is_gone_crime(mention: Mention, text: str) -> bool:
    """A crime that there is no more: whatever is asked of it, that is told (嫖宿幼女罪判几年)."""
    named = mention.match.named
    return named is not None and named.standing == "repealed" and text[: mention.end].endswith(_CRIME)


def _in(both: messages.Both, language: Language) -> str:
    return both.english if language is Language.EN else both.chinese


def _successors(
    named: NamedText | None, library: Library, excerpts: ExcerptMaker, today: date
) -> tuple[Excerpt, ...]:
    found: list[Excerpt] = []
    for written in named.successors[:3] if named else ():
        try:
            reference = resolve_reference(written, library, today)
        except UnresolvedReference:
            continue  # reported by `yuanfa knowledge check`
        found.append(excerpts.of_reference(reference))
    return tuple(found)
