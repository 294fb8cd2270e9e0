"""What the modules of commands share: errors as one sentence, JSON lines, folders of sources."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.place import IndexPlace
from bot.settings import Settings, SettingsError
from bot.sources import source_folders
from index.errors import SearchError
from knowledge.errors import KnowledgeError

JsonFlag = Annotated[bool, typer.Option("--json", help="One JSON object on standard output.")]


@contextmanager
def one_sentence() -> Iterator[None]:
    """Turn the errors that we raise into one sentence and exit status 1."""
    try:
        yield
    except (SettingsError, KnowledgeError, SearchError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error
    except BrokenPipeError:
        sys.stderr.close()  # the reader has gone; say nothing more
        raise typer.Exit(1) from None


def folders(settings: Settings) -> tuple[Path, ...]:
    """The folders of sources beside the built-in one."""
    return source_folders(settings.data_dir, settings.knowledge_dirs)


def place(settings: Settings) -> IndexPlace:
    """Where the index is."""
    return IndexPlace(settings.data_dir, settings.index_at)


def emit(value: dict[str, Any]) -> None:
    """One JSON line on standard output, flushed."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")
    sys.stdout.flush()
