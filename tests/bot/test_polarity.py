"""A verdict word comes only where a statement and a rule are compared with their negations."""

from __future__ import annotations

import pytest

from bot.answer import Outcome
from bot.compose.polarity import Saying, against, forbids_what_is_allowed, negations, without_verdict

WILL = "遗嘱不公证就无效吧"
DRUNK = "喝醉酒犯罪不用负责吧"
ALL_MAD = "精神病人杀人都不用负责吧"


@pytest.mark.parametrize(
    ("message", "premise", "saying"),
    [
        ("遗嘱得公证了才有效，是吧", WILL, Saying.SAME),
        ("遗嘱没去公证是不生效的，对吗", WILL, Saying.SAME),
        ("只有公证过遗嘱才有法律效力，对吧", WILL, Saying.SAME),
        ("遗嘱不用公证也有效，对吗", WILL, Saying.OPPOSITE),
        ("没做公证的遗嘱照样有法律效力，对不对", WILL, Saying.OPPOSITE),
        ("遗嘱不是必须公证才有效，对吧", WILL, Saying.OPPOSITE),
        ("公证了的遗嘱也可能无效，对吧", WILL, Saying.UNKNOWN),
        ("喝醉了犯罪照样要担责，是吧", DRUNK, Saying.OPPOSITE),
        ("喝醉的人犯罪可以免除责任，对吗", DRUNK, Saying.SAME),
        ("精神病人杀人不是都能免责，对吧", ALL_MAD, Saying.OPPOSITE),
        ("精神病人杀人一律免责，对吧", ALL_MAD, Saying.SAME),
        ("精神病人杀人有时不用负责，对吧", ALL_MAD, Saying.UNKNOWN),
        ("精神病人杀人都要负责，对吧", "精神病人杀人不用负责吧", Saying.UNKNOWN),
        ("房东可以随时进屋对吧", WILL, Saying.UNKNOWN),
        ("难道没公证的遗嘱就无效", WILL, Saying.UNKNOWN),
    ],
)  # fmt: skip
def test_the_same_and_the_opposite_are_told_by_what_is_negated(message, premise, saying):
    assert against(message, premise) is saying


@pytest.mark.parametrize(
    ("text", "other", "count"),
    [
        ("没公证就没有效力", WILL, 2),
        ("平台不删也没责任", "平台没责任", 1),
        ("未成年人无期徒刑不适用", "未成年人适用无期徒刑", 1),
        ("不动产没收了", "不动产没收", 0),
        ("不是都赔", "都赔", 1),
    ],
)
def test_only_what_the_other_statement_has_is_counted(text, other, count):
    assert negations(text, other) == count


def test_allowed_and_forbidden_are_told_apart_and_limits_are_neither():
    assert forbids_what_is_allowed("怀孕七个月可以上夜班", "怀孕七个月以上不得安排夜班")
    assert forbids_what_is_allowed("七天内不能退货", "七日内可以退货")
    assert not forbids_what_is_allowed("怀孕七个月不能上夜班", "怀孕七个月以上不得安排夜班")
    assert not forbids_what_is_allowed("试用期不能超过六个月", "试用期可以约定六个月")


@pytest.mark.parametrize(
    ("conclusion", "message", "told"),
    [
        ("不行：怀孕七个月以上的，不得安排加班和夜班。", "怀孕七个月就不能加班了，对吗", "怀孕七个月以上的，不得安排加班和夜班。"),
        ("不是一律要赔，看年龄和证据：不满8周岁的，学校要自己证明尽了职责。", "五岁的娃摔了得学校举证，对吧", "不满8周岁的，学校要自己证明尽了职责。"),
        ("不是。醉酒的人犯罪应当负刑事责任，精神病人要鉴定。", "醉了也得负责，对吧", "醉酒的人犯罪应当负刑事责任，精神病人要鉴定。"),
        ("不能随便辞退怀孕的员工：除非她严重违纪或者公司破产。", "不能随便辞退怀孕的员工，对吧", "不能随便辞退怀孕的员工：除非她严重违纪或者公司破产。"),
        ("看情况：领了证又一起过的一般不退。", "领了证就不退，对吧", "看情况：领了证又一起过的一般不退。"),
        ("不行。", "可以吧", "不行。"),
        ("一般要先还，但可以申请缓一缓：法院认为难以承受的可以分期还。", "申请了缓还就可以不还，对吧", "一般要先还，但可以申请缓一缓：法院认为难以承受的可以分期还。"),
    ],
)  # fmt: skip
def test_a_conclusion_says_yes_or_no_to_its_own_question_alone(conclusion, message, told):
    assert without_verdict(conclusion, message) == told


@pytest.mark.index
@pytest.mark.parametrize(
    ("true", "false"),
    [
        ("遗嘱不用公证也有效，对吗", "遗嘱得公证了才有效，是吧"),
        ("没去公证的遗嘱照样算数，对吧", "遗嘱没去公证就不生效，对吧"),
        ("喝醉了犯罪照样要负责，是吧", "喝醉了犯罪就不用负责了，是吧"),
        ("精神病人杀人也不是都能免责，对吧", "精神病人杀人都不用负责，对吧"),
        ("判了缓刑罚金还是得交，对吧", "判了缓刑就不用交罚金了，对吧"),
        ("救人时把人弄伤了不用赔，对吧", "好心救人把人弄伤了就得赔，对吧"),
        ("平台收到通知不及时删，要对扩大的损失负责，对吧", "平台收到通知不删也没有任何责任，对吧"),
        ("怀孕八个月不能安排上夜班，对吧", "怀孕八个月可以安排上夜班，对吧"),
    ],
)
def test_a_true_statement_is_never_opened_with_no_nor_a_false_one_with_yes(service, true, false):
    right, wrong = service.ask(true), service.ask(false)
    assert not right.conclusion.startswith(("不", "没有", "No"))
    assert right.outcome is not Outcome.CORRECTED
    assert not wrong.conclusion.startswith(("对", "是的", "可以", "能"))
