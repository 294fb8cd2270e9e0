"""From which day an imported wording held: never from before it was published, and unknown where nobody says it."""

from __future__ import annotations

import re
from datetime import date

import pytest

from knowledge.citations import check_text
from knowledge.models import LawId

HISTORY = "2002年8月2日 中华人民共和国国务院令第359号公布\n2011年1月8日 《国务院关于修改部分行政法规的决定》第一次修订"
BODY = "第一条　为了规范样本，制定本条例。\n第二条　样本应当登记。\n第三条　本条例自2002年9月15日起施行。"


def brought(bring, tmp_path, name, head=HISTORY):
    path = tmp_path / name
    path.write_text(f"# 样本管理条例\n{head}\n{BODY}", "utf-8")
    plan, after = bring(path)
    return plan.reports[0], after


@pytest.mark.parametrize(
    ("day", "effective", "standing"),
    [
        ("2011-01-08", "2011-01-08", "现行有效"),  # the amendment of the last head line
        ("2016-02-06", "2016-02-06", "现行有效"),  # a later decision of the State Council that we know
        ("2012-11-09", "2013-01-01", "现行有效"),
        ("2016-06-19", None, "状态待核"),  # a later one that we do not know
    ],
)
def test_a_wording_holds_from_its_own_amendment(bring, tmp_path, day, effective, standing):
    report, _ = brought(bring, tmp_path, f"样本管理条例({day}).md")
    assert report.published == date.fromisoformat(day)
    assert report.effective == (date.fromisoformat(effective) if effective else None)
    assert report.standing == standing


@pytest.mark.parametrize("day", ["2016-02-06", "2016-06-19"])
def test_later_words_are_not_given_for_an_earlier_day(bring, tmp_path, day):
    _, after = brought(bring, tmp_path, f"样本管理条例({day}).md")
    found = check_text("《样本管理条例》第二条", after, date(2012, 6, 1))[0]
    assert found.verdict.value in ("not_yet_in_force", "no_text")


def test_a_known_decision_of_the_state_council_says_nothing_of_a_ministrys_rule(bring, tmp_path):
    head = "2002年8月2日 样本部令第3号公布\n2011年1月8日 《样本部关于修改部分规章的决定》修订"
    report, _ = brought(bring, tmp_path, "样本管理条例(2016-02-06).md", head)
    assert (report.effective, report.standing) == (None, "状态待核")


def test_a_day_of_effect_before_publication_is_told_and_not_taken(bring, tmp_path):
    report, _ = brought(bring, tmp_path, "样本管理条例(2002-11-15).md", "2002年11月15日 样本部令第3号公布")
    assert (report.effective, report.standing) == (None, "状态待核")
    assert any("2002-09-15" in warning and "unknown" in warning for warning in report.warnings)


def test_an_import_of_an_earlier_version_with_such_a_day_is_put_right_as_it_is_read(bring, tmp_path):
    _, after = brought(bring, tmp_path, "样本管理条例(2016-06-19).md")
    folder = tmp_path / "data" / "imported"
    kept = next(folder.glob("*.json"))
    kept.write_text(
        re.sub(r', "digest": "\w+"', "", kept.read_text("utf-8"))
        .replace('"effective": null', '"effective": "2011-01-08"')
        .replace(
            '["2016-06-19", "国务院未写明的修改"]',
            '["2011-01-08", "《国务院关于修改部分行政法规的决定》第一次修订"]',
        ),
        "utf-8",
    )
    assert '"effective": "2011-01-08"' in kept.read_text("utf-8")
    _, again = bring(tmp_path / "样本管理条例(2016-06-19).md")
    law_id = next(law.law_id for law in again.laws.values() if law.title == "样本管理条例")
    (version,) = again.editions[LawId(law_id)]
    assert (version.effective_from, bool(version.unchecked)) == (None, True)


def test_nothing_that_is_held_takes_effect_before_it_was_published(library):
    assert [
        one.version_id
        for group in library.editions.values()
        for one in group
        if one.effective_from and one.published and one.effective_from < one.published
    ] == []
