"""``yuanfa knowledge check``: every reference in every curated file resolves, every mark stands in its text."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from knowledge.check_english import english_missing
from knowledge.check_topics import is_repealed, topic_faults
from knowledge.citations.renumbered import moved_in, renumbered
from knowledge.errors import ChangedSince, UnresolvedReference
from knowledge.following import of_the_day
from knowledge.form import form_faults, yaml_files
from knowledge.gists import gist_faults
from knowledge.library import Library
from knowledge.models import CaseId, Kind
from knowledge.passages import build_passages
from knowledge.posts import QuizItem
from knowledge.readers.people import PEOPLE, people_faults
from knowledge.readers.signs import SIGNS, unexercised
from knowledge.references import reference_as_written, resolve_reference
from knowledge.signs import sign_faults
from knowledge.units import units_of

PLAYBOOKS = 30
"""The least number of playbooks that Yuanfa is released with."""

SEED_CASES = 4

TIPS = QUIZ_ITEMS = 60
"""A chat that gets one a day hears nothing twice within two months."""

POLL_QUESTION, POLL_OPTION, POLL_EXPLANATION = 300, 100, 200
"""Characters that Bot API ``sendPoll`` takes; the explanation ends with the citation on a line of its own."""


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What was found."""

    faults: tuple[str, ...]
    notes: tuple[str, ...]
    """What could not be applied and is known, and what has no English: no fault of a file."""
    summary: str


def file_faults() -> Iterator[str]:
    """Faults of the built-in files as such, whatever library is read from them: their form, signs that nothing needs."""
    yield from people_faults()
    yield from _alternatives()
    for path in yaml_files():
        yield from form_faults(path)


def check_library(library: Library, today: date) -> CheckReport:
    """Check all sources against one another, as they fit the law of ``today``: what imports changed is noted.

    ``file_faults`` belong to a whole check.
    """
    written = (
        library.made_to_fit[1] if library.made_to_fit else library
    )  # withdrawn by an import is not missing
    library = of_the_day(library, today)
    faults = [
        *library.left_out,
        *topic_faults(library, today),
        *_cases(library, today),
        *_refusals(library, today),
        *sign_faults(library.signs),
        *_glosses(library, today),
        *_gists(written, today),
        *_asked(library, today),
        *_awareness(library, today),
        *_named_texts(library, today),
        *_renumberings(library, today),
        *_passages(library, today),
    ]
    playbooks = sum(1 for topic in written.topics.values() if topic.steps)
    if playbooks < PLAYBOOKS:
        faults.append(f"topics: expected at least {PLAYBOOKS} playbooks, found {playbooks}")
    for name, held, least in (("tips", written.tips, TIPS), ("quiz questions", written.quiz, QUIZ_ITEMS)):
        if len(held) < least:
            faults.append(f"{name}: expected at least {least}, found {len(held)}")
    seeds = sum(1 for case in library.cases.values() if case.seed)
    if seeds < SEED_CASES:
        faults.append(f"cases: expected the {SEED_CASES} cases of the start, found {seeds}")
    statutes = [s for s in library.in_force(today) if s.law.kind is Kind.STATUTE and s.verbatim]
    digests = [s for group in library.editions.values() for s in group if not s.verbatim]
    summary = (
        f"checked: {len(statutes)} laws in force with {sum(len(s.articles) for s in statutes)} articles, "
        f"{len(digests)} digests, {len(library.cases)} cases, {playbooks} playbooks, "
        f"{len(library.topics) - playbooks} cards, {sum(map(len, library.asked.values()))} questions by "
        f"article, {len(library.moves)} renumberings, "
        f"{len(library.tips)} tips, {len(library.quiz)} quiz questions"
    )
    notes = (*library.problems, *_moved(library, today), *english_missing(library))
    return CheckReport(tuple(faults), notes, summary)


def _moved(library: Library, today: date) -> Iterator[str]:
    """Words of ours that still name an article by the number that it had before an import."""
    if not library.followed_laws(today):
        return
    for statute in library.in_force(today):
        for article in statute.articles if not statute.verbatim else ():
            for named in moved_in(article.text, library, today):
                yield f"digest of 《{statute.law.short_title}》 {article.label}: names {named}"
    written = library.made_to_fit[1].topics if library.made_to_fit else {}
    for topic in written.values():
        for sentence in (topic.conclusion, *topic.steps, *(one.text for one in topic.corrections)):
            # Of what changed before it speaks as it is; whoever reads it may want it written anew.
            if renumbered(sentence, library, today) == sentence:
                for named in moved_in(sentence, library, today):
                    yield f"topic {topic.topic_id}: names {named}"


