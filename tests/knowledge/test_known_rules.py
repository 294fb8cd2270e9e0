"""The rules that people state stand in the provisions that the list names."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.known_rules import KnownRule, known_rules
from knowledge.library import Library
from knowledge.references import resolve_reference


@pytest.mark.parametrize("rule", known_rules(), ids=lambda one: one.article + one.so[0])
def test_the_basis_of_a_rule_stands_word_for_word_in_its_provision(
    library: Library, today: date, rule: KnownRule
) -> None:
    reference = resolve_reference(rule.article, library, today)
    assert rule.basis in reference.article.text.replace("\n", "")
    for cited in rule.also:
        assert resolve_reference(cited, library, today).article.text
