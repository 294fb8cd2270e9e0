"""The library: every source, read once, resolved and immutable.

library = load_library(share_dir() / "laws.db")
library.article(LawId("civil-code"), ArticleNumber(1195), date.today())
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from knowledge.amendments import consolidate
from knowledge.collector import kept_for_good
from knowledge.errors import SourceFormatError
from knowledge.gists import Gist, read_gists
from knowledge.importing.alike import Counterpart, counterparts
from knowledge.importing.kept import IMPORTED, load_imported
from knowledge.importing.shelf import Shelf
from knowledge.importing.standing import read_named_standing, read_standing
from knowledge.models import (
    Article,
    ArticleNumber,
    AskedQuestion,
    Case,
    CaseId,
    Hotline,
    Kind,
    Law,
    LawId,
    NamedText,
    Refusal,
    Renumbering,
    Slang,
    Status,
    Statute,
    Topic,
    TopicId,
)
from knowledge.normalize import normalize
from knowledge.posts import QuizItem, Tip
from knowledge.readers.asked import read_all_asked
from knowledge.readers.awareness import read_quiz, read_tips
from knowledge.readers.cases import read_case
from knowledge.readers.digests import read_digest
from knowledge.readers.refusals import read_refusals
from knowledge.readers.registry import (
    read_laws,
    read_named_texts,
    read_renumberings,
    read_repeals,
)
from knowledge.readers.signs import built_in_signs
from knowledge.readers.statutes import is_numbered, read_statutes
from knowledge.readers.topics import (
    filled_in,
    read_glosses,
    read_hotlines,
    read_slang,
    read_steps_for,
    read_topic_file,
)
from knowledge.signs import Sign
from knowledge.source_files import DATA, digest_of, source_files, sources_digest
from knowledge.titles import LawRegistry

_LIKELIEST = (
    "civil-code",
    "criminal-law",
    "pipl",
    "public-security-law",
    "civil-procedure-law",
    "criminal-procedure-law",
    "minors-protection-law",
    "cybersecurity-law",
)
"""Laws that a bare article number most likely means, in our field."""


@dataclass(frozen=True)
class Library:
    """Every source, by its own key. Nothing here changes after loading."""

    laws: Mapping[LawId, Law]
    editions: Mapping[LawId, tuple[Statute, ...]]
    """All versions held of a law, oldest first."""
    cases: Mapping[CaseId, Case]
    topics: Mapping[TopicId, Topic]
    hotlines: Mapping[str, Hotline]
    refusals: Mapping[str, Refusal]
    slang: tuple[Slang, ...]
    named_texts: tuple[NamedText, ...]
    moves: tuple[Renumbering, ...]
    glosses: Mapping[str, str]
    gists: Mapping[str, Gist] = field(default_factory=dict)
    """What articles say in plain words, by citation."""
    tips: Mapping[str, Tip] = field(default_factory=dict)
    quiz: Mapping[str, QuizItem] = field(default_factory=dict)
    asked: Mapping[tuple[LawId, ArticleNumber], tuple[AskedQuestion, ...]] = field(default_factory=dict)
    """What people ask, by the article that answers."""
    signs: tuple[Sign, ...] = ()
    """Signs of danger and of harm; what they decide is no part of an index."""
    replaced: frozenset[LawId] = frozenset()
    """Rules whose official text an operator imported in place of our digest: words that topics mark in the digest and
    parts of it that questions stand under are not those of the official text."""
    brought: frozenset[str] = frozenset()
    """Versions that an import put beside those for which the curated files were written, or in their place."""
    made_to_fit: tuple[date, Library] | None = None
    """The day to whose law the curated files were made to fit, and the library with them as they are written
    (``knowledge.following``); None for that library itself."""
    problems: tuple[str, ...] = ()
    """What could not be applied or read in full; shown by ``yuanfa knowledge check``."""
    left_out: tuple[str, ...] = ()
    """Imported texts that would make the law wrong, each with the reason; faults of ``yuanfa knowledge check``."""
    digest: str = ""
    """SHA-256 over every source file: the index is built for exactly one digest."""

    @cached_property
    def registry(self) -> LawRegistry:
        """Finds the names of laws in text."""
        return LawRegistry(tuple(self.laws.values()), self.named_texts)

    def versions(self, law_id: LawId) -> Sequence[Statute]:
        """All versions held, oldest first; empty for a law whose text is not held."""
        return self.editions.get(law_id, ())

    def statute(self, law_id: LawId, as_of: date) -> Statute | None:
        """The version in force on ``as_of``, or None when none that is held was.

        A version without a date of its own counts from its publication.
        """
        for statute in reversed(self.versions(law_id)):
            start = statute.effective_from or statute.published
            if start is not None and as_of < start:
                continue
            if statute.unchecked:
                continue  # an imported text whose standing nobody has checked is never quoted as current
            if statute.status_on(as_of) in (Status.IN_FORCE, Status.UNKNOWN):
                return statute
        return None

    def article(self, law_id: LawId, number: ArticleNumber, as_of: date) -> Article | None:
        """An article as it reads on ``as_of``."""
        statute = self.statute(law_id, as_of)
        return self.articles(statute).get(number) if statute else None

    def articles(self, statute: Statute) -> Mapping[ArticleNumber, Article]:
        """The articles of a version by number."""
        table = self._tables.get(statute.version_id)
        if table is None:
            table = {article.number: article for article in statute.articles}
            self._tables[statute.version_id] = table
        return table

    @cached_property
    def _tables(self) -> dict[str, Mapping[ArticleNumber, Article]]:
        return {}

    def written_for(self, law_id: LawId, as_of: date) -> Statute | None:
        """The version of a law that a built-in file means by its bare name: none that an import put beside or over it."""
        versions = self.versions(law_id)
        if not any(one.version_id in self.brought for one in versions):
            return self.statute(law_id, as_of)
        for one in reversed(versions):
            start = one.effective_from or one.published
            if one.version_id in self.brought or one.unchecked or one.repealed:
                continue
            if start is None or start <= as_of:
                return one
        return None

    def followed(self, statute: Statute) -> Mapping[ArticleNumber, Counterpart] | None:
        """What each article of which the built-in files speak became in an imported version of its law.

        The one place that says it. None where the files speak of this version itself, and of any that no import brought.
        """
        if statute.version_id not in self.brought:
            return None
        since = statute.effective_from or statute.published or date.max
        written = self.written_for(statute.law.law_id, since)
        return None if written is None else self.became(written, statute)

    def followed_laws(self, day: date) -> Mapping[LawId, Mapping[ArticleNumber, Counterpart]]:
        """``followed`` of the version in force on a day, for each law of which an import brought it."""
        found = {}
        for law_id in self._brought_laws:
            statute = self.statute(law_id, day)
            followed = self.followed(statute) if statute else None
            if followed is not None:
                found[law_id] = followed
        return found

    @cached_property
    def _brought_laws(self) -> tuple[LawId, ...]:
        groups = self.editions.items() if self.brought else ()
        return tuple(law_id for law_id, group in groups if any(s.version_id in self.brought for s in group))

    def became(self, older: Statute, newer: Statute) -> Mapping[ArticleNumber, Counterpart]:
        """Which article of a later version is which of an earlier one; see ``knowledge.importing.alike``."""
        key = (older.version_id, newer.version_id)
        if key not in self._became:
            self._became[key] = counterparts(older, newer)
        return self._became[key]

    @cached_property
    def _became(self) -> dict[tuple[str, str], Mapping[ArticleNumber, Counterpart]]:
        return {}

    @cached_property
    def resolved(self) -> dict[tuple[str, date], object]:
        """What ``knowledge.references`` read of citations in curated files, by citation and day."""
        return {}

    @cached_property
    def _moves_by_law(self) -> Mapping[LawId, tuple[Renumbering, ...]]:
        by_law: dict[LawId, list[Renumbering]] = defaultdict(list)
        for move in self.moves:
            by_law[move.law_id].append(move)
        return {law_id: tuple(found) for law_id, found in by_law.items()}

    def renumberings(self, law_id: LawId) -> Sequence[Renumbering]:
        """Where articles of earlier versions stand today."""
        return self._moves_by_law.get(law_id, ())

    def named_text(self, name: str) -> NamedText | None:
        """A repealed law, draft or rumour by any of its names."""
        return self._named.get(_key(name))

    @cached_property
    def _named(self) -> Mapping[str, NamedText]:
        return {_key(name): text for text in self.named_texts for name in (text.title, *text.names)}

    def case_by_number(self, text: str) -> CaseId | None:
        """指导案例192号, 检例第137号: the case that goes by this number."""
        return self._case_names.get(_case_key(text))

    @cached_property
    def _case_names(self) -> Mapping[str, CaseId]:
        return {_case_key(name): case.case_id for case in self.cases.values() for name in case.names}

    def laws_with_article(self, number: ArticleNumber, as_of: date) -> Sequence[LawId]:
        """Laws in force that have this article, the likeliest first."""
        holders = self._holders.get(number, ())
        rank = {law_id: position for position, law_id in enumerate(_LIKELIEST)}
        found = [law_id for law_id in holders if self.article(law_id, number, as_of) is not None]
        return sorted(found, key=lambda law_id: (rank.get(law_id, len(rank)), law_id))

    @cached_property
    def _holders(self) -> Mapping[ArticleNumber, tuple[LawId, ...]]:
        holders: dict[ArticleNumber, dict[LawId, None]] = defaultdict(dict)
        for law_id, statutes in self.editions.items():
            if self.laws[law_id].kind is not Kind.STATUTE:
                continue
            for statute in statutes:
                for article in statute.articles:
                    if is_numbered(article.number):
                        holders[article.number][law_id] = None
        return {number: tuple(laws) for number, laws in holders.items()}

    def in_force(self, as_of: date) -> Iterable[Statute]:
        """The version of every law that is in force on ``as_of``, in a stable order; none whose standing is doubtful."""
        for law_id in sorted(self.editions):
            statute = self.statute(law_id, as_of)
            if statute is not None and statute.status_on(as_of) is Status.IN_FORCE:
                yield statute

    @cached_property
    def newest(self) -> date | None:
        """The day on which the newest text of the statute file was published: what is later is not known here."""
        return max(
            (
                statute.published
                for statutes in self.editions.values()
                for statute in statutes
                if statute.verbatim and statute.published is not None
            ),
            default=None,
        )


def _key(name: str) -> str:
    return re.sub(r"[《》\s]", "", normalize(name).text)


def _case_key(name: str) -> str:
    return re.sub(r"[《》\s第性]|最高人民法院|最高人民检察院|最高法|最高检", "", normalize(name).text)


@kept_for_good()
def load_library(statute_file: Path, folders: Sequence[Path] = ()) -> Library:
    """Read the built-in sources, the statute file and any further folders.

    A further folder has the layout of the built-in one (``digests/``, ``cases/``, ``topics/``,
    ``imported/``); an entry with a known id replaces the built-in one.

    Raises:
        knowledge.errors.KnowledgeError: One sentence on the first source that cannot be read.
    """
    roots = [DATA, *folders]
    for root in folders:
        if not root.is_dir():
            raise SourceFormatError(
                f"expected YUANFA_KNOWLEDGE_DIRS to name folders, found no folder at {root}; "
                "create it or correct the setting"
            )
    sources = [source_files(root) for root in roots]
    digest = digest_of(statute_file, sources)
    registered = read_laws(DATA / "laws.yaml")
    laws = {law.law_id: law for law, _ in registered}
    statutes = read_statutes(
        statute_file,
        {law.title: law for law in laws.values()},
        {law.law_id: known for law, known in registered},
    )
    editions: dict[LawId, list[Statute]] = defaultdict(list)
    consolidated, problems = consolidate(statutes.statutes, statutes.amendments)
    repeals = read_repeals(DATA / "laws.yaml")
    for statute in consolidated:
        ends = repeals.get(statute.law.law_id)
        if statute.repealed and ends is not None:
            statute = replace(statute, effective_until=ends)
        editions[statute.law.law_id].append(statute)

    cases: dict[CaseId, Case] = {}
    topics: dict[TopicId, Topic] = {}
    for files in sources:
        read_in: dict[tuple[str, str], Path] = {}
        for path in files["digests"]:
            law, statute = read_digest(path)
            _once(law.law_id, path, read_in)
            laws[law.law_id] = law
            editions[law.law_id] = [statute]
        for path in files["cases"]:
            case = read_case(path)
            _once(case.case_id, path, read_in)
            cases[case.case_id] = case
        for path in files["topics"]:
            for topic in read_topic_file(path):
                _once(topic.topic_id, path, read_in)
                topics[topic.topic_id] = topic
    shelf = Shelf(laws, {**editions}, read_standing(DATA / "standing.yaml"))
    left_out = [*load_imported([path for files in sources for path in files[IMPORTED]], shelf)]
    named = read_named_texts(DATA / "named_texts.yaml")
    told = [*(law.title for law in laws.values()), *(text.title for text in named)]
    named.extend(read_named_standing(DATA / "standing.yaml", told))
    return Library(
        laws=laws,
        editions={law_id: tuple(group) for law_id, group in shelf.editions.items()},
        cases=cases,
        topics=filled_in(topics, read_steps_for(DATA / "steps.yaml")),
        hotlines={hotline.hotline_id: hotline for hotline in read_hotlines(DATA / "hotlines.yaml")},
        refusals={refusal.refusal_id: refusal for refusal in read_refusals(DATA / "refusals.yaml")},
        slang=tuple(read_slang(DATA / "slang.yaml")),
        named_texts=tuple(named),
        moves=(*read_renumberings(DATA / "renumbering.yaml"), *shelf.moves()),
        glosses=read_glosses(DATA / "glosses.yaml"),
        gists=read_gists(DATA / "gists.tsv"),
        tips={tip.tip_id: tip for tip in read_tips(DATA / "tips.yaml")},
        quiz={item.quiz_id: item for item in read_quiz(DATA / "quiz.yaml")},
        asked=read_all_asked([path for files in sources for path in files["asked"]], laws),
        signs=built_in_signs(),
        replaced=frozenset(shelf.replaced),
        brought=frozenset(shelf.brought),
        problems=tuple(problems),
        left_out=tuple(left_out),
        digest=digest,
    )


def _once(identifier: str, path: Path, read_in: dict[tuple[str, str], Path]) -> None:
    """Refuse an id that another file of the same folder has: one of the two would be lost without a word."""
    other = read_in.setdefault((path.parent.name, identifier), path)
    if other != path:
        raise SourceFormatError(
            f"expected every id once in {path.parent}, found {identifier} in {other.name} and {path.name}; "
            "rename one of them"
        )


__all__ = ["DATA", "Library", "load_library", "source_files", "sources_digest"]
