"""What our curated files say of a law of which an import brought another version.

The files were written for the text that the project holds. Where an imported version is the one in force, their
citations are followed to where the words stand now; where the words have changed, what we say of them is withdrawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from knowledge.errors import ChangedSince, UnresolvedReference
from knowledge.importing.alike import Counterpart
from knowledge.library import Library
from knowledge.models import ArticleNumber, AskedQuestion, LawId, Topic, TopicArticle
from knowledge.references import follow, reference_as_written, resolve_reference, written_for


def of_the_day(library: Library, as_of: date) -> Library:
    """The library with the curated files made to fit the law of a day; as it is where they fit already.

    A topic whose provisions have changed keeps its questions and shows them, and says so in place of its conclusion.
    Tips, quiz questions and our English of changed provisions are left out; what people ask of an article follows it.
    """
    if library.made_to_fit is not None:
        day, written = library.made_to_fit
        return library if day == as_of else of_the_day(written, as_of)
    tables = _tables(library, as_of) if library.brought else {}
    if not tables:
        return library
    problems: list[str] = []
    topics = {}
    for topic_id, topic in library.topics.items():
        topics[topic_id] = _topic(topic, library, as_of)
        if topics[topic_id] is not topic:
            problems.append(f"topic {topic_id}: its conclusion rests on words that have changed: not shown")

    def stand(citations: Iterable[str]) -> bool:
        return all(_stands(one, library, as_of) for one in citations)

    return replace(
        library,
        topics=topics,
        asked=_asked(library, tables),
        glosses={written: said for written, said in library.glosses.items() if stand([written])},
        tips={tip_id: tip for tip_id, tip in library.tips.items() if stand(tip.citations)},
        quiz={quiz_id: item for quiz_id, item in library.quiz.items() if stand(item.citations)},
        problems=(*library.problems, *problems),
        made_to_fit=(as_of, library),
    )


def _tables(library: Library, as_of: date) -> dict[LawId, Mapping[ArticleNumber, Counterpart]]:
    """Where the articles that were written of stand, of each law with an imported version in force."""
    found = {}
    for law_id, versions in library.editions.items():
        if any(one.version_id in library.brought for one in versions):
            now = library.statute(law_id, as_of)
            then = written_for(library, law_id, as_of)
            if now is not None and then is not None and now is not then:
                found[law_id] = library.became(then, now)
    return found


def _stands(written: str, library: Library, as_of: date) -> bool:
    try:
        return not resolve_reference(written, library, as_of).changed
    except ChangedSince:
        return False
    except UnresolvedReference:
        return True  # never was one: told by `yuanfa knowledge check`


def _topic(topic: Topic, library: Library, as_of: date) -> Topic:
    """The topic, or what is left of it where words that it rests on have changed."""
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
            kept.append(replace(article, mark="") if now.changed else article)
    if not changed:
        return topic
    law, statute = library.laws[changed[0]], library.statute(changed[0], as_of)
    day = statute and (statute.effective_from or statute.published)
    return replace(
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
