"""Every quotation of a message is compared, or said not to be: 一致 never stands for words that nobody read."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.citations import check_text
from knowledge.library import Library

DAY = date(2026, 11, 24)


def said(library: Library, text: str) -> list[bool | None]:
    return [one.quote.says if one.quote else None for one in check_text(text, library, DAY)]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("《民法典》第七百零五条第一款“租赁期限不得超过二十年”，第二款“约定的租赁期限自续订之日起不得超过二十年”", [True, True]),
        ("《民法典》第七百零五条第一款“租赁期限不得超过二十年”，第二款“约定的租赁期限自续订之日起不得超过三十年”", [True, False]),
        ("刑法67条第1款“可以从轻或者减轻处罚”和第3款“应当从轻处罚”", [True, False]),
        ("刑法67条第1款“可以从轻或者减轻处罚”；第3款则为“可以从轻处罚”", [True, True]),
        ("民法典705条“租赁期限不得超过二十年”，707条“租赁期限一年以上的，应当采用书面形式”", [True, False]),
        ("民法典705条“租赁期限不得超过二十年”、707条：“租赁期限六个月以上的，应当采用书面形式”", [True, True]),
        ("民法典第七百零五条“租赁期限不得超过二十年”，七百零七条规定“租赁期限一年以上的，应当采用书面形式”", [True, False]),
        ("民法典705“租赁期限不得超过二十年”；707“租赁期限六个月以上的，应当采用书面形式”", [True, True]),
        ("民法典705条和707条，前者“租赁期限不得超过三十年”", [None, None, False]),
        ("民法典705条和707条，后者是“租赁期限六个月以上的，应当采用书面形式”", [None, None, True]),
        ("“租赁期限不得超过二十年。”[4]\n\n[4] 《民法典》第七百零五条", [True]),
        ("“租赁期限不得超过三十年。”[4]\n\n[4] 参见《民法典》第七百零五条", [False]),
        ("“租赁期限不得超过三十年。”②\n正文。\n② 《民法典》第七百零五条", [False]),
        ("“租赁期限不得超过二十年”³\n³ 《民法典》第七百零五条", [True]),
        ("“租赁期限不得超过三十年”（参见注5）\n注5：《民法典》第七百零五条", [False]),
        ("'租赁期限不得超过三十年，超过的部分有效' is the wording of Article 705 of the Civil Code", [False]),
        ("'租赁期限不得超过二十年', as provided in Article 705 of the Civil Code", [True]),
    ],
)  # fmt: skip
def test_quotations_behind_bare_numbers_in_notes_and_before_english_are_compared(
    library: Library, text: str, says: list[bool | None]
) -> None:
    assert said(library, text) == says


@pytest.mark.parametrize(
    ("text", "unread"),
    [
        ("民法典705条“租赁期限不得超过二十年”，那条又说“出租人应当提前六十日通知承租人”", "出租人应当提前六十日通知"),
        ("民法典705条写着“租赁期限不得超过二十年”，中介却说「超过二十年照样一直有效」", "超过二十年照样一直有效"),
    ],
)  # fmt: skip
def test_words_that_were_not_compared_are_said_not_to_be(library: Library, text: str, unread: str) -> None:
    messages = [one.message for one in check_text(text, library, DAY)]
    assert any("一致" in one for one in messages)
    assert any("没有核对" in one and unread in one for one in messages)


@pytest.mark.parametrize(
    "text",
    [
        "民法典705条“租赁期限不得超过二十年”，所谓“买卖不破租赁”另说",
        "民法典705条“租赁期限不得超过二十年”。再抄一遍：“租赁期限不得超过二十年”",
        "民法典705条是关于租期的，房东说“你必须马上给我搬出去”",
    ],
)
def test_terms_repetitions_and_what_stands_beside_no_comparison_are_not_named(
    library: Library, text: str
) -> None:
    assert not any("没有核对" in one.message for one in check_text(text, library, DAY))


@pytest.mark.parametrize(
    "text",
    [
        "我数了5条“根本看不懂的句子在这里面”",
        "合同第二款“租金每月五号之前支付完毕”",
        "一共3条“群里发的骂人的话都在这里”，民法典1024条怎么说",
    ],
)
def test_a_number_before_words_cites_nothing_where_no_law_was_cited(library: Library, text: str) -> None:
    assert all(one.matched.startswith("民法典") for one in check_text(text, library, DAY))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("《民法典》第七百零五条：租赁期限不得超过三十年", False),
        ("民法典705条规定租赁期限不得超过三十年", False),
        ("民法典第七百零五条租赁期限不得超过三十年", False),
        ("民法典第七百零五条租赁期限不得超过三十年，对吗？", False),
        ("民法典第七百零七条：租赁期限一年以上的，应当采用书面形式", False),
        ("民法典第1254条：禁止从建筑物中堆放物品，由侵权人依法承担责任", None),
        ("民法典第一千一百六十九条的规定认定为帮助他人实施侵权行为", None),
        ("人民调解法第四条，人民调解委员会调解不收任何费用，对吧", None),
        # Short words that tell of the article, or are right, or of which the article has several with other figures.
        ("民法典第七百零五条租赁期限不得超过二十年", None),
        ("民法典第七百零五条的租赁期限到底多久", None),
        ("劳动合同法第十九条试用期不得超过三个月", None),
        ("民法典第一千零七十九条：感情不好就可以离婚", None),
        ("刑法第二百六十六条诈骗公私财物要坐牢", None),
    ],
)
def test_unmarked_words_with_one_other_word_are_compared(
    library: Library, text: str, says: bool | None
) -> None:
    assert said(library, text) == [says]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("《民法典》第一百五十三条：“该强制性规定不导致该民事法律行为无效”", "的除外"),
        ("刑法第二十条第三款“防卫过当，不负刑事责任”", "不属于"),
        ("刑法第二十条规定防卫过当不负刑事责任，对吗", "不属于"),
        ("《劳动合同法》第二十五条“与劳动者约定由劳动者承担违约金”", "不得"),
        ("民法典第一百四十三条“违反法律、行政法规的强制性规定”", "不"),
    ],
)
def test_words_that_the_article_turns_round_do_not_match(library: Library, text: str, word: str) -> None:
    (one,) = check_text(text, library, DAY)
    assert one.quote is not None
    assert one.quote.turned == word
    assert "一致" not in one.message
    assert word in one.message


@pytest.mark.parametrize(
    "text",
    [
        "按《劳动合同法》第二十五条，用人单位不得“与劳动者约定由劳动者承担违约金”",
        "《劳动合同法》第二十五条“不得与劳动者约定由劳动者承担违约金”",
        "民法典第一百四十三条“不违反法律、行政法规的强制性规定”",
        "民法典第一百五十三条“该强制性规定不导致该民事法律行为无效的除外”",
        "民法典第七百零五条“租赁期限不得超过二十年”",
        "保险法第三十四条的规定，“被保险人同意并认可保险金额”可以采取口头形式",
        "民法典第一千零八十一条所称的“军人一方有重大过错”，看有没有家暴",
    ],
)
def test_words_with_what_turns_them_match(library: Library, text: str) -> None:
    (one,) = check_text(text, library, DAY)
    assert one.quote is not None
    assert one.quote.turned == ""
    assert one.message == "引文与原文一致。"
