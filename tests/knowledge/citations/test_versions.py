"""Whose day's text a citation leads to, and what is said where that text is not held."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from knowledge.citations import check_text
from knowledge.citations.types import Resolution, Verdict
from knowledge.library import Library
from knowledge.models import Status

DAY = date(2026, 11, 24)


def one(library: Library, text: str, day: date = DAY) -> Resolution:
    (found,) = check_text(text, library, day)
    return found


@pytest.mark.parametrize(
    ("text", "day", "today"),
    [
        ("民事诉讼法第六十七条", date(2023, 6, 30), ""),
        ("未成年人保护法第七十七条", date(2023, 6, 30), ""),
        ("反不正当竞争法第九条", date(2023, 6, 30), "第10条"),
        ("公司法第16条", date(2023, 6, 30), "第15条"),
        ("治安法42条", date(2025, 6, 30), "第50条"),
        ("网络安全法第四十六条", date(2025, 6, 30), "第48条"),
    ],
)
def test_a_day_whose_text_is_not_held_is_no_day_before_the_law(
    library: Library, text: str, day: date, today: str
) -> None:
    found = one(library, text, day)
    assert found.verdict is Verdict.NO_TEXT
    assert "旧版本" in found.message
    assert today in found.message
    assert found.source_article is None


def test_before_its_first_version_a_law_was_not_in_force(library: Library) -> None:
    found = one(library, "个保法第十条", date(2020, 6, 30))
    assert found.verdict is Verdict.NOT_YET_IN_FORCE
    assert "2020-06-30还没有生效" in found.message


@pytest.mark.parametrize(
    "text",
    [
        "《公司法（2018修正）》第一百五十一条",
        "《食品安全法（2009）》第九十六条",
        "《行政处罚法（2017修正）》第三十一条",
        "《未成年人保护法（2012修正）》第三十九条",
        "《民事诉讼法(2017修订)》第一百三十八条",
    ],
)
def test_a_version_named_inside_the_marks_is_that_version(library: Library, text: str) -> None:
    assert one(library, text).verdict in (Verdict.NO_TEXT, Verdict.RENUMBERED)


def test_doubtful_standing_is_doubt_and_the_text_is_shown(library: Library) -> None:
    found = one(library, "农村土地承包法第二十一条")
    assert found.verdict is Verdict.VALID
    assert found.status is Status.UNKNOWN
    assert found.text
    assert found.hint.startswith("《农村土地承包法》状态待核")


def test_an_old_version_without_a_day_of_its_own_counts_from_its_publication(library: Library) -> None:
    found = one(library, "旧《注册会计师法》第一条")
    assert found.text
    assert "None" not in found.message + found.hint


def test_articles_of_the_criminal_law_have_the_date_of_its_version(library: Library) -> None:
    for number in ("17", "246", "253之一", "287之二", "390"):
        assert one(library, f"刑法{number}条").effective_from == date(2024, 3, 1)


@pytest.mark.parametrize(
    ("text", "successor"),
    [
        ("环境保护法第六十四条", "《生态环境法典》"),
        ("大气污染防治法第62条", "《生态环境法典》第二百三十一条"),
        ("物权法第106条", "《民法典》第三百一十一条"),
        ("合同法第94条", "《民法典》第五百六十三条"),
        ("婚姻法第32条", "《民法典》第一千零七十九条"),
        ("担保法第19条", "《民法典》第六百八十六条"),
    ],
)
def test_repealed_laws_lead_article_by_article_to_their_successors(
    library: Library, text: str, successor: str
) -> None:
    found = one(library, text)
    assert found.verdict is Verdict.REPEALED
    assert any(written.startswith(successor) for written in found.successors)
    assert successor.removeprefix("《生态环境法典》") in found.message


@pytest.mark.parametrize(
    ("text", "today"),
    [
        ("公司法第16条", "第15条"),
        ("公司法第151条", "第189条"),
        ("反不正当竞争法第六条", "第7条"),
        ("仲裁法第58条", "第71条"),
        ("行政复议法第九条", "第20条"),
        ("食品安全法第96条", "第148条"),
        ("消费者权益保护法第49条", "第55条"),
        ("妇女权益保障法第40条", "第23条"),
        ("行政处罚法第42条", "第63条"),
        ("民事诉讼法第207条", "第211条"),
    ],
)
def test_old_numbers_are_told_beside_todays_article(library: Library, text: str, today: str) -> None:
    found = one(library, text)
    assert found.verdict is Verdict.VALID
    assert today in found.hint


def _shared(one: str, other: str) -> float:
    """Share of the pairs of characters of the shorter text that the other has."""
    pairs, others = ({text[at : at + 2] for at in range(len(text) - 1)} for text in (one, other))
    return len(pairs & others) / max(1, min(len(pairs), len(others)))


def test_tables_of_old_numbers_fit_the_texts_wherever_both_versions_are_held(library: Library) -> None:
    """The article of the new number is the one whose words are those of the old one, or near to it."""
    checked = 0
    for law_id in library.laws:
        for move in library.renumberings(law_id):
            old = library.statute(law_id, move.since - timedelta(days=1))
            new = library.statute(law_id, move.since)
            if old is None or new is None or old is new:
                continue
            before, after = library.articles(old), library.articles(new)
            for number in move.new:
                shared = _shared(before[move.old].text, after[number].text)
                best = max(_shared(before[move.old].text, article.text) for article in after.values())
                assert shared >= 0.5 or shared >= best - 0.1, (law_id, move.old, number)
                checked += 1
    assert checked > 600


def test_every_move_leads_to_an_article_that_there_is(library: Library) -> None:
    for move in library.moves:
        statute = library.statute(move.law_id, DAY)
        assert statute is not None, move
        for number in move.new:
            assert number in library.articles(statute), move
