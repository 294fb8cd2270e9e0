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


def told(library: Library, text: str) -> list[tuple[Verdict, str | None, Status]]:
    return [(one.verdict, one.article, one.status) for one in check_text(text, library, DAY)]


@pytest.mark.parametrize(
    ("text", "article"),
    [
        ("他2023年打人被拘，决定书写的是治安管理处罚法第43条第1款", "第五十一条"),
        ("2019年他因为寻衅滋事按治安管理处罚法第26条被拘10天", "第三十条"),
        ("2020年法院依据公司法第182条判决解散公司", "第二百三十一条"),
        ("2024年3月，派出所根据《治安管理处罚法》第四十二条对张某处以行政拘留。", "第五十条"),
        ("我弟2022年被行政拘留，处罚决定书依据的是治安管理处罚法第70条", "第八十二条"),
        ("处罚决定是2024年作的，依据治安管理处罚法第70条", "第八十二条"),
        ("2022-05-01作出的行政处罚决定，适用治安管理处罚法第25条", "第二十九条"),
        ("二〇二三年五月，公安机关依照《治安管理处罚法》第四十三条决定拘留五日", "第五十一条"),
        ("2015年6月的处罚决定：根据《食品安全法》第九十六条，赔偿十倍", "第一百四十八条"),
        ("孩子2010年生，2024年被处罚，依据是治安管理处罚法第42条", "第五十条"),
        ("前年按照治安管理处罚法第七十二条处罚过一次", "第八十四条"),
        ("去年五月的处罚决定书引用了治安管理处罚法第六十六条", "第七十八条"),
        ("去年底的治安法66条", "第七十八条"),
        ("三年前的公司法第71条", "第八十四条"),
        ("当时按治安管理处罚法第43条拘留了他七天", "第五十一条"),
    ],
)
def test_a_law_applied_at_the_time_that_the_sentence_tells_is_that_days_law(
    library: Library, text: str, article: str
) -> None:
    assert told(library, text) == [(Verdict.RENUMBERED, article, Status.IN_FORCE)]


def test_every_citation_of_the_sentence_is_of_its_time(library: Library) -> None:
    found = told(library, "2023年他因违反治安管理处罚法第二十六条、第四十三条和第七十条被拘留")
    assert found == [
        (Verdict.RENUMBERED, number, Status.IN_FORCE) for number in ("第三十条", "第五十一条", "第八十二条")
    ]
    first, second = told(
        library,
        "他2019年被公安机关依据治安管理处罚法第四十三条拘留，2026年又被依据治安管理处罚法第五十一条拘留",
    )
    assert first == (Verdict.RENUMBERED, "第五十一条", Status.IN_FORCE)
    assert second == (Verdict.VALID, "第五十一条", Status.IN_FORCE)


@pytest.mark.parametrize(
    ("text", "article"),
    [
        ("去年的仲裁法第20条", "第二十条"),
        ("判决书是去年的，用的是仲裁法第20条", "第二十条"),
        ("2025年仲裁委依据仲裁法第二十条作出决定", "第二十条"),
        ("前年的海商法第204条", "第二百零四条"),
    ],
)
def test_the_text_of_the_time_told_is_shown_where_it_is_held(
    library: Library, text: str, article: str
) -> None:
    assert told(library, text) == [(Verdict.VALID, article, Status.AMENDED)]


@pytest.mark.parametrize(
    "text", ["2018年法院依照合同法第一百一十四条调整了违约金", "2020年法院判决引用《婚姻法》第四十六条"]
)
def test_a_law_that_still_held_at_the_time_told_was_not_repealed_then(library: Library, text: str) -> None:
    found = one(library, text)
    assert found.verdict is Verdict.NO_TEXT
    assert "还有效" in found.message


@pytest.mark.parametrize(
    "text",
    [
        "（2023）京01民终123号判决后，治安管理处罚法第43条",
        "沪公（浦）行罚决字〔2023〕12345号 依据治安管理处罚法第43条",
        "他1995年出生，因违反治安管理处罚法第51条被拘留",
        "1990年的人被拘留，依据治安管理处罚法第51条",
        "2021年施行的民法典第1165条",
        "2019年签的合同，现在起诉要符合民事诉讼法第122条吗",
        "2022年民法典解释出台后，按公司法第84条转让股权要通知吗",
        "2021年《民法典》施行，法院依据公司法第20条判决",
        "2016年成立的公司被股东起诉，法院按公司法第182条判决解散",
        "2024年被拘过一次，今年又打架，按治安管理处罚法第51条怎么罚",
        "2024年7月1日新公司法施行，公司法第47条要求五年内缴足",
        "2023年6月被处罚，治安管理处罚法第51条规定可以复议吗",
        "2020年以来多次违反治安管理处罚法第50条被处罚",
        "2025年修订的治安管理处罚法第51条",
        "2026年5月被拘留，依据治安管理处罚法第51条",
        "刑法第264条，2019年盗窃一辆车",
        "2019年他被判盗窃罪，依据刑法第264条",
        "2020年的民法典第577条",
        "当时按消费者权益保护法第24条退的货",
        "我当时在场，治安管理处罚法第51条怎么规定",
    ],
)
def test_a_time_that_belongs_to_something_else_changes_nothing(library: Library, text: str) -> None:
    found = check_text(text, library, DAY)[-1]
    assert (found.verdict, found.status) == (Verdict.VALID, Status.IN_FORCE)
    assert "句中" not in found.hint


def test_a_number_that_was_kept_is_shown_with_what_is_not_held(library: Library) -> None:
    found = one(library, "2023年判决书引用民事诉讼法第122条")
    assert (found.verdict, found.article) == (Verdict.VALID, "第一百二十二条")
    assert "2023年施行的是《民事诉讼法》的旧版本" in found.hint


def test_a_number_of_a_version_older_than_the_time_told_is_not_led_on(library: Library) -> None:
    assert one(library, "十年前的食品安全法第96条").verdict is Verdict.NO_TEXT
    assert one(library, "2016年的食品安全法第96条").verdict is Verdict.NO_TEXT


def test_the_time_told_is_read_on_the_day_asked_for(library: Library) -> None:
    text = "去年的治安管理处罚法第43条"
    assert one(library, text).article == "第五十一条"
    assert one(library, text, date(2028, 1, 1)).article == "第四十三条"
