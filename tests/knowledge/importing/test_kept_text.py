"""A text that was changed by hand after it was imported is noticed and left out."""

from __future__ import annotations

import pytest

from knowledge.importing.remove import remove
from knowledge.library import load_library

TEXT = "# 样本管理条例\n2020年1月1日公布 2020年2月1日起施行\n第一条　处三年以下有期徒刑。\n第二条　乙。"


def titles(library):
    return {law.title for law in library.laws.values()}


@pytest.mark.parametrize(
    ("words", "others"),
    [("三年以下", "五年以下"), ('"2020-02-01"', '"2019-02-01"'), ("样本管理", "样板管理")],
)
def test_a_changed_word_is_told_and_the_text_left_out(bring, statute_file, tmp_path, words, others):
    path = tmp_path / "a.md"
    path.write_text(TEXT, "utf-8")
    plan, after = bring(path)
    assert "样本管理条例" in titles(after)
    kept = next((tmp_path / "data" / "imported").glob("*.json"))
    kept.write_text(kept.read_text("utf-8").replace(words, others), "utf-8")
    changed = load_library(statute_file, [tmp_path / "data"])
    assert not titles(changed) & {"样本管理条例", "样板管理条例"}
    assert any(kept.name in said and "changed since" in said for said in changed.left_out)
    assert remove(tmp_path / "data", plan.reports[0].law_id)
    assert not kept.exists()
