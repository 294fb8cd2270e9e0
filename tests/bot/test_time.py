"""Questions about a law's time, the law of another day, and facts older than the law."""

from datetime import date

import pytest

from bot.answer import Answer, Outcome
from bot.compose.as_of import day_of_the_facts
from bot.service import Yuanfa
from knowledge.models import Status

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("新商标法什么时候实施", "2027-01-01"),
        ("2026年新商标法现在生效了吗", "2027-01-01"),
        ("农业法修订什么时候施行", "2027-01-01"),
        ("医疗保障法生效了吗", "2027-01-01"),
        ("医疗保障法规定断缴医保怎么办", "还没有生效"),
        ("合同法还有效吗", "废止"),
        ("民法通则现在还能用吗", "《民法通则》1987年1月1日施行，2021年1月1日起废止"),
        ("环境保护法还有效吗", "生态环境法典"),
        ("名誉权解答还有效吗", "废止"),
        ("农村土地承包法还有效吗", "状态待核"),
        ("律师法最近改了吗", "2026年修正自2026-09-01起施行，但这里没有收录"),
        ("个人信息保护法还有效吗", "有效。"),
        ("房地产税法出台了吗", "没有查到《房地产税法》"),
        ("有没有动物保护法", "没有查到《动物保护法》"),
    ],
)
def test_the_time_of_a_law_is_told_from_versions_and_registry(
    service: Yuanfa, question: str, said: str
) -> None:
    answer = service.ask(question)
    assert said in answer.conclusion
    assert any("截至" in notice for notice in answer.notices)


@pytest.mark.parametrize("question", ["你的数据到哪天", "你们的法律数据更新到哪一天", "法条收录到什么时候"])
def test_the_day_of_the_data_is_told(service: Yuanfa, question: str) -> None:
    assert str(service.library.newest) in service.ask(question).conclusion


@pytest.mark.parametrize(
    "question", ["民法典规定的合同还有效吗", "打印的遗嘱有效不", "继承法规定的第一顺序继承人有哪些"]
)
def test_questions_of_substance_are_no_questions_about_a_law(service: Yuanfa, question: str) -> None:
    assert "本版自" not in service.ask(question).conclusion
    assert not service.ask(question).conclusion.startswith("有效。")


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("合同法还有效吗？我们2019年签的合同还按它算吗", ["《合同法》2021年1月1日起废止"]),
        ("婚姻法是不是已经废止了，现在离婚看哪个法", ["《婚姻法》2021年1月1日起废止"]),
        ("请问一下，担保法现在还能用吗 我老公给人担保的", ["《担保法》2021年1月1日起废止"]),
        ("继承法还有用吗？老人去世留的房子", ["《继承法》2021年1月1日起废止"]),
        (
            "民法总则和民法通则现在还有效吗",
            ["《民法总则》2017年10月1日施行，2021年1月1日起废止", "《民法通则》"],
        ),
        ("劳动法还有效吗，公司说已经被劳动合同法代替了", ["有效。《劳动法》"]),
        ("生态环境法典生效以后环境保护法还有效吗", ["《环境保护法》2026年8月15日"]),
        (
            "新公司法什么时候开始实施的，我公司2020年成立的要不要五年内缴足",
            ["自2024-07-01起施行", "调到5年内"],
        ),
        ("Is it true that in China the Marriage Law was repealed in 2021?", ["repealed on 1 January 2021"]),
    ],
)
def test_the_standing_of_a_law_is_told_whatever_else_the_message_says(
    service: Yuanfa, question: str, said: list[str]
) -> None:
    conclusion = service.ask(question).conclusion
    assert all(one in conclusion for one in said)


@pytest.mark.parametrize(
    ("question", "standing"),
    [
        ("合同法已经废止了，那我现在合同违约怎么赔", "废止，现在看"),
        ("民法典实施以后我们签的婚前财产协议还有效吗", "本版自"),
    ],
)
def test_what_a_message_knows_of_a_law_or_says_in_passing_is_not_told_again(
    service: Yuanfa, question: str, standing: str
) -> None:
    assert standing not in service.ask(question).conclusion


def of_another_day(answer: Answer, day: date) -> bool:
    return any(
        excerpt.effective_from is not None
        and excerpt.effective_from > day
        and excerpt.status in (Status.IN_FORCE, Status.AMENDED)
        for excerpt in answer.excerpts
    )


