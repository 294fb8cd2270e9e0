"""What the README and docs/ say is there."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer

from bot.cli import app
from bot.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text("utf-8")
PAGES = [
    ROOT / "README.md",
    *sorted((ROOT / "docs").rglob("*.md")),
    *sorted((ROOT / "benchmarks").rglob("*.md")),
]


def commands() -> Iterator[str]:
    """Every command as it is typed."""
    for info in app.registered_commands:
        assert info.callback is not None
        yield info.name or info.callback.__name__.rstrip("_").replace("_", "-")
    for group in app.registered_groups:
        assert isinstance(group.typer_instance, typer.Typer)
        for info in group.typer_instance.registered_commands:
            assert info.callback is not None
            name = info.name or info.callback.__name__.rstrip("_").replace("_", "-")
            yield f"{group.name} {name}"


@pytest.mark.parametrize("command", commands())
def test_the_readme_has_every_command(command: str):
    assert f"`yuanfa {command}" in README


@pytest.mark.parametrize(
    "setting", [str(field.validation_alias or name).upper() for name, field in Settings.model_fields.items()]
)
def test_the_readme_has_every_setting(setting: str):
    assert f"| `{setting}` |" in README


def test_the_readme_has_no_setting_that_does_not_exist():
    known = {str(field.validation_alias or name).upper() for name, field in Settings.model_fields.items()}
    assert set(re.findall(r"\b(?:TELEGRAM|YUANFA)_[A-Z_]+[A-Z]\b", README)) <= known


def test_every_dependency_has_its_reason():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    reasons = (ROOT / "docs" / "dependencies.md").read_text("utf-8")
    for requirement in project["dependencies"] + project["optional-dependencies"]["dev"]:
        name = re.split(r"[\[<>=~!; ]", requirement)[0]
        assert re.search(rf"\b{re.escape(name)}\b", reasons), name


IMPORTED_AS = {
    "python-telegram-bot": ["telegram"], "faiss-cpu": ["faiss"], "PyYAML": ["yaml"], "opencc-python-reimplemented": ["opencc"],
    "python-docx": ["docx"], "psycopg 3": ["psycopg"], "yoyo-migrations": ["yoyo"], "milvus-lite": ["milvus_lite"],
}  # fmt: skip
"""Packages that are imported by another name than their own."""


def importers() -> dict[str, set[str]]:
    """Modules of ours by the package that they import."""
    found: dict[str, set[str]] = {}
    for folder in ("bot", "index", "knowledge"):
        for path in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
                if isinstance(node, ast.ImportFrom) and node.module and not node.level:
                    names = [node.module]
                for name in names:
                    found.setdefault(name.partition(".")[0], set()).add(str(path.relative_to(ROOT)))
    return found


def test_a_package_is_imported_by_the_modules_that_are_named_for_it():
    imported = importers()
    rows = re.findall(
        r"^\| ([^|`]+) \| [^|]+ \| ([^|]+) \|$", (ROOT / "docs" / "dependencies.md").read_text("utf-8"), re.M
    )
    seen = set()
    for packages, where in rows:
        named = re.findall(r"`((?:bot|index|knowledge)[\w./]*)`", where)
        for package in packages.split(", "):
            for name in IMPORTED_AS.get(package, [package.replace("-", "_")]):
                modules = imported.get(name, set())
                seen |= {name} if modules else set()
                assert [
                    one
                    for one in modules
                    if not any(one == place or one.startswith(f"{place}/") for place in named)
                ] == []
    assert {"telegram", "numpy", "pydantic", "yaml", "docx", "psycopg", "pymilvus", "mcp"} <= seen


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_to_a_file(page: Path):
    for target in re.findall(r"\]\(([^)#\s]+)", page.read_text("utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), target


def test_every_make_target_that_is_named_exists():
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = {}
    for page in [*PAGES, *ROOT.glob("*/**/*.py"), ROOT / "CHANGELOG.md"]:
        if ".venv" in page.parts:
            continue
        for goals in re.findall(r"`make ([a-z ]+)`", page.read_text("utf-8")):
            named.update(dict.fromkeys(goals.split(), page.name))
    assert {"run", "models"} <= set(named)
    assert {name: page for name, page in named.items() if name not in targets} == {}
