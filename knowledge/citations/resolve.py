"""Resolves found citations to law, version, article, paragraph and item, and says what is wrong.

One function per form of citation. What each verdict means is laid down in ``docs/citations.md``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from knowledge.citations import messages as say
from knowledge.citations import messages_names as say_name
from knowledge.citations.format import article_label, format_citation, format_title
from knowledge.citations.in_law import LawResolver
from knowledge.citations.leaning import MOST_ALTERNATIVES, LeaningResolver
from knowledge.citations.renumbered import renumbered
from knowledge.citations.results import bare_result
from knowledge.citations.source import Remembering, StatuteSource
from knowledge.citations.types import (
    Alternative,
    Context,
    Form,
    FoundCitation,
    LawMention,
    Resolution,
    Target,
    Verdict,
)
from knowledge.models import Law, LawId, NamedText, Status

__all__ = ["Remembering", "StatuteSource", "context_after", "resolve", "resolve_all"]

_AMENDMENT = re.compile(
    r"(?:.{0,30}关于修改)?[《〈]?(?P<law>[^《》〈〉]{2,30}?)(?:[》〉]?修正案(?:[（(].{1,3}[）)]|[一二三四五六七八九十]{1,3})?|[》〉]的决定)$"
)
_REMEMBERED = 8
"""Texts named before that 该条例 may point back to."""


def resolve_all(
    found: Iterable[FoundCitation],
    source: StatuteSource,
    as_of: date,
    context: Context | None = None,
) -> list[Resolution]:
    """Resolve the citations of one text in order; short forms lean on the ones before them."""
    resolutions: list[Resolution] = []
    source = Remembering(source)
    for citation in found:
        resolved = resolve(citation, source, as_of, context)
        resolutions.extend(resolved)
        context = context_after(citation, resolved, context)
    return resolutions


def context_after(
    citation: FoundCitation, resolved: Sequence[Resolution], context: Context | None
) -> Context | None:
    """What later short forms may lean on."""
    named = context.named if context else ()
    recent = context.recent if context else ()
    last = next((r for r in reversed(resolved) if r.law_id is not None), None)
    if last is not None and last.verdict is not Verdict.AMBIGUOUS:
        named = ((last.title or "", last.law_id), *named)[:_REMEMBERED]
        if all(target.relative not in ("former", "latter") for target in citation.targets):
            recent = (*recent, *((r.law_id, r.number) for r in resolved if r.law_id and r.number))[-2:]
        inside = context is not None and context.inside
        return Context(last.law_id, last.number, last.paragraph, inside=inside, recent=recent, named=named)
    if citation.form in (Form.FULL, Form.DOCUMENT_NUMBER, Form.TITLE):
        name = citation.law.text if citation.law else ""
        return Context(unknown_law=True, named=((name, None), *named)[:_REMEMBERED])
    return context


def resolve(
    found: FoundCitation, source: StatuteSource, as_of: date, context: Context | None = None
) -> list[Resolution]:
    """Every place that one citation names, in the order in which it names them.

    Args:
        found: From ``find_citations``.
        source: The library.
        as_of: Today, or the day the reader asks for; the citation's own date goes before it.
        context: What was cited before.
    """
    return _Resolver(_dated(found, as_of), source, as_of, context or Context()).run()


def _dated(found: FoundCitation, today: date) -> FoundCitation:
    """The citation with the day of the time told beside it; a time that is not past changes nothing."""
    told = found.told
    if told is None:
        return found
    if told.once:
        return found._replace(old=True, loose=True)
    day = told.on(today)
    return found if day is None or day >= today else found._replace(as_of=day, loose=not told.beside)


_CASE_YEAR = re.compile(r"\((?P<year>\d{4})\)")


class _Resolver:
    """Binds what every step needs."""

    def __init__(self, found: FoundCitation, source: StatuteSource, as_of: date, context: Context) -> None:
        self.found = found
        self.source = source
        self.today = as_of
        self.context = context
        self.within = LawResolver(found, source, as_of, context)

    def run(self) -> list[Resolution]:
        form = self.found.form
        if form is Form.CASE_NUMBER:
            return [self._case()]
        if form in (Form.BARE, Form.SHORT):
            leaning = LeaningResolver(self.found, self.source, self.today, self.context, self.within)
            return leaning.bare() if form is Form.BARE else leaning.short()
        return self._named()

    def _result(self, verdict: Verdict, message: say.Both = say.NOTHING, **fields: object) -> Resolution:
        return bare_result(self.found, verdict, message, **fields)

    # -- cases

    def _case(self) -> Resolution:
        number = self.found.number
        year = _CASE_YEAR.match(number)
        if year is not None and int(year["year"]) > self.today.year:
            return self._result(
                Verdict.UNKNOWN_LAW, say_name.case_of_the_future(number, self.today.year), citation=number
            )
        case_id = self.source.case_by_number(number)
        if case_id is None:
            return self._result(Verdict.NO_TEXT, say_name.unknown_case(number), citation=number)
        return self._result(Verdict.VALID, case_id=case_id, citation=number)

    # -- laws by name or number

    def _named(self) -> list[Resolution]:
        law = self.found.law
        if law is None:
            return []
        if law.foreign:
            return [self._result(Verdict.UNKNOWN_LAW, say_name.foreign_law(law.text, law.foreign))]
        if law.draft:
            return [self._unknown(law, say_name.draft(law.text), say_name.did_you_mean)]
        if law.law_ids:
            if len(law.law_ids) > 1:
                return [self._which_law(law.law_ids)]
            return self.within.places(law.law_ids[0], close=law.close)
        if law.named is not None:
            return self._named_text(law.named)
        if self.found.form is Form.DOCUMENT_NUMBER:
            return [self._result(Verdict.UNKNOWN_LAW, say_name.unknown_document(law.text))]
        amended = _AMENDMENT.match(law.text)
        base = self.source.registry.match(amended["law"]) if amended else None
        if base is not None and len(base.law_ids) == 1:
            into = self.source.registry.law(base.law_ids[0])
            return [self._result(Verdict.NO_TEXT, say.merged_amendment(law.text, into))]
        return [self._unknown(law, say_name.unknown_law(law.text), say_name.did_you_mean)]

    def _unknown(
        self, law: LawMention, message: say.Both, question: Callable[[Sequence[Law]], say.Both]
    ) -> Resolution:
        """A name of no law that we know, and the question whether one of a like name is meant."""
        registry = self.source.registry
        near = [registry.law(law_id) for law_id in law.near or registry.suggest(law.text)]
        if near:
            message = say.combine((message, question(near)))
        number = next((t.article for t in self.found.targets if t.article), None)
        choices = tuple(
            Alternative(one.law_id, number, format_citation(one, number))
            for one in near
            if number is not None
        )
        return self._result(Verdict.UNKNOWN_LAW, message, alternatives=choices)

    def _which_law(self, law_ids: Sequence[LawId]) -> Resolution:
        laws = [self.source.registry.law(law_id) for law_id in law_ids[:MOST_ALTERNATIVES]]
        number = next((t.article for t in self.found.targets if t.article), None)
        choices = tuple(
            Alternative(law.law_id, number, format_citation(law, number))
            for law in laws
            if number is not None
        )
        assert self.found.law is not None
        return self._result(
            Verdict.AMBIGUOUS, say_name.which_law(self.found.law.text, laws), alternatives=choices
        )

    def _named_text(self, text: NamedText) -> list[Resolution]:
        """Repealed laws, drafts, rumours: what stands in for the article, else for the whole."""
        day = self.found.as_of or self.today
        held_then = text.until is not None and day < text.until
        verdict = {
            "repealed": Verdict.REPEALED,
            "not_held": Verdict.NO_TEXT,
        }.get(text.standing, Verdict.UNKNOWN_LAW)
        if held_then:
            verdict = Verdict.NO_TEXT
        status = Status.REPEALED if text.standing == "repealed" and not held_then else Status.UNKNOWN
        results = []
        for target in self.found.targets or (Target(),):
            number = target.article
            single = dict(text.article_successors).get(number.number, ()) if number else ()
            message = say.Both(text.message, text.message_en or say_name.no_english(text))
            if held_then:
                message = say.combine((say_name.held_on_that_day(text, day), message))
            if number and single:
                message = say.combine((message, say_name.succeeded(number, single)))
            message = say.Both(
                *(renumbered(said, self.source, self.today) for said in (message.chinese, message.english))
            )
            results.append(
                self._result(
                    verdict,
                    message,
                    title=text.title,
                    article=article_label(number) if number else None,
                    number=number,
                    paragraph=target.paragraph,
                    status=status,
                    successors=single or text.successors,
                    citation=format_title(text.title) + (article_label(number) if number else ""),
                )
            )
        return results
