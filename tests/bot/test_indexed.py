"""A bot that starts while an import waits to be embedded serves the index that is there and builds the new one beside it."""

from __future__ import annotations

import asyncio
import sys
from datetime import date

import pytest

from bot import service
from bot.indexed import build_beside, drop_others, indexed_folders, keep_indexed
from index.store import FORMAT, Manifest
from knowledge.library import sources_digest


@pytest.fixture
def sources(tmp_path):
    folder = tmp_path / "knowledge"
    (folder / "imported").mkdir(parents=True)
    (folder / "imported" / "a@2020-01-01.json").write_text("{}", "utf-8")
    (folder / "cases").mkdir()
    (folder / "cases" / "b.md").write_text("b", "utf-8")
    (tmp_path / "laws.db").write_bytes(b"laws")
    return folder


def stand(data_dir, corpus: str, change: str | None = None) -> None:
    manifest = Manifest(
        format=FORMAT, encoder="e", dimension=1, corpus=corpus, as_of="2026-11-29", next_change=change,
        passages=1, texts=1, questions=1, units=1, files={},
    )  # fmt: skip
    (data_dir / "index").mkdir(exist_ok=True)
    (data_dir / "index" / "manifest.json").write_text(manifest.model_dump_json(), "utf-8")


@pytest.fixture
def loaded(tmp_path, monkeypatch):
    """What ``load_service`` was asked to load."""
    calls = []
    monkeypatch.setattr(service, "find", lambda *_, **__: tmp_path / "laws.db")
    monkeypatch.setattr(service, "load_service", lambda data_dir, **asked: calls.append(asked))
    monkeypatch.setattr(service, "embedded_fingerprint", lambda: "e")
    return calls


def test_kept_sources_have_the_digest_of_those_that_were_indexed(sources, tmp_path):
    statutes = tmp_path / "laws.db"
    before = sources_digest(statutes, [sources])
    keep_indexed(tmp_path, [sources], before)
    (sources / "imported" / "c@2021-01-01.json").write_text("{}", "utf-8")
    (sources / "cases" / "b.md").write_text("changed", "utf-8")
    assert sources_digest(statutes, [sources]) != before
    assert sources_digest(statutes, indexed_folders(tmp_path, before)) == before


def test_what_earlier_indexes_were_built_from_goes_when_the_new_one_stands(sources, tmp_path):
    keep_indexed(tmp_path, [sources], "a" * 64)
    keep_indexed(tmp_path, [sources], "b" * 64)
    drop_others(tmp_path, "b" * 64)
    assert indexed_folders(tmp_path, "a" * 64) is None
    assert indexed_folders(tmp_path, "b" * 64)


def test_after_an_import_a_starting_bot_loads_the_old_index_with_its_own_sources(sources, tmp_path, loaded):
    before = sources_digest(tmp_path / "laws.db", [sources])
    stand(tmp_path, before)
    keep_indexed(tmp_path, [sources], before)
    assert service.is_index_current(tmp_path, folders=[sources])
    (sources / "imported" / "c@2021-01-01.json").write_text("{}", "utf-8")
    assert not service.is_index_current(tmp_path, folders=[sources])
    assert service.can_serve(tmp_path, folders=[sources])
    service.load_what_is_there(tmp_path, folders=[sources], today=date(2026, 11, 29))
    assert loaded[-1]["folders"] == indexed_folders(tmp_path, before)
    stand(tmp_path, sources_digest(tmp_path / "laws.db", [sources]))
    service.load_what_is_there(tmp_path, folders=[sources], today=date(2026, 11, 29))
    assert loaded[-1]["folders"] == [sources]


@pytest.mark.parametrize("kept", [True, False])
def test_the_first_import_of_all_finds_an_index_of_the_built_in_sources_alone(
    sources, tmp_path, loaded, kept
):
    alone = sources_digest(tmp_path / "laws.db")
    stand(tmp_path, alone)
    if kept:
        keep_indexed(tmp_path, [], alone)
    assert service.can_serve(tmp_path, folders=[sources])
    service.load_what_is_there(tmp_path, folders=[sources], today=date(2026, 11, 29))
    assert loaded[-1]["folders"] == ()


def test_an_index_of_before_a_change_of_law_is_served_as_of_the_day_before(sources, tmp_path, loaded):
    stand(tmp_path, sources_digest(tmp_path / "laws.db", [sources]), change="2027-01-01")
    service.load_what_is_there(tmp_path, folders=[sources], today=date(2027, 2, 1))
    assert loaded[-1]["today"] == date(2026, 12, 31)


def test_an_index_of_sources_that_nobody_kept_cannot_be_served(sources, tmp_path, loaded):
    assert not service.can_serve(tmp_path, folders=[sources])
    stand(tmp_path, "f" * 64)
    assert not service.can_serve(tmp_path, folders=[sources])


async def test_a_build_beside_the_bot_runs_only_when_it_is_needed(tmp_path):
    made = tmp_path / "made"
    command = (sys.executable, "-c", f"open({str(made)!r}, 'w').close()")
    await build_beside(lambda: True, command)
    assert not made.exists()
    await build_beside(lambda: False, command)
    assert made.exists()


async def test_a_build_that_fails_is_told_with_its_last_line(caplog):
    await build_beside(
        lambda: False, (sys.executable, "-c", "import sys; sys.exit('50 %\\nthe disk is full')")
    )
    assert [record.reason for record in caplog.records if record.levelname == "ERROR"] == ["the disk is full"]


async def test_a_build_beside_the_bot_ends_with_it(tmp_path):
    ready = tmp_path / "ready"
    code = f"import time; open({str(ready)!r}, 'w').close(); time.sleep(600)"
    task = asyncio.create_task(build_beside(lambda: False, (sys.executable, "-c", code)))
    async with asyncio.timeout(120):
        while not ready.exists():  # noqa: ASYNC110  (a file that another process makes)
            await asyncio.sleep(0.05)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