def _resolves(written: str, where: str, library: Library, today: date) -> Iterator[str]:
    try:
        reference = resolve_reference(written, library, today)
    except ChangedSince:
        return  # an import's doing, and no slip of the file: an answer does without it
    except UnresolvedReference as error:
        yield f"{where}: {error}"
        return
    if is_repealed(reference):
        yield f"{where}: {written} is repealed; cite what took its place"


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
    asked: dict[str, set[CaseId]] = defaultdict(set)
    for case in library.cases.values():
        for question in {question for point in case.points for question in point.questions}:
            asked[question].add(case.case_id)
    for question, cases in asked.items():
        if apart := sorted(one for one in cases if cases - {one, *library.cases[one].confusable_with}):
            yield f"cases {', '.join(apart)}: “{question}” is asked of each; expected them to name each other as confusable"


def _refusals(library: Library, today: date) -> Iterator[str]:
    for refusal in library.refusals.values():
        for written in refusal.citations:
            yield from _resolves(written, f"refusal {refusal.refusal_id}", library, today)
        for hotline in refusal.hotlines:
            if hotline not in library.hotlines:
                yield f"refusal {refusal.refusal_id}: hotline {hotline} is not in hotlines.yaml"


def _alternatives() -> Iterator[str]:
    """Alternatives of signs that no example needs."""
    for path in sorted([*SIGNS.glob("*.yaml"), *PEOPLE.glob("*.yaml")]):
        for alternative in unexercised(path):
            yield f"{path.name}: expected an example that needs “{alternative}”, found none; write one or leave it out"


def _awareness(library: Library, today: date) -> Iterator[str]:
    leaning = [(f"tip {key}", tip.citations, tip.cases) for key, tip in library.tips.items()]
    leaning += [(f"quiz {key}", item.citations, item.cases) for key, item in library.quiz.items()]
    for where, citations, cases in leaning:
        for written in citations:
            yield from _resolves(written, where, library, today)
        for case_id in cases:
            if case_id not in library.cases:
                yield f"{where}: case {case_id} has no file"
    for item in library.quiz.values():
        yield from _poll(item)
    told = Counter(entry.text for entry in library.tips.values())
    asked = Counter(item.question for item in library.quiz.values())
    for text, count in (told + asked).items():
        if count > 1:
            yield f"tips.yaml, quiz.yaml: “{text}” stands there {count} times"
    places = Counter(item.correct for item in library.quiz.values())
    for place, count in places.items():
        if len(library.quiz) >= QUIZ_ITEMS and count * 2 > len(library.quiz):
            yield f"quiz.yaml: the right answer is option {place + 1} in {count} of {len(library.quiz)}"


def _poll(item: QuizItem) -> Iterator[str]:
    where = f"quiz {item.quiz_id}"
    if len(item.options) != len(item.english_options) or not item.correct < len(item.options):
        yield f"{where}: expected as many options in both languages and `correct` to be one of them"
    citation = max(map(len, item.citations), default=0)
    for name, texts, most in (
        ("question", (item.question, item.english_question), POLL_QUESTION),
        ("option", (*item.options, *item.english_options), POLL_OPTION),
        ("explanation", (item.explanation, item.english_explanation), POLL_EXPLANATION - citation - 1),
    ):
        for text in texts:
            if not 0 < len(text) <= most or "\n" in text:
                yield f"{where}: expected the {name} in one line of 1 to {most} characters, found “{text}”"
    for options in (item.options, item.english_options):
        if len(set(options)) < len(options):
            yield f"{where}: two options are the same"


def _glosses(library: Library, today: date) -> Iterator[str]:
    for written in library.glosses:
        yield from _resolves(written, "glosses.yaml", library, today)


def _gists(library: Library, today: date) -> Iterator[str]:
    for written, gist in library.gists.items():
        try:
            # As written: beside an imported later text a gist is silent.
            reference = reference_as_written(written, library, today)
        except UnresolvedReference as error:
            yield f"gists.tsv: {error}"
        else:
            yield from gist_faults(written, gist, reference.article)


def _asked(library: Library, today: date) -> Iterator[str]:
    answered_by: dict[str, list[str]] = defaultdict(list)
    for (law_id, number), questions in library.asked.items():
        written = f"{library.laws[law_id].short_title} {number.number}" + (
            f"-{number.inserted}" if number.inserted else ""
        )
        article = library.article(law_id, number, today)
        if article is None:
            yield f"asked: expected article {written} to be in force, found no such article"
            continue
        names = {unit.name for unit in units_of(article)}
        for question in questions:
            answered_by[question.text].append(written)
            if question.unit is not None and law_id not in library.replaced and question.unit not in names:
                yield (
                    f"asked: expected a part of {written} ({', '.join(sorted(names))}) over "
                    f"“{question.text}”, found {question.unit}"
                )
    for text, articles in answered_by.items():
        if len(articles) > 1:
            yield f"asked: “{text}” stands under {', '.join(articles)}; put it where it is answered best"


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
