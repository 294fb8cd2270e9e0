"""Statements of one known rule of the law without a figure (租房合同不备案就无效对吧): confirmed or set right in its words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from bot.answer import Answer, Language, Outcome
from bot.compose import tuned
from bot.compose.bounds import as_stated
from bot.compose.claims import Bearing
from bot.compose.excerpts import ExcerptMaker, distinct
from bot.compose.figures import carrying
from bot.compose.judging import tells_more
from bot.compose.premises import asserts
from bot.compose.statement_form import form, form_of, signs_of_statement
from bot.compose.tested import all_tested
from bot.compose.topics import MOST_EXCERPTS
from bot.compose.wording import say
from index.corpus import Corpus
from index.query import Query
from knowledge.citations.format import article_label
from knowledge.errors import ChangedSince, UnresolvedReference
from knowledge.known_rules import KnownRule, known_rules
from knowledge.references import Reference, resolve_reference

LONGEST: Final = 40
"""Characters of a message that states one rule and nothing else."""
MOST_UNSAID: Final = 3
"""Characters of a message that no statement of the rule has: more of them may be of another case."""
_FILLER = re.compile(
    r"听说|据说|我记得|请问|朋友|律师|他们|人家|规定|法律上?|一般|通常|如果|的话|现在|其实|时候|公司|单位|老板|我|你|他|她"
)


@dataclass(frozen=True, slots=True)
class Forms:
    """The forms of the statements of one rule, and all characters that they have."""

    so: frozenset[str]
    not_so: frozenset[str]
    chars: frozenset[str]


@cache
def forms_of(rule: KnownRule) -> Forms:
    """Read the statements of a rule."""
    so, not_so = (
        frozenset(found for one in said if (found := form(one, rule.words)) is not None)
        for said in (rule.so, rule.not_so)
    )
    told = "".join((*rule.so, *rule.not_so, rule.basis, rule.says, *_patterns(rule)))
    return Forms(so, not_so, carrying(told))


def _patterns(rule: KnownRule) -> list[str]:
    return [one.pattern for word in rule.words for one in word]


@dataclass(frozen=True, slots=True)
class Stated:
    """A folded message as it is held against every rule."""

    signs: str
    chars: frozenset[str]

    @classmethod
    def of(cls, text: str) -> Stated:
        """Read a message once."""
        return cls(signs_of_statement(text), carrying(_FILLER.sub("", as_stated(text))))


def bearing_of(stated: Stated, rule: KnownRule) -> Bearing:
    """What a rule says of a message; ``SILENT`` of one that does not speak of it, or in a way that cannot be told."""
    found = form_of(stated.signs, rule.words)
    if found is None or (rule.without is not None and rule.without.search(stated.signs)):
        return Bearing.SILENT
    forms = forms_of(rule)
    if len(stated.chars - forms.chars) > MOST_UNSAID:
        return Bearing.SILENT
    right, wrong = found in forms.so, found in forms.not_so
    if not right and "G" in found:  # what is not so is not so without exception either
        wrong = wrong or found.replace("G", "") in forms.not_so
    if right == wrong:
        return Bearing.SILENT
    return Bearing.SAYS if right else Bearing.DENIES


class KnownRules:
    """Answers from the list of known rules."""

    def __init__(self, corpus: Corpus, excerpts: ExcerptMaker) -> None:
        self._library = corpus.library
        self._today = corpus.today
        self._excerpts = excerpts

    def answer(self, query: Query, language: Language) -> Answer | None:
        """Answer a message that states one rule of the list; else None."""
        text = query.text
        if query.english or len(text) > LONGEST or not asserts(text) or tells_more(text):
            return None
        stated = Stated.of(text)
        for rule in known_rules():
            found = bearing_of(stated, rule)
            if found is Bearing.SILENT or (reference := self._reference(rule.article)) is None:
                continue
            if found is Bearing.SAYS and not self._surely(text, rule):
                continue
            return self._answer(rule, reference, found, language)
        return None

    @staticmethod
    def _surely(text: str, rule: KnownRule) -> bool:
        """All else that is said stands in the rule, too, and no figure is stated that it has not."""
        told = rule.basis + rule.says + "".join(rule.so) + "".join(_patterns(rule))
        return all_tested(text, told)

    def _answer(self, rule: KnownRule, reference: Reference, found: Bearing, language: Language) -> Answer:
        english = language is Language.EN
        shown = [self._excerpts.of_reference(reference, mark=rule.basis)]
        shown += [self._excerpts.of_reference(one) for cited in rule.also if (one := self._reference(cited))]
        if rule.says and not english:
            conclusion = (
                say("premise_right" if found is Bearing.SAYS else "premise_wrong", language) + rule.says
            )
        else:
            key = "limb_right" if found is Bearing.SAYS else "limb_wrong"
            cited = f"《{reference.statute.law.short_title}》{article_label(reference.article.number)}"
            conclusion = say(key, language, citation=cited, words=f"“{rule.basis}”")
        notices = [say("digest", language)] if any(not one.verbatim for one in shown) and not english else []
        if english:
            notices.append(say("unofficial", language))
        return Answer(
            outcome=Outcome.CORRECTED if found is Bearing.DENIES else Outcome.ANSWERED,
            conclusion=conclusion,
            excerpts=distinct(shown, MOST_EXCERPTS),
            notices=tuple(notices),
            language=language,
            disclaimer=say("disclaimer", language),
            confidence=tuned.LAW_AS_SUCH,
        )

    def _reference(self, written: str) -> Reference | None:
        try:
            found = resolve_reference(written, self._library, self._today)
        except (UnresolvedReference, ChangedSince):
            return None  # reported by the tests of the list
        return None if found.changed else found
