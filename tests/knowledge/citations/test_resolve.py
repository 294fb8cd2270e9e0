"""What a citation leads to, and what is said when it leads nowhere."""

from collections.abc import Sequence
from datetime import date

import pytest

from knowledge.citations import Context, Resolution, Verdict, find_citations, resolve, resolve_all
from knowledge.models import ArticleNumber, LawId, Renumbering, Status
from tests.knowledge.citations.factories import (
    TODAY,
    FakeLibrary,
    make_article,
    make_law,
    make_statute,
    numbered,
    registry,
)

_NOTICE = "权利人有权通知。\n提供者应当转送。\n错误通知的，应当承担责任。"
_LAWFUL = "符合下列情形之一的：\n（一）取得同意；\n（二）为订立合同；\n（三）为履行义务。\n有前款第二项情形的，不需取得同意。"


def library() -> FakeLibrary:
    criminal = [
        *numbered(252),
        make_article(253, "邮政工作人员私自开拆邮件的，处二年以下有期徒刑。"),
        make_article(253, "出售个人信息的，处三年以下有期徒刑。\n窃取的，依照前款处罚。", 1),
        make_article(254, "（删去）"),
        *[make_article(n, "内容。") for n in range(255, 453)],
    ]
    digest = [
        make_article(5, "情节严重：\n（一）第一种；\n（二）第二种。"),
        make_article(11, "第一款。\n第二款。"),
    ]
    return FakeLibrary(
        [
            make_statute("civil-code", numbered(1260, {1195: _NOTICE})),
            make_statute("criminal-law", criminal, effective=date(2024, 3, 1)),
            make_statute("pipl", numbered(74, {13: _LAWFUL}), effective=date(2021, 11, 1)),
            make_statute(
                "public-security-law", numbered(144), effective=date(2026, 1, 1), version_note="2025年修订"
            ),
            make_statute("trademark-law", numbered(73), effective=date(2019, 11, 1), until=date(2027, 1, 1)),
            make_statute(
                "trademark-law", numbered(87), effective=date(2027, 1, 1), version_note="2026年修订"
            ),
            make_statute("labour-law", numbered(107), effective=date(2027, 5, 1)),
            make_statute(
                "domestic-violence-law",
                numbered(38),
                effective=date(2016, 3, 1),
                until=date(2026, 8, 15),
                repealed=True,
            ),
            make_statute(
                "cybersecurity-law",
                numbered(79),
                effective=date(2017, 6, 1),
                until=date(2026, 1, 1),
                version_note="2016年",
            ),
            make_statute(
                "cybersecurity-law", numbered(81), effective=date(2026, 1, 1), version_note="2025年修正"
            ),
            make_statute(
                "pi-crime-interpretation",
                digest,
                effective=date(2017, 6, 1),
                verbatim=False,
                last_article=13,
            ),
        ],
        [
            Renumbering(
                LawId("public-security-law"),
                ArticleNumber(42),
                (ArticleNumber(50),),
                date(2026, 1, 1),
                "侮辱诽谤",
            ),
            Renumbering(LawId("public-security-law"), ArticleNumber(119), (), date(2026, 1, 1), "旧附则"),
            Renumbering(
                LawId("cybersecurity-law"),
                ArticleNumber(44),
                (ArticleNumber(46),),
                date(2026, 1, 1),
                "禁止出售个人信息",
            ),
        ],
        {"指导案例192号": "case-guiding-192"},
    )


LIBRARY = library()


def look_up(text: str, context: Context | None = None, source: FakeLibrary = LIBRARY) -> list[Resolution]:
    return resolve_all(find_citations(text, registry()), source, TODAY, context)


def one(text: str, context: Context | None = None) -> Resolution:
    results = look_up(text, context)
    assert len(results) == 1, results
    return results[0]


def verdicts(results: Sequence[Resolution]) -> list[Verdict]:
    return [result.verdict for result in results]


