"""Judgments and typical cases become case files: sections, number, court, standing; names shortened on request."""

from __future__ import annotations

from dataclasses import replace

import pytest

from knowledge.check import check_library
from knowledge.importing.judging import Action
from knowledge.importing.judgments import is_case, read_case_text, split_cases
from knowledge.importing.lines import clean_lines
from knowledge.importing.plan import carry_out, plan_import
from knowledge.importing.remove import remove
from knowledge.library import load_library
from knowledge.models import Section

TYPICAL = """# 样本超市买卖合同纠纷案

## 基本案情
2020年5月1日，李某在某超市买到过期面包，要求赔偿1000元。
第六条　某超市辩称，已按其制度下架。

## 【裁判理由】
人民法院认为，经营者明知食品过期仍然销售，应当承担赔偿责任。

三、裁判结果
某超市赔偿李某1000元。

## 典型意义
提示经营者及时清理过期食品。

## 相关法条
《中华人民共和国食品安全法》第一百四十八条
"""

JUDGMENT = """某某市某某区人民法院
民事判决书
（2021）京0101民初1234号
原告：王小明，男，1980年1月1日出生，汉族，住某某市某某区某某路1号，公民身份号码110101198001011234。
被告：王大力，男，1975年2月2日出生，电话13800001111。
被告：某某科技有限公司。
原告王小明与被告王大力名誉权纠纷一案，本院立案后公开开庭审理。
经审理查明：2020年3月，王大力在朋友圈发布针对王小明的不实言论。
本院认为，王大力的行为侵害了王小明的名誉权。
综上，依照法律规定，判决如下：
一、王大力于本判决生效之日起七日内向王小明赔礼道歉；
二、驳回王小明的其他诉讼请求。
"""


def lines(text):
    return clean_lines(text)


def test_a_typical_case_is_cut_at_its_headings_and_is_no_rule():
    assert is_case(lines(TYPICAL))
    case = read_case_text(lines(TYPICAL), "a.md")
    assert list(case.sections) == ["案情", "结果", "规则"]
    assert case.points == 5
    assert case.sections["结果"] == ["某超市赔偿李某1000元。"]
    assert case.standing == "typical"
    assert "未经核对" in case.standing_text
    assert not any("第一百四十八条" in text for texts in case.sections.values() for text in texts)


def test_a_judgment_is_cut_where_it_turns_and_named_by_its_number():
    assert is_case(lines(JUDGMENT))
    case = read_case_text(lines(JUDGMENT), "判决.txt")
    assert case.number == "（2021）京0101民初1234号"
    assert case.title == "（2021）京0101民初1234号民事判决书"
    assert case.court == "某某市某某区人民法院"
    assert case.standing == "judgment"
    assert case.sections["案情"][0].startswith("经审理查明")
    assert case.sections["规则"][0].startswith("本院认为")
    assert case.sections["结果"] == [
        "一、王大力于本判决生效之日起七日内向王小明赔礼道歉；",
        "二、驳回王小明的其他诉讼请求。",
    ]


def test_names_and_private_numbers_are_gone_on_request():
    case = read_case_text(lines(JUDGMENT), "判决.txt", anonymise=True)
    whole = "\n".join(text for texts in case.sections.values() for text in texts)
    for private in ("王小明", "王大力", "110101198001011234", "13800001111", "某某路1号"):
        assert private not in whole
    # Two of one surname stay apart.
    assert "王某乙的行为侵害了王某甲的名誉权" in whole


@pytest.mark.parametrize(
    "text",
    [
        "样本条例\n2020年1月1日公布\n第一条 甲。\n第二条 乙。",
        "最高人民法院关于案例指导工作的规定\n第一条 指导性案例由标题、基本案情、裁判结果、裁判理由组成。",
    ],
)
def test_a_rule_is_no_case(text):
    assert not is_case(lines(text))


def faults_of_cases(library, today):
    """Of what an imported case stands beside; topics and questions are not read anew for it."""
    return check_library(replace(library, topics={}, asked={}, gists={}), today).faults


@pytest.fixture(scope="module")
def faults_of_ours(library, today):
    return faults_of_cases(library, today)


@pytest.mark.parametrize(("anonymise", "kept"), [(False, 1), (True, 0)])
def test_an_imported_case_is_a_case_of_the_library_and_can_be_taken_back(
    statute_file, tmp_path, library, today, faults_of_ours, anonymise, kept
):
    source = tmp_path / "王小明案.txt"
    source.write_text(JUDGMENT, "utf-8")
    plan = plan_import(source, library, today, anonymise=anonymise)
    folder = tmp_path / "data"
    carry_out(plan, folder)
    assert [report.action for report in plan.reports] == [Action.CASE]
    assert len(list((folder / "originals").glob("*"))) == kept
    found = load_library(statute_file, [folder])
    case = found.cases[plan.reports[0].law_id]
    assert {point.section for point in case.points} == {
        Section.PROCEDURE,
        Section.FACTS,
        Section.RULE,
        Section.OUTCOME,
    }
    assert len(case.summary) <= 220
    assert faults_of_cases(found, today) == faults_of_ours
    assert [one.action for one in plan_import(source, found, today, anonymise=anonymise).reports] == [
        Action.SAME
    ]
    if anonymise:
        written = "".join(path.read_text("utf-8") for path in folder.rglob("*") if path.is_file())
        assert "王小明" not in written
    remove(folder, case.case_id)
    assert not load_library(statute_file, [folder]).cases.keys() ^ library.cases.keys()


