"""The product without a channel: loads once, answers from any thread."""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from bot.answer import Answer, Excerpt, Language
from bot.compose import tuned
from bot.compose.better import moved_beside_cited
from bot.compose.composer import Composer
from bot.compose.confidence import Gate
from bot.compose.conversation import says_little
from bot.compose.excerpts import ExcerptMaker
from bot.indexed import drop_others, indexed_folders, keep_indexed
from bot.place import IndexPlace
from index.build import BuildReport, build_index, is_current, pack_vectors
from index.embedded import embedded_fingerprint
from index.encoder import load_encoder
from index.errors import SearchError
from index.lock import one_builder
from index.retriever import Retriever
from index.store import INDEX_FOLDER
from index.types import Encoder, Progress, Ranking
from index.vectors import load_travelling, travelling_path
from knowledge.citations import Resolution, check_text
from knowledge.citations.format import format_citation
from knowledge.citations.links import links_of
from knowledge.compiled import Compiled, is_compiled, key_of, read_compiled, write_compiled
from knowledge.fetch import LAWS, find
from knowledge.library import Library, load_library, sources_digest
from knowledge.models import Case, CaseId, Kind, PassageId
from knowledge.passage_ids import article_passage_id, topic_passage_id
from knowledge.posts import QuizItem, Tip
from knowledge.references import resolve_reference

VECTOR_FILE = "vectors.bin"
COMPILED_FILE = "sources.bin"


class CitationChecker:
    """Checks citations; needs the sources alone, no index and no encoder."""

    def __init__(self, library: Library, today: date) -> None:
        self._library = library
        self._today = today

    def cite(self, text: str, *, as_of: date | None = None) -> list[Resolution]:
        """Every citation of a text, resolved and verified, in order."""
        return check_text(text, self._library, as_of or self._today)


class Yuanfa:
    """Answers, searches and checks citations; safe to use from several threads."""

    def __init__(self, retriever: Retriever, gate: Gate | None = None) -> None:
        """``gate`` by default is the one that comes with the project."""
        self._retriever = retriever
        self._library = retriever.library
        self._composer = Composer(retriever, gate)
        self._excerpts = ExcerptMaker(
            retriever.library, retriever.today, retriever.highlights.answering_units
        )
        self._checker = CitationChecker(retriever.library, retriever.today)

    @property
    def library(self) -> Library:
        """Every source."""
        return self._library

    @property
    def today(self) -> date:
        """The day whose law is quoted."""
        return self._retriever.today

    def warm(self) -> None:
        """Make now what else the first question that needs it would wait for; a second or two."""
        self._retriever.warm()

    def ask(
        self,
        question: str,
        *,
        language: Language | None = None,
        as_of: date | None = None,
        previous: Sequence[str] = (),
        reply_to: str | None = None,
    ) -> Answer:
        """Answer one message; see ``Composer.answer``.

        Words that say nothing by themselves are asked together with the text that they answer.
        """
        if reply_to and says_little(question) and not self.cite(question):
            return self._composer.answer(f"{reply_to}\n{question}", language=language, as_of=as_of)
        return self._composer.answer(
            question, language=language, as_of=as_of, previous=previous, reply_to=reply_to
        )

    def explain(
        self,
        question: str,
        *,
        as_of: date | None = None,
        previous: Sequence[str] = (),
        reply_to: str | None = None,
    ) -> Mapping[str, Any]:
        """How a message is read and what is found; see ``Composer.explain``."""
        return self._composer.explain(question, as_of=as_of, previous=previous, reply_to=reply_to)

    def search(self, query: str, k: int = 10, *, kinds: Collection[Kind] | None = None) -> Ranking:
        """The k best passages for a query."""
        said = self._retriever.spelled(query) or query
        ranked = self._retriever.search(self._retriever.prepare(said), max(k, tuned.MOVED_AMONG), kinds=kinds)
        return moved_beside_cited(said, ranked, self._library, self.today)[:k]

    def cite(self, text: str, *, as_of: date | None = None) -> list[Resolution]:
        """Every citation of a text, resolved and verified, in order."""
        return self._checker.cite(text, as_of=as_of)

    def law_question(self, name: str) -> str | None:
        """The question about a law as such that its bare name stands for, or None when it names no law."""
        bare = name.strip().strip("《》〈〉。.").strip()
        match = self._library.registry.match(bare)
        if match is None or not (match.law_ids or match.named):
            return None
        return f"When did the {bare} take effect?" if bare.isascii() else f"《{bare}》什么时候施行"

    def article(self, passage_id: str) -> Excerpt | None:
        """The whole article of a passage of a law, or None."""
        passage = self._retriever.corpus.passage(passage_id)
        if passage is None or passage.law_id is None or passage.article is None:
            return None
        statute = self._library.statute(passage.law_id, self.today)
        if statute is None:
            return None
        article = self._library.articles(statute).get(passage.article)
        if article is None:
            return None
        return self._excerpts.of_article(statute, article, whole=True)

    def neighbours(self, passage_id: str) -> tuple[PassageId | None, PassageId | None]:
        """Passage ids of the article before and the article after, in the order of the law."""
        passage = self._retriever.corpus.passage(passage_id)
        if passage is None or passage.law_id is None:
            return None, None
        statute = self._library.statute(passage.law_id, self.today)
        if statute is None:
            return None, None
        numbers = [None, *(article.number for article in statute.articles), None]
        if passage.article not in numbers[1:-1]:
            return None, None
        place = numbers.index(passage.article)
        before, after = (
            None if number is None else article_passage_id(statute.law.law_id, number)
            for number in (numbers[place - 1], numbers[place + 1])
        )
        return before, after

    def data_days(self) -> tuple[date | None, date]:
        """The day on which the newest text held was published, and the day whose law is quoted."""
        return self._library.newest, self.today

    def references(self, passage_id: str) -> Sequence[tuple[str, PassageId]]:
        """(citation, passage) of the other articles that an article of a law refers to, in its order, each once."""
        passage = self._retriever.corpus.passage(passage_id)
        if passage is None or passage.law_id is None or passage.article is None:
            return ()
        statute = self._library.statute(passage.law_id, self.today)
        article = None if statute is None else self._library.articles(statute).get(passage.article)
        if statute is None or article is None or not statute.verbatim:
            return ()
        places = dict.fromkeys(
            (link.law_id, link.article) for link in links_of(statute, article, self._library, self.today)
        )
        places.pop((passage.law_id, passage.article), None)
        return tuple(
            (format_citation(self._library.registry.law(law_id), number), article_passage_id(law_id, number))
            for law_id, number in places
        )

    def topics_with_cases(self) -> Mapping[PassageId, Sequence[CaseId]]:
        """Passages of topics, with the cases that their authors put beside them."""
        return {
            topic_passage_id(topic): topic.related_cases
            for topic in self._library.topics.values()
            if topic.related_cases
        }

    def case(self, case_id: str) -> Case | None:
        """A case by its id."""
        return self._library.cases.get(CaseId(case_id))

    def tips(self) -> Sequence[Tip]:
        """Legal tips, in the order of the file."""
        return tuple(self._library.tips.values())

    def quiz(self) -> Sequence[QuizItem]:
        """Quiz questions, in the order of the file."""
        return tuple(self._library.quiz.values())

    def excerpt(self, citation: str) -> Excerpt:
        """What a citation of our own sources points to: the article, or its 款 or 项.

        Raises:
            knowledge.errors.UnresolvedReference: There is no such provision today.
        """
        return self._excerpts.of_reference(resolve_reference(citation, self._library, self.today))

    def cases(self) -> Sequence[Case]:
        """All cases, our own four first."""
        return sorted(self._library.cases.values(), key=lambda case: (not case.seed, case.case_id))


