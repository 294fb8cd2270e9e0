"""What an import would do, file by file, before anything changes; and the import itself."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path, PurePosixPath
from typing import Any

from knowledge.errors import SourceFormatError
from knowledge.importing.files import Found, find_files
from knowledge.importing.formats import read_lines
from knowledge.importing.judging import Action, Judgement
from knowledge.importing.judgments import CaseText, as_markdown, is_case, read_case_text, split_cases
from knowledge.importing.kept import (
    IMPORTED,
    ORIGINALS,
    Kept,
    Origin,
    in_order,
    keep,
    keep_case,
    note,
    read_kept,
    source_line,
)
from knowledge.importing.parts import merge_parts
from knowledge.importing.shelf import Shelf
from knowledge.importing.standing import read_standing
from knowledge.library import DATA, Library
from knowledge.models import CaseId, Status, Statute
from knowledge.readers.official import OfficialText, kind_of, parse_official

Progress = Callable[[int, int], None]

STANDINGS = {
    Status.IN_FORCE: "现行有效",
    Status.AMENDED: "已被后来的版本取代",
    Status.REPEALED: "已废止",
    Status.NOT_YET_IN_FORCE: "尚未施行",
    Status.UNKNOWN: "状态待核",
}


@dataclass(slots=True)
class FileReport:
    """What was understood of one file, or of the parts of one text."""

    file: str
    action: Action
    reason: str = ""
    title: str = ""
    kind: str = ""
    issuer: str | None = None
    document_number: str | None = None
    published: date | None = None
    effective: date | None = None
    standing: str = ""
    standing_reason: str = ""
    articles: int = 0
    last: int = 0
    gaps: tuple[int, ...] = ()
    doubles: tuple[str, ...] = ()
    odd: tuple[str, ...] = ()
    replaces: str = ""
    law_id: str = ""
    version: str = ""
    warnings: tuple[str, ...] = ()

    def as_object(self) -> dict[str, Any]:
        """For ``--json``: one object a file."""
        return {
            "file": self.file,
            "action": self.action.value,
            "reason": self.reason or None,
            "title": self.title or None,
            "kind": self.kind or None,
            "issuer": self.issuer,
            "document_number": self.document_number,
            "published": self.published.isoformat() if self.published else None,
            "effective": self.effective.isoformat() if self.effective else None,
            "standing": self.standing or None,
            "standing_reason": self.standing_reason or None,
            "articles": self.articles,
            "of": self.last,
            "gaps": list(self.gaps),
            "doubles": list(self.doubles),
            "odd": list(self.odd),
            "replaces": self.replaces or None,
            "id": self.law_id or None,
            "version": self.version or None,
            "warnings": list(self.warnings),
        }

    def lines(self) -> list[str]:
        """For people."""
        if not self.title:
            return [f"{self.file}: {self.action.value}: {self.reason}"]
        if self.kind == "case":
            return [
                f"{self.file}: {self.action.value}",
                f"  {self.title}: {self.articles} points; {self.standing}",
            ]
        days = f"published {self.published or 'unknown'}, effective {self.effective or 'unknown'}"
        count = f"{self.articles} articles of {self.last}" if self.last else "running text"
        about = "; ".join(filter(None, (self.issuer, self.document_number, days, self.standing, count)))
        lines = [f"{self.file}: {self.action.value}", f"  《{self.title}》 {about}"]
        if self.replaces:
            lines.append(f"  in place of: {self.replaces}")
        if self.standing_reason:
            lines.append(f"  {self.standing_reason}")
        lines += [f"  {warning}" for warning in self.warnings]
        if self.reason:
            lines.append(f"  {self.reason}")
        return lines


@dataclass(slots=True)
class Plan:
    """The reports, and what is to be written."""

    reports: list[FileReport] = field(default_factory=list)
    kept: list[tuple[FileReport, Kept]] = field(default_factory=list)
    cases: list[tuple[FileReport, str, Origin]] = field(default_factory=list)
    """Case files as they are to be written."""
    data: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    """Suffix and bytes of the originals, by SHA-256."""
    shelf: Shelf | None = None

    @property
    def bad(self) -> list[FileReport]:
        """Files that could not be taken."""
        return [report for report in self.reports if report.action is Action.REFUSED]


def plan_import(
    path: Path,
    library: Library,
    today: date,
    *,
    replacing: bool = False,
    anonymise: bool = False,
    progress: Progress | None = None,
) -> Plan:
    """Read every file of ``path`` and judge it against what is held; nothing is written.

    Args:
        path: A file, a folder or a zip.
        library: What is held.
        today: The day whose standing is told.
        replacing: Texts are put in place of what is held, whatever it loses.
        anonymise: Names of parties of cases are shortened.
        progress: Told of (done, total) files read.

    Raises:
        SourceFormatError: There is nothing at ``path``.
    """
    plan = Plan()
    read: list[tuple[str, Kept]] = []
    found = list(find_files(path))
    for number, one in enumerate(found, 1):
        try:
            kept = _read(one, plan, library, replacing=replacing, anonymise=anonymise)
            if kept is not None:
                read.append((one.name, kept))
        except SourceFormatError as error:
            action = Action.ASIDE if one.unsure or one.aside else Action.REFUSED
            plan.reports.append(FileReport(one.name, action, str(error)))
        if progress is not None:
            progress(number, len(found))
    if not read and not plan.cases and all(one.action is Action.ASIDE for one in plan.reports):
        names = ", ".join(one.file for one in plan.reports[:5])
        raise SourceFormatError(
            f"expected official texts (.docx, .pdf, .html, .md, .txt, .zip) in {path}, found none that can be read ({names}); "
            "name another folder"
        )
    shelf = shelf_of(library)
    placed: list[tuple[FileReport, Statute]] = []
    for name, kept in in_order(read):
        judged = shelf.judge(kept.text, replacing=replacing)
        report = _report(name, kept.text, judged)
        plan.reports.append(report)
        if judged.kept:
            statute = shelf.put(kept.text, judged, source_line(kept.origins))
            report.law_id, report.version = statute.law.law_id, statute.version_id
            placed.append((report, statute))
            plan.kept.append((report, kept))
    shelf.settle()
    _tell_standing(placed, shelf, today)
    plan.shelf = shelf
    return plan


def shelf_of(library: Library) -> Shelf:
    """A shelf with what the library holds; the library stays as it is."""
    return Shelf(dict(library.laws), dict(library.editions), read_standing(DATA / "standing.yaml"))


def _read(one: Found, plan: Plan, library: Library, *, replacing: bool, anonymise: bool) -> Kept | None:
    """The rule in a file; None for a case, which is put into the plan."""
    if one.fault or one.aside:
        raise SourceFormatError(one.fault or one.aside)
    lines, kind = read_lines(one.name, one.data)
    digest = hashlib.sha256(one.data).hexdigest()
    origin = Origin(one.name, digest, datetime.now().astimezone().isoformat(timespec="seconds"), kind)
    original = (PurePosixPath(one.name).suffix.lower(), one.data)
    if not is_case(lines):
        text = parse_official(lines, PurePosixPath(one.name).name)
        if one.unsure and not text.counted:
            raise SourceFormatError(
                f"expected articles in {one.name}, which has no suffix of a text, found none; if it is a rule, save it as .txt"
            )
        plan.data[digest] = original
        return Kept(text, (origin,), replacing)
    for piece in split_cases(lines):
        case = read_case_text(piece.lines, one.name, anonymise=anonymise, piece=piece)
        report = _case_report(one.name, case, library)
        plan.reports.append(report)
        if report.action is not Action.SAME:
            plan.cases.append((report, as_markdown(case, f"运营者导入：{origin.imported[:10]}"), origin))
            if not anonymise:  # the original would give the names away
                plan.data[digest] = original
    return None


def _case_report(name: str, case: CaseText, library: Library) -> FileReport:
    held = library.cases.get(CaseId(case.case_id))
    said = [point.text for point in held.points] if held else []
    same = said == [text for texts in case.sections.values() for text in texts]
    return FileReport(
        file=name,
        action=Action.SAME if same and said else Action.CASE,
        title=case.title,
        kind="case",
        issuer=case.court,
        document_number=case.number,
        standing=case.standing_text,
        articles=case.points,
        law_id=case.case_id,
        version=case.case_id,
        replaces=case.case_id if held and not same else "",
    )


def _report(name: str, text: OfficialText, judged: Judgement) -> FileReport:
    against = judged.against
    replaces = ""
    if against is not None and judged.action is not Action.SAME:
        what = "text" if against.verbatim else "digest"
        replaces = f"{against.law.law_id}, {what} of {against.published or 'no day'}, {len(against.articles)} articles"
    return FileReport(
        file=name,
        action=judged.action,
        reason=judged.reason,
        title=text.title,
        kind=(judged.law.kind if judged.law else kind_of(text.title)).value,
        issuer=text.issuer or (judged.law.issuer if judged.law else None),
        document_number=text.document_number or (judged.law.document_number if judged.law else None),
        published=text.published,
        effective=text.effective_from,
        articles=len(text.numbered),
        last=text.last,
        gaps=text.gaps,
        doubles=text.doubled,
        odd=text.odd,
        replaces=replaces,
        law_id=judged.law.law_id if judged.law else "",
        warnings=judged.warnings,
    )


def _tell_standing(placed: Iterable[tuple[FileReport, Statute]], shelf: Shelf, today: date) -> None:
    for report, statute in placed:
        versions = shelf.editions[statute.law.law_id]
        now = next((one for one in versions if one.version_id == statute.version_id), None)
        if now is None:
            continue
        status = now.status_on(today)
        report.published, report.effective = now.published, now.effective_from
        report.standing = STANDINGS[status]
        report.standing_reason = now.unchecked or (now.version_note if status is Status.REPEALED else "")


def carry_out(plan: Plan, folder: Path) -> None:
    """Write what a plan keeps: originals, texts, history.

    Args:
        plan: From ``plan_import``.
        folder: The folder of sources in the data folder.

    Raises:
        SourceFormatError: The folder cannot be written.
    """
    try:
        for report, kept in plan.kept:
            for origin in kept.origins:
                _keep_original(folder, origin, plan.data)
            name = f"{report.law_id}@{kept.text.published or 'undated'}"
            keep(folder, name, _with_earlier(folder / IMPORTED / f"{name}.json", report.action, kept))
            note(
                folder,
                when=kept.origins[0].imported,
                did="import",
                action=report.action.value,
                title=report.title,
                id=report.law_id,
                version=name,
                files=[[origin.file, origin.sha256] for origin in kept.origins],
            )
        for report, written, origin in plan.cases:
            _keep_original(folder, origin, plan.data)
            keep_case(folder, report.law_id, written)
            note(
                folder,
                when=origin.imported,
                did="import",
                action=report.action.value,
                title=report.title,
                id=report.law_id,
                version=report.law_id,
                files=[["" if origin.sha256 not in plan.data else origin.file, origin.sha256]],
            )
    except OSError as error:
        raise SourceFormatError(
            f"expected to write to {folder}, found: {error.strerror}; correct its rights or set YUANFA_DATA_DIR"
        ) from error


def _keep_original(folder: Path, origin: Origin, data: dict[str, tuple[str, bytes]]) -> None:
    if origin.sha256 not in data:
        return
    suffix, content = data[origin.sha256]
    target = folder / ORIGINALS / f"{origin.sha256}{suffix}"
    if target.exists():
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_suffix(".unfinished")
    unfinished.write_bytes(content)
    unfinished.replace(target)


def _with_earlier(path: Path, action: Action, kept: Kept) -> Kept:
    """Parts that complete an earlier import are put together with it."""
    if action is not Action.COMPLETES or not path.is_file():
        return kept
    earlier = read_kept(path)
    return replace(
        kept, text=merge_parts([earlier.text, kept.text]), origins=(*earlier.origins, *kept.origins)
    )


def summary(reports: Sequence[FileReport]) -> str:
    """One line over all files."""
    aside = sum(1 for one in reports if one.action is Action.ASIDE)
    counts = {action: sum(1 for one in reports if one.action is action) for action in Action}
    said = ", ".join(f"{count} {action.value}" for action, count in counts.items() if count)
    return f"{len(reports) - aside} texts: {said}" if reports else "nothing"
