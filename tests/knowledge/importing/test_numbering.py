"""Rules without 第N条: 一、二、 are the articles, or 1. 2. 3. where they run on across such headings."""

from __future__ import annotations

from knowledge.citations import check_text
from knowledge.importing.articles import UNNUMBERED
from knowledge.readers.official import parse_official

RUNS_ON = [
    "最高人民法院关于样本执行工作若干问题的规定（试行）",
    "2020年1月1日公布 2020年2月1日起施行",
    "为了规范样本，作如下规定。",
    "一、执行机构",
    "1.样本法院设立机构。",
    "2.机构负责下列事项：",
    "（1）甲；",
    "（2）乙。",
    "## 二、执行管辖",
    "3．甲由乙管辖，标的为1.5倍的除外。",
    "4、丙由丁管辖。",
    "三、附则",
    "5. 本规定自2020年2月1日起施行。",
]


def numbers(lines):
    return [(one.number.number, one.text) for one in parse_official(lines, "a.txt").numbered]


def test_numbers_that_run_on_across_headings_are_the_articles():
    assert numbers(RUNS_ON) == [
        (1, "样本法院设立机构。"),
        (2, "机构负责下列事项：\n（1）甲；\n（2）乙。"),
        (3, "甲由乙管辖，标的为1.5倍的除外。"),
        (4, "丙由丁管辖。"),
        (5, "本规定自2020年2月1日起施行。"),
    ]
    text = parse_official(RUNS_ON, "a.txt")
    assert text.preamble == ("为了规范样本，作如下规定。",)
    assert [one.headings for one in text.articles][2:] == [
        ("二、执行管辖",),
        ("二、执行管辖",),
        ("三、附则",),
    ]


def test_numbers_that_begin_again_below_each_heading_are_items_of_it():
    lines = [
        "样本意见",
        "一、甲的事项",
        "1.甲一。",
        "2.甲二。",
        "二、乙的事项",
        "1.乙一。",
        "2.乙二。",
        "3.乙三。",
    ]
    assert [number for number, _ in numbers(lines)] == [1, 2]


def test_numbers_below_one_heading_alone_are_items_of_it():
    lines = ["样本意见", "一、甲的事项如下：", "1.甲一。", "2.甲二。", "二、乙的事项。", "三、丙的事项。"]
    assert [number for number, _ in numbers(lines)] == [1, 2, 3]


def test_such_articles_are_cited_by_their_number(bring, tmp_path, today):
    path = tmp_path / "a.txt"
    path.write_text("\n".join(RUNS_ON), "utf-8")
    _, after = bring(path)
    found = check_text("《最高人民法院关于样本执行工作若干问题的规定（试行）》第4条", after, today)[0]
    assert found.verdict.value == "valid"
    gone = check_text("《最高人民法院关于样本执行工作若干问题的规定（试行）》第6条", after, today)[0]
    assert gone.verdict.value != "valid"
    assert all(one.number.number < UNNUMBERED for one in parse_official(RUNS_ON, "a.txt").articles)
