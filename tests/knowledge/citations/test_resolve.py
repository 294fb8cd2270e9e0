"""What a citation leads to, and what is said when it leads nowhere."""

from datetime import date

import pytest

from knowledge.citations import Context, Verdict
from knowledge.models import ArticleNumber, LawId, Status
from tests.knowledge.citations.resolving import NOTICE, look_up, one, verdicts

# -- what exists


def test_an_article_is_given_with_its_version() -> None:
    found = one("民法典1195")
    assert found.verdict is Verdict.VALID
    assert found.title == "中华人民共和国民法典"
    assert found.article == "第一千一百九十五条"
    assert found.text == NOTICE
    assert (found.paragraph, found.item) == (None, None)
    assert found.status is Status.IN_FORCE
    assert found.effective_from == date(2021, 1, 1)
    assert found.citation == "《民法典》第一千一百九十五条"
    assert found.message == ""


@pytest.mark.parametrize(
    ("text", "words", "citation"),
    [
        ("民法典1195条2款", "提供者应当转送。", "《民法典》第一千一百九十五条第二款"),
        ("Civil Code Article 1195(3)", "错误通知的，应当承担责任。", "《民法典》第一千一百九十五条第三款"),
        ("个保法13条第1款第3项", "（三）为履行义务。", "《个人信息保护法》第十三条第一款第（三）项"),
        ("个保法第十三条第（二）项", "（二）为订立合同；", "《个人信息保护法》第十三条第（二）项"),
        ("刑法253之一第2款", "窃取的，依照前款处罚。", "《刑法》第二百五十三条之一第二款"),
    ],
)
def test_paragraphs_and_items_are_slices_of_the_article(text: str, words: str, citation: str) -> None:
    found = one(text)
    assert found.verdict is Verdict.VALID
    assert found.text == words
    assert found.citation == citation
    assert found.source_article is not None
    assert found.slice is not None
    assert found.source_article.text[slice(*found.slice)] == words


def test_an_item_cited_without_its_paragraph_tells_the_paragraph() -> None:
    assert one("个保法第十三条第（三）项").paragraph == 1


def test_253_and_253_1_are_different_and_point_to_each_other() -> None:
    plain, inserted = one("刑法253"), one("刑法253之一")
    assert plain.text != inserted.text
    assert plain.article == "第二百五十三条"
    assert inserted.article == "第二百五十三条之一"
    assert "第253条之一" in plain.hint
    assert "第253条，" in inserted.hint
    assert "253-1" in plain.hint_en


def test_a_range_also_means_what_was_inserted_in_it() -> None:
    found = look_up("刑法252-254条")
    assert [r.article for r in found] == [
        "第二百五十二条",
        "第二百五十三条",
        "第二百五十三条之一",
        "第二百五十四条",
    ]


def test_a_list_is_resolved_place_by_place() -> None:
    found = look_up("刑法第253条、第9999条和民法典第1195条第一款")
    assert verdicts(found) == [Verdict.VALID, Verdict.NO_SUCH_ARTICLE, Verdict.VALID]


def test_a_tolerant_name_says_what_it_was_taken_for() -> None:
    found = one("治安管理处法60条")
    assert found.verdict is Verdict.VALID
    assert "按《治安管理处罚法》理解" in found.hint


# -- what does not exist


