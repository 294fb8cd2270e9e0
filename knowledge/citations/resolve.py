"""Resolves found citations to law, version, article, paragraph and item, and says what is wrong.

One function per form of citation. What each verdict means is laid down in ``docs/citations.md``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from typing import Protocol

from knowledge.citations import messages as say
from knowledge.citations.format import article_label, format_citation, format_title
from knowledge.citations.types import (
    Alternative,
    Context,
    Form,
    FoundCitation,
    Resolution,
    Target,
    Verdict,
)
from knowledge.models import (
    Article,
    ArticleNumber,
    CaseId,
    Law,
    LawId,
    NamedText,
    Paragraph,
    Renumbering,
    Statute,
    Status,
)
from knowledge.numerals import to_chinese
from knowledge.titles import LawRegistry

_AMENDMENT = re.compile(
    r"(?:.{0,30}关于修改)?[《〈]?(?P<law>[^《》〈〉]{2,30}?)(?:[》〉]?修正案(?:[（(].{1,3}[）)])?|[》〉]的决定)$"
)
_ALTERNATIVES = 6
"""Laws offered for a bare number."""


class StatuteSource(Protocol):
    """What resolving needs to know; ``knowledge.library.Library`` is one."""

    @property
    def registry(self) -> LawRegistry:
        """All names of laws."""

    def statute(self, law_id: LawId, as_of: date) -> Statute | None:
        """The version in force on a day, when it is held."""

    def versions(self, law_id: LawId) -> Sequence[Statute]:
        """All versions held, oldest first."""

    def articles(self, statute: Statute) -> Mapping[ArticleNumber, Article]:
        """Articles of a version by number."""

    def renumberings(self, law_id: LawId) -> Sequence[Renumbering]:
        """Where articles of earlier versions stand today."""

    def named_text(self, name: str) -> NamedText | None:
        """A repealed law, draft or rumour by name."""

    def case_by_number(self, text: str) -> CaseId | None:
        """The case of a number."""

    def laws_with_article(self, number: ArticleNumber, as_of: date) -> Sequence[LawId]:
        """Laws in force that have an article, the likeliest first."""


class Remembering:
    """A source that looks everything up once: for texts that cite the same law again and again."""

    def __init__(self, source: StatuteSource) -> None:
        self._source = source
        self.registry = source.registry
        self.articles = source.articles
        self.named_text = source.named_text
        self.case_by_number = source.case_by_number
        self.statute = cache(source.statute)
        self.versions = cache(source.versions)
        self.renumberings = cache(source.renumberings)
        self.laws_with_article = cache(source.laws_with_article)


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
    last = next((r for r in reversed(resolved) if r.law_id is not None), None)
    if last is not None and last.verdict is not Verdict.AMBIGUOUS:
        return Context(last.law_id, last.number, last.paragraph)
    if citation.form in (Form.FULL, Form.DOCUMENT_NUMBER, Form.TITLE):
        return Context(unknown_law=True)
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
    return _Resolver(found, source, as_of, context or Context()).run()


class _Resolver:
    """Binds what every step needs."""

    def __init__(
        self, found: FoundCitation, source: StatuteSource, as_of: date, context: Context
    ) -> None:
        self.found = found
        self.source = source
        self.today = as_of
        self.context = context

    def run(self) -> list[Resolution]:
        form = self.found.form
        if form is Form.CASE_NUMBER:
            return [self._case()]
        if form is Form.BARE:
            return self._bare()
        if form is Form.SHORT:
            return self._short()
        return self._named()

    def _result(
        self, verdict: Verdict, message: say.Both = say.NOTHING, **fields: object
    ) -> Resolution:
        base = Resolution(
            self.found.matched, self.found.span, verdict, message.chinese, message.english
        )
        return replace(base, **fields)  # type: ignore[arg-type]

    # -- cases

    def _case(self) -> Resolution:
        number = self.found.number
        case_id = self.source.case_by_number(number)
        if case_id is None:
            return self._result(Verdict.NO_TEXT, say.unknown_case(number), citation=number)
        return self._result(Verdict.VALID, case_id=case_id, citation=number)

    # -- laws by name or number

    def _named(self) -> list[Resolution]:
        law = self.found.law
        if law is None:
            return []
        if law.foreign:
            return [self._result(Verdict.UNKNOWN_LAW, say.foreign_law(law.text, law.foreign))]
        if law.law_ids:
            if len(law.law_ids) > 1:
                return [self._which_law(law.law_ids)]
            return self._in_law(law.law_ids[0], close=law.close)
        if law.named is not None:
            return self._named_text(law.named)
        if self.found.form is Form.DOCUMENT_NUMBER:
            return [self._result(Verdict.UNKNOWN_LAW, say.unknown_document(law.text))]
        amended = _AMENDMENT.match(law.text)
        base = self.source.registry.match(amended["law"]) if amended else None
        if base is not None and len(base.law_ids) == 1:
            into = self.source.registry.law(base.law_ids[0])
            return [self._result(Verdict.NO_TEXT, say.merged_amendment(law.text, into))]
        return [self._result(Verdict.UNKNOWN_LAW, say.unknown_law(law.text))]

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
            Verdict.AMBIGUOUS, say.which_law(self.found.law.text, laws), alternatives=choices
        )

    def _named_text(self, text: NamedText) -> list[Resolution]:
        """Repealed laws, drafts, rumours: what stands in for the article, else for the whole."""
        verdict = {
            "repealed": Verdict.REPEALED,
            "not_held": Verdict.NO_TEXT,
        }.get(text.standing, Verdict.UNKNOWN_LAW)
        status = Status.REPEALED if text.standing == "repealed" else Status.UNKNOWN
        results = []
        for target in self.found.targets or (Target(),):
            number = target.article
            single = dict(text.article_successors).get(number.number, ()) if number else ()
            results.append(
                self._result(
                    verdict,
                    say.Both(text.message, text.message_en or say.no_english(text)),
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

    # -- one law

    def _in_law(self, law_id: LawId, *, close: bool, inferred: bool = False) -> list[Resolution]:
        law = self.source.registry.law(law_id)
        statute, asked_old = self._version(law_id)
        targets = self.found.targets
        note = say.taken_for(self.found.law.text, law) if close and self.found.law else say.NOTHING
        if inferred:
            note = say.inferred(law)
        if not targets:
            results = [self._whole_law(law, statute)]
        else:
            results = [
                result
                for target in self._expanded(targets, statute)
                for result in self._place(law, statute, target, asked_old=asked_old)
            ]
        if note is not say.NOTHING:
            results = [
                replace(
                    result,
                    hint=say.join(note.chinese, result.hint),
                    hint_en=say.join(note.english, result.hint_en, " "),
                    inferred=inferred,
                )
                for result in results
            ]
        return results

    def _version(self, law_id: LawId) -> tuple[Statute | None, bool]:
        """The version asked for, or None when it is not held; and whether an old one was asked for."""
        found, source = self.found, self.source
        versions = source.versions(law_id)
        current = source.statute(law_id, self.today)
        if found.version_year is not None:
            for statute in versions:
                dates = (statute.published, statute.effective_from)
                if any(day is not None and day.year == found.version_year for day in dates[:1]):
                    return statute, statute is not current
            for statute in versions:
                start = statute.effective_from
                if start is not None and start.year == found.version_year:
                    return statute, statute is not current
            return (current, False) if self._contemporary(current) else (None, True)
        if found.as_of is not None:
            if found.as_of.year == self.today.year and found.as_of > self.today:
                return current, False
            then = source.statute(law_id, found.as_of)
            return then, then is not current
        if found.old:
            start = current.effective_from if current else None
            before = source.statute(law_id, start - timedelta(days=1)) if start else None
            return (None, True) if before is current else (before, True)
        return current, False

    def _contemporary(self, current: Statute | None) -> bool:
        """A year without a version of its own, when today's version was already in force."""
        year = self.found.version_year
        start = current.effective_from if current else None
        return year is not None and start is not None and start.year < year

    def _expanded(
        self, targets: Sequence[Target], statute: Statute | None
    ) -> Iterator[Target]:
        """Ranges also mean the articles that were inserted in them."""
        articles = self.source.articles(statute) if statute else {}
        for target in targets:
            yield target
            if not target.through or target.article is None:
                continue
            for inserted in range(1, 21):
                number = ArticleNumber(target.article.number, inserted)
                if number not in articles:
                    break
                yield Target(number)

    def _whole_law(self, law: Law, statute: Statute | None) -> Resolution:
        fields = {"title": law.title, "law_id": law.law_id, "citation": f"《{law.short_title}》"}
        if statute is None:
            state = self._absent(law)
            return self._result(state[0], state[1], status=state[2], **fields)
        return self._result(
            Verdict.VALID,
            say.whole_law(law, statute),
            status=statute.status_on(self.today),
            effective_from=statute.effective_from,
            statute=statute,
            **fields,
        )

    def _absent(self, law: Law) -> tuple[Verdict, say.Both, Status]:
        """Why no version of a law is in force on the day: repealed, still to come, or not held."""
        versions = self.source.versions(law.law_id)
        statuses = [statute.status_on(self.today) for statute in versions]
        if versions and statuses[-1] is Status.REPEALED:
            named = self.source.named_text(law.title)
            message = (
                say.Both(named.message, named.message_en or say.no_english(named))
                if named
                else say.repealed(law, versions[-1])
            )
            return Verdict.REPEALED, message, Status.REPEALED
        if versions and all(status is Status.NOT_YET_IN_FORCE for status in statuses):
            return (
                Verdict.NOT_YET_IN_FORCE,
                say.not_yet(law, versions[0]),
                Status.NOT_YET_IN_FORCE,
            )
        named = self.source.named_text(law.title)
        if named:
            verdict = Verdict.REPEALED if named.standing == "repealed" else Verdict.NO_TEXT
            status = Status.REPEALED if named.standing == "repealed" else Status.UNKNOWN
            return verdict, say.Both(named.message, named.message_en), status
        return Verdict.NO_TEXT, say.not_held(law), Status.UNKNOWN

    def _place(
        self, law: Law, statute: Statute | None, target: Target, *, asked_old: bool
    ) -> list[Resolution]:
        """One target in one law."""
        number = target.article
        if number is None:
            number = self.context.article if self.context.law_id == law.law_id else None
            if number is None:
                return [self._result(Verdict.AMBIGUOUS, say.which_article(law))]
        if statute is None:
            return self._without_version(law, target, number, asked_old=asked_old)
        return [self._in_version(law, statute, target, number, asked_old=asked_old)]

    def _without_version(
        self, law: Law, target: Target, number: ArticleNumber, *, asked_old: bool
    ) -> list[Resolution]:
        """The version asked for is not held, or the law is not in force today."""
        current = self.source.statute(law.law_id, self.today)
        if asked_old and current is not None:
            move = self._move(law.law_id, number)
            if move is not None:
                return self._moved(law, current, target, move)
            return [
                self._result(
                    Verdict.NO_TEXT,
                    say.version_not_held(law, number, current),
                    title=law.title,
                    law_id=law.law_id,
                    article=article_label(number),
                    number=number,
                    citation=format_citation(law, number),
                )
            ]
        verdict, message, status = self._absent(law)
        versions = self.source.versions(law.law_id)
        named = self.source.named_text(law.title)
        successors: tuple[str, ...] = ()
        if named:
            successors = dict(named.article_successors).get(number.number, ()) or named.successors
        result = self._result(
            verdict,
            message,
            title=law.title,
            law_id=law.law_id,
            article=article_label(number),
            number=number,
            status=status,
            successors=successors,
            citation=format_citation(law, number),
        )
        if versions:
            placed = self._in_version(law, versions[-1], target, number, asked_old=False)
            if placed.verdict in (Verdict.NO_SUCH_ARTICLE, Verdict.NO_SUCH_PARAGRAPH):
                return [replace(placed, status=status)]
            result = replace(
                placed,
                verdict=verdict,
                message=message.chinese,
                message_en=message.english,
                status=status,
                successors=successors,
                hint="",
                hint_en="",
            )
        return [result]

    def _move(self, law_id: LawId, number: ArticleNumber) -> Renumbering | None:
        return next((m for m in self.source.renumberings(law_id) if m.old == number), None)

    def _moved(
        self, law: Law, current: Statute, target: Target, move: Renumbering
    ) -> list[Resolution]:
        """An old number: today's article with the note."""
        message = say.renumbered(law, move)
        if not move.new:
            return [
                self._result(
                    Verdict.RENUMBERED,
                    message,
                    title=law.title,
                    law_id=law.law_id,
                    article=article_label(move.old),
                    number=move.old,
                    renumbering=move,
                )
            ]
        results = []
        for number in move.new:
            placed = self._in_version(law, current, Target(number), number, asked_old=False)
            results.append(
                replace(
                    placed,
                    verdict=Verdict.RENUMBERED,
                    message=message.chinese,
                    message_en=message.english,
                    hint="",
                    hint_en="",
                    renumbering=move,
                )
            )
        return results

    def _in_version(
        self,
        law: Law,
        statute: Statute,
        target: Target,
        number: ArticleNumber,
        *,
        asked_old: bool,
    ) -> Resolution:
        """Article, paragraph and item in the text of one version."""
        articles = self.source.articles(statute)
        article = articles.get(number)
        status = statute.status_on(self.today)
        effective = (article.effective_from if article else None) or statute.effective_from
        base = self._result(
            Verdict.VALID,
            title=law.title,
            law_id=law.law_id,
            number=number,
            article=article.label if article else article_label(number),
            status=status,
            effective_from=effective,
            statute=statute,
            citation=format_citation(law, number),
        )
        if article is None:
            return self._no_article(base, law, statute, number)
        base = replace(
            base, source_article=article, text=article.text, slice=(0, len(article.text))
        )
        base = self._slice(base, law, article, target)
        hint = self._hint(law, statute, number, target, asked_old=asked_old)
        base = replace(base, hint=hint.chinese, hint_en=hint.english)
        if status is Status.NOT_YET_IN_FORCE and base.verdict is Verdict.VALID:
            message = say.not_yet(law, statute)
            return replace(
                base,
                verdict=Verdict.NOT_YET_IN_FORCE,
                message=message.chinese,
                message_en=message.english,
            )
        return base

    def _no_article(
        self, base: Resolution, law: Law, statute: Statute, number: ArticleNumber
    ) -> Resolution:
        """The article is not in the text: moved, still to come, not digested, or there is none."""
        articles = self.source.articles(statute)
        move = self._move(law.law_id, number)
        current = self.source.statute(law.law_id, self.today)
        if move is not None and statute is current and move.new:
            return self._moved(law, statute, Target(number), move)[0]
        for later in self.source.versions(law.law_id):
            if later.status_on(self.today) is not Status.NOT_YET_IN_FORCE or later is statute:
                continue
            article = self.source.articles(later).get(number)
            if article is not None:
                message = say.only_in_later(law, number, statute, later)
                return replace(
                    base,
                    verdict=Verdict.NOT_YET_IN_FORCE,
                    message=message.chinese,
                    message_en=message.english,
                    status=Status.NOT_YET_IN_FORCE,
                    effective_from=later.effective_from,
                    statute=later,
                    source_article=article,
                    text=article.text,
                    slice=(0, len(article.text)),
                )
        last = _last_article(statute)
        if not statute.verbatim and not (last is not None and number.number > last):
            message = say.not_digested(law, number)
            return replace(
                base,
                verdict=Verdict.NO_TEXT,
                message=message.chinese,
                message_en=message.english,
            )
        message = say.no_such_article(law, number, last, articles)
        return replace(
            base,
            verdict=Verdict.NO_SUCH_ARTICLE,
            message=message.chinese,
            message_en=message.english,
            article=article_label(number),
        )

    def _slice(
        self, base: Resolution, law: Law, article: Article, target: Target
    ) -> Resolution:
        """Cut out the paragraph and the item that were asked for."""
        paragraph: Paragraph | None = None
        number = target.paragraph
        if number is not None:
            paragraph = next((p for p in article.paragraphs if p.number == number), None)
            base = replace(base, paragraph=number)
            if paragraph is None:
                message = say.no_such_paragraph(law, article, number)
                return _missing(base, message)
        if target.item is None:
            if paragraph is not None:
                base = _cut(base, article, paragraph.start, paragraph.end)
                assert base.number is not None
                base = replace(base, citation=format_citation(law, base.number, number))
            return base
        places = (paragraph,) if paragraph else article.paragraphs
        for place in places:
            for item in place.items:
                if item.number == target.item:
                    base = _cut(base, article, item.start, item.end)
                    assert base.number is not None
                    return replace(
                        base,
                        item=item.label,
                        paragraph=number
                        if number is not None or len(article.paragraphs) == 1
                        else place.number,
                        citation=format_citation(law, base.number, number, item.number),
                    )
        label = f"（{to_chinese(target.item)}）"
        message = say.no_such_item(law, article, number, target.item, places)
        return _missing(replace(base, item=label), message)

    def _hint(
        self, law: Law, statute: Statute, number: ArticleNumber, target: Target, *, asked_old: bool
    ) -> say.Both:
        """Notes that leave the verdict as it is."""
        notes: list[say.Both] = []
        current = self.source.statute(law.law_id, self.today)
        move = self._move(law.law_id, number)
        if asked_old and current is not None and statute is not current:
            notes.append(say.older_version(law, statute, move))
        elif move is not None and (number,) != move.new:
            notes.append(say.old_number(law, move))
        articles = self.source.articles(statute)
        if number.inserted:
            parent = ArticleNumber(number.number)
            if parent in articles:
                notes.append(say.sibling(law, (parent,)))
        else:
            inserted = tuple(n for n in _siblings(number) if n in articles)
            if inserted:
                notes.append(say.sibling(law, inserted))
        return say.combine(notes)

    # -- bare and short forms

    def _bare(self) -> list[Resolution]:
        """第1195条: by what was cited before, else the laws that have it."""
        if self.context.law_id is not None:
            return self._in_law(self.context.law_id, close=False, inferred=True)
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
                    format_citation(
                        self.source.registry.law(law_id), number, target.paragraph, target.item
                    ),
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
            for result in self._place(law, statute, target, asked_old=False)
        ]

    def _short(self) -> list[Resolution]:
        """该法第三条, 同条第二款, 前款: everything hangs on the context."""
        law_id = self.context.law_id
        if law_id is None:
            message = say.leans_on_unknown() if self.context.unknown_law else say.leans_on_nothing()
            verdict = Verdict.UNKNOWN_LAW if self.context.unknown_law else Verdict.AMBIGUOUS
            return [self._result(verdict, message)]
        law = self.source.registry.law(law_id)
        statute, asked_old = self._version(law_id)
        results: list[Resolution] = []
        for target in self.found.targets:
            absolute = self._absolute(target, statute)
            if not absolute:
                results.append(
                    self._result(Verdict.AMBIGUOUS, say.leans_on_nothing(), law_id=law_id)
                )
            for place in absolute:
                results.extend(self._place(law, statute, place, asked_old=asked_old))
        return [replace(result, inferred=True) for result in results]

    def _absolute(self, target: Target, statute: Statute | None) -> list[Target]:
        """A relative target made absolute; empty when the context does not reach."""
        if not target.relative:
            return [target]
        article, paragraph = self.context.article, self.context.paragraph
        if article is None or statute is None:
            return []
        if target.relative == "same":
            return [Target(article, target.paragraph, target.item)]
        if target.relative == "same_paragraph":
            return [Target(article, paragraph, target.item)]
        if target.relative == "previous_article":
            numbers = sorted(n for n in self.source.articles(statute) if n < article)
            return [Target(numbers[-1], target.paragraph, target.item)] if numbers else []
        if paragraph is None or paragraph <= target.count:
            return []
        first = paragraph - target.count
        return [Target(article, number, target.item) for number in range(first, paragraph)]


def _last_article(statute: Statute) -> int | None:
    numbers = [a.number.number for a in statute.articles]
    if statute.last_article is not None:
        return statute.last_article
    return max(numbers) if numbers and statute.verbatim else None


def _siblings(number: ArticleNumber) -> Iterator[ArticleNumber]:
    for inserted in range(1, 21):
        yield ArticleNumber(number.number, inserted)


def _cut(base: Resolution, article: Article, start: int, end: int) -> Resolution:
    return replace(base, text=article.text[start:end], slice=(start, end))


def _missing(base: Resolution, message: say.Both) -> Resolution:
    return replace(
        base,
        verdict=Verdict.NO_SUCH_PARAGRAPH,
        message=message.chinese,
        message_en=message.english,
    )
