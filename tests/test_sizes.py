"""Modules and classes stay small enough to be read at once."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.mutants.faults import ROOT

PACKAGES = ("bot", "index", "knowledge")
MODULE_LINES, CLASS_LINES = 400, 200


def sources() -> Iterator[tuple[str, str]]:
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            yield str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")


def test_no_module_is_too_long() -> None:
    assert [name for name, text in sources() if text.count("\n") > MODULE_LINES] == []


def test_no_class_is_too_long() -> None:
    assert [
        f"{name}: {node.name}"
        for name, text in sources()
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.ClassDef) and (node.end_lineno or 0) - node.lineno + 1 > CLASS_LINES
    ] == []
