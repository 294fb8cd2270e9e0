"""A figure that falls is seen; one that is expected can be measured."""

from dataclasses import replace

import pytest

from benchmarks.__main__ import found
from benchmarks.expected import MEASURES, README, read_expected, with_table


def test_every_figure_expected_can_be_measured_and_names_where_more_is():
    rows = read_expected()
    assert set(MEASURES) <= {row.name for row in rows}
    assert len({row.name for row in rows}) == len(rows)
    for row in rows:
        assert 0 < row.figure <= 1
        assert 0 < row.tolerance < 0.05
        assert row.questions
        assert row.encoder
        assert row.better in {"higher", "lower"}
        assert row.command.removeprefix("python -m benchmarks ").partition(" ")[0] in found()


@pytest.mark.parametrize(("measured", "falls"), [(0.80, False), (0.795, False), (0.78, True), (0.9, False)])
def test_a_figure_has_fallen_when_it_is_lower_than_it_may_be(measured, falls):
    row = replace(read_expected()[0], figure=0.80, tolerance=0.01)
    assert row.fallen(measured) is falls


def test_a_figure_that_should_be_low_falls_by_rising():
    row = replace(read_expected()[0], figure=0.03, tolerance=0.01, better="lower")
    assert row.fallen(0.05)
    assert not row.fallen(0.0)


def test_the_table_of_the_readme_is_that_of_the_file():
    page = README.read_text(encoding="utf-8")
    assert with_table(page) == page


def test_a_page_without_the_marks_gets_no_table():
    with pytest.raises(ValueError, match="found not both"):
        with_table("# A page")


def test_helpers_are_no_benchmarks():
    assert not {"logit", "metrics", "record"} & set(found())
