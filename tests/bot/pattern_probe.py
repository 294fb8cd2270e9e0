"""Runs every regular expression of the project over the inputs that repetition fears; ``python -m`` in a process of its own.

Prints one JSON object: how many patterns and searches there were, and those over their time. The inputs are made from
the pattern itself: what leads up to each repeat, what the repeat eats many times over, then something that does not fit.
A search that blows up is ended by an interval timer, which ``re`` heeds in the main thread.
"""

from __future__ import annotations

import ast
import importlib
import json
import pkgutil
import re
import re._parser as parser  # type: ignore[import-not-found]
import signal
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

import bot
import index
import knowledge
from knowledge.readers.people import people_signs
from knowledge.readers.signs import built_in_signs

FIRST, SHORT, LONG = 512, 4_096, 30_000
"""The inputs that cost most at the first length are tried at what Telegram delivers at most, and at what tells what is
quadratic from what is not, for a file or a pipe may bring more."""
SECONDS = {FIRST: 0.05, SHORT: 0.15, LONG: 0.3}
"""CPU time. Patterns of a hundred alternatives take microseconds a character; what is quadratic takes seconds."""
WORST = 4
MISFITS = ("", "\x00", "终", "z!")
CALLS: Mapping[str, Callable[[re.Pattern[str], str], object]] = {
    "search": re.Pattern.search,
    "match": re.Pattern.match,
    "fullmatch": re.Pattern.fullmatch,
    "finditer": lambda pattern, text: sum(1 for _ in pattern.finditer(text)),
}
LIKE = {"sub": "finditer", "subn": "finditer", "split": "finditer", "findall": "finditer"}
Found = dict[re.Pattern[str], tuple[str, set[str]]]


class Late(Exception):
    """The search took longer than it may."""


# Which patterns there are ------------------------------------------------------------------------


def modules() -> Iterator[ModuleType]:
    """Every module of the three packages."""
    for package in (knowledge, index, bot):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not found.name.endswith("__main__"):
                yield importlib.import_module(found.name)


def collect() -> Found:
    """Pattern to (where it stands, the ways it is used): kept ones, and those written into a call of ``re``."""
    found: Found = {}
    everything = list(modules())
    sources = {module: Path(module.__file__ or "").read_text("utf-8") for module in everything}
    calls: dict[str, set[str]] = {}
    for name, way in re.findall(r"\b(\w+)\.(\w+)\(", "\n".join(sources.values())):
        calls.setdefault(name, set()).add(LIKE.get(way, way))
    for module in everything:
        for name, value in vars(module).items():
            for pattern in _inside(value, set()):
                where, ways = found.setdefault(pattern, (f"{module.__name__}.{name}", set()))
                ways.update(calls.get(name, set()) & CALLS.keys())
        for call in ast.walk(ast.parse(sources[module])):
            written = _written(call, module)
            if written is not None:
                way, pattern = written
                where = f"{module.__name__}:{call.lineno}"  # type: ignore[attr-defined]
                found.setdefault(pattern, (where, set()))[1].add(LIKE.get(way, way))
    for sign in (*built_in_signs(), *people_signs()):
        for pattern in (*sign.every, *sign.never):
            found.setdefault(pattern, (f"signs/{sign.group}.{sign.sign_id}", {"search"}))
    return {pattern: (where, ways or {"search"}) for pattern, (where, ways) in found.items()}


def _inside(value: object, seen: set[int]) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict | tuple | list | set | frozenset) and id(value) not in seen:
        seen.add(id(value))
        for part in (*value, *value.values()) if isinstance(value, dict) else value:
            yield from _inside(part, seen)


def _written(node: ast.AST, module: ModuleType) -> tuple[str, re.Pattern[str]] | None:
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
        return None
    way = node.func.attr
    if ast.unparse(node.func.value) != "re" or LIKE.get(way, way) not in CALLS:
        return None
    flags = [ast.unparse(word.value) for word in node.keywords if word.arg == "flags"]
    code = f"re.compile({ast.unparse(node.args[0])}, {flags[0] if flags else 0})"
    try:
        return way, eval(code, {**vars(module), "re": re})
    except (NameError, TypeError):  # made of a variable, with re.escape: a literal
        return None


# What each of them fears -------------------------------------------------------------------------


def sample(tree: Any, pick: int = 0) -> str:
    """A short text that a parsed pattern matches; ``pick`` chooses among alternatives and members."""
    return "".join(_sample_of(str(op), argument, pick) for op, argument in tree)


def _sample_of(op: str, argument: Any, pick: int) -> str:
    if op == "LITERAL":
        return chr(argument)
    if op == "NOT_LITERAL":
        return "x" if argument != ord("x") else "y"
    if op == "ANY":
        return "哈"
    if op == "IN":
        return _member(argument, pick)
    if op == "BRANCH":
        branches = argument[1]
        chosen = branches[pick % len(branches)]
        return sample(chosen, pick)
    if op == "SUBPATTERN":
        return sample(argument[3], pick)
    if op == "ATOMIC_GROUP":
        return sample(argument, pick)
    if op in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        return sample(argument[2], pick) * max(argument[0], min(1, pick))
    return ""  # positions, looks around, back references


