"""Which questions without a name are answered by a case."""

import pytest

from bot.answer import Outcome
from bot.service import Yuanfa

pytestmark = pytest.mark.index


@pytest.mark.parametrize(
    "question",
    [
        "黑客软件发布在哪些论坛上",
        "社工库去重以后有多少条数据",
        "平台客服当时用什么理由拒绝删除照片",
        "摄影工作室买了多少条新生儿信息",
    ],
)
def test_a_question_in_the_words_of_a_case_is_answered_by_it(service, question):
    answer = service.ask(question)
    assert any(excerpt.case_id for excerpt in answer.excerpts), answer.conclusion


@pytest.mark.parametrize(
    "question",
    [
        "公司员工泄露客户资料，公司也要被罚吗",
        "开赌场判几年",
        "偷了两千块的手机判多久",
        "送餐平台能看到我真实号码，可以要求隐藏吗",
    ],
)
def test_a_general_question_that_sounds_like_one_of_a_case_is_not(service, question):
    assert not any(excerpt.case_id for excerpt in service.ask(question).excerpts)


@pytest.mark.parametrize(
    ("message", "head"),
    [
        ("静安案王某某和刘某某都判了三年以上对吧", "素材没有写静安案的判决结果"),
        ("静安案王某某拿了三万赔偿吧", "不是同一个人"),
        ("静安案王某某和刘某某每人赚了15.5万对吧", "31万余元是王某某、刘某某二人合计的获利"),
        ("静安案每人赚了31万对吗", "不是每人31万"),
    ],
)
def test_a_correction_denies_no_figure_and_no_mix_up_that_nobody_stated(service, message, head):
    assert service.ask(message).conclusion.startswith(head)


@pytest.mark.parametrize("question", ["开盒盲盒哪里买便宜", "人肉包子是哪部电影", "泡泡玛特开盒隐藏款概率"])
def test_words_that_a_case_shares_with_no_law_bring_up_no_case(service, question):
    answer = service.ask(question)
    assert answer.outcome is Outcome.NO_SOURCE
    assert not answer.excerpts


def test_coverage_is_a_share_and_grows_with_shared_words(service):
    retriever = service._retriever
    case_id = "case-darkweb-li"
    none, some, full = (
        retriever.words.coverage(text, case_id) for text in ("泡泡糖", "泡泡糖和社工库", "社工库")
    )
    assert none == 0
    assert 0 < some < full <= 1
    assert retriever.words.coverage("", case_id) == 0
    assert retriever.words.coverage("社工库", "no-such-case") == 0


@pytest.mark.index
@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("静安卖信息的两个人被判了多少年", "没有写静安案的判决结果"),
        ("静安案卖信息的人判了多久", "没有写静安案的判决结果"),
        ("静安案里卖家赚了多少", "31万余元"),
    ],
)
def test_words_that_tell_points_apart_count(service: Yuanfa, question: str, words: str):
    assert words in service.ask(question).conclusion


@pytest.mark.index
def test_what_all_points_of_a_case_hold_tells_none_apart(service: Yuanfa):
    retriever = service._retriever
    query = retriever.prepare("静安案判了几年")
    found = retriever.phrasings.within(query, {"case-jingan-pi"})
    told = {match.words for match in found}
    assert max(told) <= 1
    assert next(match for match in found if "判决结果" in match.passage.text).words == max(told)
    assert min(told) < 0.3
