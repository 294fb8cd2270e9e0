"""How imported texts are kept: one JSON file a version, the originals by their SHA-256, a history of what was done.

    imported/<law>@<day>.json    what was read, with the files that it came from
    originals/<sha256><suffix>   the files as they were brought
    history.jsonl                one line per import and removal

Files of text that lie in ``imported/`` (the layout of a folder of sources) are read as they stand.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from knowledge.errors import KnowledgeError, SourceFormatError
from knowledge.importing.dates import Dates
from knowledge.importing.judging import Action, Judgement
from knowledge.importing.parts import fit_together, merge_parts, title_key
from knowledge.importing.shelf import Shelf
from knowledge.models import Article, ArticleNumber
from knowledge.readers.official import OfficialText, read_official
from knowledge.readers.text import split_paragraphs

IMPORTED = "imported"
"""Folder of imported official texts, in the data folder and in any folder of sources."""

ORIGINALS = "originals"
HISTORY = "history.jsonl"
FORMAT = 1
TEXTS = frozenset({".md", ".txt"})
"""Suffixes, in small letters, of texts that are read where they lie."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a text came from."""

    file: str
    sha256: str
    imported: str
    """ISO day and time."""
    format: str


@dataclass(frozen=True, slots=True)
class Kept:
    """One imported version with its origins."""

    text: OfficialText
    origins: tuple[Origin, ...]
    replacing: bool = False
    """The operator insisted on it."""


def imported_files(root: Path) -> list[Path]:
    """Every file of a folder's ``imported/`` that is loaded, and so is part of the fingerprint."""
    return sorted(
        path
        for path in (root / IMPORTED).glob("*")
        if path.is_file()
        and not path.name.startswith(("_", "."))
        and path.suffix.lower() in {".json", *TEXTS}
    )


def as_object(kept: Kept) -> dict[str, Any]:
    """What is written, with a digest of it by which a later change is noticed."""
    text = kept.text
    dates = text.dates
    written: dict[str, Any] = {
        "format": FORMAT,
        "title": text.title,
        "issuer": text.issuer,
        "document_number": text.document_number,
        "published": _iso(text.published),
        "effective": _iso(text.effective_from),
        "counted": text.counted,
        "gone": text.gone,
        "preamble": list(text.preamble),
        "amendment": [_iso(dates.amendment[0]), dates.amendment[1]] if dates and dates.amendment else None,
        "replacing": kept.replacing,
        "origins": [asdict(origin) for origin in kept.origins],
        "articles": [
            [one.number.number, one.number.inserted, one.label, one.text, list(one.headings)]
            for one in text.articles
        ],
    }
    return {**written, "digest": _digest(written)}


