"""The command line: what each command takes, prints and ends with."""

from __future__ import annotations

import os
import re
import resource
import subprocess
import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest

from bot.service import Yuanfa
from knowledge.library import Library
from tests.bot.conftest import ROOT, Commands, Process, is_one_sentence

COMMANDS = (
    "run",
    "chat",
    "ask",
    "search",
    "cite",
    "index build",
    "index status",
    "index verify",
    "knowledge check",
    "knowledge list",
    "knowledge show",
    "knowledge import",
    "knowledge remove",
    "knowledge history",
    "eval",
)


# Names and help


def test_the_command_and_the_packages_have_the_names_of_the_interface():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert project["project"]["name"] == "yuanfa"
    assert project["project"]["scripts"] == {"yuanfa": "bot.cli:main"}
    assert project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"] == ["bot", "index", "knowledge"]


def test_the_version_is_that_of_the_project(bare_yuanfa: Commands):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    told = bare_yuanfa("--version")
    assert (told.exit_code, told.stdout) == (0, f"yuanfa {project['version']}\n")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_for_the_shell_is_printed(shell: str, bare_yuanfa: Commands):
    told = bare_yuanfa("--show-completion", shell)
    assert told.exit_code == 0, told.output
    assert "yuanfa" in told.stdout.lower()


def test_make_run_and_make_test_use_the_environment_in_the_root():
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert re.search(r"^VENV \?= \.venv$", makefile, re.MULTILINE)
    for target in ("run", "test"):
        steps = subprocess.run(
            ["make", "--dry-run", target], cwd=ROOT, capture_output=True, text=True, check=True
        ).stdout
        assert ".venv/bin/" in steps


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(bare_yuanfa: Commands, command: str):
    result = bare_yuanfa(*command.split(), "--help")
    assert result.exit_code == 0
    assert "Usage" in result.stdout


def test_the_module_runs_as_the_command_does(process: Process):
    done = process("--help")
    assert done.returncode == 0
    for word in {command.split()[0] for command in COMMANDS}:
        assert word in done.stdout.decode("utf-8")


# Wrong usage: status 2


@pytest.mark.parametrize(
    "arguments",
    [
        ("nonsense",),
        ("ask",),
        ("ask", "一个问题", "--batch", "-"),
        ("ask", "一个问题", "--lang", "fr"),
        ("ask", "一个问题", "--unknown"),
        ("ask", "一个问题", "另一个"),
        ("ask", "一个问题", "--as-of", "yesterday"),
        ("ask", "一个问题", "--as-of", "2026-02-30"),
        ("ask", "一个问题", "--as-of", "2026/01/01"),
        ("ask", "一个问题", "--as-of", "26-1-1"),
        ("cite", "民法典1195条", "--as-of", "2026-13-01"),
        ("cite", "民法典1195条", "--as-of", ""),
        ("cite",),
        ("search",),
        ("search", "x", "-k", "0"),
        ("search", "x", "-k", "-3"),
        ("search", "x", "-k", "1001"),
        ("search", "x", "-k", "ten"),
        ("search", "x", "--kind", "law"),
        ("knowledge", "list", "--kind", "law"),
        ("knowledge", "show"),
        ("knowledge", "import"),
        ("eval",),
        ("index", "rebuild"),
    ],
)
def test_wrong_usage_ends_with_2_and_says_why_on_standard_error(
    bare_yuanfa: Commands, arguments: tuple[str, ...]
):
    result = bare_yuanfa(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Usage" in result.stderr
    assert "Traceback" not in result.stderr


def test_wrong_usage_is_said_before_anything_is_loaded(yuanfa: Commands):
    assert yuanfa("ask", "问题", "--as-of", "soon").exit_code == 2
    assert yuanfa("cite").exit_code == 2
    assert yuanfa.loads == 0


# The work failed: status 1, one sentence


def test_the_bot_without_a_token_says_so_before_it_loads_anything(yuanfa: Commands):
    result = yuanfa("run")
    assert result.exit_code == 1
    assert is_one_sentence(result.stderr)
    assert "TELEGRAM_BOT_TOKEN" in result.stderr
    assert "yuanfa chat" in result.stderr
    assert yuanfa.loads == 0


@pytest.mark.parametrize(
    ("name", "value", "remedy"),
    [
        ("YUANFA_DATADIR", "/somewhere", "did you mean YUANFA_DATA_DIR?"),
        ("YUANFA_COLOUR", "red", "remove it"),
        ("YUANFA_HTTP_PORT", "http", "YUANFA_HTTP_PORT"),
        ("YUANFA_HTTP_PORT", "70000", "YUANFA_HTTP_PORT"),
        ("YUANFA_LOG_LEVEL", "loud", "INFO"),
        ("YUANFA_ADMIN_IDS", "me", "numbers"),
        ("YUANFA_KNOWLEDGE_DIRS", "no-such-folder", "no-such-folder"),
        ("TELEGRAM_BASE_URL", "127.0.0.1:8081", "https://"),
    ],
)
@pytest.mark.parametrize("command", [("ask", "问题"), ("chat",), ("run",), ("index", "build"), ("cite", "x")])
def test_an_unknown_setting_or_a_bad_value_is_named_with_its_remedy(
    bare_yuanfa: Commands, monkeypatch, name: str, value: str, remedy: str, command: tuple[str, ...]
):
    monkeypatch.setenv(name, value)
    result = bare_yuanfa(*command)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert is_one_sentence(result.stderr)
    assert name in result.stderr
    assert remedy in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("ask", "开盒犯法吗"),
        ("search", "开盒"),
        ("chat",),
        ("index", "status"),
        ("index", "verify"),
        ("eval", "f"),
    ],
)
def test_a_missing_index_is_named_with_the_setting_and_the_remedy(
    bare_yuanfa: Commands, monkeypatch, tmp_path, library: Library, arguments: tuple[str, ...]
):
    monkeypatch.setenv("YUANFA_DATA_DIR", str(tmp_path / "empty"))
    monkeypatch.setattr("bot.service.read_library", lambda folders=(): library)
    result = bare_yuanfa(*arguments)
    assert result.exit_code == 1
    assert is_one_sentence(result.stderr)
    assert "YUANFA_DATA_DIR" in result.stderr
    assert "yuanfa index build" in result.stderr


