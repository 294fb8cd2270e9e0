"""What people call the subject of an article, beside the number of another one."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.citations import check_text
from knowledge.citations.civil_subjects import civil_subjects
from knowledge.library import Library

DAY = date(2026, 11, 24)


def test_the_words_of_every_subject_stand_in_its_article_alone(library: Library) -> None:
    for law_id, subjects in civil_subjects().items():
        statute = library.statute(law_id, DAY)
        assert statute is not None
        for subject in subjects:
            saying = [article.number for article in statute.articles if subject.says in article.text]
            assert saying == [subject.article], subject.names


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("民法典第1079条 离婚冷静期", "第一千零七十七条"),
        ("民法典第1165条 高空抛物", "第一千二百五十四条"),
        ("《劳动合同法》第三十九条 经济性裁员", "第四十一条"),
        ("道路交通安全法第90条 酒驾", "第九十一条"),
        ("消费者权益保护法第24条 七天无理由退货", "第二十五条"),
        ("个人信息保护法第二十六条 自动化决策", "第二十四条"),
        ("民法典1127条 代位继承", "第一千一百二十八条"),
        ("民法典第1186条规定的自甘风险", "第一千一百七十六条"),
        ("民法典第一百七十一条（表见代理）", "第一百七十二条"),
        ("民法典第310条善意取得", "第三百一十一条"),
        ("民法典第501条的情势变更", "第五百三十三条"),
    ],
)
def test_a_subject_behind_a_wrong_number_is_set_right(library: Library, text: str, right: str) -> None:
    (one,) = check_text(text, library, DAY)
    assert right in one.message
    assert one.elsewhere


@pytest.mark.parametrize(
    "text",
    [
        "民法典第1077条离婚冷静期",
        "民法典第一百二十二条不当得利",
        "民法典第1189条监护人责任",
        "民法典第368条居住权登记",
        "道路交通安全法第二十二条 酒驾",
        "劳动合同法第四十六条 经济性裁员的补偿",
        "个人信息保护法第五十五条 自动化决策",
        "民法典第1079条，离婚要先过冷静期吗",
        "2010年的消费者权益保护法第24条 七天无理由退货",
        "民法典第1079条。离婚冷静期",
    ],
)
def test_a_subject_in_its_place_or_further_off_raises_no_alarm(library: Library, text: str) -> None:
    assert all(not one.elsewhere for one in check_text(text, library, DAY))


@pytest.mark.parametrize(
    ("text", "digest"),
    [("《职工带薪年休假条例》第五条", True), ("《彩礼规定》第五条", True), ("《劳动合同法》第十九条", False)],
)
def test_a_digest_is_not_passed_off_as_the_words_of_the_article(
    library: Library, text: str, digest: bool
) -> None:
    (one,) = check_text(text, library, DAY)
    assert ("不是原文" in one.message) is digest
