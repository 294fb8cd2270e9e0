"""Listing, showing and importing sources for the command line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from knowledge.errors import UnresolvedReference
from knowledge.library import Library
from knowledge.models import Case, CaseId, Kind, LawId, Statute, Topic, TopicId
from knowledge.passages import build_passages
from knowledge.readers.statutes import is_numbered


def imported_folder(data_dir: Path) -> Path:
    """Where imported texts and cases are kept: a folder of sources in the data folder."""
    return data_dir / "knowledge"


def source_folders(data_dir: Path, folders: Sequence[Path]) -> tuple[Path, ...]:
    """The folders of sources beside the built-in one: the operator's, then what was imported."""
    imported = imported_folder(data_dir)
    return (*folders, imported) if imported.is_dir() else tuple(folders)


def list_sources(library: Library, today: date) -> Iterator[dict[str, str]]:
    """One entry per law, case and topic: id, kind, title, note."""
    for law_id in sorted(library.editions):
        law = library.laws[law_id]
        statute = library.statute(law_id, today)
        note = _standing(library, law_id, statute, today)
        yield {"id": law_id, "kind": law.kind.value, "title": law.title, "note": note}
    for case in sorted(library.cases.values(), key=lambda one: one.case_id):
        yield {"id": case.case_id, "kind": Kind.CASE.value, "title": case.title, "note": case.standing}
    for topic in sorted(library.topics.values(), key=lambda one: one.topic_id):
        note = f"{'playbook' if topic.steps else 'card'}, {topic.field or 'no field'}"
        yield {"id": topic.topic_id, "kind": Kind.TOPIC.value, "title": topic.title, "note": note}


def _standing(library: Library, law_id: LawId, statute: Statute | None, today: date) -> str:
    if statute is None:
        latest = library.versions(law_id)[-1]
        status = latest.status_on(today).value
        return f"{status}: {latest.unchecked}" if latest.unchecked else status
    text = "verbatim" if statute.verbatim else "digest 要旨"
    since = f"since {statute.effective_from}" if statute.effective_from else "own date unknown"
    return f"in force, {since}, {len(statute.articles)} articles, {text}"


def show_source(library: Library, identifier: str, today: date) -> str:
    """A law, case, topic or passage as text.

    Raises:
        UnresolvedReference: There is nothing of this id.
    """
    if LawId(identifier) in library.laws:
        return _law_text(library, LawId(identifier), today)
    if CaseId(identifier) in library.cases:
        return _case_text(library.cases[CaseId(identifier)])
    if TopicId(identifier) in library.topics:
        return _topic_text(library.topics[TopicId(identifier)])
    for passage in build_passages(library, today):
        if passage.passage_id == identifier:
            return f"{passage.title}\n\n{passage.text}"
    raise UnresolvedReference(
        f"expected the id of a law, case, topic or passage, found {identifier!r}; "
        "`yuanfa knowledge list` shows them"
    )


def _law_text(library: Library, law_id: LawId, today: date) -> str:
    law = library.laws[law_id]
    statute = library.statute(law_id, today) or (library.versions(law_id) or (None,))[-1]
    lines = [law.title, "、".join(law.short_names), "; ".join(law.english_names)]
    if law.document_number:
        lines.append(law.document_number)
    if law.issuer:
        lines.append(law.issuer)
    if law.predecessor:
        lines.append(f"前身：{law.predecessor}")
    if statute is None:
        return "\n".join([*filter(None, lines), "正文未收录。"])
    lines.append(_standing(library, law_id, statute, today))
    if not statute.verbatim:
        lines.append("要旨（非原文）")
    for article in statute.articles:
        label = article.label if is_numbered(article.number) else ""
        lines.append(f"{label}　{article.text}")
    return "\n".join(filter(None, lines))


def _case_text(case: Case) -> str:
    lines = [case.title, case.court or "", case.standing_text, "", case.summary, ""]
    lines += [f"[{point.section.value}] {point.text}" for point in case.points]
    return "\n".join(lines)


def _topic_text(topic: Topic) -> str:
    lines = [topic.title, "", topic.conclusion, ""]
    lines += [f"- {article.citation} ({article.layer})" for article in topic.articles]
    lines += [f"{number}. {step}" for number, step in enumerate(topic.steps, 1)]
    return "\n".join(lines)
