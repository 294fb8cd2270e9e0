"""One collection of Milvus as a store of passages."""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Sequence

from index.corpus import Corpus
from index.learned import Learned
from index.milvus.about import About
from index.milvus.client import Milvus
from index.milvus.reads import MilvusReads
from index.query import Query
from knowledge.errors import UnresolvedReference
from knowledge.models import CaseId
from knowledge.references import resolve_reference


class MilvusStore:
    """One collection; safe to use from several threads."""

    def __init__(
        self, milvus: Milvus, name: str, about: About, corpus: Corpus, learned: Learned | None
    ) -> None:
        self.milvus, self.name, self.about = milvus, name, about
        self.corpus = corpus
        self.learned = learned
        self._of_cases: dict[str, Collection[int]] = {}

    @property
    def version(self) -> str:
        """Of the collection; two fillings of the same have the same."""
        return self.about.version

    @property
    def texts(self) -> int:
        """How many texts the passages have."""
        return self.about.manifest.texts

    def frequencies(self, words: Sequence[str]) -> Sequence[int]:
        """In how many texts each of these words stands."""
        return [self.about.vocabulary.frequency(word) for word in words]

    def leaned_on(self, case_id: str) -> Collection[int]:
        """Passage numbers of the articles that a case's points cite."""
        known = self._of_cases.get(case_id)
        if known is None:
            library = self.corpus.library
            case = library.cases.get(CaseId(case_id))
            found: set[int] = set()
            for citation in {one for point in (case.points if case else ()) for one in point.citations}:
                with contextlib.suppress(UnresolvedReference):
                    target = resolve_reference(citation, library, self.corpus.today)
                    number = self.corpus.number_of.get(target.passage_id)
                    found |= {number} if number is not None else set()
            known = self._of_cases[case_id] = found
        return known

    def read(self, query: Query) -> MilvusReads:
        """The reads of one question, kept with it."""
        known: MilvusReads | None = query.kept.get((self.name, query.text))
        if known is None:
            known = query.kept[self.name, query.text] = MilvusReads(self, query)
        return known
