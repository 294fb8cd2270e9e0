"""What our curated files say of a law of which an import brought another version.

The files were written for the text that the project holds. Where an imported version is the one in force, their
citations are followed to where the words stand now; where the words have changed, what we say of them is withdrawn.
"""

from __future__ import annotations

import contextlib
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from knowledge.citations.format import article_label, format_citation
from knowledge.citations.renumbered import LABEL, renumbered
from knowledge.errors import ChangedSince, UnresolvedReference
from knowledge.gists import Gist, digest_of
from knowledge.importing.alike import Counterpart
from knowledge.library import Library
from knowledge.models import ArticleNumber, AskedQuestion, LawId, PassageId, Topic, TopicArticle
from knowledge.passage_ids import article_passage_id
from knowledge.posts import QuizItem
from knowledge.readers.statutes import parse_label
from knowledge.references import Reference, follow, reference_as_written, resolve_reference
from knowledge.units import find_words

_NUMBER = re.compile(r"第[一二三四五六七八九十百千零\d]+条")


def of_the_day(library: Library, as_of: date) -> Library:
    """The library with the curated files made to fit the law of a day; as it is where they fit already.

    A topic whose provisions have changed keeps its questions and shows them, and says so in place of its conclusion.
    Tips, quiz questions and our English of changed provisions are left out; what people ask of an article follows it.
    """
    if library.made_to_fit is not None:
        day, written = library.made_to_fit
        return library if day == as_of else of_the_day(written, as_of)
    tables = library.followed_laws(as_of)
    if not tables:
        return library
    problems: list[str] = []
    topics = {}
    for topic_id, topic in library.topics.items():
        topics[topic_id], stays = _topic(topic, library, as_of)
        if not stays:
            problems.append(f"topic {topic_id}: its conclusion rests on words that have changed: not shown")

    def stand(citations: Iterable[str]) -> bool:
        return all(_stands(one, library, as_of) for one in citations)

    def asks_of_numbers(item: QuizItem) -> bool:
        texts = (item.question, item.explanation, *item.options)
        return any(LABEL.search(text) for text in texts) and any(
            _moved(citation, library, as_of) for citation in item.citations
        )

    return replace(
        library,
        topics=topics,
        asked=_asked(library, tables),
        gists=_gists(library, tables, as_of),
        glosses={written: said for written, said in library.glosses.items() if stand([written])},
        tips={tip_id: tip for tip_id, tip in library.tips.items() if stand(tip.citations)},
        quiz={
            quiz_id: item
            for quiz_id, item in library.quiz.items()
            if stand(item.citations) and not asks_of_numbers(item)
        },
        problems=(*library.problems, *problems),
        made_to_fit=(as_of, library),
    )


def moved_passages(library: Library, as_of: date) -> Mapping[PassageId, PassageId | None]:
    """The passage of the law of ``as_of`` that each passage of an older text became, None where it became none.

    What was learned of passages by their ids follows it. Only passages of laws with an imported version in force are
    told of; every other stands under its own id.
    """
    found: dict[PassageId, PassageId | None] = {}
    for law_id, table in library.followed_laws(as_of).items():
        then = library.written_for(law_id, as_of)
        for number in library.articles(then) if then else ():
            one = table.get(number)
            found[article_passage_id(law_id, number)] = (
                article_passage_id(law_id, one.article.number) if one else None
            )
    return found


def _stands(written: str, library: Library, as_of: date) -> bool:
    try:
        return not resolve_reference(written, library, as_of).changed
    except ChangedSince:
        return False
    except UnresolvedReference:
        return True  # never was one: told by `yuanfa knowledge check`


def _moved(written: str, library: Library, as_of: date) -> bool:
    """A citation of ours stands under another number."""
    try:
        before = reference_as_written(written, library, as_of)
    except UnresolvedReference:
        return False
    now = follow(before, library, as_of)
    return now is not None and now.article.number != before.article.number


