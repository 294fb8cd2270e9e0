"""A name is that name: no text is served under the name of another."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from knowledge import places
from knowledge.citations import check_text
from knowledge.citations.edges import is_private
from knowledge.citations.types import Resolution, Verdict
from knowledge.library import Library
from knowledge.normalize import normalize
from knowledge.title_forms import is_slip, leaves_out_only_light_words

DAY = date(2026, 11, 24)
ORACLE = "YUANFA_TITLES"
"""Names a folder of Markdown files whose first line is an official title; the test of them is skipped without it."""


def check(library: Library, text: str) -> list[Resolution]:
    return check_text(text, library, DAY)


def same_title(one: str, other: str) -> bool:
    def key(title: str) -> str:
        bare = re.sub(r"[《》()\s、]", "", normalize(title).text)
        return re.sub(r"^最高人民法院|中华人民共和国", "", bare)

    return key(one) == key(other)


UNKNOWN = [
    # longer names that end in known ones
    "个人破产法",
    "商事仲裁法",
    "网络食品安全法",
    "公民信息保护法",
    "学生安全法",
    "互联网安全法",
    "养老保险法",
    "校园欺凌防治法",
    "家庭暴力防治法",
    "性骚扰防治法",
    "通讯保障及监察法",
    "通訊保障及監察法",
    "犯罪被害人权益保障法",
    "残疾人权益法",
    "未成年人学校保护规定",
    "互联网用户账号信息管理规定",
    "土地增值税暂行条例",
    "个体工商户条例",
    "旅馆业治安管理办法",
    "民用航空器国籍登记条例",
    "国防交通条例",
    # names of another subject, one or two characters away
    "动物保护法",
    "宠物保护法",
    "数据保护法",
    "城市管理法",
    "证券投资法",
    "房地产税法",
    # another number, another crime
    "民间借贷司法解释（二）",
    "劳动争议解释（七）",
    "最高人民法院、最高人民检察院关于办理洗钱刑事案件适用法律若干问题的解释",
    "最高人民法院、最高人民检察院关于办理行贿刑事案件具体应用法律若干问题的解释",
    "最高人民法院关于适用《中华人民共和国公司法》若干问题的规定（三）",
    "最高人民法院关于适用《中华人民共和国行政诉讼法》的解释",
    # 办法 is no 法
    "生成式人工智能服务管理暂行办法",
    "校外培训行政处罚暂行办法",
    "医疗用毒性药品管理办法",
]


@pytest.mark.parametrize("marks", ["{}", "《{}》"])
@pytest.mark.parametrize("name", UNKNOWN)
def test_a_name_that_is_not_held_leads_to_no_other_text(library: Library, name: str, marks: str) -> None:
    if marks != "{}":
        name = name.replace("《", "〈").replace("》", "〉")
    found = check(library, marks.format(name) + "第三条")
    assert found
    for one in found:
        assert one.verdict in (Verdict.UNKNOWN_LAW, Verdict.NO_TEXT, Verdict.REPEALED)
        assert one.title is None or same_title(one.title, name)
        assert one.source_article is None
    assert normalize(name).text in normalize(found[0].message).text or found[0].title


@pytest.mark.parametrize(
    ("before", "name"),
    [
        (before, name)
        for before in (
            *(
                "根据",
                "依据",
                "违反",
                "我国",
                "请问",
                "老师说",
                "我想看看",
                "是不是",
                "触犯了",
                "按照现行",
                "那",
                "和",
                "的",
            ),
            *("侵犯个人信息", "卖公民个人信息", "网络暴力"),
        )
        for name in ("民法典", "刑法", "治安管理处罚法", "个保法")
    ],
)
def test_words_before_a_name_do_not_change_it(library: Library, before: str, name: str) -> None:
    found = check(library, f"{before}{name}第10条")
    assert [one.article for one in found] == ["第十条"]
    assert found[0].title is not None


@pytest.mark.parametrize(
    "name", ["食品安全法", "劳动合同法", "消费者权益保护法", "仲裁法", "工伤保险条例", "企业破产法"]
)
@pytest.mark.parametrize("before", ["根据", "我看", "违反了", "被辞退", "你说的", "吃坏肚子", "老师讲"])
def test_names_that_others_end_in_are_still_read(library: Library, before: str, name: str) -> None:
    found = check(library, f"{before}{name}第三条")
    assert found[0].title is not None
    assert found[0].title.endswith(name)


def test_a_near_name_is_asked_about_and_decides_nothing(library: Library) -> None:
    (found,) = check(library, "个人破产法第三条")
    assert found.verdict is Verdict.UNKNOWN_LAW
    assert found.message.endswith("是不是想查《企业破产法》？")
    assert [choice.citation for choice in found.alternatives] == ["《企业破产法》第三条"]


@pytest.mark.parametrize(
    "name",
    ["公司法司法解释三", "公司法解释（五）", "行诉法解释", "生成式人工智能服务管理暂行办法", "婚姻法解释三"],
)
def test_a_rule_that_is_known_but_not_held_is_told_from_one_that_nobody_knows(
    library: Library, name: str
) -> None:
    (found,) = check(library, f"{name}第三条")
    assert found.verdict in (Verdict.NO_TEXT, Verdict.REPEALED)
    assert found.source_article is None
    assert found.title is not None


def test_of_lesser_rules_nobody_is_told_that_they_do_not_exist(library: Library) -> None:
    (rule,) = check(library, "《某某管理办法》第三条")
    assert rule.message.startswith("没有收录《某某管理办法》，无法核对")
    (law,) = check(library, "《某某法》第三条")
    assert law.message.startswith("没有查到《某某法》：收录的国家法律中没有这个名称")


@pytest.mark.parametrize("name", ["民法典（草案）", "民法典（征求意见稿）", "网络安全法（修订草案）"])
def test_a_draft_is_no_law(library: Library, name: str) -> None:
    (found,) = check(library, f"《{name}》第10条")
    assert found.verdict is Verdict.UNKNOWN_LAW
    assert "草案" in found.message


@pytest.mark.parametrize(
    "name",
    [
        "宿舍管理规定",
        "平台规则",
        "活动细则",
        "物业公约",
        "社区公约",
        "公司员工管理规定",
        "会员管理办法",
        "外卖平台满减活动规则",
        "小区业主管理公约",
    ],
)
def test_the_rules_of_a_house_are_no_law(library: Library, name: str) -> None:
    assert is_private(name)
    assert check(library, f"{name}第三条") == []


def test_a_contract_is_no_law(library: Library) -> None:
    assert check(library, "《劳动合同》第22条第2款你看过没") == []


_CHINESE = sorted({name for place in places.places() for name in place.chinese})


@pytest.mark.parametrize(
    "form",
    [
        "{}刑法第253条",
        "{}的民法典第184条",
        "{}《民法典》第57条",
        "在{}民法典第10条怎么说",
        "{}现行宪法第三条",
    ],
)
def test_the_law_of_another_place_is_never_ours(library: Library, form: str) -> None:
    for name in _CHINESE:
        for one in check(library, form.format(name)):
            assert one.verdict in (Verdict.UNKNOWN_LAW, Verdict.NO_TEXT), (name, one)
            assert one.source_article is None, name


@pytest.mark.parametrize(
    "form", ["{} Civil Code Article 184", "Article 184 of the {} Civil Code", "Civil Code of {}, Article 184"]
)
def test_the_law_of_another_place_is_never_ours_in_english(library: Library, form: str) -> None:
    for place in places.places():
        for name in (*place.english, *place.adjectives):
            if place.group == "wider" or name.islower():
                continue
            for one in check(library, form.format(name)):
                assert one.source_article is None, (name, one)


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("治安管理处法", "治安管理处罚法"),
        ("治安管理处罚罚法", "治安管理处罚法"),
        ("治安管理处法罚", "治安管理处罚法"),
        ("反电信网络炸骗法", "反电信网络诈骗法"),
        ("民事诉松法", "民事诉讼法"),
        ("网终安全法", "网络安全法"),
    ],
)
def test_slips_of_the_pen(name: str, title: str) -> None:
    assert is_slip(name, title) == (not name.endswith("法罚"))


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("动物保护法", "文物保护法"),
        ("数据保护法", "数据安全法"),
        ("药品管理办法", "药品管理法"),
        ("劳动争议解释（二）", "劳动争议解释（一）"),
        ("个体工商户条例", "户口登记条例"),
    ],
)
def test_another_subject_kind_or_number_is_no_slip(name: str, title: str) -> None:
    assert not is_slip(name, title)
    assert not leaves_out_only_light_words(name, title)


def test_only_light_words_may_be_left_out() -> None:
    assert leaves_out_only_light_words("消费者法", "消费者权益保护法")
    assert not leaves_out_only_light_words("城市管理法", "城市房地产管理法")
    assert not leaves_out_only_light_words("证券投资法", "证券投资基金法")


def _official_titles() -> Iterator[str]:
    folder = os.environ.get(ORACLE)
    for path in sorted(Path(folder).rglob("*.md")) if folder else ():
        if "案例" in path.parts or path.parent == Path(folder or ""):
            continue
        title = path.read_text(encoding="utf-8").lstrip("\ufeff").split("\n", 1)[0].lstrip("# ").strip()
        if len(title) > 3:
            yield title


def _lands_elsewhere(library: Library, title: str) -> list[Resolution]:
    return [
        one
        for text in (f"《{title}》第三条", f"{title}第三条")
        for one in check(library, text)
        if one.title is not None and not same_title(one.title, title)
    ]


def test_no_official_title_lands_on_another_text(library: Library) -> None:
    titles = sorted(set(_official_titles()))
    if not titles:
        pytest.skip(f"set {ORACLE} to a folder of official texts to try all their titles")
    # 关于适用刑法第十二条… stands without marks around 刑法: nobody can tell where that name begins.
    titles = [title for title in titles if "刑法第十二条" not in title]
    assert [title for title in titles if _lands_elsewhere(library, title)] == []


def test_no_title_of_ours_lands_on_another_text(library: Library) -> None:
    assert [law.title for law in library.laws.values() if _lands_elsewhere(library, law.title)] == []


@pytest.mark.parametrize(
    ("written", "label"),
    [
        ("《民法典婚姻家庭编》第1062条", "《民法典》第一千零六十二条"),
        ("《民法典·侵权责任编》第1195条", "《民法典》第一千一百九十五条"),
        ("《民法典（人格权编）》第1032条", "《民法典》第一千零三十二条"),
        ("《中华人民共和国民法典 继承编》第1127条", "《民法典》第一千一百二十七条"),
        ("《民法典第七编》第1198条", "《民法典》第一千一百九十八条"),
        ("《民法典》·合同编第577条", "《民法典》第五百七十七条"),
        ("民法典·侵权责任编第1195条", "《民法典》第一千一百九十五条"),
        ("《刑法分则》第264条", "《刑法》第二百六十四条"),
        ("《中华人民共和国刑法总则》第十三条", "《刑法》第十三条"),
        ("《刑法·第二编·第五章》第264条", "《刑法》第二百六十四条"),
        ("《刑法分则第五章侵犯财产罪》第266条", "《刑法》第二百六十六条"),
        ("《劳动合同法第四章》第三十九条", "《劳动合同法》第三十九条"),
        ("《民法典婚姻家庭编解释（一）》第32条", "《婚姻家庭编解释（一）》第三十二条"),
        ("《民法典侵权责任编解释一》第2条", "《侵权责任编解释（一）》第二条"),
    ],
)
def test_the_part_of_a_law_inside_its_marks_is_the_law(library: Library, written: str, label: str) -> None:
    (one,) = check(library, written)
    assert (one.citation, one.span, one.hint.count("理解")) == (label, (0, len(written)), 0)


@pytest.mark.parametrize(
    "title",
    [
        "刑法继承编",
        "刑法总论",
        "民法典草案侵权责任编",
        "民法典继承编修订",
        "民法典物权编解释（九）",
        "个人破产法总则",
    ],
)
def test_what_is_no_part_of_a_law_stays_unknown(library: Library, title: str) -> None:
    (one,) = check(library, f"《{title}》第5条")
    assert one.verdict is Verdict.UNKNOWN_LAW


def test_the_legal_person_of_a_company_names_no_law(library: Library) -> None:
    assert check(library, "我是公司法人，22年第三条街的店转给别人了") == []
    (law,) = check(library, "公司法第三条")
    assert law.verdict is Verdict.VALID
