"""Numbers that somebody chose stand in one place of each package, with their reasons; none is bare in code."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.mutants.faults import ROOT

TUNED = ("knowledge/tuned.py", "index/tuned.py", "bot/compose/tuned.py")
COUNTED = frozenset({0.0, 1.0})
"""Nothing and everything, which nobody chooses."""


def bare_in(text: str) -> Iterator[str]:
    """Fractions in the bodies of functions."""
    for function in ast.walk(ast.parse(text)):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            for node in ast.walk(function):
                if (
                    isinstance(node, ast.Constant)
                    and isinstance(node.value, float)
                    and node.value not in COUNTED
                ):
                    yield f"{function.name}: {node.value} in line {node.lineno}"


def without_reason(text: str) -> Iterator[str]:
    """Names of a module that nothing explains; those one below the other share what stands beneath them."""
    body = ast.parse(text).body
    for place, node in enumerate(body):
        if not isinstance(node, ast.Assign | ast.AnnAssign):
            continue
        below = place + 1
        while below < len(body) and isinstance(body[below], ast.Assign | ast.AnnAssign):
            if body[below].lineno != (body[below - 1].end_lineno or 0) + 1:
                break
            below += 1
        beneath = body[below] if below < len(body) else None
        if not (isinstance(beneath, ast.Expr) and isinstance(beneath.value, ast.Constant)):
            yield ast.unparse(node)


def test_no_fraction_is_bare_in_the_code_that_reads_searches_and_composes() -> None:
    found = {
        str(path.relative_to(ROOT)): bare
        for folder in ("knowledge", "index", "bot/compose")
        for path in sorted((ROOT / folder).rglob("*.py"))
        if (bare := list(bare_in(path.read_text(encoding="utf-8"))))
    }
    assert found == {}


@pytest.mark.parametrize("path", TUNED)
def test_every_number_that_was_chosen_has_its_reason_beside_it(path: str) -> None:
    assert list(without_reason(Path(ROOT / path).read_text(encoding="utf-8"))) == []


def test_what_is_bare_or_unexplained_is_seen() -> None:
    assert list(bare_in("def f(x):\n    return x > 0.35 or x < 1.0\n")) == ["f: 0.35 in line 2"]
    assert list(without_reason('A = 1\nB = 2\n"""Why."""\n\nC = 3\n\nD = 4\n"""Why."""\n')) == ["C = 3"]