def read_library(folders: Sequence[Path] = (), *, whole: bool = False) -> Library:
    """Read every source; set-up has fetched the statute file, which is read through when ``whole``, else if it changed."""
    return load_library(find(LAWS, whole=whole), folders)


def _read_compiled(place: IndexPlace, folders: Sequence[Path]) -> Compiled | None:
    """The sources as the last build of the index left them, or None where they have changed since."""
    try:
        as_of = place.manifest().as_of
    except SearchError:  # told when the index itself is loaded
        return None
    return read_compiled(place.data_dir / COMPILED_FILE, key_of(find(LAWS), folders, as_of))


def _compile(data_dir: Path, folders: Sequence[Path], library: Library, as_of: date) -> None:
    """Leave a compiled file for the next start; where it cannot be written that start takes longer."""
    path, key = data_dir / COMPILED_FILE, key_of(find(LAWS), folders, as_of)
    if not is_compiled(path, key):
        with contextlib.suppress(OSError):
            write_compiled(path, key, Compiled.of(library, as_of))


def read_encoder(model: str | None, *, threads: int | None = None) -> Encoder:
    """The embedding model: the embedded default when ``model`` is None."""
    return load_encoder(model, threads=threads)


def build(
    data_dir: Path,
    *,
    folders: Sequence[Path] = (),
    model: str | None = None,
    today: date | None = None,
    progress: Progress | None = None,
    url: str | None = None,
) -> BuildReport:
    """Build the index of a data folder unless it is current, and with ``url`` let Milvus hold the same.

    A second build waits for the first.

    Raises:
        knowledge.errors.KnowledgeError: A source cannot be read.
        index.errors.EncoderMissing: The embedding model cannot be loaded.
        index.errors.IndexBusy: Another process has been building for very long.
        index.errors.IndexUnwritable: The disk is full, or the folder cannot be written.
        index.errors.StoreAway: Milvus cannot be reached; what it held is still in use.
    """
    with one_builder(data_dir / INDEX_FOLDER):
        report = _build(data_dir, folders, model, today or date.today(), progress)
        if url is None:
            return report
        return replace(report, filled=IndexPlace(data_dir, url).publish(read_library(folders), progress))


