"""Resolves places in the text of one version: the article, its paragraph and its item; old numbers lead to today's article."""

from __future__ import annotations

from datetime import date

from knowledge.citations import messages as say
from knowledge.citations.format import article_label, cite_label, format_citation
from knowledge.citations.moves import Moves
from knowledge.citations.results import bare_result, last_article, of_version, said, whole
from knowledge.citations.slices import cut_out
from knowledge.citations.source import StatuteSource
from knowledge.citations.types import FoundCitation, Resolution, Target, Verdict
from knowledge.models import (
    ArticleNumber,
    Law,
    Renumbering,
    Status,
    Statute,
)

_DELETED = frozenset({"删去", "删除", "已删去", "已删除"})
"""What stands in the place of an article that an amendment took out."""


class VersionResolver:
    """Places of one citation in a text that is held."""

    def __init__(self, found: FoundCitation, source: StatuteSource, today: date, moves: Moves) -> None:
        self.found = found
        self.source = source
        self.today = today
        self.moves = moves

    def place(
        self,
        law: Law,
        statute: Statute,
        target: Target,
        number: ArticleNumber,
        *,
        asked_old: bool,
    ) -> Resolution:
        """Article, paragraph and item in the text of one version."""
        article = self.source.articles(statute).get(number)
        hint = self.moves.hint(law, statute, number, asked_old=asked_old)
        base = bare_result(
            self.found,
            Verdict.VALID,
            title=law.title,
            law_id=law.law_id,
            number=number,
            article=article.label if article else article_label(number),
            **of_version(statute, self.today),
            citation=cite_label(law, article.label) if article else format_citation(law, number),
            hint=hint.chinese if article else "",
            hint_en=hint.english if article else "",
            **(whole(article) if article else {}),
        )
        if article is None:
            return self._no_article(base, law, statute, number)
        if article.text.strip("（）() ") in _DELETED:
            return said(base, Verdict.NO_SUCH_ARTICLE, say.deleted(law, number))
        base = cut_out(base, law, article, target)
        if base.verdict is Verdict.NO_SUCH_PARAGRAPH:
            moved = self._moved_with_place(law, statute, target, number)
            if moved is not None:
                return moved
        if base.status is Status.NOT_YET_IN_FORCE and base.verdict is Verdict.VALID:
            return said(base, Verdict.NOT_YET_IN_FORCE, say.not_yet(law, statute, self.today))
        return base

    def moved(self, law: Law, current: Statute, target: Target, move: Renumbering) -> list[Resolution]:
        """An old number: today's article with the note."""
        if not move.new:
            return [
                bare_result(
                    self.found,
                    Verdict.RENUMBERED,
                    say.renumbered(law, move),
                    title=law.title,
                    law_id=law.law_id,
                    article=article_label(move.old),
                    number=move.old,
                    renumbering=move,
                )
            ]
        results = []
        for number in move.new:
            placed = self.place(law, current, Target(number), number, asked_old=False)
            results.append(_renumbered(placed, law, move))
        return results

    def _moved_with_place(
        self, law: Law, statute: Statute, target: Target, number: ArticleNumber
    ) -> Resolution | None:
        """An old number with a 款 or 项 that today's article of that number lacks and the one in its place has."""
        if statute is not self.source.statute(law.law_id, self.today):
            return None
        for move in self.moves.all(law.law_id, number):
            for new in move.new:
                if new == number or move.since > self.today:
                    continue
                placed = self.place(law, statute, target._replace(article=new), new, asked_old=False)
                if placed.verdict is Verdict.VALID:
                    return _renumbered(placed, law, move)
        return None

    def _no_article(self, base: Resolution, law: Law, statute: Statute, number: ArticleNumber) -> Resolution:
        """The article is not in the text: moved, still to come, not digested, or there is none."""
        articles = self.source.articles(statute)
        move = self.moves.one(law.law_id, number)
        current = self.source.statute(law.law_id, self.today)
        if move is not None and statute is current and move.new:
            return self.moved(law, statute, Target(number), move)[0]
        for later in self.source.versions(law.law_id):
            if later.status_on(self.today) is not Status.NOT_YET_IN_FORCE or later is statute:
                continue
            article = self.source.articles(later).get(number)
            if article is not None:
                message = say.only_in_later(law, number, statute, later)
                fields = of_version(later, self.today) | whole(article)
                return said(base, Verdict.NOT_YET_IN_FORCE, message, **fields)
        last = last_article(statute)
        if not statute.verbatim and not (last is not None and number.number > last):
            return said(base, Verdict.NO_TEXT, say.not_digested(law, number))
        message = say.no_such_article(law, number, last, articles)
        return said(base, Verdict.NO_SUCH_ARTICLE, message, article=article_label(number))


def _renumbered(placed: Resolution, law: Law, move: Renumbering) -> Resolution:
    """Today's article under the note that an old number led to it."""
    return said(placed, Verdict.RENUMBERED, say.renumbered(law, move), hint="", hint_en="", renumbering=move)
