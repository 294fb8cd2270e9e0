"""What ``yuanfa knowledge check`` asks of topics: references, marks, figures, ages, phrasings.

A figure that a conclusion or a step states stands in a provision that the topic cites, or the topic says
in ``sources`` where it comes from: a sentence of ours never carries a number that nobody can look up.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Set
from datetime import date
from typing import Final

from knowledge.errors import UnresolvedReference
from knowledge.figures import Figure, figures_in, vague_ages
from knowledge.library import Library
from knowledge.models import Topic
from knowledge.references import Reference, resolve_reference
from knowledge.units import find_words

REPEALED: Final = "（已废止）"
"""How a 款 of a digest opens that no longer holds; it is kept so that the 款 after it keep their numbers."""


FIELDS = frozenset({
    "own", "administrative", "company", "consumer", "contract", "crime", "debt", "education", "environment", "family",
    "finance", "health", "immigration", "inheritance", "injury", "insurance", "ip", "labour", "land", "military", "minors",
    "neighbour", "other", "persons", "procedure", "property", "public_order", "school", "tax", "tenancy", "tort", "traffic",
    "welfare",
})  # fmt: skip
"""``Topic.field``: ``own`` is our own field (personal data, online abuse, platforms), the others are branches of law."""


def topic_faults(library: Library, today: date) -> Iterator[str]:
    """Every fault of every topic, as one sentence each."""
    asked: dict[str, list[str]] = defaultdict(list)
    provisions = _Provisions(library, today)
    for topic in library.topics.values():
        yield from _topic(topic, provisions)
        for question in topic.questions:
            asked[question].append(topic.topic_id)
    for question, topics in asked.items():
        if len(topics) > 1:
            yield f"topics {', '.join(topics)}: the phrasing “{question}” stands in more than one"


def is_repealed(reference: Reference) -> bool:
    """Whether the 款 that is cited, or every 款 of the article, is kept only as repealed."""
    article = reference.article
    cited = [paragraph for paragraph in article.paragraphs if reference.paragraph in (None, paragraph.number)]
    return bool(cited) and all(article.text.startswith(REPEALED, paragraph.start) for paragraph in cited)


class _Provisions:
    """What topics cite, each article read once: half of them stand in more topics than one."""

    def __init__(self, library: Library, today: date) -> None:
        self.library = library
        self._today = today
        self._known: dict[str, tuple[Reference, Set[Figure]] | UnresolvedReference] = {}

    def of(self, citation: str) -> tuple[Reference, Set[Figure]]:
        """The provision, and the figures of its article in every way of writing them.

        Raises:
            UnresolvedReference: There is none.
        """
        if citation not in self._known:
            try:
                reference = resolve_reference(citation, self.library, self._today)
            except UnresolvedReference as error:
                self._known[citation] = error
            else:
                found = figures_in(reference.article.text)
                self._known[citation] = reference, {same for figure, _ in found for same in figure.same_as()}
        known = self._known[citation]
        if isinstance(known, UnresolvedReference):
            raise known
        return known


def _topic(topic: Topic, provisions: _Provisions) -> Iterator[str]:
    library = provisions.library
    where = f"topic {topic.topic_id}"
    held: set[Figure] = set()
    replaced = False
    for article in topic.articles:
        try:
            reference, figures = provisions.of(article.citation)
        except UnresolvedReference as error:
            yield f"{where}: {error}"
            continue
        if is_repealed(reference):
            yield f"{where}: {article.citation} is repealed; cite what took its place"
        replaced = replaced or reference.statute.law.law_id in library.replaced
        held |= figures
        if (
            article.mark
            and reference.statute.law.law_id not in library.replaced
            and find_words(reference.article.text, article.mark) is None
        ):
            yield (
                f"{where}: expected the mark “{article.mark}” in {article.citation}, found it "
                "nowhere; take the words from `yuanfa cite`"
            )
    for hotline in topic.hotlines:
        if hotline not in library.hotlines:
            yield f"{where}: hotline {hotline} is not in hotlines.yaml"
    if topic.field not in FIELDS:
        yield f"{where}: expected a field of {', '.join(sorted(FIELDS))}, found {topic.field or 'none'}"
    for case_id in topic.related_cases:
        if case_id not in library.cases:
            yield f"{where}: case {case_id} has no file"
    if not replaced:  # an official text may write a figure otherwise than the digest that it replaced
        yield from _figures(topic, held, where)


def _figures(topic: Topic, held: set[Figure], where: str) -> Iterator[str]:
    """Figures without a source, sources without a figure, ages that leave the birthday open."""
    named = {figure: written for written, _ in topic.figure_sources for figure, _ in figures_in(written)}
    used: set[str] = set()
    for sentence in (topic.conclusion, *topic.steps):
        for figure, written in figures_in(sentence):
            if figure in named:
                used.add(named[figure])
            elif figure not in held:
                yield (
                    f"{where}: expected “{written}” of “{sentence[:24]}…” in a provision that it cites, "
                    "found it in none; cite the provision or name where it comes from under `sources`"
                )
        for age in vague_ages(sentence):
            yield f"{where}: “{age}” leaves the birthday open; say 不满, 满, 周岁 or 以上"
    for written, _ in topic.figure_sources:
        if written not in used:
            yield f"{where}: sources name “{written}”, which no conclusion or step has; take it out"
