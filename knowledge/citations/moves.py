"""Where old numbers of a law stand today, and the notes beside an article that leave the verdict as it is."""

from __future__ import annotations

from datetime import date
from itertools import takewhile

from knowledge.citations import messages as say
from knowledge.citations.overtaken import overtaken_by
from knowledge.citations.results import siblings
from knowledge.citations.source import StatuteSource
from knowledge.citations.types import FoundCitation
from knowledge.citations.which_version import replaced_since
from knowledge.importing.moves import chained
from knowledge.models import ArticleNumber, Law, LawId, Renumbering, Statute

_MOST_MOVES = 2
"""Earlier versions whose number is told beside today's article."""


class Moves:
    """Renumberings as one citation sees them, from the day whose law it asks for."""

    def __init__(self, found: FoundCitation, source: StatuteSource, today: date) -> None:
        self.found = found
        self.source = source
        self.today = today

    def one(self, law_id: LawId, number: ArticleNumber) -> Renumbering | None:
        """Where an old number stands today; of several earlier versions, the last that had been replaced after the day asked for."""
        moves = self.all(law_id, number)
        day = self.found.as_of or self.today
        later = [move for move in moves if move.since > day]
        if later or self.found.as_of is not None:
            return min(later, key=lambda move: move.since, default=None)
        return next(iter(moves), None)

    def all(self, law_id: LawId, number: ArticleNumber) -> list[Renumbering]:
        """The old number in every earlier version."""
        return chained(self.source.renumberings(law_id), number, self.today)

    def since_the_time_told(self, statute: Statute, number: ArticleNumber) -> Renumbering | None:
        """Where the number has gone since the time that the sentence tells, when that time's text is not held."""
        law_id = statute.law.law_id
        then = replaced_since(self.found, self.today, statute)
        if then is None or statute is not self.source.statute(law_id, self.today):
            return None
        later = [move for move in self.all(law_id, number) if then < move.since <= self.today]
        move = min(later, key=lambda one: one.since, default=None)
        return move if move is not None and move.new[:1] != (number,) else None

    def hint(self, law: Law, statute: Statute, number: ArticleNumber, *, asked_old: bool) -> say.Both:
        """Notes that leave the verdict as it is."""
        notes: list[say.Both] = []
        if law.doubt:
            notes.append(say.doubtful(law))
        current = self.source.statute(law.law_id, self.today)
        told = overtaken_by(statute, number, self.source, self.today)
        if told is not None and statute is current:
            notes.append(say.Both(told.says, told.english))
        move = self.one(law.law_id, number)
        if asked_old and current is not None and statute is not current:
            notes.append(say.older_version(law, statute, move))
        elif statute is current:
            notes.extend(
                say.old_number(law, one)
                for one in self.all(law.law_id, number)[:_MOST_MOVES]
                if (number,) != one.new and one.since <= self.today
            )
        articles = self.source.articles(statute)
        if (of_today := self._text_of_today(law, statute, number)) is not None:
            notes.append(of_today)
        if number.inserted:
            parent = ArticleNumber(number.number)
            others = tuple(one for one in takewhile(articles.__contains__, siblings(parent)) if one != number)
            if parent in articles:
                notes.append(say.sibling(law, (parent, *others)))
        else:
            inserted = tuple(takewhile(articles.__contains__, siblings(number)))
            if inserted:
                notes.append(say.sibling(law, inserted))
        return say.combine(notes)

    def _text_of_today(self, law: Law, statute: Statute, number: ArticleNumber) -> say.Both | None:
        """The sentence tells of a day on which an earlier text held that is not held here, and the number has not moved since."""
        day, start = self.found.as_of, statute.effective_from
        article = self.source.articles(statute).get(number)
        since = article.effective_from if article else None
        if not self.found.loose or day is None or start is None or start <= day or not law.existed_on(day):
            return None
        return None if since is not None and since <= day else say.text_of_today(law, day, start)