def _topic(topic: Topic, library: Library, as_of: date) -> tuple[Topic, bool]:
    """The topic under the numbers of the day and True, or what is left of it where words that it rests on have changed."""
    kept: list[TopicArticle] = []
    changed: list[LawId] = []
    for article in topic.articles:
        try:
            written = reference_as_written(article.citation, library, as_of)
        except UnresolvedReference:
            kept.append(article)  # never was one: told by `yuanfa knowledge check`
            continue
        now = follow(written, library, as_of)
        if now is None or now.changed:
            changed.append(written.statute.law.law_id)
        if now is not None:
            kept.append(
                replace(article, mark="" if now.changed else _mark(article.mark, written, now, library))
            )
    if not changed:
        return with_numbers(replace(topic, articles=tuple(kept)), library, as_of), True
    law, statute = library.laws[changed[0]], library.statute(changed[0], as_of)
    day = statute and (statute.effective_from or statute.published)
    left = replace(
        topic,
        conclusion=f"《{law.short_title}》自{day}起有了新文本，这个问题所依据的条文改了；我们原来的结论写的是旧文本，不再给出，请看下面的原文。",
        english_conclusion=f"{law.english_names[0] if law.english_names else law.title} has a new text since {day}, which "
        "changed the provisions of this question. Our earlier conclusion is withdrawn; read the provisions below.",
        articles=tuple(kept),
        steps=(),
        english_steps=(),
        corrections=(),
        figure_sources=(),
    )
    return left, False


def _labels(topic: Topic, library: Library, as_of: date) -> dict[str, str]:
    """Labels of the articles that a topic cites, and what they are now; none that two of its laws have."""
    found: dict[str, set[str]] = defaultdict(set)
    for article in topic.articles:
        with contextlib.suppress(UnresolvedReference):  # told by `yuanfa knowledge check`
            before = reference_as_written(article.citation, library, as_of)
            now = follow(before, library, as_of)
            found[before.article.label].add((now or before).article.label)
    return {label: labels.pop() for label, labels in found.items() if len(labels) == 1}


def with_numbers(topic: Topic, library: Library, as_of: date) -> Topic:
    """A topic as it is written, with the articles that its sentences name under the numbers of a day."""
    sentences = (topic.conclusion, *topic.steps, *(one.text for one in topic.corrections))
    bare = _labels(topic, library, as_of) if LABEL.search("".join(sentences)) else {}

    def said(text: str) -> str:
        return renumbered(text, library, as_of, bare)

    return replace(
        topic,
        conclusion=said(topic.conclusion),
        english_conclusion=said(topic.english_conclusion),
        steps=tuple(map(said, topic.steps)),
        english_steps=tuple(map(said, topic.english_steps)),
        corrections=tuple(
            replace(one, text=said(one.text), english=said(one.english)) for one in topic.corrections
        ),
    )


def _mark(mark: str, written: Reference, now: Reference, library: Library) -> str:
    """The words that a topic marks as the later version has them, whose references to its own articles have moved; empty where they are not there."""
    if now.article is written.article or not mark or find_words(now.article.text, mark) is not None:
        return mark
    followed = library.followed(now.statute) or {}

    def label(found: re.Match[str]) -> str:
        number = parse_label(found.group())
        one = followed.get(number) if number else None
        return one.article.label if one else found.group()

    there = LABEL.sub(label, mark)
    return there if find_words(now.article.text, there) is not None else ""


def _gists(
    library: Library, tables: Mapping[LawId, Mapping[ArticleNumber, Counterpart]], as_of: date
) -> dict[str, Gist]:
    """Gists under the citations that their articles became; one that names a number is left out where numbers moved."""
    gone: set[str] = set()
    found: dict[str, Gist] = {}
    for law_id, table in tables.items():
        law, then = library.laws[law_id], library.written_for(law_id, as_of)
        for article in then.articles if then else ():
            one = table.get(article.number)
            places = (None, *(part.number for part in article.paragraphs))
            for citation in (format_citation(law, article.number, place) for place in places):
                gist = library.gists.get(citation)
                gone.add(citation)
                if gist is None or one is None or not one.same or gist.digest != digest_of(article):
                    continue
                if article.text == one.article.text or not _NUMBER.search(gist.text):
                    there = citation.replace(article_label(article.number), article_label(one.article.number))
                    found[there] = replace(gist, digest=digest_of(one.article))
    return {**{citation: gist for citation, gist in library.gists.items() if citation not in gone}, **found}


def _asked(
    library: Library, tables: Mapping[LawId, Mapping[ArticleNumber, Counterpart]]
) -> dict[tuple[LawId, ArticleNumber], tuple[AskedQuestion, ...]]:
    """Questions under the articles that their articles became; of changed words no part is told apart."""
    found: dict[tuple[LawId, ArticleNumber], tuple[AskedQuestion, ...]] = {}
    for (law_id, number), questions in library.asked.items():
        if law_id in tables:
            one = tables[law_id].get(number)
            if one is None:
                continue
            number = one.article.number
            if not one.same:
                questions = tuple(replace(question, unit=None) for question in questions)
        found[law_id, number] = found.get((law_id, number), ()) + questions
    return found
