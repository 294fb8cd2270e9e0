"""Resolves places within one law: which version is asked for, and what is said where none is held."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from knowledge.citations import messages as say
from knowledge.citations import messages_names as say_name
from knowledge.citations.format import article_label, format_citation
from knowledge.citations.in_version import VersionResolver
from knowledge.citations.moves import Moves
from knowledge.citations.results import bare_result, expanded, of_version, said
from knowledge.citations.source import StatuteSource
from knowledge.citations.types import Context, FoundCitation, Resolution, Target, Verdict
from knowledge.citations.unchecked import unchecked
from knowledge.citations.which_version import version_asked
from knowledge.models import (
    ArticleNumber,
    Law,
    LawId,
    Status,
    Statute,
)


class LawResolver:
    """Places of one citation within a law that is known."""

    def __init__(self, found: FoundCitation, source: StatuteSource, today: date, context: Context) -> None:
        self.found = found
        self.source = source
        self.today = today
        self.context = context
        self.moves = Moves(found, source, today)
        self.in_version = VersionResolver(found, source, today, self.moves)

    def _result(self, verdict: Verdict, message: say.Both = say.NOTHING, **fields: object) -> Resolution:
        return bare_result(self.found, verdict, message, **fields)

    def places(self, law_id: LawId, *, close: bool, inferred: bool = False) -> list[Resolution]:
        """Every place of the citation in ``law_id``.

        Args:
            law_id: The law.
            close: Its name was recognised tolerantly, which is to be said.
            inferred: The law comes from the context, which is to be said.
        """
        law = self.source.registry.law(law_id)
        statute, asked_old = self.version(law_id)
        targets = self.found.targets
        note = say_name.taken_for(self.found.law.text, law) if close and self.found.law else say.NOTHING
        if inferred:
            note = say.inferred(law)
        if not targets:
            results = [self._whole_law(law, statute)]
        else:
            results = [
                result
                for target in expanded(targets, self.source.articles(statute) if statute else {})
                for result in self.place(law, statute, target, asked_old=asked_old)
            ]
        if note is not say.NOTHING:
            results = [
                replace(
                    result,
                    hint=say.join(note.chinese, result.hint),
                    hint_en=say.join(note.english, result.hint_en, " "),
                    inferred=inferred,
                    guessed=close,
                )
                for result in results
            ]
        return results

    def version(self, law_id: LawId) -> tuple[Statute | None, bool]:
        """The version asked for, or None when it is not held; and whether an old one was asked for."""
        return version_asked(self.found, self.source, self.today, law_id)

    def _whole_law(self, law: Law, statute: Statute | None) -> Resolution:
        fields = {"title": law.title, "law_id": law.law_id, "citation": f"《{law.short_title}》"}
        if statute is None:
            state = self._absent(law)
            return self._result(state[0], state[1], status=state[2], **fields)
        if law.doubt:
            return self._result(
                Verdict.VALID, say.doubtful(law), status=Status.UNKNOWN, statute=statute, **fields
            )
        return self._result(
            Verdict.VALID,
            say.whole_law(law, statute),
            **of_version(statute, self.today),
            **fields,
        )

    def _absent(self, law: Law) -> tuple[Verdict, say.Both, Status]:
        """Why no version of a law is in force on the day: repealed, still to come, or not held."""
        versions = self.source.versions(law.law_id)
        statuses = [statute.status_on(self.today) for statute in versions]
        if versions and statuses[-1] is Status.REPEALED:
            named = self.source.named_text(law.title)
            message = (
                say.Both(named.message, named.message_en or say_name.no_english(named))
                if named
                else say.repealed(law, versions[-1])
            )
            return Verdict.REPEALED, message, Status.REPEALED
        if versions and all(status is Status.NOT_YET_IN_FORCE for status in statuses):
            if law.existed_on(self.today):
                return Verdict.NO_TEXT, say.older_text_not_held(law, self.today, versions[0]), Status.UNKNOWN
            return (
                Verdict.NOT_YET_IN_FORCE,
                say.not_yet(law, versions[0], self.today),
                Status.NOT_YET_IN_FORCE,
            )
        if (doubt := unchecked(law, versions, self.today)) is not None:
            return Verdict.NO_TEXT, doubt, Status.UNKNOWN
        named = self.source.named_text(law.title)
        if named:
            verdict = Verdict.REPEALED if named.standing == "repealed" else Verdict.NO_TEXT
            status = Status.REPEALED if named.standing == "repealed" else Status.UNKNOWN
            return verdict, say.Both(named.message, named.message_en), status
        return Verdict.NO_TEXT, say.not_held(law), Status.UNKNOWN

    def place(
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
        move = None if asked_old else self.moves.since_the_time_told(statute, number)
        if move is not None:
            return self.in_version.moved(law, statute, target, move)
        return [self.in_version.place(law, statute, target, number, asked_old=asked_old)]

    def _without_version(
        self, law: Law, target: Target, number: ArticleNumber, *, asked_old: bool
    ) -> list[Resolution]:
        """The version asked for is not held, or the law is not in force today."""
        current = self.source.statute(law.law_id, self.today)
        if asked_old and current is not None:
            move = self.moves.one(law.law_id, number)
            if move is not None:
                return self.in_version.moved(law, current, target, move)
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
        if verdict is Verdict.NO_TEXT and law.existed_on(self.today):
            return [self._in_older_text(law, number, message)]
        versions = self.source.versions(law.law_id)
        named = self.source.named_text(law.title)
        successors: tuple[str, ...] = ()
        if named:
            own = dict(named.article_successors).get(number.number, ())
            successors = own or named.successors
            if own:
                message = say.combine((message, say_name.succeeded(number, own)))
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
            placed = self.in_version.place(law, versions[-1], target, number, asked_old=False)
            if placed.verdict in (Verdict.NO_SUCH_ARTICLE, Verdict.NO_SUCH_PARAGRAPH):
                return [replace(placed, status=status)]
            result = said(placed, verdict, message, status=status, successors=successors, hint="", hint_en="")
        return [result]

    def _in_older_text(self, law: Law, number: ArticleNumber, message: say.Both) -> Resolution:
        """A day on which an earlier version held that is not held here: where the article stands since, if known."""
        move = self.moves.one(law.law_id, number)
        if move is not None:
            message = say.combine((message, say.old_number(law, move)))
        return self._result(
            Verdict.NO_TEXT,
            message,
            title=law.title,
            law_id=law.law_id,
            article=article_label(number),
            number=number,
            citation=format_citation(law, number),
            renumbering=move,
        )
