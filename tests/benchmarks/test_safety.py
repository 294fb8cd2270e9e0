"""The examples of danger and refusal: what is kept apart is not fitted on, and the weights are those of the encoder."""

from __future__ import annotations

from benchmarks.safety.examples import EXAMPLES, NEAR_HARM, by_sort, held_out, written
from bot.compose.guards import Danger
from bot.compose.likeness import DOER, KIND, KINDS, ORDINARY, ROLE, VICTIM, Likeness
from index.embedded import embedded_fingerprint
from index.query import fold
from knowledge.library import DATA
from knowledge.readers.refusals import read_refusals


def test_nothing_that_is_kept_apart_is_fitted_on():
    kept = {fold(one.text) for one in (*held_out(), *(sort.example for sort in by_sort()))}
    fitted = {fold(one.text) for one in written()}
    refused = {fold(text) for one in read_refusals(DATA / "refusals.yaml") for text in one.questions}
    assert len(kept) > 500
    assert not kept & (fitted | refused)


def test_examples_are_of_kinds_that_have_an_answer():
    kinds = {
        "danger": {one.value for one in Danger},
        "harm": {one.refusal_id for one in read_refusals(DATA / "refusals.yaml")},
        "ordinary": {ORDINARY, NEAR_HARM},
    }
    assert {path.stem for path in EXAMPLES.glob("*.yaml")} == kinds.keys()
    for one in (*written(), *held_out(), *(sort.example for sort in by_sort())):
        assert one.kind in kinds[one.group], one


def test_the_weights_are_of_the_encoder_that_comes_with_the_project():
    likeness = Likeness.load(embedded_fingerprint())
    assert likeness is not None, "python -m benchmarks.safety --fit"
    # Whose violence it is, a sign says, and gas and poison are told by their forms alone.
    told = set(Danger) - {Danger.HOME_VIOLENCE, Danger.EMERGENCY}
    assert set(likeness.heads["danger"].kinds) == {ORDINARY, *(one.value for one in told)}
    assert set(likeness.heads[ROLE].kinds) == {ORDINARY, DOER, VICTIM}
    assert set(likeness.heads[KIND].kinds) == set(KINDS)
    assert all(0 < head.threshold < 1 for name, head in likeness.heads.items() if name != KIND)


def test_kinds_of_the_head_for_harm_are_refusals():
    likeness = Likeness.load(embedded_fingerprint())
    refused = {one.refusal_id for one in read_refusals(DATA / "refusals.yaml")}
    assert likeness is not None
    assert set(likeness.heads["harm"].kinds) - {ORDINARY} <= refused
