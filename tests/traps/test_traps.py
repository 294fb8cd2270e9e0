"""No false word about the law: names, places, versions, old numbers, quotations, crimes, premises, doubt, days, headings.

A row of ``traps.jsonl``: ``{"id", "kind", "via": "cite" | "ask", "input", "as_of"?, "expect"}``. ``expect`` may hold ``n`` (items), ``none``,
``has`` and ``never`` (conditions that some item, or no item, meets), ``quotes`` (place of an item: whether the article says the quoted
words), ``outcome`` and ``outcome_not``, ``head`` (each "a|b" stands in the conclusion), ``not_head``, ``own`` and ``not_own`` (the same of
all our words). A condition names fields of the item: equal, one of a list (``verdict``, ``status``), or ``message_has``, ``message_not``,
``text_has``. Items are citations, or excerpts of an answer.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.as_json import ask_object, citation_object
from bot.service import Yuanfa
from knowledge.citations import check_text
from knowledge.library import Library

TODAY = date(2026, 11, 29)
"""The day for which the rows say what is right."""

ROWS = [
    json.loads(line)
    for line in Path(__file__).with_name("traps.jsonl").read_text(encoding="utf-8").splitlines()
]


def _plain(text: str | None) -> str:
    return "".join(unicodedata.normalize("NFKC", text or "").split())


def _has(alternatives: str, text: str) -> bool:
    return any(_plain(one) in text for one in alternatives.split("|"))


def _meets(item: Mapping[str, Any], condition: Mapping[str, Any]) -> bool:
    for key, wanted in condition.items():
        field, _, how = key.partition("_") if key.endswith(("_has", "_not")) else (key, "", "")
        if how:
            found = [_has(one, _plain(item.get(field))) for one in wanted]
            if not (all(found) if how == "has" else not any(found)):
                return False
        elif item.get(key) not in (wanted if isinstance(wanted, list) else [wanted]):
            return False
    return True


def _faults(items: list[dict[str, Any]], answer: Mapping[str, Any], expect: Mapping[str, Any]) -> list[str]:
    head = _plain(answer.get("conclusion"))
    own = _plain("\n".join([answer.get("conclusion") or "", *answer.get("notices", [])]))
    faults = [f"no item meets {c}" for c in expect.get("has", []) if not any(_meets(i, c) for i in items)]
    faults += [f"an item meets {c}" for c in expect.get("never", []) if any(_meets(i, c) for i in items)]
    if "n" in expect and len(items) != expect["n"]:
        faults.append(f"{len(items)} items")
    if expect.get("none") and items:
        faults.append(f"read {[item['matched'] for item in items]}")
    for place, says in expect.get("quotes", {}).items():
        found = (items[int(place)]["quote"] or {}).get("says") if int(place) < len(items) else None
        if found is not says:
            faults.append(f"quotation {place}: {found}")
    if "outcome" in expect and answer["outcome"] not in expect["outcome"]:
        faults.append(f"outcome {answer['outcome']}")
    if answer.get("outcome") in expect.get("outcome_not", []):
        faults.append(f"outcome {answer['outcome']}")
    faults += [f"the conclusion lacks {one}" for one in expect.get("head", []) if not _has(one, head)]
    faults += [f"the conclusion says {one}" for one in expect.get("not_head", []) if _has(one, head)]
    faults += [f"not said: {one}" for one in expect.get("own", []) if not _has(one, own)]
    faults += [f"said: {one}" for one in expect.get("not_own", []) if _has(one, own)]
    return faults


def _day(row: Mapping[str, Any]) -> date | None:
    return date.fromisoformat(row["as_of"]) if "as_of" in row else None


@pytest.mark.parametrize("row", [row for row in ROWS if row["via"] == "cite"], ids=lambda row: row["id"])
def test_a_citation_is_read_and_judged_as_the_law_is(library: Library, row: dict[str, Any]) -> None:
    found = check_text(row["input"], library, _day(row) or TODAY)
    faults = _faults([citation_object(one) for one in found], {}, row["expect"])
    assert not faults, row["input"]


@pytest.mark.index
@pytest.mark.parametrize("row", [row for row in ROWS if row["via"] == "ask"], ids=lambda row: row["id"])
def test_an_answer_says_nothing_false(service: Yuanfa, row: dict[str, Any]) -> None:
    answer = ask_object(service.ask(row["input"], as_of=_day(row)), row["id"])
    faults = _faults(answer["excerpts"], answer, row["expect"])
    assert not faults, f"{row['input']}: {faults}"


def test_every_kind_of_trap_is_tried_at_least_fifteen_times() -> None:
    kinds = {row["kind"] for row in ROWS}
    assert len(kinds) >= 10
    assert all(sum(row["kind"] == kind for row in ROWS) >= 15 for kind in kinds)