@pytest.mark.parametrize(
    ("question", "day"),
    [
        ("仲裁裁决撤销要在多久内申请", date(2025, 6, 30)),
        ("行贿罪判几年", date(2023, 6, 30)),
        ("偷拍怎么处罚", date(2025, 6, 30)),
        ("焚烧秸秆怎么处罚", date(2025, 6, 30)),
        ("公司对外担保要股东会决议吗", date(2023, 6, 30)),
        ("治安管理处罚法第42条", date(2025, 6, 30)),
        ("网络安全法第四十四条", date(2025, 6, 30)),
    ],
)
def test_todays_article_is_never_the_law_of_another_day(service: Yuanfa, question: str, day: date) -> None:
    assert not of_another_day(service.ask(question, as_of=day), day)


def test_the_text_of_the_day_is_shown_where_it_is_held(service: Yuanfa) -> None:
    answer = service.ask("仲裁裁决撤销要在多久内申请", as_of=date(2025, 6, 30))
    assert answer.excerpts[0].article == "第五十九条"
    assert "六个月" in answer.excerpts[0].text
    assert "3个月" not in answer.conclusion


def test_no_notice_speaks_of_an_article_that_the_day_leaves_out(service: Yuanfa) -> None:
    today = service.ask("合同违约怎么赔")
    assert any("《民法典》第" in notice for notice in today.notices)
    then = service.ask("合同违约怎么赔", as_of=date(2019, 6, 1))
    assert not any("《民法典》第" in notice for notice in then.notices)


def test_a_text_that_is_not_held_is_said_to_be_missing(service: Yuanfa) -> None:
    answer = service.ask("治安管理处罚法第42条", as_of=date(2025, 6, 30))
    assert answer.outcome is Outcome.NO_SOURCE
    assert "旧版本" in answer.conclusion
    assert "第50条" in answer.conclusion


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2020年偷拍别人卖信息", date(2020, 12, 31)),
        ("2025年12月偷拍该按哪部治安法", date(2025, 12, 31)),
        ("2024年2月的事", date(2024, 2, 29)),
        ("去年被网暴了", date(2025, 12, 31)),
        ("三年前的事", date(2023, 12, 31)),
        ("二十年前借的两万", date(2006, 12, 31)),
        ("十二年前的事", date(2014, 12, 31)),
        ("两年前离的婚", date(2024, 12, 31)),
        ("2012年版治安法42条", None),
        ("2021年修正的行政处罚法", None),
        ("今年的事", None),
        ("仲裁法2025年修的那个58条", None),
        ("公司法是2023年改的吧", None),
        ("2017年的民法总则还能用吗", None),
        ("2021年的劳动合同没签", date(2021, 12, 31)),
        ("2027年的事", None),
    ],
)
def test_the_day_of_the_facts_is_read(text: str, day: date | None) -> None:
    assert day_of_the_facts(text, TODAY) == day


@pytest.mark.parametrize(
    "question",
    [
        "2020年偷拍别人卖信息 个人信息保护法第十条适用吗",
        "2020年的网络侵权适用民法典1195条吗",
        "2025年12月偷拍该按哪部治安法",
    ],
)
def test_facts_older_than_the_law_are_pointed_out(service: Yuanfa, question: str) -> None:
    answer = service.ask(question)
    said = answer.conclusion + "".join(answer.notices)
    assert "施行" in said
    assert "当时" in said


def test_questions_about_today_are_spared_that_warning(service: Yuanfa) -> None:
    assert not any("注意时间" in notice for notice in service.ask("偷拍怎么处罚").notices)
    # The marriage is older than the Civil Code, what is asked about is of this year.
    still = "我们2019年结的婚，今年五月发现他给第三者转了二十万，能要回来吗"
    assert not any("注意时间" in notice for notice in service.ask(still).notices)


def test_an_answer_withdrawn_for_another_day_tells_nothing_of_near_questions_either(service: Yuanfa) -> None:
    question = "他欠我40万听说要出国了，能不能不让他走"
    assert [line for line in service.ask(question).lines if line.lead]
    earlier = service.ask(question, as_of=date(2019, 1, 1))
    assert earlier.near
    assert earlier.said == earlier.conclusion
