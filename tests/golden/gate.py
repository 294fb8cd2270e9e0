"""When the rows kept can be compared with those of this machine and this day."""

from __future__ import annotations

from datetime import date

from bot.settings import load_settings
from index.build import next_change
from knowledge.library import Library
from tests.golden.rows import HERE, read, write

MADE = HERE / "made.jsonl"
"""One row: the day whose law the rows were made of."""


def keep_circumstances(today: date) -> None:
    """Note under which law the rows were made."""
    write(MADE, [{"id": "made", "day": today.isoformat()}])


def day_kept() -> date:
    """The day whose law the rows were made of."""
    return date.fromisoformat(read(MADE)[0]["day"])


def otherwise_made(library: Library, today: date) -> str:
    """Why today's rows cannot be compared with those kept; empty when they can."""
    kept = read(MADE)[0]
    settings = load_settings()
    if settings.knowledge_dirs or settings.embedding_model:
        return "the sources or the embedding model are other than the project's own"
    change = next_change(library, date.fromisoformat(kept["day"]))
    if change is not None and change <= today:
        return f"the law in force changed on {change}, after the rows were made: run `make golden` and read what changed"
    return ""
