"""The command line, in this process and in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from bot import cli
from bot.service import Yuanfa
from bot.settings import load_settings

ROOT = Path(__file__).resolve().parents[2]
OWN = ("YUANFA_", "TELEGRAM_")


@pytest.fixture(scope="session")
def built(service: Yuanfa) -> Mapping[str, str]:
    """Environment in which another process finds the index of ``service``."""
    settings = load_settings()
    found = {"YUANFA_DATA_DIR": str(settings.data_dir.resolve())}
    if settings.knowledge_dirs:
        found["YUANFA_KNOWLEDGE_DIRS"] = os.pathsep.join(str(p.resolve()) for p in settings.knowledge_dirs)
    if settings.embedding_model:
        found["YUANFA_EMBEDDING_MODEL"] = settings.embedding_model
    return found


@pytest.fixture
def bare_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    """No setting of ours in the environment and no ``.env`` in the folder."""
    for name in list(os.environ):
        if name.upper().startswith(OWN):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return monkeypatch


class Commands:
    """Runs commands in this process with the loaded service; counts how often it was asked for."""

    def __init__(self) -> None:
        self.loads = 0

    def __call__(self, *arguments: str, input: str | bytes | None = None) -> Result:
        return CliRunner().invoke(cli.app, list(arguments), input=input)

    def json(self, *arguments: str, input: str | bytes | None = None) -> dict[str, Any]:
        """The one object on standard output of a command that must succeed."""
        result = self(*arguments, input=input)
        assert result.exit_code == 0, result.stderr
        lines = result.stdout.splitlines()
        assert len(lines) == 1, lines
        value = json.loads(lines[0])
        assert isinstance(value, dict)
        return value

    def batch(self, *arguments: str, lines: str | bytes) -> list[dict[str, Any]]:
        """The objects of a batch on standard input."""
        result = self(*arguments, "--batch", "-", input=lines)
        assert result.exit_code == 0, result.stderr
        return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.fixture
def yuanfa(service: Yuanfa, bare_environment: pytest.MonkeyPatch) -> Commands:
    runner = Commands()

    def loaded(*_: object, **__: object) -> Yuanfa:
        runner.loads += 1
        return service

    bare_environment.setattr(cli, "load_service", loaded)
    bare_environment.setattr(cli, "_checker", lambda: loaded())
    return runner


@pytest.fixture
def bare_yuanfa(bare_environment: pytest.MonkeyPatch) -> Commands:
    """Commands that load for themselves, or must fail before they do."""
    return Commands()


Process = Callable[..., "subprocess.CompletedProcess[bytes]"]


@pytest.fixture
def process(tmp_path: Path) -> Process:
    """Runs ``python -m bot`` as a user would, from another folder, without settings but those given."""

    def run(
        *arguments: str, environment: Mapping[str, str] | None = None, input: bytes | None = None
    ) -> subprocess.CompletedProcess[bytes]:
        clean = {k: v for k, v in os.environ.items() if not k.upper().startswith(OWN)}
        return subprocess.run(
            [sys.executable, "-m", "bot", *arguments],
            cwd=tmp_path,
            env={**clean, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1", **(environment or {})},
            input=input,
            capture_output=True,
            timeout=180,
            check=False,
        )

    return run


def is_one_sentence(text: str) -> bool:
    """One line without a traceback."""
    return bool(text.strip()) and len(text.strip().splitlines()) == 1 and "Traceback" not in text
