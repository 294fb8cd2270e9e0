"""The files that a library is read from, and their fingerprint."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from importlib import resources
from pathlib import Path

from knowledge.importing.kept import IMPORTED, imported_files

DATA = Path(str(resources.files("knowledge") / "data"))
"""The built-in sources."""

_TAKEN = b"curated files follow imported versions"
"""Changed when imported texts come to be taken otherwise: what was indexed from them is built anew then."""


def source_files(root: Path) -> dict[str, list[Path]]:
    """Every file of a folder of sources that is read, by the kind of its folder; what is read is fingerprinted."""
    return {
        "": sorted(root.glob("*.yaml")) if root == DATA else [],
        "digests": sorted((root / "digests").glob("*.yaml")),
        IMPORTED: imported_files(root),
        "cases": sorted((root / "cases").glob("*.md")),
        "topics": sorted((root / "topics").glob("*.yaml")),
        "asked": sorted((root / "asked").glob("*.yaml")),
    }


def sources_digest(statute_file: Path, folders: Sequence[Path] = ()) -> str:
    """``Library.digest`` of what these sources hold now, without reading them as sources."""
    return digest_of(statute_file, [source_files(root) for root in (DATA, *folders)])


def digest_of(statute_file: Path, sources: Iterable[Mapping[str, Sequence[Path]]]) -> str:
    """SHA-256 over names and bytes of every file that is read, and over how imported texts are taken."""
    held = [dict(files) for files in sources]
    total = hashlib.sha256(_TAKEN if any(files[IMPORTED] for files in held) else b"")
    for path in [statute_file, *(path for files in held for group in files.values() for path in group)]:
        total.update(f"{path.parent.name}/{path.name}".encode())
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()
