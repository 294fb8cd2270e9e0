"""A figure that falls is seen; one that is expected can be measured."""

from dataclasses import replace

import pytest

from benchmarks.__main__ import found
from benchmarks.expected import MEASURES, read_expected


def test_every_figure_expected_can_be_measured_and_names_where_more_is():
    rows = read_expected()
    assert [row.name for row in rows] == list(MEASURES)
    for row in rows:
        assert 0 < row.figure <= 1
        assert 0 < row.tolerance < 0.05
        assert row.questions
        assert row.encoder
        assert row.command.removeprefix("python -m benchmarks ") in found()


@pytest.mark.parametrize(("measured", "falls"), [(0.80, False), (0.795, False), (0.78, True), (0.9, False)])
def test_a_figure_has_fallen_when_it_is_lower_than_it_may_be(measured, falls):
    row = replace(read_expected()[0], figure=0.80, tolerance=0.01)
    assert row.fallen(measured) is falls


def test_helpers_are_no_benchmarks():
    assert not {"logit", "metrics", "record"} & set(found())
