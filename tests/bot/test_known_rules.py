"""Rules of the law that people state without a figure: confirmed, set right, or left alone where another case is meant."""

from __future__ import annotations

import pytest

from bot.compose.claims import Bearing
from bot.compose.known_rules import Stated, bearing_of, forms_of
from bot.compose.negated_figures import negates_a_figure
from bot.service import Yuanfa
from index.query import fold
from knowledge.known_rules import KnownRule, known_rules


def verdict(message: str) -> Bearing:
    stated = Stated.of(fold(message))
    found = {bearing_of(stated, rule) for rule in known_rules()} - {Bearing.SILENT}
    assert len(found) < 2, message
    return found.pop() if found else Bearing.SILENT


@pytest.mark.parametrize("rule", known_rules(), ids=lambda one: one.article + one.so[0])
def test_no_form_is_of_right_and_wrong_statements(rule: KnownRule) -> None:
    forms = forms_of(rule)
    assert forms.so
    assert forms.not_so
    assert not forms.so & forms.not_so


@pytest.mark.parametrize("rule", known_rules(), ids=lambda one: one.article + one.so[0])
def test_every_statement_of_a_rule_has_its_verdict_and_no_other_rule_says_otherwise(rule: KnownRule) -> None:
    assert {verdict(f"{one}，对吧") for one in rule.so} == {Bearing.SAYS}
    assert {verdict(f"{one}，对吧") for one in rule.not_so} == {Bearing.DENIES}


@pytest.mark.parametrize(
    "message",
    [
        "借钱没写利息，逾期后可以要逾期利息，对吧",
        "定制的衣服质量有问题可以退，对吧",
        "公证过的赠与，对方严重伤害我，可以撤销，对吧",
        "婚前财产可以约定为共同财产，对吧",
        "狗咬人是被咬的人故意挑逗的，主人可以不赔，对吧",
        "怀孕女职工严重违纪的，公司可以解除合同，对吧",
        "周末加班公司可以用调休代替加班费，对吧",
        "上班路上自己骑车摔倒一般不算工伤，对吧",
        "上下班路上出交通事故，自己不是主要责任的算工伤，对吗",
        "十五岁盗窃不负刑事责任，对吧",
        "质量问题退货运费由商家承担，对吧",
        "精神病人在不能辨认自己行为时犯罪不负刑事责任，对吧",
        "正当防卫不负刑事责任，对吧",
        "分居两年，法院调解无效应当准予离婚，对吧",
        "见义勇为自己受伤，受益人要补偿，对吧",
    ],
)
def test_what_is_of_another_case_has_no_verdict_of_the_rule(message: str) -> None:
    assert verdict(message) is Bearing.SILENT


@pytest.mark.parametrize(
    ("message", "head", "article"),
    [
        ("听说租的房子不备案合同就无效，是吗", "不对。《民法典》第七百零六条：", "第七百零六条"),
        ("起诉离婚不用等冷静期，对吧", "对。三十日的离婚冷静期", "第一千零七十七条"),
        ("失业保险个人不用交，对吧", "不对。《社会保险法》第四十四条：", "第四十四条"),
        ("十五岁抢劫不负刑事责任，对吧", "不对。《刑法》第十七条：", "第十七条"),
    ],
)
def test_the_words_of_the_law_carry_the_verdict(
    service: Yuanfa, message: str, head: str, article: str
) -> None:
    answer = service.ask(message)
    assert answer.conclusion.startswith(head)
    assert answer.excerpts[0].article == article


@pytest.mark.parametrize(
    ("message", "negated"),
    [
        ("诉讼时效不是两年，对吧", True),
        ("试用期工资不能打七折，对吧", True),
        ("公司不能招用十五岁的员工，对吧", True),
        ("十九岁的女生不能结婚，对吧", True),
        ("定金不能约定百分之三十，对吧", True),
        ("租期不能超过二十年，对吧", False),
        ("醉驾五年不能重新考驾照，对吧", False),
        ("怀孕七个月以上不能安排夜班，对吧", False),
        ("男的没到二十二岁不能结婚，对吧", False),
        ("八周岁以上的未成年人是限制民事行为能力人，对吧", False),
    ],
)
def test_a_denied_figure_is_told_from_one_that_is_stated(message: str, negated: bool) -> None:
    assert negates_a_figure(fold(message)) is negated


@pytest.mark.parametrize(
    ("message", "head"),
    [
        ("试用期不能约定八个月，对吧", "对。"),
        ("试用期可以约定八个月，对吧", "不对。"),
        ("诉讼时效不是三年，对吧", "不对。"),
        ("诉讼时效不是两年，对吧", "对。"),
        ("离婚冷静期不是六十天，对吧", "对。"),
        ("离婚冷静期不是三十天，对吧", "不对。"),
        ("民法典1077条说冷静期是30天，对吧", "对。"),
        ("75岁以上的人绝对不判死刑，对吧", "不对。"),
        ("五岁的孩子是无民事行为能力人，对吧", "不满八周岁"),
        ("公司招用十五岁的算童工，对吧", "禁止用人单位招用"),
        ("加班每月超过四十小时是违法的，对吧", "加班每月不得超过三十六小时"),
        ("醉驾最高判三年，对吧", "不对。醉驾最高可以判拘役"),
        ("诽谤最高判三年，对吧", "对。诽谤最高可以判三年有期徒刑"),
    ],
)
def test_what_is_negated_and_whose_age_it_is_decide_the_verdict(
    service: Yuanfa, message: str, head: str
) -> None:
    assert service.ask(message).conclusion.startswith(head)


@pytest.mark.parametrize(
    ("message", "head", "never"),
    [
        ("道交法第九十五条，没带驾驶证交警可以先扣车，对吗", "", "更对得上"),
        (
            "治安管理处罚法第十九条写着“制止行为造成损害的，一律不予处罚”，原话吧",
            "引文与第十九条原文不一致",
            "更对得上",
        ),
        ("公司法第16条 公司给股东担保", "照你写的内容，更对得上的是《公司法》第十五条", "不对"),
    ],
)
def test_another_article_fits_better_only_with_more_of_the_words(
    service: Yuanfa, message: str, head: str, never: str
) -> None:
    answer = service.ask(message)
    assert answer.conclusion.startswith(head)
    assert never not in answer.conclusion


@pytest.mark.parametrize(
    ("message", "head"),
    [
        ("未成年人犯罪不会判刑，对吧", "不"),
        ("教唆未成年人犯罪要从重处罚，对吧", ""),
        ("实体店买的东西也适用七天无理由退货，对吧", "不对。七日无理由退货只管网络"),
        ("网购七天无理由退货，对吧", "对。"),
    ],
)
def test_a_correction_answers_what_its_premise_says_and_nothing_beside_it(
    service: Yuanfa, message: str, head: str
) -> None:
    conclusion = service.ask(message).conclusion
    assert conclusion.startswith(head)
    assert head or not conclusion.startswith(("不是", "不对", "对。"))
