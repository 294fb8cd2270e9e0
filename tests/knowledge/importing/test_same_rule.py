"""A text is the held rule also under a title that lacks its issuer, and an earlier one also under the name it had then."""

from __future__ import annotations

import pytest

from knowledge.citations import check_text
from knowledge.importing.judging import Action
from knowledge.models import LawId

SUBJECT = "关于审理样本案件适用法律若干问题的规定"
BODY = "第一条　甲。\n第二条　乙。\n第三条　本规定自2021年8月1日起施行。"
COURT = "（2021年6月8日最高人民法院审判委员会第1841次会议通过）"


def write(folder, name, title, head=COURT, body=BODY):
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(f"# {title}\n{head}\n{body}", "utf-8")
    return folder


@pytest.mark.parametrize("first", ["", "最高人民法院"])
def test_a_title_without_its_issuer_is_no_second_rule(bring, tmp_path, first):
    second = "" if first else "最高人民法院"
    folder = write(tmp_path / "in", "a(2021-06-08).md", first + SUBJECT)
    write(folder, "b(2021-07-27).md", second + SUBJECT)
    plan, after = bring(folder)
    assert [report.action for report in plan.reports] == [Action.NEW, Action.SAME]
    assert len([law for law in after.laws.values() if law.title.endswith(SUBJECT)]) == 1


def test_a_held_digest_is_replaced_by_a_text_without_the_issuer(bring, library, tmp_path):
    law = library.laws[LawId("face-recognition-civil")]
    digest = library.editions[law.law_id][0]
    body = "\n".join(f"{one.label}　{one.text}" for one in digest.articles)
    title = law.title.removeprefix("最高人民法院")
    head = "（2021年6月8日最高人民法院审判委员会第1841次会议通过，自2021年8月1日起施行）"
    plan, after = bring(write(tmp_path / "in", f"{title}.md", title, head, body))
    assert plan.reports[0].action is Action.REPLACES_DIGEST
    assert [one.law_id for one in after.laws.values() if "审理使用人脸识别" in one.title] == [law.law_id]


@pytest.mark.parametrize(
    ("head", "other"),
    [
        ("（2021年6月8日公安部令第160号公布　自2021年8月1日起施行）", "最高人民法院"),
        (COURT, "最高人民检察院"),
    ],
)
def test_a_rule_of_another_issuer_about_the_same_is_another(bring, tmp_path, head, other):
    folder = write(tmp_path / "in", "a.md", SUBJECT, head)
    write(folder, "b.md", other + SUBJECT)
    plan, _ = bring(folder)
    assert [report.action for report in plan.reports] == [Action.NEW, Action.NEW]


def test_the_wording_before_a_change_of_name_does_not_stand_beside_the_later_one(bring, today, tmp_path):
    title = "最高人民法院关于限制被执行人高消费的若干规定"
    head = "2010年7月1日 最高人民法院公告公布\n2010年10月1日 施行"
    plan, after = bring(write(tmp_path / "in", f"{title}(2010-07-01).md", title, head))
    assert plan.reports[0].standing == "已被后来的版本取代"
    assert check_text(f"《{title}》第二条", after, today)[0].verdict.value != "valid"


def test_the_interpretation_on_handling_stolen_goods_of_2021_is_gone(bring, today, tmp_path):
    title = "最高人民法院关于审理掩饰、隐瞒犯罪所得、犯罪所得收益刑事案件适用法律若干问题的解释"
    head = "（2015年5月11日最高人民法院审判委员会第1651次会议通过　2021年4月7日最高人民法院审判委员会第1835次会议修正，该修正自2021年4月15日起施行）"
    plan, after = bring(write(tmp_path / "in", f"{title}(2021-04-13).md", title, head))
    assert (plan.reports[0].standing, plan.reports[0].standing_reason) == (
        "已废止",
        "已自2025-08-26起被法释〔2025〕13号废止",
    )
    assert check_text(f"《{title}》第二条", after, today)[0].verdict.value != "valid"
