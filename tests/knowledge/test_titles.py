"""Names of laws: found exactly, matched tolerantly, never confused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.models import Kind, Law, LawId
from knowledge.normalize import normalize
from knowledge.title_forms import document_key, edit_distance
from knowledge.titles import LawRegistry
from tests.knowledge.citations.factories import make_law, registry


def names_in(text: str) -> list[str]:
    return [mention.match.name for mention in registry().mentions(normalize(text).text)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("民法典和刑法", ["民法典", "刑法"]),
        ("民法典第一条", ["民法典"]),  # not 民法 inside it
        ("刑事诉讼法", ["刑事诉讼法"]),
        ("中华人民共和国刑事诉讼法", ["中华人民共和国刑事诉讼法"]),
        ("《中华人民共和国民法典》", ["中华人民共和国民法典"]),
        (
            "最高人民法院关于适用《中华人民共和国民法典》侵权责任编的解释（一）",
            ["最高人民法院关于适用《中华人民共和国民法典》侵权责任编的解释(一)"],
        ),
        ("the PIPL and the Civil Code", ["PIPL", "Civil Code"]),
        ("pipl", ["pipl"]),
        ("Personal Information  Protection-Law", ["Personal Information  Protection-Law"]),
        ("PIPLINE, CSLs", []),
        ("没有法律名称", []),
        ("", []),
    ],
)
def test_names_are_found_longest_first(text: str, names: list[str]) -> None:
    assert names_in(text) == names


@pytest.mark.parametrize(
    ("name", "law_id"),
    [
        ("中华人民共和国个人信息保护法", "pipl"),
        ("《個人信息保護法》", "pipl"),
        ("中国个人信息保护法", "pipl"),
        ("个人信息保护法（2021年）", "pipl"),
        ("最新个人信息保护法", "pipl"),
        ("个人信息保护法全文", "pipl"),
        ("治安管理处罚法（2025年修订）", "public-security-law"),
        ("ｐｉｐｌ", "pipl"),
        ("关于办理侵犯公民个人信息刑事案件适用法律若干问题的解释", "pi-crime-interpretation"),
        ("最高人民法院关于适用民法典侵权责任编的解释（一）", "tort-interpretation-1"),
    ],
)
def test_decorated_names_are_no_guess(name: str, law_id: str) -> None:
    match = registry().match(name)
    assert match is not None
    assert match.law_ids == (law_id,)
    assert not match.close


@pytest.mark.parametrize(
    ("name", "law_id"),
    [
        ("消费者法", "consumer-law"),  # light words left out
        ("治安管理处法", "public-security-law"),
        ("治安管理处罚罚法", "public-security-law"),  # one too many
        ("治安管理处法罚", None),
        ("治安管处理罚法", "public-security-law"),  # swapped
        ("网络安全发", "cybersecurity-law"),
        ("個人資訊保護法", "pipl"),
        ("刑发", "criminal-law"),
        ("明法典", "civil-code"),
    ],
)
def test_bent_names_are_recognised_and_marked(name: str, law_id: str | None) -> None:
    match = registry().match(name)
    if law_id is None:
        assert match is None
        return
    assert match is not None
    assert match.law_ids == (law_id,)
    assert match.close


@pytest.mark.parametrize(
    "name",
    [
        "反网红法",
        "人工智能促进法",
        "电信条例",
        "红楼梦",
        "法",
        "XX法",
        "甲乙丙法",
        "社区管理办法",
        "网络主播法",
        "网络法",
        "行政法",
        "民事法",
        "",
        "a" * 500,
        "法" * 200,
    ],
)
def test_names_of_no_law_match_nothing(name: str) -> None:
    assert registry().match(name) is None


def test_a_name_of_several_laws_leads_to_all_of_them() -> None:
    laws = [
        Law(LawId("one"), "中华人民共和国甲乙法", Kind.STATUTE, ("乙法",)),
        Law(LawId("two"), "中华人民共和国丙乙法", Kind.STATUTE, ("乙法",)),
    ]
    match = LawRegistry(laws).lookup("乙法")
    assert match is not None
    assert match.law_ids == ("one", "two")


def test_equally_close_laws_are_all_named() -> None:
    laws = [
        Law(LawId("one"), "中华人民共和国甲乙丙丁戊法", Kind.STATUTE),
        Law(LawId("two"), "中华人民共和国甲乙己丁戊法", Kind.STATUTE),
    ]
    match = LawRegistry(laws).match("甲乙丁戊法")
    assert match is not None
    assert set(match.law_ids) == {"one", "two"}


def test_a_known_law_goes_before_a_named_text_of_the_same_name() -> None:
    laws = [Law(LawId("contract-law"), "中华人民共和国合同法", Kind.STATUTE)]
    match = LawRegistry(laws, registry().named_texts).lookup("合同法")
    assert match is not None
    assert match.law_ids == ("contract-law",)


@pytest.mark.parametrize(
    "number",
    [
        "法释〔2017〕10号",
        "法释[2017]10号",
        "法释（2017）10号",
        "法释2017 10号",
        "法释2017年第10号",
        "法釋〔2017〕10號",
    ],
)
def test_document_numbers_have_one_key(number: str) -> None:
    assert registry().document(number) == "pi-crime-interpretation"
    assert document_key(number) == "法释2017/10号"


def test_an_unknown_document_number_is_none() -> None:
    assert registry().document("法释〔2017〕100号") is None
    assert registry().document("") is None


def test_an_empty_registry_finds_nothing() -> None:
    empty = LawRegistry([])
    assert empty.mentions("民法典第一条") == []
    assert empty.match("民法典") is None


@given(st.text(max_size=12), st.text(max_size=12))
def test_edit_distance_is_a_distance(left: str, right: str) -> None:
    distance = edit_distance(left, right)
    assert distance == edit_distance(right, left)
    assert (distance == 0) == (left == right)
    assert abs(len(left) - len(right)) <= distance <= max(len(left), len(right))


@given(st.text(alphabet="民法典刑事诉讼中华人共和国治安管理处罚 《》PIPLCivilCode", max_size=60))
def test_mentions_are_in_order_and_do_not_overlap(text: str) -> None:
    reached = 0
    for mention in registry().mentions(text):
        assert mention.start >= reached
        assert text[mention.start : mention.end]
        reached = mention.end


def test_the_usual_name_is_the_first_short_name() -> None:
    assert make_law("pipl").short_title == "个人信息保护法"


@pytest.mark.parametrize(
    ("name", "law_id"),
    [
        ("反家庭暴力防治法", "domestic-violence-law"),
        ("反家暴防治法", "domestic-violence-law"),
        ("妇女儿童权益保障法", "womens-rights-law"),
        ("劳动合同保护法", "labour-contract-law"),
    ],
)
def test_a_name_that_begins_alike_and_shares_most_of_another_is_asked_about(library, name, law_id):
    assert library.registry.match(name) is None
    assert law_id in library.registry.suggest(name)


@pytest.mark.parametrize("name", ["宠物管理法", "网络暴力防治法", "食品管理法"])
def test_a_name_that_only_sounds_like_a_law_is_not(library, name):
    assert library.registry.suggest(name) == ()