@pytest.mark.parametrize(
    ("text", "verdict", "message"),
    [
        ("民法典9999条", Verdict.NO_SUCH_ARTICLE, "《民法典》共1260条，没有第9999条。"),
        ("刑法第五百条", Verdict.NO_SUCH_ARTICLE, "《刑法》最后一条是第452条，没有第500条。"),
        (
            "民法典1195条之一",
            Verdict.NO_SUCH_ARTICLE,
            "《民法典》第一千一百九十五条没有“之一”，只有第1195条。",
        ),
        ("刑法253之五", Verdict.NO_SUCH_ARTICLE, "《刑法》没有第253条之五；有第253条、第253条之一。"),
        ("民法典0条", Verdict.NO_SUCH_ARTICLE, "《民法典》从第1条开始，没有第0条。"),
        ("民法典1195条5款", Verdict.NO_SUCH_PARAGRAPH, "《民法典》第一千一百九十五条共三款，没有第五款。"),
        (
            "民法典1195条2款1项",
            Verdict.NO_SUCH_PARAGRAPH,
            "《民法典》第一千一百九十五条第二款没有分项，没有第（一）项。",
        ),
        (
            "个保法13条1款9项",
            Verdict.NO_SUCH_PARAGRAPH,
            "《个人信息保护法》第十三条第一款共三项，没有第（九）项。",
        ),
        (
            "法释〔2017〕10号第十四条",
            Verdict.NO_SUCH_ARTICLE,
            "《侵犯公民个人信息司法解释》共13条，没有第14条。",
        ),
    ],
)
def test_what_does_not_exist_says_what_does(text: str, verdict: Verdict, message: str) -> None:
    found = one(text)
    assert found.verdict is verdict
    assert found.message == message
    assert found.message_en


def test_an_article_that_was_taken_out_is_not_quoted_as_law() -> None:
    found = one("刑法254条")
    assert found.verdict is Verdict.NO_SUCH_ARTICLE
    assert found.message == "《刑法》第254条已被删去，现行文本中没有内容。"


def test_who_takes_paragraphs_for_items_is_told_of_the_paragraphs() -> None:
    found = one("民法典第1195条第2项")
    assert found.verdict is Verdict.NO_SUCH_PARAGRAPH
    assert "如果要找第二款，请写“第二款”" in found.message


def test_the_next_article_follows_the_order_of_the_law() -> None:
    assert one("下一条", Context(LawId("criminal-law"), ArticleNumber(253))).article == "第二百五十三条之一"
    assert one("上一条", Context(LawId("criminal-law"), ArticleNumber(253, 1))).article == "第二百五十三条"


def test_a_missing_paragraph_still_offers_the_article() -> None:
    assert one("民法典1195条5款").text == NOTICE


@pytest.mark.parametrize("text", ["反网红法第三条", "《网红管理条例》第五条", "法释〔2013〕99号第2条"])
def test_an_unknown_law_is_named(text: str) -> None:
    found = one(text)
    assert found.verdict is Verdict.UNKNOWN_LAW
    assert found.text is None
    assert found.message


@pytest.mark.parametrize(
    ("text", "place"),
    [("日本《民法》第709条", "日本"), ("台湾刑法315条之1", "台湾"), ("German Civil Code §823", "German")],
)
def test_foreign_law_never_becomes_the_law_of_the_same_name(text: str, place: str) -> None:
    found = one(text)
    assert found.verdict is Verdict.UNKNOWN_LAW
    assert found.law_id is None
    assert found.text is None
    assert place in found.message


def test_an_amendment_leads_to_the_law_it_became_part_of() -> None:
    found = one("《刑法修正案（十一）》第三条")
    assert found.verdict is Verdict.NO_TEXT
    assert "已并入《刑法》" in found.message


# -- repealed, draft, invented, not held


def test_a_repealed_law_leads_to_its_successors() -> None:
    found = one("侵权责任法36条")
    assert found.verdict is Verdict.REPEALED
    assert found.status is Status.REPEALED
    assert found.text is None
    assert found.successors == ("《民法典》第一千一百九十四条", "《民法典》第一千一百九十五条")
    assert one("侵权责任法5条").successors == ("《民法典》第一千一百六十五条",)


def test_a_held_law_that_was_repealed_is_never_valid() -> None:
    found = one("反家暴法23条")
    assert found.verdict is Verdict.REPEALED
    assert found.status is Status.REPEALED
    assert "2026-08-15废止" in found.message


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("网络犯罪防治法第三条", Verdict.UNKNOWN_LAW),
        ("反开盒法第三条", Verdict.UNKNOWN_LAW),
        ("检察公益诉讼法第三条", Verdict.NO_TEXT),
    ],
)
def test_texts_that_are_no_law_say_what_they_are(text: str, verdict: Verdict) -> None:
    found = one(text)
    assert found.verdict is verdict
    assert found.message
    assert found.message_en
