"""What benchmarks share: the built index, and what they measured: ``results/<name>.json`` with the day, the commit and the machine."""

from __future__ import annotations

import json
import os
import platform
import subprocess
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from bot.service import read_encoder, read_library
from bot.settings import Settings
from index.retriever import Retriever, load_retriever
from index.store import INDEX_FOLDER

FOLDER = Path(__file__).parent / "results"
ROOT = Path(__file__).parents[1]
SHARED = "BENCH_SHARED"


def shared_folder() -> Path:
    """Where the public benchmark data lies; never part of the project."""
    return Path(os.environ.get(SHARED, ROOT.parent / "shared" / "data"))


def built_retriever() -> Retriever:
    """Over the index that set-up built."""
    folder = Settings().data_dir / INDEX_FOLDER
    return load_retriever(read_library(), read_encoder(None), folder, date.today())


def commit() -> str:
    """Short name of the commit, with ``+`` when files differ from it."""

    def git(*words: str) -> str:
        return subprocess.run(
            ["git", "-C", str(ROOT), *words], capture_output=True, text=True, check=True
        ).stdout.strip()

    try:
        changed = git("status", "--porcelain", "--untracked-files=no", "--", "bot", "index", "knowledge")
        return git("rev-parse", "--short", "HEAD") + ("+" if changed else "")
    except (OSError, subprocess.CalledProcessError):
        return "unknown"


def keep(name: str, figures: Mapping[str, Any]) -> Path:
    """Write the figures; the same figures give the same bytes."""
    FOLDER.mkdir(exist_ok=True)
    path = FOLDER / f"{name}.json"
    record = {
        "name": name,
        "date": date.today().isoformat(),
        "commit": commit(),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        **figures,
    }
    path.write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return path
