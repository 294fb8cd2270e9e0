"""Harmful requests: one plain no, what the law says of it, and a lawful way to what is needed."""

from __future__ import annotations

from bot.answer import Answer, Language, Outcome
from bot.compose.excerpts import ExcerptMaker
from bot.compose.wording import hotline_line, say
from index.corpus import Corpus
from knowledge.errors import UnresolvedReference
from knowledge.models import Refusal
from knowledge.references import resolve_reference


class RefusalAnswers:
    """Refuses, from the written refusals of the library."""

    def __init__(self, corpus: Corpus, excerpts: ExcerptMaker) -> None:
        self._library = corpus.library
        self._today = corpus.today
        self._excerpts = excerpts

    def by_kind(self, kind: str, language: Language) -> Answer:
        """Refuse a kind of request: what ``Guards.harmful`` found, an id of ``refusals.yaml``."""
        refusal = self._library.refusals[kind]
        english = language is Language.EN
        return Answer(
            outcome=Outcome.REFUSED,
            conclusion=refusal.english if english else refusal.text,
            steps=(),
            notices=tuple(
                line
                for line in (
                    self._law(refusal, language),
                    refusal.english_alternative if english else refusal.alternative,
                )
                if line
            ),
            hotlines=tuple(hotline_line(self._library.hotlines[one], language) for one in refusal.hotlines),
            language=language,
            confidence=1.0,
        )

    def _law(self, refusal: Refusal, language: Language) -> str:
        """One line naming the provisions, as a reason and not as evidence for an answer."""
        names = []
        for written in refusal.citations:
            try:
                reference = resolve_reference(written, self._library, self._today)
            except UnresolvedReference:
                continue  # reported by `yuanfa knowledge check`
            names.append(self._excerpts.of_reference(reference).citation)
        if not names:
            return ""
        return say("refused_law", language, citations="、".join(names))
