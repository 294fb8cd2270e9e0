"""What is kept of every question, and of every citation in the texts of the laws, as plain rows."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from bot.answer import Answer, Language
from bot.compose.wording import SENTENCES, say
from bot.service import Yuanfa
from knowledge.citations.find import find_citations
from knowledge.citations.resolve import resolve_all
from knowledge.citations.types import Context, Resolution
from knowledge.library import Library

HERE = Path(__file__).parent
QUESTIONS, ANSWERS, CITATIONS = (
    HERE / name for name in ("questions.jsonl", "answers.jsonl", "citations.jsonl")
)

Row = Mapping[str, Any]

_LEADS = ("case_figure_wrong", "premise_wrong")
"""Sentences that go before a conclusion."""

BEST = 10
"""Passages of a search that are kept."""


def read(path: Path) -> list[Row]:
    """The rows of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def write(path: Path, rows: Sequence[Row]) -> None:
    """One row a line, so that a difference names what it is about."""
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def answers(service: Yuanfa) -> list[Row]:
    """Every question of the set, asked, searched and, where the set says so, only read for citations."""
    with ThreadPoolExecutor(2) as pool:  # as the bot asks: from several threads
        return list(pool.map(lambda question: _answered(service, question), read(QUESTIONS)))


def _before(question: Mapping[str, Any]) -> Sequence[str]:
    """The messages before a question; one may stand alone."""
    previous = question.get("previous") or ()
    return (previous,) if isinstance(previous, str) else tuple(previous)


def _answered(service: Yuanfa, question: Row) -> Row:
    text = question["question"]
    as_of = date.fromisoformat(question["as_of"]) if "as_of" in question else None
    if question.get("via") == "cite":
        return {"id": question["id"], "cites": [_noted(one) for one in service.cite(text, as_of=as_of)]}
    language = Language(question["language"]) if "language" in question else None
    answer = service.ask(text, language=language, as_of=as_of, previous=_before(question))
    row: dict[str, Any] = {
        "id": question["id"],
        "outcome": answer.outcome.value,
        "says": _any_day(key_of(service.library, answer), service.today),
        "shows": [excerpt.citation + _part(excerpt.item) for excerpt in answer.excerpts],
        "adds": [
            _any_day(sentence_key(line, answer.language) or _short(line), service.today)
            for line in (*answer.safety, *answer.notices)
        ],
    }
    if answer.choices:
        row["offers"] = [choice.question for choice in answer.choices]
    if "as_of" not in question and "previous" not in question and text.strip():
        row["search"] = [hit.passage_id for hit in service.search(text, BEST)]
    return row


def _any_day(line: str, today: date) -> str:
    """A line without today's date: the rows hold until the law changes."""
    return line.replace(today.isoformat(), "today")


def _part(item: str | None) -> str:
    return f" {item}" if item else ""


def _noted(one: Resolution) -> str:
    """``刑法253条之一 -> valid 《刑法》第二百五十三条之一``."""
    quote = "" if one.quote is None else " says" if one.quote.says else " says something else"
    shown = one.citation or ", ".join(one.successors) or ", ".join(a.citation for a in one.alternatives)
    return f"{one.matched} -> {one.verdict.value} {shown}{quote}".rstrip()


def key_of(library: Library, answer: Answer) -> str:
    """What a conclusion is, whatever its words: a topic, a point of a case, one of our sentences, else the words.

    Before it stand the near questions whose conclusions are told with it.
    """
    told = "".join(f"near {one.label}; " for one in answer.near if one.lead)
    return told + _key_of(library, answer)


def _key_of(library: Library, answer: Answer) -> str:
    text = answer.conclusion
    if answer.topic_id is not None:
        topic = library.topics[answer.topic_id]  # type: ignore[index]
        if text in {topic.conclusion, topic.english_conclusion}:
            return f"topic {answer.topic_id}"
        place = next((n for n, one in enumerate(topic.corrections) if text in {one.text, one.english}), None)
        return f"topic {answer.topic_id}, correction {place}"
    if written := _written(library).get(text):
        return written
    for lead in _LEADS:
        sentence = say(lead, answer.language)
        if text.startswith(sentence):
            return f"{lead}, {_key_of(library, replace(answer, conclusion=text.removeprefix(sentence)))}"
    return sentence_key(text, answer.language) or _short(text)


_tables: dict[int, dict[str, str]] = {}


def _written(library: Library) -> Mapping[str, str]:
    """What stands in the library word for word: points and summaries of cases, refusals."""
    if id(library) not in _tables:
        table: dict[str, str] = {}
        for refusal in library.refusals.values():
            for words in (refusal.text, refusal.english):
                table[words] = f"refusal {refusal.refusal_id}"
        for case in library.cases.values():
            for words in (case.summary, case.english_summary):
                table.setdefault(words, f"case {case.case_id}, summary")
            for place, point in enumerate(case.points):
                for words in (point.text, point.english):
                    table.setdefault(words, f"case {case.case_id}, point {place}")
        _tables[id(library)] = table
    return _tables[id(library)]


@cache
def _patterns(english: bool) -> Sequence[tuple[str, re.Pattern[str]]]:
    found = []
    for key, both in SENTENCES.items():
        if template := both[english]:
            parts = re.split(r"\{[^}]*\}", template.strip())
            found.append((key, re.compile("(.+)".join(map(re.escape, parts)), re.DOTALL)))
    return found


def sentence_key(text: str, language: Language) -> str | None:
    """Key of one of our sentences in answers with what was filled in, or None."""
    for key, pattern in _patterns(language is Language.EN):
        if match := pattern.fullmatch(text.strip()):
            return " ".join([key, *match.groups()])
    return None


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:45]}… ({len(text)})"


def citations(library: Library, day: date) -> list[Row]:
    """Per law in force what its articles cite: how many, and each with what it resolves to."""
    rows = []
    for statute in library.in_force(day):
        found: list[str] = []
        for article in statute.articles:
            context = Context(statute.law.law_id, article.number, inside=True)
            resolved = resolve_all(find_citations(article.text, library.registry), library, day, context)
            found += [f"{article.label}: {_noted(one)}" for one in resolved]
        if found:
            rows.append({"id": statute.law.law_id, "count": len(found), "cites": found})
    return rows
