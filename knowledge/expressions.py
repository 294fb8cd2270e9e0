"""Regular expressions in the form that Python's engine runs: kept with what they belong to, a start need not compile them again.

Compiling some hundred long ones takes a third of a second; putting the code back takes a tenth of that. The code fits the
very Python that compiled it and no other: whoever keeps it keeps ``sys.version`` beside it.
"""

from __future__ import annotations

import re
from array import array
from importlib import import_module
from typing import Any, Final

UNIT: Final = "I"
"""Of the engine's code: 32 bits (``_sre.CODESIZE``)."""

Parts = tuple[str, int, bytes, int, dict[str, int], tuple[str | None, ...]]
"""The expression, its flags, its code, how many groups it has, numbers of named groups, and names by number."""


def taken_apart(expression: re.Pattern[str]) -> Parts | None:
    """What ``put_together`` makes the same expression of; None on a Python whose engine is another.

    The steps of ``re._compiler.compile``, which has no other way to its code.
    """
    try:
        parser, compiler = import_module("re._parser"), import_module("re._compiler")
        parsed = parser.parse(expression.pattern, expression.flags)
        code = array(UNIT, compiler._code(parsed, expression.flags))
        named, groups = dict(parsed.state.groupdict), int(parsed.state.groups)
    except (ImportError, AttributeError, TypeError, OverflowError):
        return None
    names: list[str | None] = [None] * groups
    for name, number in named.items():
        names[number] = name
    return expression.pattern, expression.flags, code.tobytes(), groups - 1, named, tuple(names)


def put_together(
    expression: str,
    flags: int,
    code: bytes,
    groups: int,
    named: dict[str, int],
    names: tuple[str | None, ...],
) -> Any:
    """The ``re.Pattern`` that was taken apart; the engine looks through the code before it takes it.

    Raises:
        RuntimeError: It is no code.
    """
    engine = import_module("_sre")
    return engine.compile(expression, flags, memoryview(code).cast(UNIT).tolist(), groups, named, names)