def _build(
    data_dir: Path, folders: Sequence[Path], model: str | None, day: date, progress: Progress | None
) -> BuildReport:
    library = read_library(folders, whole=True)
    folder = data_dir / INDEX_FOLDER
    # The embedded model's fingerprint is known without loading it, so that nothing changed ends at once.
    known = embedded_fingerprint() if model is None else None
    encoder = read_encoder(model) if known is None else None
    fingerprint = known or (encoder.fingerprint if encoder else "")
    manifest = is_current(folder, library, fingerprint, day)
    if manifest is not None:
        keep_indexed(data_dir, folders, library.digest)  # an index that an earlier version built has none
        _compile(data_dir, folders, library, manifest.as_of)
        return BuildReport(manifest, rebuilt=False, embedded=0)
    encoder = encoder or read_encoder(model)
    keep_indexed(data_dir, folders, library.digest)
    report = build_index(
        library,
        encoder,
        folder,
        today=day,
        travelling=load_travelling(encoder.fingerprint),
        own_cache=data_dir / VECTOR_FILE,
        progress=progress,
    )
    _compile(data_dir, folders, library, report.manifest.as_of)
    drop_others(data_dir, library.digest)
    return report


def pack(data_dir: Path, progress: Progress | None = None, others: Sequence[Path] = ()) -> tuple[int, int]:
    """Make the vectors that travel with the project from the built-in sources; see ``pack_vectors``."""
    return pack_vectors(
        read_library(),
        read_encoder(None),
        date.today(),
        travelling_path(),
        progress,
        others=(data_dir / VECTOR_FILE, *others),
    )


def load_service(
    data_dir: Path,
    *,
    folders: Sequence[Path] = (),
    model: str | None = None,
    today: date | None = None,
    url: str | None = None,
) -> Yuanfa:
    """Load the index of a data folder, or with ``url`` search the one in Milvus.

    Args:
        data_dir: Holds the index.
        folders: Further folders of sources.
        model: The embedding model; None is the embedded default.
        today: The day whose law is wanted.
        url: Of Milvus, or a file for milvus-lite.

    Raises:
        knowledge.errors.KnowledgeError: A source cannot be read.
        index.errors.SearchError: The index is missing, damaged or built from something else.
    """
    place = IndexPlace(data_dir, url)
    compiled = _read_compiled(place, folders)
    library = compiled.library if compiled else read_library(folders)
    day = today or date.today()
    # One thread a question: several are answered at once, and threads that wait for each other on busy
    # cores cost more than they give (benchmarks/telegram).
    encoder = read_encoder(model, threads=1)
    return Yuanfa(place.retriever(library, encoder, day, compiled))


def load_what_is_there(
    data_dir: Path,
    *,
    folders: Sequence[Path] = (),
    model: str | None = None,
    today: date | None = None,
    url: str | None = None,
) -> Yuanfa:
    """Load the index as it stands, with the sources that it was built from, though newer ones wait to be indexed.

    Where the law held has changed since it was built, it is served as of the day before; ``LawOfToday`` says so.

    Raises:
        knowledge.errors.KnowledgeError: A source cannot be read.
        index.errors.SearchError: There is none that can be served: it is missing, damaged, or built for another
            embedding model or another version of the built-in sources.
    """
    manifest = IndexPlace(data_dir, url).manifest()
    day = today or date.today()
    if manifest.next_change is not None and day >= manifest.next_change:
        day = manifest.next_change - timedelta(days=1)
    served = _served_folders(data_dir, folders, manifest.corpus)
    served = folders if served is None else served
    return load_service(data_dir, folders=served, model=model, today=day, url=url)


def _served_folders(data_dir: Path, folders: Sequence[Path], corpus: str) -> Sequence[Path] | None:
    """The folders of sources that an index was built from: as they are, as they were kept, or none before a first import."""
    for one in (folders, indexed_folders(data_dir, corpus), ()):
        if one is not None and sources_digest(find(LAWS), one) == corpus:
            return one
    return None


def can_serve(
    data_dir: Path, *, folders: Sequence[Path] = (), model: str | None = None, url: str | None = None
) -> bool:
    """Whether ``load_what_is_there`` would find an index that fits, without loading it."""
    try:
        manifest = IndexPlace(data_dir, url).manifest()
        wanted = embedded_fingerprint() if model is None else read_encoder(model).fingerprint
    except SearchError:
        return False
    return manifest.encoder == wanted and _served_folders(data_dir, folders, manifest.corpus) is not None


def is_index_current(data_dir: Path, *, folders: Sequence[Path] = (), url: str | None = None) -> bool:
    """Whether the index was built from the sources as they are, for the law of today."""
    try:
        manifest = IndexPlace(data_dir, url).manifest()
    except SearchError:
        return False
    change = manifest.next_change
    return manifest.corpus == sources_digest(find(LAWS), folders) and (
        change is None or date.today() < change
    )