_OF_CATEGORY = {"CATEGORY_DIGIT": "1", "CATEGORY_SPACE": " ", "CATEGORY_WORD": "a", "CATEGORY_NOT_WORD": "!"}


def _member(members: Any, pick: int) -> str:
    if str(members[0][0]) == "NEGATE":
        refused = re.compile(f"[{''.join(_raw(*member) for member in members[1:])}]")
        return next(c for c in "哈a1 !，z第" if not refused.match(c))
    found = []
    for op, argument in members:
        if str(op) == "LITERAL":
            found.append(chr(argument))
        elif str(op) == "RANGE":
            found.append(chr(argument[0]))
        elif str(op) == "CATEGORY":
            found.append(_OF_CATEGORY.get(str(argument), "哈"))
    return found[pick % len(found)]


def _raw(op: Any, argument: Any) -> str:
    if str(op) == "LITERAL":
        return re.escape(chr(argument))
    if str(op) == "RANGE":
        return f"{re.escape(chr(argument[0]))}-{re.escape(chr(argument[1]))}"
    return {"SPACE": r"\s", "DIGIT": r"\d", "WORD": r"\w"}.get(str(argument).removeprefix("CATEGORY_"), "")


def fears(tree: Any, before: str = "") -> Iterator[tuple[str, str]]:
    """(what leads up to it, what is repeated): for each repeat, each alternative, and each way into them."""
    for op, argument in tree:
        name = str(op)
        if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
            for pick in range(4):
                yield before, sample(argument[2], pick)
            yield from fears(argument[2], before)
        elif name == "BRANCH":
            for number, branch in enumerate(argument[1]):
                yield before, sample(branch, number)
                yield before, sample(branch, 1)
                yield from fears(branch, before)
        elif name == "SUBPATTERN":
            yield from fears(argument[3], before)
        elif name in ("ASSERT", "ASSERT_NOT"):
            yield from fears(argument[1], before)
        elif name == "ATOMIC_GROUP":
            yield from fears(argument, before)
        before += _sample_of(name, argument, 1)
        yield "", before


def inputs(pattern: re.Pattern[str]) -> list[tuple[str, str, str]]:
    """(beginning, what is repeated, end) of texts that could make ``pattern`` go back and forth."""
    feared = dict.fromkeys(fears(parser.parse(pattern.pattern, pattern.flags)))
    few = len(feared) < 60
    found: dict[tuple[str, str], None] = {}
    for before, unit in feared:
        for lead, repeated in ((before, unit), ("", unit), ("", unit + " "))[: 3 if few else 2]:
            if repeated:
                found[lead, repeated] = None
    return [(*pair, misfit) for pair in found for misfit in (MISFITS if few else MISFITS[:2])]


# Timing ------------------------------------------------------------------------------------------


def timed(call: Callable[[], object], limit: float) -> float:
    """Seconds of a call, by a fine clock; infinite when it used up its CPU time three times and had to be ended.

    A machine with other work to do, or the collector of garbage, can make one call late, not three in a row.
    """
    for _ in range(3):
        try:
            signal.setitimer(signal.ITIMER_VIRTUAL, limit)
            started = time.perf_counter()
            call()
            took = time.perf_counter() - started
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
            return took
        except Late:  # also when it came between the end of the call and the line that stops the clock
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return float("inf")


def late(_: int, __: object) -> None:
    raise Late


def probe(pattern: re.Pattern[str], way: str, most: int) -> tuple[int, list[tuple[str, int]]]:
    """How many searches were made, and (input, its length) of those over their time.

    ``most`` is the longest text that the pattern is ever given.
    """
    run = CALLS[way]
    made, bad = 0, []
    wanted = inputs(pattern)
    for length in (FIRST, SHORT, LONG):
        if length > most:
            break
        costs = []
        for lead, unit, misfit in wanted:
            said = lead + unit * (length // len(unit)) + misfit
            given = said.encode() if isinstance(pattern.pattern, bytes) else said
            cost = timed(lambda: run(pattern, given), SECONDS[length])  # noqa: B023
            costs.append((cost, (lead, unit, misfit)))
            if cost == float("inf"):  # one is enough, and each takes seconds
                bad.append((said[:40], length))
                break
        made += len(costs)
        if bad:
            break
        wanted = [which for _, which in sorted(costs, reverse=True)[:WORST]]
    return made, bad


def main(*arguments: str) -> None:
    """Of the project, or those given."""
    signal.signal(signal.SIGVTALRM, late)
    given: Found = {re.compile(one): (one, {"search"}) for one in arguments}
    patterns = given or collect()
    searches, over = 0, []
    for pattern, (where, ways) in patterns.items():
        for way in sorted(ways):
            module = sys.modules.get(where.split(":")[0] if ":" in where else where.rpartition(".")[0])
            made, bad = probe(pattern, way, getattr(module, "MOST_READ", LONG))
            searches += made
            over += [(where, way, *one) for one in bad]
    print(json.dumps({"patterns": len(patterns), "searches": searches, "over": over}, ensure_ascii=False))


if __name__ == "__main__":
    main(*sys.argv[1:])
