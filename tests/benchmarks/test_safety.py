"""The examples of danger and refusal: what is kept apart is not fitted on, and the weights are those of the encoder."""

from __future__ import annotations

import torch

from benchmarks.safety.examples import (
    EXAMPLES,
    NEAR_HARM,
    Labelled,
    by_sort,
    held_out,
    kept_later,
    kept_stories,
    written,
)
from benchmarks.safety.layers import train_layers
from bot.compose.likeness import DOER, KIND, KINDS, ORDINARY, ROLE, VICTIM, Likeness
from index.embedded import embedded_fingerprint
from index.query import fold
from knowledge.danger import Danger
from knowledge.library import DATA
from knowledge.readers.refusals import read_refusals


def test_nothing_that_is_kept_apart_is_fitted_on():
    kept = {
        fold(one.text)
        for one in (*held_out(), *kept_stories(), *kept_later(), *(sort.example for sort in by_sort()))
    }
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
    for one in (*written(), *held_out(), *kept_later(), *(sort.example for sort in by_sort())):
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


class TwoWords:
    """An encoder of two pieces, whose upper half is one matrix."""

    def __init__(self) -> None:
        self.upper = torch.nn.Linear(4, 4, bias=False)
        torch.nn.init.eye_(self.upper.weight)

    def below(self, texts):
        return [torch.eye(4)[[0 if "打" in text else 1]] for text in texts]

    def pooled(self, below):
        return torch.nn.functional.normalize(self.upper(torch.cat(list(below))), dim=1)


def test_layers_learn_what_every_head_is_to_see():
    halves = TwoWords()
    before = halves.upper.weight.detach().clone()
    texts = [f"{word}{number}" for number in range(40) for word in ("打", "借")]
    danger = [Labelled(text, "violence" if "打" in text else ORDINARY, 1.0) for text in texts]
    harm = [Labelled(text, ORDINARY if "打" in text else "swindle", 1.0) for text in texts[:40]]
    spoken = train_layers(halves, {"danger": danger, "harm": harm}, epochs=60)
    with torch.inference_mode():
        blow, loan = halves.pooled(halves.below(["打", "借"])).numpy()
    for name, text, kind in (
        ("danger", blow, "violence"),
        ("harm", loan, "swindle"),
        ("harm", blow, ORDINARY),
    ):
        said = spoken[name].weights @ text + spoken[name].bias
        assert spoken[name].kinds[int(said.argmax())] == kind
    assert (halves.upper.weight - before).abs().max() > 1e-3


def test_kinds_of_the_head_for_harm_are_refusals():
    likeness = Likeness.load(embedded_fingerprint())
    refused = {one.refusal_id for one in read_refusals(DATA / "refusals.yaml")}
    assert likeness is not None
    assert set(likeness.heads["harm"].kinds) - {ORDINARY} <= refused