@pytest.mark.parametrize(
    ("line", "court", "number"),
    [
        (
            "北京市第三中级人民法院（2019）京03民终1234号民事判决",
            "北京市第三中级人民法院",
            "（2019）京03民终1234号",
        ),
        ("江苏省南京市江宁区人民法院经审理认为，某公司应当赔偿。", "江苏省南京市江宁区人民法院", None),
        ("杭州互联网法院", "杭州互联网法院", None),
        # Courts that are only spoken of, and numbers of letters.
        (
            "双方因土地使用权出让合同纠纷向四川省成都市温江区人民法院提起诉讼，所涉为（2018）366号文件。",
            None,
            None,
        ),
        ("某公司诉至人民法院。该法院委托重庆市南岸区人民法院调查。", None, None),
        (
            "再审判决如下：撤销陕西省高级人民法院（2011）陕民再字第3号民事判决。",
            None,
            "（2011）陕民再字第3号",
        ),
        ("最高人民法院", "最高人民法院", None),
        ("最高人民法院发布此案。人民法院认为，应予支持。", None, None),
    ],
)
def test_the_court_of_a_case_is_the_one_that_decided(line, court, number):
    text = TYPICAL.replace("三、裁判结果", f"{line}\n\n三、裁判结果").replace(
        "# 样本", f"# 样本\n{line}\n", 1
    )
    case = read_case_text(lines(text), "a.md")
    assert (case.court, case.number) == (court, number)


COLLECTION = """某法院发布样本保护典型案例

案例一 孙某某诽谤案
基本案情
2023年5月，孙某某在网络上编造谣言。
裁判结果
判决孙某某犯诽谤罪。
典型意义
依法惩治。
{second}
基本案情
钱某在群里辱骂他人。
裁判结果
判处管制。
"""


@pytest.mark.parametrize(
    "second", ["案例二 钱某侮辱案", "案例二：钱某侮辱案", "案例2\n钱某侮辱案", "## 案例二　钱某侮辱案"]
)
def test_the_cases_of_a_collection_are_case_files_of_their_own(
    statute_file, tmp_path, library, today, second
):
    source = tmp_path / "样本案例.txt"
    source.write_text(COLLECTION.format(second=second), "utf-8")
    plan = plan_import(source, library, today)
    assert [(one.title, one.action) for one in plan.reports] == [
        ("孙某某诽谤案", Action.CASE),
        ("钱某侮辱案", Action.CASE),
    ]
    carry_out(plan, tmp_path / "data")
    found = load_library(statute_file, [tmp_path / "data"])
    first, other = (found.cases[one.law_id] for one in plan.reports)
    assert not any("钱某" in point.text for point in first.points)
    assert not any("孙某某" in point.text for point in other.points)
    assert {first.standing, other.standing} == {"typical"}
    assert [one.action for one in plan_import(source, found, today).reports] == [Action.SAME, Action.SAME]


def test_headings_that_hold_no_case_do_not_cut_one():
    text = TYPICAL.replace("## 典型意义", "1、李某诉某超市买卖合同纠纷案\n2、李某诉某公司案\n## 典型意义")
    (piece,) = split_cases(lines(text))
    assert piece.lines == tuple(lines(text))


NAMED = """某某市某某区人民法院
民事判决书
（2024）沪0117民初12345号
原告：张小明，男，1990年3月4日出生，住某某市某某路1号。
法定代理人：张铁林，系张小明之父。
委托诉讼代理人：王大律，某某律师事务所律师。
被告：欧阳菲菲，女，1992年5月6日出生。
被告：某某快递有限公司，法定代表人赵铁柱，经理。
张小明向本院提出诉讼请求：判令被告赔偿小明精神损失1万元。
经审理查明：欧阳菲菲将张小明的住址公开，小明遭到骚扰。张小明的妻子刘芳报警，证人陈建新到庭作证，刘芳与赵铁柱通话，菲菲在场。
本院认为，被告侵害了小明的隐私权。
判决如下：
一、菲菲向张小明道歉；
二、驳回其他请求。
审 判 长　陈法官
审判员 周法官
人民陪审员：吴小陪
二〇二四年八月一日
书记员 郑书记
"""


def test_whoever_the_text_introduces_is_shortened_also_where_the_given_name_stands_alone():
    case = read_case_text(lines(NAMED), "判决.txt", anonymise=True)
    whole = "\n".join([case.title, *(text for texts in case.sections.values() for text in texts)])
    for private in ("小明", "铁林", "大律", "菲菲", "铁柱", "刘芳", "建新"):
        assert private not in whole
    assert "欧阳某将张某甲的住址公开，张某甲遭到骚扰。张某甲的妻子刘某报警，证人陈某到庭作证" in whole
    assert case.sections["结果"][0] == "一、欧阳某向张某甲道歉；"


@pytest.mark.parametrize("anonymise", [False, True])
def test_signatures_of_judges_and_clerks_are_no_points(anonymise):
    case = read_case_text(lines(NAMED), "判决.txt", anonymise=anonymise)
    assert case.sections["结果"][1:] == ["二、驳回其他请求。"]
    whole = "\n".join(text for texts in case.sections.values() for text in texts)
    assert not any(word in whole for word in ("法官", "吴小陪", "书记", "二〇二四年八月一日"))
