"""The figures that people state stand in the provisions that the list names."""

from __future__ import annotations

from datetime import date

import pytest

from bot.compose.figures import figures
from knowledge.known_figures import KnownFigure, known_figures
from knowledge.library import Library
from knowledge.references import resolve_reference


@pytest.mark.parametrize("known", known_figures(), ids=lambda one: one.article + one.figures[0])
def test_every_known_figure_stands_in_its_provision_and_in_our_sentence(
    library: Library, today: date, known: KnownFigure
) -> None:
    text = resolve_reference(known.article, library, today).article.text
    also = " ".join(resolve_reference(one, library, today).article.text for one in known.also)
    in_law = {one.quantity.value for one in figures(f"{text}\n{also}")}
    said = {one.quantity.value for one in figures(known.says)}
    right = [one.quantity.value for written in known.figures for one in figures(written)]
    assert any(value in in_law for value in right), in_law
    assert any(value in said for value in right), said
    also_right = [one.quantity.value for written in known.also_right for one in figures(written)]
    assert all(value in in_law for value in also_right)


def test_the_words_of_an_entry_meet_something() -> None:
    assert all(known.words and known.figures and known.english for known in known_figures())
