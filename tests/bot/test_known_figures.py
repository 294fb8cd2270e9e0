"""A figure that a message states of a common rule, or the highest punishment of a crime, is judged by the law's own words."""

from __future__ import annotations

import pytest

from bot.compose.claims import Bearing
from bot.compose.highest import highest, stated_highest
from bot.compose.known_figures import judged
from knowledge.known_figures import known_figures


def verdict(text: str) -> Bearing | None:
    known = next((one for one in known_figures() if one.spoken_of(text)), None)
    return judged(text, known) if known else None


@pytest.mark.parametrize(
    ("text", "bearing"),
    [
        ("行政复议要在三十天内提出", Bearing.DENIES),
        ("行政复议要在六十天内提出", Bearing.SAYS),
        ("定金不能超过20%", Bearing.SAYS),
        ("定金最高可以收30%", Bearing.DENIES),
        ("试用期最长半年", Bearing.SAYS),
        ("试用期三个月", None),
        ("上诉期是十五天", Bearing.SILENT),
        ("法定节假日加班300%工资", Bearing.SAYS),
        ("经济补偿每满一年给两个月工资", Bearing.DENIES),
        ("食品十倍赔偿，损失两倍", None),
        ("食品不合格赔十倍，不够一千的赔一千", Bearing.SAYS),
        ("食品不合格赔十倍，不够一千的赔五百", None),
        ("卖假货要赔三倍，不足三百按三百", Bearing.DENIES),
        ("卖假货要赔三倍，不足五百按五百", Bearing.SAYS),
        ("单位不申请工伤认定，职工自己一年内申请", Bearing.SAYS),
        ("单位三十日内申请工伤认定，职工自己一年内申请", Bearing.SILENT),
        ("试用期辞职要提前三十天", Bearing.DENIES),
        ("喝了酒开网约车拘留五天", Bearing.DENIES),
        ("喝了酒开网约车拘留十五天罚五千", Bearing.SAYS),
        ("坐出租车喝酒闹事拘留五天", None),
    ],
)
def test_a_stated_figure_is_judged_by_the_rule_it_is_of(text: str, bearing: Bearing | None) -> None:
    assert verdict(text) is bearing


@pytest.mark.parametrize(
    ("text", "article", "right", "most"),
    [
        ("帮信罪最高七年", "处三年以下有期徒刑或者拘役，并处或者单处罚金。", False, "三年有期徒刑"),
        ("帮信罪最高判3年", "处三年以下有期徒刑或者拘役，并处或者单处罚金。", True, "三年有期徒刑"),
        ("盗窃罪最高判死刑", "处十年以上有期徒刑或者无期徒刑，并处罚金。", False, "无期徒刑"),
        ("敲诈勒索最高只判十年", "特别严重情节的，处十年以上有期徒刑，并处罚金。", False, "十五年有期徒刑"),
    ],
)
def test_the_highest_punishment_is_read_from_the_article(
    text: str, article: str, right: bool, most: str
) -> None:
    stated = stated_highest(text)
    assert stated is not None
    found = highest(stated[0], stated[2], article)
    assert found is not None
    assert (found.right, found.most) == (right, most)


@pytest.mark.parametrize("text", ["最高判几年", "盗窃罪判三年", "盗窃罪和诈骗罪最高判三年"])
def test_what_names_no_single_crime_or_no_limit_is_not_judged(text: str) -> None:
    assert stated_highest(text) is None


def test_an_article_of_two_crimes_with_limits_of_their_own_is_not_judged() -> None:
    stated = stated_highest("妨害公务罪最高判七年")
    assert stated is not None
    article = "阻碍执行职务的，处三年以下有期徒刑。\n暴力袭击人民警察的，处三年以上七年以下有期徒刑。"
    assert highest(stated[0], stated[2], article) is None