# -- what exists


def test_an_article_is_given_with_its_version() -> None:
    found = one("民法典1195")
    assert found.verdict is Verdict.VALID
    assert found.title == "中华人民共和国民法典"
    assert found.article == "第一千一百九十五条"
    assert found.text == _NOTICE
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
    assert one("民法典1195条5款").text == _NOTICE


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


# -- versions


def test_an_old_number_cited_plainly_is_today_s_article_with_a_hint() -> None:
    found = one("治安法42")
    assert found.verdict is Verdict.VALID
    assert found.article == "第四十二条"
    assert "旧第42条（侮辱诽谤），2026-01-01起为第50条" in found.hint


@pytest.mark.parametrize(
    "text", ["旧治安法42条", "2023年时的治安法42条", "《治安管理处罚法》（2012年修正）第42条"]
)
def test_an_old_number_asked_for_leads_to_today_s_article(text: str) -> None:
    found = one(text)
    assert found.verdict is Verdict.RENUMBERED
    assert found.article == "第五十条"
    assert found.status is Status.IN_FORCE
    assert "2026-01-01起为第50条" in found.message
    assert found.renumbering is not None


def test_an_old_number_without_successor_says_so() -> None:
    found = one("旧治安法119条")
    assert found.verdict is Verdict.RENUMBERED
    assert found.text is None
    assert "不再保留" in found.message


def test_an_old_version_that_is_not_held_is_said_to_be_missing() -> None:
    found = one("2023年的治安法60条")
    assert found.verdict is Verdict.NO_TEXT
    assert found.text is None
    assert "没有《治安管理处罚法》当时的版本" in found.message


def test_an_old_version_that_is_held_is_given() -> None:
    found = one("2023年时的网安法44条")
    assert found.verdict is Verdict.VALID
    assert found.status is Status.AMENDED
    assert found.effective_from == date(2017, 6, 1)
    assert "今为第46条" in found.hint
    assert one("旧网安法44").effective_from == date(2017, 6, 1)
    assert one("网安法（2025年修正）44条").effective_from == date(2026, 1, 1)


def test_the_reader_s_own_day_decides_when_the_citation_names_none() -> None:
    found = resolve(find_citations("网安法44", registry())[0], LIBRARY, date(2023, 1, 1))
    assert found[0].effective_from == date(2017, 6, 1)


def test_the_version_in_force_goes_before_the_one_to_come() -> None:
    found = one("商标法60条")
    assert found.verdict is Verdict.VALID
    assert found.effective_from == date(2019, 11, 1)


def test_an_article_only_in_the_version_to_come_is_not_yet_in_force() -> None:
    found = one("商标法80条")
    assert found.verdict is Verdict.NOT_YET_IN_FORCE
    assert found.status is Status.NOT_YET_IN_FORCE
    assert "2027-01-01" in found.message


def test_a_version_to_come_that_is_asked_for_is_marked() -> None:
    found = one("商标法（2026年修订）第60条")
    assert found.verdict is Verdict.NOT_YET_IN_FORCE
    assert found.effective_from == date(2027, 1, 1)


def test_a_law_to_come_is_not_yet_in_force() -> None:
    found = one("劳动法36条")
    assert found.verdict is Verdict.NOT_YET_IN_FORCE
    assert found.status is Status.NOT_YET_IN_FORCE
    assert found.text


def test_a_law_without_text_is_known_but_not_quoted() -> None:
    found = one("消保法29条")
    assert found.verdict is Verdict.NO_TEXT
    assert found.text is None


# -- digests


def test_a_digest_that_holds_the_article_is_given() -> None:
    found = one("法释〔2017〕10号第五条第一款第（二）项")
    assert found.verdict is Verdict.VALID
    assert found.text == "（二）第二种。"
    assert found.statute is not None
    assert not found.statute.verbatim


