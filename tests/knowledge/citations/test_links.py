"""References inside articles, and the way back."""

from knowledge.citations.links import Link, links_of
from tests.knowledge.citations.factories import TODAY, FakeLibrary, make_article, make_statute, numbered

_CRIMINAL = [
    *numbered(263),
    make_article(264, "盗窃公私财物的，处三年以下有期徒刑。"),
    make_article(265, "盗接他人通信线路的，依照本法第二百六十四条的规定定罪处罚。"),
    make_article(
        266,
        "有下列情形之一的：\n（一）甲；\n（二）乙。\n单位犯前款罪的，依照第一款第二项处罚。\n有前两款行为，依照前条处罚。",
    ),
    make_article(
        267, "违反《中华人民共和国民法典》第一千条、第一千零一条和本法第九千条的，依照该法第五条处理。"
    ),
    make_article(268, "同民法典第10条，该法第12条也适用。违反合同法第三条的除外。"),
]
_CRIMINAL_LAW = make_statute("criminal-law", _CRIMINAL)
LIBRARY = FakeLibrary([_CRIMINAL_LAW, make_statute("civil-code", numbered(1260))])


def links(number: int) -> list[Link]:
    article = next(a for a in _CRIMINAL if a.number.number == number)
    found = links_of(_CRIMINAL_LAW, article, LIBRARY, TODAY)
    for link in found:
        assert article.text[link.start : link.end]
    return found


def places(number: int) -> list[tuple[str, int, int | None, str | None]]:
    return [(k.law_id, k.article.number, k.paragraph, k.item) for k in links(number)]


def test_this_law_is_the_article_s_own() -> None:
    assert places(265) == [("criminal-law", 264, None, None)]


def test_paragraphs_before_are_counted_from_where_the_words_stand() -> None:
    assert places(266) == [
        ("criminal-law", 266, 1, None),
        ("criminal-law", 266, 1, "（二）"),
        ("criminal-law", 266, 1, None),
        ("criminal-law", 266, 2, None),
        ("criminal-law", 265, None, None),
    ]


def test_another_law_by_name_is_linked_and_what_does_not_exist_is_not() -> None:
    assert places(267) == [
        ("civil-code", 1000, None, None),
        ("civil-code", 1001, None, None),
        ("civil-code", 5, None, None),
    ]


def test_that_law_is_the_one_named_before_and_repealed_law_is_no_link() -> None:
    assert places(268) == [("civil-code", 10, None, None), ("civil-code", 12, None, None)]


def test_an_article_without_references_has_no_links() -> None:
    assert places(264) == []