def _copy_of_index(built: Mapping[str, str], target: Path) -> Path:
    """The built index again, its files linked: whoever changes one must replace it."""
    source = Path(built["YUANFA_DATA_DIR"]) / "index"
    for path in source.rglob("*"):
        if path.is_file():
            place = target / "index" / path.relative_to(source)
            place.parent.mkdir(parents=True, exist_ok=True)
            try:
                os.link(path, place)
            except OSError:
                place.write_bytes(path.read_bytes())
    return target / "index"


def _replace(path: Path, data: bytes) -> None:
    path.unlink()
    path.write_bytes(data)


@pytest.mark.index
@pytest.mark.parametrize(
    ("name", "damage"),
    [
        ("manifest.json", b"{"),
        ("manifest.json", b"[1]"),
        ("manifest.json", b'{"format": 1}'),
        ("manifest.json", b'{"format": 99}'),
        ("manifest.json", b"\xff\xfe\x00"),
        ("text.faiss", b"not an index"),
        ("rows.npz", b""),
        ("question.faiss", None),
    ],
)
def test_a_damaged_index_is_refused_in_one_sentence_that_says_how_to_mend_it(
    bare_yuanfa: Commands, built, monkeypatch, tmp_path, service: Yuanfa, name: str, damage: bytes | None
):
    folder = _copy_of_index(built, tmp_path / "data")
    if damage is None:
        (folder / name).unlink()
    else:
        _replace(folder / name, damage)
    for key, value in built.items():
        monkeypatch.setenv(key, value)
    monkeypatch.setenv("YUANFA_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setattr("bot.service.read_library", lambda folders=(): service.library)
    for arguments in (("ask", "开盒犯法吗"), ("index", "verify")):
        result = bare_yuanfa(*arguments)
        assert result.exit_code == 1, arguments
        assert result.stdout == ""
        assert is_one_sentence(result.stderr)
        assert "yuanfa index build" in result.stderr


@pytest.mark.index
def test_a_whole_index_is_verified_and_described(yuanfa: Commands, built, monkeypatch, service: Yuanfa):
    for key, value in built.items():
        monkeypatch.setenv(key, value)
    monkeypatch.setattr("bot.service.read_library", lambda folders=(): service.library)
    verified = yuanfa("index", "verify")
    assert verified.exit_code == 0
    assert "whole" in verified.stdout
    state = yuanfa.json("index", "status", "--json")
    assert state["fits"] is True
    assert state["passages"] > 20_000
    text = yuanfa("index", "status")
    assert text.exit_code == 0
    assert "fits: True" in text.stdout


@pytest.mark.index
def test_building_again_changes_nothing_within_the_time_that_is_promised(
    built, process: Process, service: Yuanfa
):
    manifest = Path(built["YUANFA_DATA_DIR"]) / "index" / "manifest.json"
    before = manifest.stat().st_mtime_ns
    before_it = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = process("index", "build", environment=built)
    after_it = resource.getrusage(resource.RUSAGE_CHILDREN)
    # Of its processor, so that what runs beside it does not count.
    assert after_it.ru_utime + after_it.ru_stime - before_it.ru_utime - before_it.ru_stime < 15
    assert done.returncode == 0
    assert done.stdout.startswith(b"index nothing changed; ")
    assert done.stderr == b""
    assert manifest.stat().st_mtime_ns == before


@pytest.mark.parametrize(
    ("folder", "name", "content"),
    [
        ("topics", "broken.yaml", "- id: [unclosed"),
        ("cases", "case-broken.md", "no front matter"),
        ("digests", "broken.yaml", "id: broken\n"),
        ("digests", "binary.yaml", "\udcff\udcfe"),
    ],
)
@pytest.mark.parametrize("command", [("cite", "民法典1195条"), ("knowledge", "check")])
def test_a_broken_source_file_is_named_in_one_sentence(
    bare_yuanfa: Commands, monkeypatch, tmp_path, folder, name, content, command
):
    source = tmp_path / "more"
    (source / folder).mkdir(parents=True)
    (source / folder / name).write_bytes(content.encode("utf-8", "surrogateescape"))
    monkeypatch.setenv("YUANFA_KNOWLEDGE_DIRS", str(source))
    result = bare_yuanfa(*command)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert is_one_sentence(result.stderr)
    assert name in result.stderr


def test_an_embedding_model_that_is_not_there_is_named(bare_yuanfa: Commands, monkeypatch, tmp_path, library):
    monkeypatch.setattr("bot.service.read_library", lambda folders=(): library)
    (tmp_path / "no-model").mkdir()
    monkeypatch.setenv("YUANFA_EMBEDDING_MODEL", str(tmp_path / "no-model"))
    result = bare_yuanfa("ask", "开盒犯法吗")
    assert result.exit_code == 1
    assert is_one_sentence(result.stderr)
    assert "YUANFA_EMBEDDING_MODEL" in result.stderr
