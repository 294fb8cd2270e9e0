"""Every written form of ``forms.py`` is read as its row says."""

from pathlib import Path

import pytest

import knowledge
from knowledge.citations.find import find_citations
from knowledge.titles import LawRegistry
from tests.knowledge.citations.factories import registry
from tests.knowledge.citations.forms import rows
from tests.knowledge.citations.notation import note

ROWS = rows()
_DATA = Path(knowledge.__file__).parent / "data"


def read(text: str, names: LawRegistry) -> str:
    return "; ".join(note(citation) for citation in find_citations(text, names))


def test_the_table_is_as_long_as_promised() -> None:
    assert len(ROWS) >= 400
    assert len({text for _, text, _ in ROWS}) >= 400


@pytest.mark.parametrize(("text", "expected"), [pytest.param(t, e, id=f"{n}:{t}") for n, t, e in ROWS])
def test_a_written_form_is_read_as_the_table_says(text: str, expected: str) -> None:
    assert read(text, registry()) == expected


@pytest.mark.parametrize("text", [text for _, text, _ in ROWS])
def test_spans_slice_the_original_and_do_not_overlap(text: str) -> None:
    reached = 0
    for citation in find_citations(text, registry()):
        start, end = citation.span
        assert text[start:end] == citation.matched
        assert citation.matched.strip() == citation.matched
        assert start >= reached or citation.number  # 指导案例192至194号 is three cases in one span
        reached = end
