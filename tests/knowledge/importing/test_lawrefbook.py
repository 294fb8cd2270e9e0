"""The public collection imported as an operator would, against a count of its own made by scanning lines."""

from __future__ import annotations

import os
import re
from datetime import date
from pathlib import Path

import pytest

from knowledge.importing.judging import Action
from knowledge.importing.plan import Plan, plan_import
from knowledge.models import Status

ROOT = Path(__file__).resolve().parents[3]
FOLDER = Path(os.environ.get("YUANFA_TEST_SHARED", ROOT.parent / "shared")) / "data" / "lawrefbook"

_LABEL = re.compile(r"(?m)^[ \t#*\u3000]*第[一二三四五六七八九十百千零〇 \t\u3000]+条")

_COUNT = re.compile(r"(?m)^[ \t#*\u3000]*(?:(\d{1,3})\s?[.．、](?!\d)|([一二三四五六七八九十]{1,3})[、.．])")
_FIGURES = "一二三四五六七八九十"

INLINE = {"行政法规/飞行基本规则(2007-10-18).md"}
"""Files with several articles on a line: the scan finds only the first of each."""

REPEALED = [
    "最高人民法院关于适用《中华人民共和国婚姻法》若干问题的解释（一）",
    "最高人民法院关于适用《中华人民共和国婚姻法》若干问题的解释（二）",
    "最高人民法院关于适用《中华人民共和国婚姻法》若干问题的解释（二）的补充规定",
    "最高人民法院关于适用《中华人民共和国婚姻法》若干问题的解释（三）",
    "最高人民法院关于适用《中华人民共和国合同法》若干问题的解释（一）",
    "最高人民法院关于适用《中华人民共和国合同法》若干问题的解释（二）",
    "最高人民法院关于适用《中华人民共和国担保法》若干问题的解释",
    "最高人民法院关于适用《中华人民共和国物权法》若干问题的解释（一）",
    "最高人民法院关于适用《中华人民共和国民法总则》诉讼时效制度若干问题的解释",
    "最高人民法院关于审理涉及夫妻债务纠纷案件适用法律有关问题的解释",
    "最高人民法院关于审理名誉权案件若干问题的解答",
    "最高人民法院关于审理名誉权案件若干问题的解释",
    "最高人民法院关于审理劳动争议案件适用法律若干问题的解释",
    "最高人民法院关于审理劳动争议案件适用法律若干问题的解释（二）",
    "最高人民法院关于审理劳动争议案件适用法律若干问题的解释（三）",
    "最高人民法院关于审理劳动争议案件适用法律若干问题的解释（四）",
    "最高人民法院关于审理建设工程施工合同纠纷案件适用法律问题的解释",
    "最高人民法院关于审理建设工程施工合同纠纷案件适用法律问题的解释（二）",
    "最高人民法院关于审理洗钱等刑事案件具体应用法律若干问题的解释",
    "最高人民法院关于审理偷税抗税刑事案件具体应用法律若干问题的解释",
    "最高人民法院关于审理骗取出口退税刑事案件具体应用法律若干问题的解释",
    "最高人民法院关于审理破坏野生动物资源刑事案件具体应用法律若干问题的解释",
    "最高人民法院关于审理破坏森林资源刑事案件具体应用法律若干问题的解释",
    "最高人民法院关于审理破坏林地资源刑事案件具体应用法律若干问题的解释",
    "最高人民法院关于审理证券市场因虚假陈述引发的民事赔偿案件的若干规定",
    "最高人民法院关于审理不正当竞争民事案件应用法律若干问题的解释",
    "最高人民法院关于审理因垄断行为引发的民事纠纷案件应用法律若干问题的规定",
    "最高人民法院关于审理环境侵权责任纠纷案件适用法律若干问题的解释",
    "最高人民法院关于适用《中华人民共和国行政诉讼法》若干问题的解释",
    "人民检察院刑事诉讼规则（试行）",
    "人民检察院民事诉讼监督规则（试行）",
    "卖淫嫖娼人员收容教育办法",
    "计划生育技术服务管理条例",
    "流动人口计划生育工作条例",
    "社会抚养费征收管理办法",
    "信访条例",
    "中华人民共和国公司登记管理条例",
    "个体工商户条例",
    "化妆品卫生监督条例",
    "人体器官移植条例",
    "中华人民共和国增值税暂行条例",
    "非法金融机构和非法金融业务活动取缔办法",
]


def numeral(number: int) -> str:
    tens, ones = divmod(number, 10)
    if number <= 10:
        return _FIGURES[number - 1]
    return (_FIGURES[tens - 1] if tens > 1 else "") + "十" + (_FIGURES[ones - 1] if ones else "")


def counted(text: str) -> int:
    """Articles of a text without 第N条: 1. 2. 3. where they run on across 一、二、, else 一、二、 themselves."""
    headings = figures = crossed = 0
    below = False
    runs_on = True
    for figure, written in _COUNT.findall(text):
        if written:
            if written == numeral(headings + 1):
                headings, below = headings + 1, True
            continue
        if int(figure) == figures + 1:
            figures += 1
            crossed += below and figures > 1
        elif below:
            runs_on = False
        below = False
    if runs_on and crossed:
        return figures
    return headings if headings > 1 else 0


@pytest.fixture(scope="module")
def plan(library) -> Plan:
    if not FOLDER.is_dir():
        pytest.skip("the collection is not there; name the folder that holds it in YUANFA_TEST_SHARED")
    return plan_import(FOLDER, library, date(2026, 11, 29))


def rules(plan: Plan):
    return [report for report in plan.reports if report.kind != "case"]


@pytest.mark.slow
def test_nearly_every_file_that_holds_numbered_rules_is_taken(plan):
    numbered = [report for report in rules(plan) if report.last]
    taken = [report for report in numbered if report.action is not Action.REFUSED]
    assert len(taken) >= 0.99 * len(numbered) > 1000


@pytest.mark.slow
def test_no_article_is_lost_against_a_scan_of_the_lines(plan):
    differ = {}
    without_labels = 0
    for report in rules(plan):
        bodies = [
            (FOLDER / name).read_text("utf-8").split("<!-- INFO END -->")[-1]
            for name in report.file.split(" + ")
        ]
        scanned = sum(len(_LABEL.findall(body)) for body in bodies)
        if not scanned:
            scanned = sum(map(counted, bodies))
            without_labels += scanned > 0
        if scanned != report.articles:
            differ[report.file] = (scanned, report.articles)
    assert without_labels > 50
    assert set(differ) == INLINE
    assert all(read > scanned for scanned, read in differ.values())


@pytest.mark.slow
def test_every_repealed_rule_of_a_list_is_told_as_such(plan):
    assert len(REPEALED) >= 40
    standing: dict[str, set[str]] = {}
    for report in rules(plan):
        standing.setdefault(report.title, set()).add(report.standing)
    assert {title: standing.get(title) for title in REPEALED if standing.get(title) != {"已废止"}} == {}


@pytest.mark.slow
def test_what_could_be_cited_before_can_be_cited_after(plan, library, today):
    lost = []
    for law_id in library.editions:
        before = library.statute(law_id, today)
        if before is None:
            continue
        numbers = {one.number for one in before.articles if one.number.number < 900_000}
        after = [
            one
            for one in plan.shelf.editions[law_id]
            if one.status_on(today) in (Status.IN_FORCE, Status.UNKNOWN) and not one.unchecked
        ]
        if not after or numbers - {one.number for one in after[-1].articles}:
            lost.append(law_id)
    assert lost == []
