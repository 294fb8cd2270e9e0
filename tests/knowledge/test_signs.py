"""Signs are proved by their own examples; a file of them is read or refused in one sentence."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from bot.compose.dangers import AFAR, NOBODY
from bot.compose.guards import HARMLESS
from bot.compose.scope import ELSEWHERE
from bot.compose.smalltalk import Trivial
from knowledge.danger import Danger
from knowledge.errors import SourceFormatError
from knowledge.library import DATA
from knowledge.readers.refusals import read_refusals
from knowledge.readers.signs import built_in_signs, read_signs
from knowledge.signs import Sign, kinds_in, sign_faults

SIGN = Sign(
    "a",
    "danger",
    "violence",
    (re.compile("打"), re.compile("我")),
    (re.compile("官司"),),
    ("他打我",),
    ("我打官司",),
)


def test_the_signs_of_the_project_are_without_fault():
    assert list(sign_faults(built_in_signs())) == []


def test_every_sign_is_of_a_kind_that_has_an_answer():
    refused = {refusal.refusal_id for refusal in read_refusals(DATA / "refusals.yaml")}
    kinds = {
        "danger": {one.value for one in Danger},
        "harm": refused,
        "fair": {"fair", HARMLESS},
        "calm": {"calm", AFAR, NOBODY},
        "family": {"family", "grown"},
        "side": {"harmed"},
        "picture": {"picture"},
        "scope": {"outside", ELSEWHERE},
        "intent": {one.value for one in Trivial},
        "bare": {"bare"},
        "conversation": {"leans", "points"},
        "case": {"wants_law", "wants_story"},
        "premise": {"confirm", "confirmed", "claim_first", "open", "whether", "request", "question_mark"},
        "asks": {"asks", "bare"},
        "figure": {"how_much", "no_statement", "penalty"},
        "qualifier": {"least", "most", "all", "only", "none", "also", "start"},
        "qualified": {"least", "most", "all", "only", "none", "also"},
        "law": {"standing", "change", "coming", "about", "rules", "data_day"},
    }
    for sign in built_in_signs():
        assert sign.kind in kinds[sign.group]
        assert sign.spares, sign.sign_id


def test_a_sign_wants_every_condition_and_none_of_the_others():
    assert SIGN.found("他打我")
    assert not SIGN.found("他打人")
    assert not SIGN.found("我打官司")
    assert kinds_in("他打我", (SIGN, replace(SIGN, kind="threat"))) == ("violence", "threat")


@pytest.mark.parametrize(
    ("signs", "fault"),
    [
        ((replace(SIGN, matches=("他走了",)),), "does not"),
        ((replace(SIGN, spares=("又打我",)),), "spared"),
        (
            (replace(SIGN, sign_id="b", kind="threat", matches=("又打我",)), SIGN),
            "a sign of threat comes first",
        ),
        ((SIGN, replace(SIGN, sign_id="b", group="harm", kind="abuse")), "to be no harm"),
    ],
)
def test_an_example_that_a_sign_gets_wrong_is_a_fault(signs, fault):
    assert any(fault in one for one in sign_faults(signs))


def test_parts_are_put_in_where_they_are_named(tmp_path: Path):
    path = tmp_path / "danger.yaml"
    path.write_text(
        "parts: {who: [他, 她], deed: ['{who}打']}\nsigns: [{id: a, kind: violence, all: ['{deed}我'], matches: [她打我]}]\n",
        "utf-8",
    )
    (sign,) = read_signs(path)
    assert (sign.group, sign.found("她打我"), sign.found("它打我")) == ("danger", True, False)


@pytest.mark.parametrize(
    "text", ["signs: []", "signs: [{id: a, kind: b, all: ['('], matches: [x]}]", "signs: [{id: a, kind: b, all: ['{c}'], matches: [x]}]", "signs: [{id: a, kind: b, none: [c], matches: [x]}]", "- a", "\xff"]
)  # fmt: skip
def test_a_file_that_holds_no_signs_is_refused_in_one_sentence(tmp_path: Path, text: str):
    path = tmp_path / "danger.yaml"
    path.write_bytes(text.encode("latin-1"))
    with pytest.raises(SourceFormatError, match="expected signs in danger.yaml") as caught:
        read_signs(path)
    assert "\n" not in str(caught.value)
