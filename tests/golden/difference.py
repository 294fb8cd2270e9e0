"""What changed between two sets of rows, as gained and lost, for a person to read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Row = Mapping[str, Any]

MOST_SHOWN = 60
"""Rows that are printed one by one; of more the counts say enough."""


def difference(before: Sequence[Row], after: Sequence[Row], texts: Mapping[str, str] | None = None) -> str:
    """Nothing when both say the same, else a summary and one paragraph for each row that changed.

    Args:
        before: Rows that are kept, each with an ``id``.
        after: Rows of today.
        texts: By id what to print beside it: the question.
    """
    old, new = ({row["id"]: row for row in rows} for rows in (before, after))
    changed = [key for key in {**old, **new} if old.get(key) != new.get(key)]
    if not changed:
        return ""
    fields = Counter(
        name
        for key in changed
        for name in {**old.get(key, {}), **new.get(key, {})}
        if old.get(key, {}).get(name) != new.get(key, {}).get(name) and name != "id"
    )
    counts = ", ".join(f"{name} {count}" for name, count in fields.most_common())
    lines = [f"{len(changed)} of {len({**old, **new})} differ: {counts}"]
    for key in changed[:MOST_SHOWN]:
        lines += ["", f"{key}  {(texts or {}).get(key, '')}".rstrip()]
        lines += _of_row(old.get(key, {}), new.get(key, {}))
    if len(changed) > MOST_SHOWN:
        lines += ["", f"and {len(changed) - MOST_SHOWN} more"]
    return "\n".join(lines)


def _of_row(old: Row, new: Row) -> Iterator[str]:
    for name in {**old, **new}:
        was, now = old.get(name), new.get(name)
        if was == now or name == "id":
            continue
        if isinstance(was, list) and isinstance(now, list):
            yield from (f"  {name:8}{line}" for line in _of_lists(was, now))
        else:
            yield f"  {name:8}{_said(was)} -> {_said(now)}"


def _said(value: object) -> str:
    return "nothing" if value is None else str(value)


def _of_lists(was: Sequence[str], now: Sequence[str]) -> Iterator[str]:
    """Lost, gained, and what stands elsewhere; equal entries are told apart by their count."""
    lost, gained = Counter(was) - Counter(now), Counter(now) - Counter(was)
    for entry in lost.elements():
        yield f"lost    {entry} (was {was.index(entry) + 1})"
    for entry in gained.elements():
        yield f"gained  {entry} (now {now.index(entry) + 1})"
    if lost or gained:
        return
    place = next(n for n, (one, other) in enumerate(zip(was, now, strict=True)) if one != other)
    yield f"order   from place {place + 1}: {', '.join(was[place:])}"
    yield f"     -> {', '.join(now[place:])}"
