"""What an index folder holds and whether it fits, without answering from it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from bot import service
from bot.place import IndexPlace
from index.errors import SearchError
from index.store import check_fit, verify_files


def index_state(
    place: IndexPlace, *, folders: Sequence[Path] = (), model: str | None = None
) -> dict[str, object]:
    """What ``yuanfa index status`` shows.

    Raises:
        index.errors.SearchError: There is no index, or it cannot be read.
    """
    manifest = place.manifest()
    state: dict[str, object] = {"folder" if place.url is None else "milvus": place.named()}
    state.update(manifest.model_dump(mode="json", exclude={"files"}))
    library = service.read_library(folders)
    # How far the texts reach: what was published later is not known here.
    state["newest_text"] = library.newest.isoformat() if library.newest else None
    try:
        check_fit(
            place.named(),
            manifest,
            encoder=service.read_encoder(model).fingerprint,
            corpus=library.digest,
            today=date.today(),
        )
        state["fits"] = True
    except SearchError as error:
        state["fits"] = False
        state["reason"] = str(error)
    return state


def verify_index(place: IndexPlace) -> str:
    """Compare every file of the index folder with its checksum, or count Milvus's rows; one sentence when all is well.

    Raises:
        index.errors.SearchError: It is missing or damaged.
    """
    if place.url is not None:
        return place.check()
    folder = place.folder
    manifest = place.manifest()
    verify_files(folder, manifest)
    return f"index in {folder} is whole: {len(manifest.files)} files as they were built"
