"""``yuanfa knowledge check``: every reference in every curated file resolves, every mark stands in its text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from knowledge.errors import UnresolvedReference
from knowledge.library import Library
from knowledge.models import Kind
from knowledge.passages import build_passages
from knowledge.references import resolve_reference

PLAYBOOKS = 30
"""The least number of playbooks that Yuanfa is released with."""

SEED_CASES = 4

_QUOTES = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What was found."""

    faults: tuple[str, ...]
    notes: tuple[str, ...]
    """What could not be applied and is known, no fault of a file."""
    summary: str


def check_library(library: Library, today: date) -> CheckReport:
    """Check all sources against one another."""
    faults = [
        *_topics(library, today),
        *_cases(library, today),
        *_refusals(library, today),
        *_glosses(library, today),
        *_named_texts(library, today),
        *_renumberings(library, today),
        *_passages(library, today),
    ]
    playbooks = sum(1 for topic in library.topics.values() if topic.steps)
    if playbooks < PLAYBOOKS:
        faults.append(f"topics: expected at least {PLAYBOOKS} playbooks, found {playbooks}")
    seeds = sum(1 for case in library.cases.values() if case.seed)
    if seeds < SEED_CASES:
        faults.append(f"cases: expected the {SEED_CASES} cases of the start, found {seeds}")
    statutes = [s for s in library.in_force(today) if s.law.kind is Kind.STATUTE and s.verbatim]
    digests = [s for group in library.editions.values() for s in group if not s.verbatim]
    summary = (
        f"checked: {len(statutes)} laws in force with {sum(len(s.articles) for s in statutes)} articles, "
        f"{len(digests)} digests, {len(library.cases)} cases, {playbooks} playbooks, "
        f"{len(library.topics) - playbooks} cards, {len(library.moves)} renumberings"
    )
    return CheckReport(tuple(faults), library.problems, summary)


def _resolves(written: str, where: str, library: Library, today: date) -> Iterator[str]:
    try:
        resolve_reference(written, library, today)
    except UnresolvedReference as error:
        yield f"{where}: {error}"


def _topics(library: Library, today: date) -> Iterator[str]:
    asked: dict[str, list[str]] = defaultdict(list)
    for topic in library.topics.values():
        where = f"topic {topic.topic_id}"
        for article in topic.articles:
            try:
                reference = resolve_reference(article.citation, library, today)
            except UnresolvedReference as error:
                yield f"{where}: {error}"
                continue
            text = reference.article.text.translate(_QUOTES)
            if article.mark and article.mark.translate(_QUOTES) not in text:
                yield (
                    f"{where}: expected the mark “{article.mark}” in {article.citation}, found it "
                    "nowhere; take the words from `yuanfa cite`"
                )
        for hotline in topic.hotlines:
            if hotline not in library.hotlines:
                yield f"{where}: hotline {hotline} is not in hotlines.yaml"
        for case_id in topic.related_cases:
            if case_id not in library.cases:
                yield f"{where}: case {case_id} has no file"
        for question in topic.questions:
            asked[question].append(topic.topic_id)
    for question, topics in asked.items():
        if len(topics) > 1:
            yield f"topics {', '.join(topics)}: the phrasing “{question}” stands in more than one"


def _cases(library: Library, today: date) -> Iterator[str]:
    for case in library.cases.values():
        where = f"case {case.case_id}"
        for written in case.laws:
            yield from _resolves(written, where, library, today)
        for point in case.points:
            for written in point.citations:
                yield from _resolves(written, where, library, today)
        for other in case.confusable_with:
            if other not in library.cases:
                yield f"{where}: case {other} has no file"
            elif case.case_id not in library.cases[other].confusable_with:
                yield f"{where}: {other} does not name it back as confusable"


def _refusals(library: Library, today: date) -> Iterator[str]:
    for refusal in library.refusals.values():
        for written in refusal.citations:
            yield from _resolves(written, f"refusal {refusal.refusal_id}", library, today)
        for hotline in refusal.hotlines:
            if hotline not in library.hotlines:
                yield f"refusal {refusal.refusal_id}: hotline {hotline} is not in hotlines.yaml"


def _glosses(library: Library, today: date) -> Iterator[str]:
    for written in library.glosses:
        yield from _resolves(written, "glosses.yaml", library, today)


def _named_texts(library: Library, today: date) -> Iterator[str]:
    for text in library.named_texts:
        successors = [*text.successors, *(s for _, group in text.article_successors for s in group)]
        for written in successors:
            yield from _resolves(written, f"named text {text.title}", library, today)


def _renumberings(library: Library, today: date) -> Iterator[str]:
    for move in library.moves:
        if move.law_id not in library.laws:
            yield f"renumbering.yaml: law {move.law_id} is not in laws.yaml"
            continue
        for number in move.new:
            if library.article(move.law_id, number, max(today, move.since)) is None:
                yield (
                    f"renumbering.yaml: {move.law_id} has no article {number.number}"
                    f"{f'-{number.inserted}' if number.inserted else ''}"
                )


def _passages(library: Library, today: date) -> Iterator[str]:
    seen: set[str] = set()
    for passage in build_passages(library, today):
        if len(passage.passage_id) > 48 or not passage.passage_id.replace("-", "").replace("_", "").isalnum():
            yield f"passage {passage.passage_id}: expected at most 48 characters of [A-Za-z0-9_-]"
        if passage.passage_id in seen:
            yield f"passage {passage.passage_id}: the id stands for two passages"
        seen.add(passage.passage_id)