def test_a_digest_without_the_article_says_that_it_is_not_held() -> None:
    found = one("法释〔2017〕10号第七条")
    assert found.verdict is Verdict.NO_TEXT
    assert "要旨" in found.message


# -- cases


def test_a_case_number_leads_to_its_case() -> None:
    assert one("指导性案例第192号").case_id == "case-guiding-192"
    assert one("检例第999号").verdict is Verdict.NO_TEXT


# -- bare and short forms


def test_a_bare_number_offers_the_laws_that_have_it() -> None:
    found = one("第60条")
    assert found.verdict is Verdict.AMBIGUOUS
    assert [choice.law_id for choice in found.alternatives][:2] == ["civil-code", "criminal-law"]
    assert found.alternatives[0].citation == "《民法典》第六十条"
    assert "《民法典》第六十条" in found.message


def test_a_bare_number_that_one_law_has_is_that_article() -> None:
    found = one("1197")
    assert found.verdict is Verdict.VALID
    assert found.law_id == "civil-code"
    assert found.inferred
    assert "没有写明法律名称" in found.hint


def test_a_bare_number_that_no_law_has_does_not_exist() -> None:
    assert one("第8888条").verdict is Verdict.NO_SUCH_ARTICLE


def test_a_bare_number_behind_a_citation_belongs_to_the_same_law() -> None:
    found = look_up("《民法典》第1195条规定通知，第1197条规定知道规则")
    assert [r.article for r in found] == ["第一千一百九十五条", "第一千一百九十七条"]
    assert found[1].inferred


def test_short_forms_lean_on_the_citation_before() -> None:
    found = look_up("《民法典》第1195条规定通知，同条第二款规定转送，该法第1197条规定知道规则")
    assert [r.citation for r in found] == [
        "《民法典》第一千一百九十五条",
        "《民法典》第一千一百九十五条第二款",
        "《民法典》第一千一百九十七条",
    ]


def test_short_forms_lean_on_the_context_handed_in() -> None:
    context = Context(LawId("civil-code"), ArticleNumber(1195), 3)
    assert [r.paragraph for r in look_up("前两款", context)] == [1, 2]
    assert one("前款", context).paragraph == 2
    assert one("第一款呢", context).text == "权利人有权通知。"
    assert one("前条", context).article == "第一千一百九十四条"
    assert one("该法第三条", context).article == "第三条"


def test_short_forms_without_context_point_nowhere() -> None:
    for text in ("该法第三条", "前款", "同条第二款"):
        found = one(text)
        assert found.verdict is Verdict.AMBIGUOUS
        assert found.text is None


def test_short_forms_behind_an_unknown_law_point_nowhere() -> None:
    found = look_up("《反网红法》第三条，该法第五条")
    assert verdicts(found) == [Verdict.UNKNOWN_LAW, Verdict.UNKNOWN_LAW]


def test_the_paragraph_before_the_first_does_not_exist() -> None:
    assert one("前款", Context(LawId("civil-code"), ArticleNumber(1195), 1)).verdict is Verdict.AMBIGUOUS


def test_a_name_of_several_laws_asks_back() -> None:
    citation = find_citations("刑法3条", registry())[0]
    assert citation.law is not None
    law = citation.law._replace(law_ids=(LawId("criminal-law"), LawId("civil-code")))
    found = resolve(citation._replace(law=law), LIBRARY, TODAY)
    assert found[0].verdict is Verdict.AMBIGUOUS
    assert [choice.citation for choice in found[0].alternatives] == ["《刑法》第三条", "《民法典》第三条"]


def test_a_title_alone_tells_whether_the_law_holds() -> None:
    titles = find_citations("《民法典》和《侵权责任法》还能用吗", registry(), titles=True)
    found = resolve_all(titles, LIBRARY, TODAY)
    assert verdicts(found) == [Verdict.VALID, Verdict.REPEALED]
    assert make_law("civil-code").title == found[0].title
