"""Questions about the law of other places are none of ours, whichever place it is."""

import pytest

from bot.compose.scope import LONGEST_FORM, elsewhere, outside
from index.query import fold
from knowledge import places

FORMS = (
    "在{}偷拍违法吗",
    "{}的隐私权怎么规定",
    "{}法律规定诽谤怎么判",
    "{}刑法里偷拍判几年",
    "{}人离婚财产怎么分",
)
ENGLISH = ("is defamation a crime in {}", "what does the law of {} say about privacy rights")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("group", ["countries", "territories", "parts"])
def test_the_law_of_every_place_is_none_of_ours(form: str, group: str) -> None:
    inside = [
        name
        for place in places.places()
        if place.group == group
        for name in place.chinese
        if not outside(fold(form.format(name)))
    ]
    assert inside == []


@pytest.mark.parametrize("form", ENGLISH)
def test_the_law_of_every_place_is_none_of_ours_in_english(form: str) -> None:
    inside = [
        name
        for place in places.places()
        if place.group in ("countries", "territories", "parts") and not place.homonym
        for name in place.english
        if not outside(fold(form.format(name)))
    ]
    assert inside == []


@pytest.mark.parametrize(
    "question",
    [
        "上海地铁偷拍违法吗",
        "如果阿姨被偷拍怎么判",
        "内蒙古偷拍怎么判",
        "我也门口被偷拍了违法吗",
        "参加纳税人大会被偷拍违法吗",
        "今日本市有人被诽谤怎么判",
        "苏丹红食品怎么判",
        "把中国用户数据传到美国要什么手续",
        "我在日本被国内的人造谣怎么判",
        "去泰国代孕合法吗",
    ],
)
def test_words_that_hold_a_place_by_chance_and_ties_to_home_stay_ours(question: str) -> None:
    assert not outside(fold(question))


LONG = "公公前年去世,留了一份打印的遗嘱只有最后一页签名,小姑子说遗嘱是假的要平分,这个遗嘱有没有用"


@pytest.mark.parametrize("form", ["打官司有多大胜算", "日本的法律怎么规定"])
def test_a_form_in_a_longer_message_does_not_turn_all_of_it_away(form: str) -> None:
    assert outside(fold(form))
    assert len(LONG) > LONGEST_FORM
    assert not outside(fold(f"{LONG},{form}"))


def test_a_longer_message_about_another_country_is_told_from_one_about_home() -> None:
    assert elsewhere(fold(f"{LONG},日本的法律怎么规定"))
    assert not elsewhere(fold(f"{LONG},打官司有多大胜算"))
    assert not elsewhere(fold("日本的法律怎么规定"))
