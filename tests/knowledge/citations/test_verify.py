"""Checking pasted text: every citation, and whether the words quoted with it are there."""

import pytest

from knowledge.citations import Resolution, Verdict, check_text
from tests.knowledge.citations.factories import TODAY, FakeLibrary, make_article, make_statute, numbered

_NOTICE = (
    "网络用户利用网络服务实施侵权行为的，权利人有权通知网络服务提供者采取删除、屏蔽、断开链接等必要措施。\n"
    "网络服务提供者接到通知后，应当及时将该通知转送相关网络用户。"
)
LIBRARY = FakeLibrary(
    [
        make_statute("civil-code", numbered(1260, {1195: _NOTICE})),
        make_statute("criminal-law", numbered(452)),
        make_statute(
            "pi-crime-interpretation", [make_article(5, "情节严重的门槛。")], verbatim=False, last_article=13
        ),
    ]
)


def check(text: str) -> list[Resolution]:
    return check_text(text, LIBRARY, TODAY)


@pytest.mark.parametrize(
    "text",
    [
        "《民法典》第1195条规定：“权利人有权通知网络服务提供者采取删除、屏蔽、断开链接等必要措施”",
        "《民法典》第1195条明确规定，“权利人有权通知网络服务提供者采取删除,屏蔽,断开链接等必要措施。”",
        "民法典1195条「网络用户利用网络服务实施侵权行为的，权利人有权通知网络服务提供者」",
        "民法典第1195条第一款规定了“权利人有权通知……断开链接等必要措施”",
        "“应当及时将该通知转送相关网络用户”（《民法典》第1195条第二款）",
        '《民法典》第一千一百九十五条："網絡用戶利用網絡服務實施侵權行為的"',
    ],
)
def test_words_that_the_article_says_are_confirmed(text: str) -> None:
    (found,) = check(text)
    assert found.verdict is Verdict.VALID
    assert found.quote is not None
    assert found.quote.says
    assert found.message == "引文与原文一致。"
    assert found.source_article is not None
    start, end = found.quote.nearest or (0, 0)
    assert found.source_article.text[start:end]


def test_changed_words_are_shown_against_the_text() -> None:
    (found,) = check("《民法典》第1195条规定：“权利人必须通知网络服务提供者采取删除、屏蔽等必要措施”")
    assert found.quote is not None
    assert not found.quote.says
    assert "[-必须-]{+有权+}" in found.quote.difference
    assert "断开链接" in found.quote.difference
    assert "引文与第一千一百九十五条原文不一致" in found.message
    assert found.verdict is Verdict.VALID
    assert found.quote.nearest is not None
    assert found.source_article is not None
    start, end = found.quote.nearest
    assert found.source_article.text[start:end].startswith("权利人有权通知")


def test_invented_words_are_said_to_be_missing() -> None:
    (found,) = check("《民法典》第1195条规定：“平台应当在二十四小时内赔偿三十万元”")
    assert found.quote is not None
    assert not found.quote.says
    assert found.quote.difference == ""
    assert "没有这样的话" in found.message


def test_words_of_another_paragraph_are_placed() -> None:
    (found,) = check("《民法典》第1195条第一款规定：“应当及时将该通知转送相关网络用户”")
    assert found.quote is not None
    assert found.quote.says
    assert "不在所引的款、项内" in found.message


def test_a_digest_cannot_confirm_words() -> None:
    (found,) = check("法释〔2017〕10号第五条规定：“情节严重的门槛”")
    assert found.quote is not None
    assert not found.quote.says
    assert "要旨" in found.message


def test_the_words_belong_to_the_article_of_the_list_that_says_them() -> None:
    found = check("《民法典》第1194条、第1195条规定：“权利人有权通知网络服务提供者”")
    assert [result.quote is not None for result in found] == [False, True]


def test_a_quotation_of_what_does_not_exist_is_not_checked() -> None:
    (found,) = check("《民法典》第9999条规定：“应当赔偿”")
    assert found.verdict is Verdict.NO_SUCH_ARTICLE
    assert found.quote is None


def test_a_pasted_answer_is_checked_citation_by_citation() -> None:
    found = check(
        "根据《侵权责任法》第三十六条和《民法典》第1195条，平台要删。"
        "另据《反网红法》第三条、《刑法》第五百条。已废止的《合同法》不再适用，《民法典》继续适用。"
    )
    assert [result.verdict for result in found] == [
        Verdict.REPEALED,
        Verdict.VALID,
        Verdict.UNKNOWN_LAW,
        Verdict.NO_SUCH_ARTICLE,
        Verdict.REPEALED,
    ]


@pytest.mark.parametrize("text", ["", "你好", "“”", "《", "“民法典”", "《民法典》规定：“”"])
def test_text_without_citations_gives_nothing(text: str) -> None:
    assert check(text) == []
