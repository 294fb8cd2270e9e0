"""What counts as an article: 第N条 but in contents and in wrapped lines; without it 一、二、, or 1. 2. 3. across them. Who issued it."""

from __future__ import annotations

import pytest

from knowledge.citations import check_text
from knowledge.importing.articles import UNNUMBERED
from knowledge.importing.formats import read_lines
from knowledge.readers.official import parse_official
from tests.knowledge.importing.making import write_pdf

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


CONTENTS = [
    ["目　录", "第一章　总则 ........ 1", "第一条 ........... 1", "第二条　定义……2"],
    ["目录", "第一条　立法目的", "第二条　定义"],
    ["第一条　立法目的\t1", "第二条　定义\t2"],
    ["目　次", "第一条·······1", "第二条______2"],
]


@pytest.mark.parametrize("contents", CONTENTS)
def test_lines_of_contents_are_no_articles(contents):
    body = ["第一章　总则", "第一条　为了样本，制定本条例。", "第二条　本条例自2020年1月1日起施行。"]
    text = parse_official(["样本条例", *contents, *body], "a.txt")
    assert [(one.number.number, one.text) for one in text.articles] == [
        (1, "为了样本，制定本条例。"),
        (2, "本条例自2020年1月1日起施行。"),
    ]
    assert text.doubled == ()


@pytest.mark.parametrize(
    ("head", "issuer", "number"),
    [
        (
            "（2025年3月1日国家互联网信息办公室令第30号公布　自2025年5月1日起施行）",
            "国家互联网信息办公室",
            "国家互联网信息办公室令第30号",
        ),
        (
            "（2023年7月10日国家互联网信息办公室、公安部、国家广播电视总局令第15号公布）",
            "国家互联网信息办公室、公安部、国家广播电视总局",
            "国家互联网信息办公室令第15号",
        ),
        ("2021年3月1日 中国人民银行令〔2021〕第3号发布", "中国人民银行", "中国人民银行令〔2021〕3号"),
        ("1991年12月6日卫生部令第17号发布", "卫生部", "卫生部令第17号"),
        ("国家知识产权局令\n第70号", "国家知识产权局", "国家知识产权局令第70号"),
        ("2011年1月8日 中华人民共和国国务院令第588号公布", "国务院", "国务院令第588号"),
        (
            "1991年7月22日 国家工商行政管理局令第7号公布\n2020年12月28日 国务院令第734号修订",
            "国务院",
            "国务院令第734号",
        ),
    ],
)
def test_the_order_of_a_department_says_who_issued_a_rule(head, issuer, number):
    text = parse_official(
        ["样本管理办法", *head.split("\n"), "第一条　甲。", "第二条　乙。"], "样本管理办法.txt"
    )
    assert (text.issuer, text.document_number) == (issuer, number)
    assert [one.text for one in text.articles] == ["甲。", "乙。"]


def test_a_line_of_a_pdf_that_begins_like_an_article_and_is_not_set_in_goes_on():
    lines = [
        (72.0, "　　　　　　　　样本规定"),
        (96.0, "第一条　甲可以请求乙赔偿，但是丙依照样本法第一"),
        (72.0, "第二十条第一款的规定承担责任的除外，丁可以主张"),
        (72.0, "第三条　的规定。"),
        (96.0, "第二条　本规定自2020年1月1日起施行，样本局的规"),
        (72.0, "定同时废止。"),
    ]
    text = parse_official(read_lines("a.pdf", write_pdf([lines]))[0], "a.pdf")
    assert [one.number.number for one in text.articles] == [1, 2]
    assert text.articles[0].text.endswith("丁可以主张第三条　的规定。")