def _digest(written: Mapping[str, Any]) -> str:
    """SHA-256 of all that was written but itself."""
    content = {key: value for key, value in written.items() if key != "digest"}
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def read_kept(path: Path) -> Kept:
    """One file of ``imported/``.

    Raises:
        SourceFormatError: It is not as it was written.
    """
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        if raw["format"] != FORMAT:
            raise ValueError(f"format {raw['format']}")
        if raw.get("digest", _digest(raw)) != _digest(raw):  # files of an earlier version have none
            raise SourceFormatError(
                f"expected the text in {path.name} as it was imported, found it changed since; import the original again "
                f"(`yuanfa knowledge remove {path.stem}`, then `yuanfa knowledge import`)"
            )
        return Kept(_text(raw), tuple(Origin(**origin) for origin in raw["origins"]), bool(raw["replacing"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise SourceFormatError(
            f"expected an imported text as `yuanfa knowledge import` writes it in {path.name}, found: {error!r:.120}; "
            "remove the file and import the text again"
        ) from error


def _text(raw: Mapping[str, Any]) -> OfficialText:
    articles = tuple(
        Article(ArticleNumber(number, inserted), label, text, split_paragraphs(text), tuple(headings))
        for number, inserted, label, text, headings in raw["articles"]
    )
    published, effective = _day(raw["published"]), _day(raw["effective"])
    amendment = raw["amendment"]
    told = (date.fromisoformat(amendment[0]), str(amendment[1])) if amendment else None
    return OfficialText(
        title=str(raw["title"]),
        document_number=raw["document_number"],
        published=published,
        effective_from=effective,
        articles=articles,
        issuer=raw["issuer"],
        preamble=tuple(raw["preamble"]),
        dates=Dates(published, effective, amended=told is not None, amendment=told),
        counted=bool(raw["counted"]),
        gone=bool(raw.get("gone", False)),  # files of an earlier version have none
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def load_imported(files: Sequence[Path], shelf: Shelf) -> Iterator[str]:
    """Put every imported text on the shelf; what cannot be is told, and the rest goes on.

    Yields:
        One sentence for each file that was left out.
    """
    kept: list[tuple[str, Kept]] = []
    for path in files:
        try:
            one = read_kept(path) if path.suffix.lower() == ".json" else Kept(read_official(path), ())
        except KnowledgeError as error:
            yield f"imported/{path.name} is left out: {error}"
            continue
        kept.append((path.name, one))
    for name, one in in_order(kept):
        judged = shelf.judge(one.text, replacing=one.replacing)
        if judged.action is Action.REFUSED:
            yield f"imported/{name} is left out: {judged.reason}"
        elif judged.kept:
            shelf.put(one.text, judged, source_line(one.origins))
    shelf.settle()


def source_line(origins: Sequence[Origin]) -> str:
    """What is shown as the source of an imported text."""
    if not origins:
        return "运营者导入的文本"
    return f"运营者导入的文本（{origins[0].imported[:10]}）"


def in_order(kept: Sequence[tuple[str, Kept]]) -> list[tuple[str, Kept]]:
    """Texts in the order of their days, parts of one version put together."""
    groups: list[list[tuple[str, Kept]]] = []
    of_title: dict[str, list[list[tuple[str, Kept]]]] = defaultdict(list)
    for name, one in sorted(kept, key=lambda pair: (pair[1].text.published or date.min, pair[0])):
        alike = of_title[title_key(one.text.title)]
        group = next((group for group in alike if joins(one.text, [other.text for _, other in group])), None)
        if group is None:
            groups.append([(name, one)])
            alike.append(groups[-1])
        else:
            group.append((name, one))
    return [group[0] if len(group) == 1 else _merged(group) for group in groups]


def joins(text: OfficialText, parts: Sequence[OfficialText]) -> bool:
    """The text is a further part of the version whose parts these are: it is none that stands alone."""
    if not all(fit_together(text, part) for part in parts):
        return False
    return any(_is_part(one) for one in (text, *parts))


def _is_part(text: OfficialText) -> bool:
    return bool(text.part) or min((one.number.number for one in text.numbered), default=1) > 1


def _merged(group: Sequence[tuple[str, Kept]]) -> tuple[str, Kept]:
    ordered = sorted(group, key=lambda pair: min(one.number for one in pair[1].text.numbered))
    return " + ".join(name for name, _ in ordered), Kept(
        merge_parts([one.text for _, one in ordered]),
        tuple(origin for _, one in ordered for origin in one.origins),
        any(one.replacing for _, one in ordered),
    )


def keep(folder: Path, name: str, kept: Kept) -> Path:
    """Write one version; the file is whole or not there."""
    target = folder / IMPORTED / f"{name}.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_suffix(".unfinished")
    unfinished.write_text(json.dumps(as_object(kept), ensure_ascii=False), encoding="utf-8")
    unfinished.replace(target)
    return target


def keep_case(folder: Path, name: str, written: str) -> None:
    """Write one case file; it is whole or not there."""
    target = folder / "cases" / f"{name}.md"
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_suffix(".unfinished")
    unfinished.write_text(written, encoding="utf-8")
    unfinished.replace(target)


def note(folder: Path, **what: object) -> None:
    """Add a line to the history."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / HISTORY).open("a", encoding="utf-8") as file:
        file.write(json.dumps(what, ensure_ascii=False) + "\n")


def history(folder: Path) -> list[dict[str, Any]]:
    """Every line of the history, oldest first.

    Raises:
        SourceFormatError: A line cannot be read.
    """
    path = folder / HISTORY
    if not path.is_file():
        return []
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            found.append(dict(json.loads(line)))
        except ValueError as error:
            raise SourceFormatError(
                f"expected one JSON object a line in {path}, found something else on line {number}; delete the line"
            ) from error
    return found


__all__ = [
    "HISTORY",
    "IMPORTED",
    "ORIGINALS",
    "Judgement",
    "Kept",
    "Origin",
    "as_object",
    "history",
    "imported_files",
    "in_order",
    "joins",
    "keep",
    "keep_case",
    "load_imported",
    "note",
    "read_kept",
    "source_line",
]
