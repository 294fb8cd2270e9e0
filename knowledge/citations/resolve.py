"""Resolves found citations to law, version, article, paragraph and item, and says what is wrong.

One function per form of citation. What each verdict means is laid down in ``docs/citations.md``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date

from knowledge.citations import messages as say
from knowledge.citations import messages_names as say_name
from knowledge.citations.format import article_label, format_citation, format_title
from knowledge.citations.in_law import LawResolver
from knowledge.citations.relative import absolute
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
from knowledge.models import ArticleNumber, Law, LawId, NamedText, Status

__all__ = ["Remembering", "StatuteSource", "context_after", "resolve", "resolve_all"]

_AMENDMENT = re.compile(
    r"(?:.{0,30}关于修改)?[《〈]?(?P<law>[^《》〈〉]{2,30}?)(?:[》〉]?修正案(?:[（(].{1,3}[）)]|[一二三四五六七八九十]{1,3})?|[》〉]的决定)$"
)
_REMEMBERED = 8
"""Texts named before that 该条例 may point back to."""
_ALTERNATIVES = 6
"""Laws offered for a bare number."""


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


_KINDS = {
    "司法解释": ("解释", "规定", "批复"),
    "法典": ("法典",),
    "条例": ("条例",),
    "解释": ("解释", "规定"),
    "规定": ("规定",),
    "办法": ("办法",),
    "决定": ("决定",),
    "意见": ("意见",),
    "规则": ("规则",),
    "细则": ("细则",),
    "法": ("法", "法典"),
}
"""What the name of a text ends with that 该条例, 该法 and the like point to; 该法律 may be any."""
_CASE_YEAR = re.compile(r"\((?P<year>\d{4})\)")
_ENDING_NOTE = re.compile(r"\s?[（(][^（）()]{1,14}[）)]$")


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
        if form is Form.BARE:
            return self._bare()
        if form is Form.SHORT:
            return self._short()
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
        laws = [self.source.registry.law(law_id) for law_id in law_ids[:_ALTERNATIVES]]
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

    # -- bare and short forms

    def _bare(self) -> list[Resolution]:
        """第1195条: by the law named last, cited or not, else the laws that have it."""
        named = self.found.antecedent
        if named is not None and not named.foreign and len(named.law_ids) == 1:
            return self.within.places(named.law_ids[0], close=False, inferred=True)
        if (named is not None and len(named.law_ids) != 1) or self.context.unknown_law:
            return [self._result(Verdict.UNKNOWN_LAW, say.leans_on_unknown())]
        if self.context.law_id is not None:
            return self.within.places(self.context.law_id, close=False, inferred=True)
        results = []
        for target in self.found.targets:
            number = target.article
            if number is None:
                continue
            law_ids = list(self.source.laws_with_article(number, self.today))
            choices = tuple(
                Alternative(
                    law_id,
                    number,
                    format_citation(self.source.registry.law(law_id), number, target.paragraph, target.item),
                )
                for law_id in law_ids[:_ALTERNATIVES]
            )
            if not law_ids:
                results.append(
                    self._result(
                        Verdict.NO_SUCH_ARTICLE,
                        say.nobody_has(number),
                        article=article_label(number),
                        number=number,
                    )
                )
                continue
            if len(law_ids) == 1:
                results.extend(self._only_law(law_ids[0], target, number))
                continue
            results.append(
                self._result(
                    Verdict.AMBIGUOUS,
                    say.bare(number, choices, len(law_ids)),
                    article=article_label(number),
                    number=number,
                    paragraph=target.paragraph,
                    alternatives=choices,
                )
            )
        return results

    def _only_law(self, law_id: LawId, target: Target, number: ArticleNumber) -> list[Resolution]:
        law = self.source.registry.law(law_id)
        statute = self.source.statute(law_id, self.today)
        note = say.only_law(law, number)
        return [
            replace(
                result,
                inferred=True,
                hint=say.join(note.chinese, result.hint),
                hint_en=say.join(note.english, result.hint_en, " "),
            )
            for result in self.within.place(law, statute, target, asked_old=False)
        ]

    def _short(self) -> list[Resolution]:
        """该法第三条, 同条第二款, 前款: everything hangs on the context."""
        if any(target.relative in ("former", "latter") for target in self.found.targets):
            return self._of_two()
        law_id, kind_known = self._pointed_at()
        if law_id is None:
            if kind_known is False and not self.context.unknown_law:
                return [self._result(Verdict.AMBIGUOUS, say.leans_on_nothing())]
            message = say.leans_on_unknown() if self.context.unknown_law else say.leans_on_nothing()
            verdict = Verdict.UNKNOWN_LAW if self.context.unknown_law else Verdict.AMBIGUOUS
            return [self._result(verdict, message)]
        law = self.source.registry.law(law_id)
        statute, asked_old = self.within.version(law_id)
        results: list[Resolution] = []
        for target in self.found.targets:
            places = absolute(target, self.context, statute, self.source)
            if not places:
                results.append(self._result(Verdict.AMBIGUOUS, say.leans_on_nothing(), law_id=law_id))
            for place in places:
                results.extend(self.within.place(law, statute, place, asked_old=asked_old))
        return [replace(result, inferred=True) for result in results]

    def _of_two(self) -> list[Resolution]:
        """前者第二款, 后者第一款: of the two articles cited last."""
        recent = self.context.recent
        if len(recent) < 2:
            return [self._result(Verdict.AMBIGUOUS, say.leans_on_nothing())]
        results: list[Resolution] = []
        for target in self.found.targets:
            law_id, number = recent[0] if target.relative == "former" else recent[1]
            law, (statute, asked_old) = self.source.registry.law(law_id), self.within.version(law_id)
            place = Target(number, target.paragraph, target.item)
            results.extend(self.within.place(law, statute, place, asked_old=asked_old))
        return [replace(result, inferred=True) for result in results]

    def _pointed_at(self) -> tuple[LawId | None, bool]:
        """The text that 该法, 该条例, 该解释 means: the last one of that kind; and whether any of it was named."""
        word = self.found.law.text if self.found.law else ""
        wanted = _KINDS.get(next((kind for kind in _KINDS if word.endswith(kind)), ""))
        named = self.context.named
        antecedent = None if word.startswith("本") else self.found.antecedent
        if antecedent is not None:
            known = antecedent.law_ids[0] if len(antecedent.law_ids) == 1 and not antecedent.foreign else None
            title = self.source.registry.law(known).title if known else antecedent.text
            named = ((title, known), *named)
        if wanted is None or not named:
            return self.context.law_id, True
        for title, law_id in named:
            if _ENDING_NOTE.sub("", title).endswith(wanted) and not (
                wanted == ("法", "法典") and title.endswith("办法")
            ):
                return law_id, True
        return None, False
