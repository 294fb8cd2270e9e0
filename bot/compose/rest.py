"""What a message asks beside the provisions, or the laws as such, that it is there for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.answer import Answer, Language
from bot.compose.cases import CaseAnswers
from bot.compose.decision import Way
from bot.compose.finding import Finder
from bot.compose.general import GeneralAnswers
from bot.compose.polarity import without_verdict
from bot.compose.together import asks_more, together
from index.types import Ranker
from knowledge.citations.types import Resolution, Verdict
from knowledge.models import CaseId
from knowledge.readers.people import said_of_asker


class RestAnswers:
    """Puts an answer to the rest of a message below the answer that there is."""

    def __init__(self, ranker: Ranker, finder: Finder, general: GeneralAnswers, cases: CaseAnswers) -> None:
        self._ranker = ranker
        self._finder = finder
        self._general = general
        self._cases = cases

    def of_citations(
        self,
        rest: str,
        case_ids: Sequence[CaseId],
        resolved: Sequence[Resolution],
        answer: Answer,
        language: Language,
    ) -> Answer:
        """A message that cites may name a case as well, or ask something of its own: that is answered too."""
        if case_ids:
            of_case = self._cases.answer(self._ranker.prepare(rest), case_ids, language)
            if of_case is not None:
                return together(answer, of_case, self._cases.applied(case_ids, resolved, language))
        if not asks_more(rest) or any(one.verdict is Verdict.UNKNOWN_LAW for one in resolved):
            return answer
        return self.beside(answer, rest, language)

    def beside(self, answer: Answer, rest: str, language: Language) -> Answer:
        """An answer, and what is certain of the rest of its message."""
        query = self._ranker.prepare(rest)
        sides, facts = said_of_asker(rest)
        found = self._finder.find(query, self._ranker.matches(query), sides=sides, facts=facts)
        if not (found.topics and found.decision.way is Way.CERTAIN and found.decision.topic):
            return answer
        second = self._general.answer(query, found, language)
        # 能 to a question of its own would be read as the answer to what was asked of the citation.
        return together(answer, replace(second, conclusion=without_verdict(second.conclusion, rest)))
