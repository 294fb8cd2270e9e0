"""Sets A and B and the development questions, rebuilt from what is present.

Set A: the articles of the laws in force that the library holds verbatim. Set B: A and the judicial
interpretations, regulations and rules of LawRefBook, when they lie in the folder of public data.
Questions: the development half of STARD (Su et al., STARD: A Chinese Statute Retrieval Dataset with Real
Queries Issued by Non-professionals, 2024), mapped to articles in force.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from benchmarks.record import shared_folder
from knowledge.library import Library
from knowledge.models import Kind
from knowledge.passages import build_passages

Article = tuple[str, str]
"""Full title and label: (中华人民共和国民法典, 第一千一百九十五条)."""

FURTHER = ("司法解释", "行政法规", "部门规章")
_ARTICLE = re.compile(r"^(第[一二三四五六七八九十百千零〇两]+条(?:之[一二三四五六七八九十]+)?)[\s　]*(.*)$")
_HEADING = re.compile(r"^#+ |^第[一二三四五六七八九十百]+[编章节]")


@dataclass(frozen=True, slots=True)
class Corpus:
    """Articles in a fixed order, each once or, when long, in several windows."""

    name: str
    articles: tuple[Article, ...]
    """Whose the text of the same place is."""
    texts: tuple[str, ...]

    @property
    def size(self) -> int:
        """How many articles it holds."""
        return len(set(self.articles))


@dataclass(frozen=True, slots=True)
class Question:
    """A question and the articles that answer it."""

    key: str
    text: str
    gold: frozenset[Article]


def set_a(library: Library, today: date) -> Corpus:
    """Articles of laws in force, with the texts that the index embeds."""
    articles: list[Article] = []
    texts: list[str] = []
    for passage in build_passages(library, today):
        if passage.kind is not Kind.STATUTE or not passage.verbatim:
            continue
        assert passage.law_id is not None  # statutes only
        assert passage.article is not None
        statute = library.statute(passage.law_id, today)
        assert statute is not None  # only law in force has passages
        label = library.articles(statute)[passage.article].label
        articles += [(passage.title, label)] * len(passage.search_texts)
        texts += passage.search_texts
    return Corpus("A", tuple(articles), tuple(texts))


def set_b(first: Corpus) -> Corpus | None:
    """Set A and what LawRefBook adds; None when it is not present."""
    folder = shared_folder() / "lawrefbook"
    if not folder.is_dir():
        return None
    seen = set(first.articles)
    articles, texts = list(first.articles), list(first.texts)
    for kind in FURTHER:
        for path in sorted((folder / kind).rglob("*.md")):
            for article, text in read_markdown(path):
                if article not in seen:
                    seen.add(article)
                    articles.append(article)
                    texts.append(text)
    return Corpus("B", tuple(articles), tuple(texts))


def read_markdown(path: Path) -> list[tuple[Article, str]]:
    """The articles of one LawRefBook file, each with its title before its text."""
    title, label, lines = "", "", list[str]()
    found: list[tuple[Article, str]] = []

    def close() -> None:
        if title and label:
            found.append(((title, label), f"{title} {' '.join(lines)}"[:480]))

    for line in path.read_text(encoding="utf-8").splitlines():
        stripped = line.strip()
        if stripped.startswith("# ") and not title:
            title = stripped[2:].strip()
        elif match := _ARTICLE.match(stripped):
            close()
            label, lines = match.group(1), [match.group(2)]
        elif _HEADING.match(stripped):
            close()
            label = ""
        elif stripped and label:
            lines.append(stripped)
    close()
    return found


def questions() -> list[Question]:
    """The development half, or nothing when it is not present."""
    path = shared_folder() / "stard-dev.jsonl"
    if not path.is_file():
        return []
    return read_questions(path)


def read_questions(path: Path) -> list[Question]:
    """Lines of ``{"id", "question", "gold": [[title, article], ...]}``."""
    read = []
    for line in path.read_text(encoding="utf-8").splitlines():
        raw = json.loads(line)
        gold = frozenset((title, article) for title, article in raw["gold"])
        read.append(Question(raw["id"], raw["question"], gold))
    return read
