"""What a message states of the one article that it cites, against that article: figures, a crime, and whether it still decides."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.answer import Language
from bot.compose.bounds import ASKED
from bot.compose.claims import Bearing
from bot.compose.judging import of_cited
from bot.compose.premises import asserts
from bot.compose.verdicts import figures_nowhere
from bot.compose.wording import say
from index.corpus import Corpus
from index.query import Query
from knowledge.citations.civil_subjects import Subject, civil_subjects
from knowledge.citations.overtaken import Overtaken, overtaken_by
from knowledge.citations.subjects import Crime, crimes_in
from knowledge.citations.types import Resolution, Verdict
from knowledge.importing.alike import moved
from knowledge.models import LawId, Status

_NAMES_A_CRIME = re.compile(
    # 264条是X, and X是264条.
    r"[\s,，]{0,3}(?:规定的?|说的?|讲的?|写的?)?(?:是|就是|为)?X(?:罪|的)?(?:就?是|规定在|在)?[\s,，]{0,3}"
)


class StatedOfCited:
    """Compares with the articles of one library."""

    def __init__(self, corpus: Corpus) -> None:
        self._library = corpus.library
        self._today = corpus.today

    def decides(self, query: Query, resolved: Sequence[Resolution]) -> bool:
        """True when the one article that a message cites has figures of the kind that it states: nothing else judges it."""
        useful = [one for one in resolved if one.case_id is None]
        return bool(useful) and asserts(query.text) and self.judged(query, useful, Language.ZH) is not None

    def judged(
        self, query: Query, useful: Sequence[Resolution], language: Language
    ) -> tuple[Bearing, str] | None:
        """What the one article that a message cites says of the figures stated, and the sentence that tells it."""
        one = useful[0]
        if len(useful) != 1 or one.source_article is None or one.statute is None:
            return None
        rest = query.text.replace(one.matched, " ")
        if (found := of_cited(rest, one.statute, one.source_article, self._library)) is not None:
            if self.overtaken(one) is not None:  # what it says is no longer so, and 对 would be read as if
                found = replace(found, bearing=Bearing.SILENT)
            return found.bearing, found.says(language)
        named = _only_a_crime(rest)
        if named is not None and one.number in moved(named.articles, self._library.followed(one.statute)):
            return Bearing.SAYS, say("premise_right", language) + say(
                "crime_there", language, crime=named.names[0], citation=one.citation
            )
        subject = _only_a_subject(rest, one)
        if subject is not None and one.number in moved(
            (subject.article,), self._library.followed(one.statute)
        ):
            return Bearing.SAYS, say("premise_right", language) + say(
                "subject_there", language, subject=subject.names[0], citation=one.citation
            )
        stated = figures_nowhere(rest, one.source_article.text)
        return (Bearing.DENIES, say("figure_not_there", language, figure=stated)) if stated else None

    def overtaken(self, one: Resolution) -> Overtaken | None:
        """What decides in place of an article of today's law, where another provision does."""
        if one.number is None or one.verdict is not Verdict.VALID or one.status is not Status.IN_FORCE:
            return None
        return overtaken_by(one.statute, one.number, self._library, self._today)


def _only_a_subject(rest: str, one: Resolution) -> Subject | None:
    """The subject that a message says its article is of, when it says nothing else: 民法典1188条讲的是监护人责任吧."""
    said = ASKED.sub("", rest)
    for subject in civil_subjects().get(one.law_id or LawId(""), ()):
        for name in subject.names:
            if name in said and _NAMES_A_CRIME.fullmatch(said.replace(name, "X", 1)) is not None:
                return subject
    return None


def _only_a_crime(rest: str) -> Crime | None:
    """The crime that a message says its article is of, when it says nothing else: 刑法264条是盗窃罪吧."""
    found = crimes_in(rest)
    if (
        len(found) != 1
        or _NAMES_A_CRIME.fullmatch(ASKED.sub("", rest).replace(rest[found[0][0] : found[0][1]], "X")) is None
    ):
        return None
    return found[0][2]
