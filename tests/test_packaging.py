"""The wheel and the image: what users install works alone, from any folder."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def run(*command: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("YUANFA_", "TELEGRAM_", "PYTHONPATH"))}
    return subprocess.run(
        command,
        cwd=cwd,
        env={**clean, **environment},
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )


def install_steps() -> list[str]:
    """The RUN lines of the Dockerfile between its two marks."""
    text = (ROOT / "Dockerfile").read_text("utf-8")
    inside = text.split("# begin install steps")[1].split("# end install steps")[0]
    return re.findall(r"^RUN (.+)$", inside, re.MULTILINE)


@pytest.mark.slow
def test_the_install_steps_of_the_image_work_in_a_fresh_environment(tmp_path):
    source = tmp_path / "src"
    shutil.copytree(
        ROOT, source, ignore=shutil.ignore_patterns(".git", ".venv", "var", "dist", ".*_cache", "__pycache__")
    )
    steps = install_steps()
    assert len(steps) == 3
    venv, data = tmp_path / "env", tmp_path / "data"
    for step in steps:
        local = step.replace("/opt/yuanfa", str(venv)).replace("/data", str(data))
        done = run("sh", "-c", local, cwd=source)
        assert done.returncode == 0, f"{local}\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}"
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    asked = run(
        str(venv / "bin" / "yuanfa"), "ask", "民法典1195条第2款", cwd=elsewhere, YUANFA_DATA_DIR=str(data)
    )
    assert asked.returncode == 0, asked.stderr
    assert "损害的扩大部分" in asked.stdout
    owners = run(
        str(venv / "bin" / "python"),
        "-c",
        "from importlib.metadata import packages_distributions as p; d = p();"
        "print(*(d[name] for name in ('bot', 'index', 'knowledge')))",
        cwd=elsewhere,
    )
    assert owners.stdout.split() == ["['yuanfa']"] * 3
    tools = run(str(venv / "bin" / "python"), "-c", "import pytest", cwd=elsewhere)
    assert tools.returncode != 0, "the image holds test tools"


def test_the_image_runs_without_rights():
    text = (ROOT / "Dockerfile").read_text("utf-8")
    last_stage = text.rsplit("FROM ", 1)[1]
    assert re.search(r"^USER yuanfa$", last_stage, re.MULTILINE)
    assert text.count("\nFROM ") + text.startswith("FROM ") == 2


def test_every_pin_of_the_project_is_in_the_constraints():
    project = (ROOT / "pyproject.toml").read_text("utf-8")
    constraints = (ROOT / "constraints.txt").read_text("utf-8").lower().replace("_", "-")
    pins = re.findall(r'^\s+"([A-Za-z0-9_-]+)(?:\[\w+\])?==([^"]+)"', project, re.MULTILINE)
    assert len(pins) > 15
    for name, version in pins:
        assert f"{name.lower().replace('_', '-')}=={version}" in constraints


def test_the_command_and_the_module_are_the_same(tmp_path):
    by_module = run(sys.executable, "-m", "bot", "--help", cwd=ROOT)
    assert by_module.returncode == 0
    for command in ("run", "chat", "ask", "search", "cite", "index", "knowledge", "eval"):
        assert command in by_module.stdout


def test_a_plain_run_installs_no_torch_and_tests_do():
    def planned(goal):
        return run("make", "--dry-run", goal, "VENV=/nowhere/env", cwd=ROOT).stdout

    assert "pip" in planned("run")
    assert "torch" not in planned("run")
    assert "torch==" in planned("test")
    assert "torch==" in planned("models")


def test_where_the_cpu_build_of_torch_is_out_of_reach_a_sentence_says_so_and_no_other_build_is_taken(
    tmp_path,
):
    venv = tmp_path / "env"
    (venv / "bin").mkdir(parents=True)
    pip = venv / "bin" / "pip"
    pip.write_text(f'#!/bin/sh\necho "$@" >> {tmp_path}/asked\necho "no route to the index" >&2\nexit 1\n')
    pip.chmod(0o755)
    (venv / ".installed").touch()
    done = run("make", "models", f"VENV={venv}", "TORCH_INDEX=https://mirror.example/cpu", cwd=ROOT)
    assert done.returncode != 0
    assert "no route to the index" in done.stderr
    assert "expected the CPU build of torch==" in done.stderr
    assert "make models TORCH_INDEX=" in done.stderr
    first, second = (tmp_path / "asked").read_text("utf-8").splitlines()
    assert "--index-url https://mirror.example/cpu torch==" in first
    assert "--dry-run" in second  # what pip is set up for is only looked at: it is no CPU build
