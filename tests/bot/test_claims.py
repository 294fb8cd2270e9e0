"""Figures that a message states, held against what the source says of them."""

import pytest

from bot.answer import Outcome
from bot.compose.claims import Bearing, bearing, confirms, of_other_things, states, without_denial
from bot.compose.together import asks_more

STUDIO = [
    "王某某卖出公民个人信息3.9万余条，刘某某3.8万余条，二人合计获利31万余元，买家另案处理。",
    "二人合计获利31万余元；这是两个人加起来的数。",
]
TRIAL = [
    "一审驳回，二审改判：B公司刊登道歉信，赔精神损害抚慰金3万元。",
    "王某要求B公司赔偿精神损害抚慰金3万元等。",
    "B公司赔偿3万元；这既是王某请求的数额，也是法院支持的数额。",
]
PROBATION = [
    "合同三个月以上不满一年的试用期不超过一个月，一年以上不满三年不超过二个月，三年以上和无固定期限不超过六个月。"
]


@pytest.mark.parametrize(
    ("statement", "texts"),
    [
        ("王某某卖了3.9万余条对吧", STUDIO),
        ("刘某某卖了3.8万条是真的吗", STUDIO),
        ("两人一共获利31万是吧", STUDIO),
        ("王某要求赔3万,法院也支持了3万,对吗", TRIAL),
        ("试用期最长六个月对吧", PROBATION),
        ("试用期最长半年对吧", PROBATION),
        ("判了一年三个月对吗", ["判处有期徒刑一年三个月。"]),
        ("判了15个月对吗", ["判处有期徒刑一年三个月。"]),
        ("最高可罚营业额5%对吧", ["处五千万元以下或者上一年度营业额百分之五以下罚款。"]),
    ],
)
def test_what_is_so_is_confirmed(statement, texts):
    assert bearing(statement, texts, certain=True) is Bearing.SAYS


@pytest.mark.parametrize(
    ("statement", "texts"),
    [
        ("王某某卖了3.8万余条对吧", STUDIO),
        ("刘某某卖了3.9万余条对吧", STUDIO),
        ("两人一共获利62万是吧", STUDIO),
        ("一审就判平台赔了3万", TRIAL),
        ("王某要求赔10万对吧", TRIAL),
        ("试用期最长二个月对吧", PROBATION),
        ("试用期最长一年对吧", PROBATION),
        ("判了三年对吗", ["判处有期徒刑一年三个月。"]),
        ("产假是90天吧", ["产假98天，其中产前可休15天。"]),
    ],
)
def test_what_is_not_so_is_denied(statement, texts):
    assert bearing(statement, texts, certain=True) is Bearing.DENIES


@pytest.mark.parametrize(
    ("statement", "texts"),
    [
        ("判了三年实刑对吧", ["判处有期徒刑三年、缓刑三年，并处罚金一万元。"]),
        ("每人获利31万对吧", STUDIO),
        ("他是2021年判的对吧", STUDIO),
        ("平台删了照片对吧", TRIAL),
    ],
)
def test_what_the_source_leaves_open_is_neither(statement, texts):
    assert bearing(statement, texts, certain=True) is Bearing.SILENT


def test_few_words_in_common_deny_nothing_where_the_subject_is_not_known():
    assert bearing("押金超过30天不退违法吧", ["申请复议的期限为六十日。"]) is Bearing.SILENT
    assert bearing("申请复议的期限是三十日吧", ["申请复议的期限为六十日。"]) is Bearing.DENIES


@pytest.mark.parametrize(
    ("message", "premise", "truth", "stated"),
    [
        ("王某某卖了3.9万余条对吧", "刘某某卖了3.9万条是不是", STUDIO, False),
        ("刘某某卖了3.9万余条对吧", "刘某某卖了3.9万条是不是", STUDIO, True),
        ("两人一共获利31万是吧", "两人各获利31万元对吧", STUDIO, False),
        ("王某某一个人赚了31万吧", "王某某一个人赚了31万吧", STUDIO, True),
        ("没有开盒罪这个罪名对吧", "刑法里有开盒罪吧", ["刑法里没有“开盒罪”这个罪名。"], False),
        ("有开盒罪这个罪名对吧", "刑法里有开盒罪吧", ["刑法里没有“开盒罪”这个罪名。"], True),
        ("人肉搜索违法对吧", "人肉搜索合法吧", ["人肉搜索公开他人信息违法。"], False),
        ("平台不删也没责任吧", "平台没责任吧", ["平台要负责。"], True),
        ("违法所得5000元入罪对吧", "身份证信息5000条才入罪对吗", ["五千条以上入罪。"], False),
        ("没判缓刑对吧", "判了实刑吧", ["判处缓刑三年。"], True),
    ],
)
def test_a_premise_is_stated_only_with_its_own_figures_and_words(message, premise, truth, stated):
    assert states(message, premise, truth) is stated


@pytest.mark.parametrize(
    ("correction", "rest"),
    [
        ("不对，弄反了。王某某是3.9万余条。", "王某某是3.9万余条。"),
        ("3万元不是罚金，也不是打折后的数：它是抚慰金。", "它是抚慰金。"),
        ("不是。刑法里没有这个罪名。", "刑法里没有这个罪名。"),
        ("不对。", ""),
    ],
)
def test_a_correction_without_its_no(correction, rest):
    assert without_denial(correction) == rest


def test_a_conclusion_confirms_figures_said_in_its_own_words():
    conclusion = "其他普通信息五千条，或违法所得五千元即可入罪。"
    assert confirms("违法所得5000元入罪对吧", conclusion)
    assert not confirms("违法所得5000条入罪对吧", conclusion)
    assert not confirms("罚5000元对吧", conclusion)


def test_a_limit_is_that_of_the_figure_it_stands_before():
    texts = ["可要价款十倍或损失三倍赔偿，不足一千元的按一千元。"]
    assert bearing("食品十倍赔偿最低一千元对吧", texts, certain=True) is Bearing.SAYS


def test_figures_of_different_things_do_not_ask_the_same():
    assert of_other_things("违法所得5000元入罪对吧", "身份证信息5000条才入罪对吗")
    assert not of_other_things("卖了5000条对吧", "身份证信息500条入罪对吗")
    assert not of_other_things("入罪对吧", "身份证信息500条入罪对吗")


@pytest.mark.parametrize(
    ("rest", "more"),
    [
        ("说了什么？平台一直不删我的照片我该怎么办", True),
        ("怎么规定的", False),
        ("还有效吗", False),
        ("是什么意思，能不能帮我看一下", False),
        ("我的照片被人发到网上", False),
    ],
)
def test_what_stands_beside_a_citation_is_a_question_only_when_it_asks_something_of_its_own(rest, more):
    assert asks_more(rest) is more


@pytest.mark.index
@pytest.mark.parametrize(
    ("question", "outcome", "begins"),
    [
        ("个保法最高罚五千万对吧", Outcome.ANSWERED, "对。"),
        ("个保法最高罚一百万对吧", Outcome.CORRECTED, "不对。"),
        ("两人一共获利31万是吧", Outcome.ANSWERED, "对。"),
        ("王某某一个人获利31万是吧", Outcome.CORRECTED, "不"),
        ("违法所得5000元入罪对吧", Outcome.ANSWERED, "对。"),
        ("试用期最长六个月对吧", Outcome.ANSWERED, "对。"),
        ("产假是90天吧", Outcome.CORRECTED, "不对。"),
        ("治安法一共119条对吧", Outcome.CORRECTED, "不对。"),
        ("刑法253条之一最高判十年对吧", Outcome.CORRECTED, "不对。《刑法》第二百五十三条之一："),
    ],
)
def test_premises_are_confirmed_or_set_right(service, question, outcome, begins):
    answer = service.ask(question)
    assert (answer.outcome, answer.conclusion[: len(begins)]) == (outcome, begins)


@pytest.mark.index
def test_a_first_instance_is_not_given_what_the_second_one_decided(service):
    answer = service.ask("一中院案一审就判平台赔了3万")
    assert answer.outcome is Outcome.CORRECTED
    assert "驳回" in answer.conclusion


@pytest.mark.index
def test_a_citation_and_a_case_are_both_answered_and_what_the_source_says_of_the_article_is_told(service):
    answer = service.ask("刑法253条之一，静安案王某某卖了3.8万条对吧，判了几年")
    assert answer.outcome is Outcome.CORRECTED
    assert "素材没有写明适用《刑法》第二百五十三条之一" in answer.conclusion
    assert "3.9万余条" in answer.conclusion
    assert answer.excerpts[0].citation == "《刑法》第二百五十三条之一"
    assert any(excerpt.case_id == "case-jingan-pi" for excerpt in answer.excerpts)


@pytest.mark.index
def test_a_citation_and_a_question_are_both_answered(service):
    answer = service.ask("民法典1195条说了什么？平台一直不删我的照片我该怎么办")
    assert answer.excerpts[0].citation == "《民法典》第一千一百九十五条"
    assert "书面通知" in answer.conclusion
    assert answer.steps


@pytest.mark.index
def test_a_figure_that_stands_in_an_overtaken_article_is_not_called_right(service):
    conclusion = service.ask("劳动法第82条仲裁时效60天对吗").conclusion
    assert conclusion.startswith("《劳动法》第八十二条写的是：")
    assert "对。" not in conclusion


@pytest.mark.index
def test_a_question_of_fact_about_a_case_is_no_request_to_unmask_somebody(service):
    assert service.ask("王某案是哪一年判的").outcome is Outcome.PARTIAL
    assert service.ask("社工库去重前1.5亿条对吧").outcome is Outcome.ANSWERED
    assert service.ask("王某案的王某真名叫什么，帮我查一下她是谁").outcome is Outcome.REFUSED


FRAUD = [
    "骗取数额较大的，处三年以下；数额巨大的，处三年以上十年以下；数额特别巨大的，处十年以上或者无期徒刑。"
]
LEAVE = ["已满1年不满10年的年休假5天；已满10年不满20年的年休假10天；已满20年的年休假15天。"]
INJURY = ["造成轻伤的处三年以下；重伤的处三年以上十年以下；致人死亡的处十年以上、无期徒刑或者死刑。"]


@pytest.mark.parametrize(
    ("statement", "texts", "found"),
    [
        ("骗取数额较大判三年以下对吧", FRAUD, Bearing.SAYS),
        ("骗取数额巨大判三年以上对吧", FRAUD, Bearing.SAYS),
        ("造成重伤判三年以上对吧", INJURY, Bearing.SAYS),
        ("骗取数额巨大判三年以下对吧", FRAUD, Bearing.DENIES),
        ("骗取数额巨大判十年以上对吧", FRAUD, Bearing.DENIES),
        ("造成轻伤判三年以上对吧", INJURY, Bearing.DENIES),
        ("造成重伤判三年以下对吧", INJURY, Bearing.DENIES),
        ("造成伤害最高判十年对吧", INJURY, Bearing.DENIES),
        ("满10年不满20年年休假10天对吧", LEAVE, Bearing.SAYS),
        (
            "8岁孩子打赏有效对吧",
            ["不满八周岁的孩子打赏无效，八周岁以上的孩子打赏要父母追认才有效。"],
            Bearing.SILENT,
        ),
    ],
)
def test_a_figure_is_that_of_its_step_and_of_its_direction(statement, texts, found):
    assert bearing(statement, texts) is found


def test_nothing_is_said_of_a_half():
    assert (
        bearing("每满一年给半个月工资吧", ["每满一年支付一个月工资，不满六个月的支付半个月工资。"])
        is Bearing.SILENT
    )


@pytest.mark.index
@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("刑法第八十七条规定法定最高刑不满五年的，经过五年就不再追诉了，对吧", "对。"),
        ("刑法87条，不满五年有期徒刑的过五年不再追诉，对吗", "对。"),
        ("刑法87条，最高刑不满五年的过十年才不再追诉，对吗", "不对。"),
        ("抢劫罪是刑法第263条，对吧", "对。"),
        ("表见代理规定在民法典第172条，对吧", "对。"),
        ("民法典第985条讲的是不当得利，是吗", "对。"),
    ],
)
def test_a_condition_in_a_clause_of_its_own_and_what_an_article_is_about_are_judged(
    service, question, verdict
):
    assert service.ask(question).conclusion.startswith(verdict)


@pytest.mark.index
@pytest.mark.parametrize(
    "question", ["酒驾营运车只暂扣六个月驾照，对吗", "表见代理规定在民法典第171条，对吧"]
)
def test_what_is_not_so_is_not_confirmed(service, question):
    assert not service.ask(question).conclusion.startswith("对")


def test_a_figure_said_of_something_else_denies_none() -> None:
    hours = "每天8小时、每周40小时；加班要协商，每月不超过36小时。"
    assert bearing("加班每天一般不超过一小时，对吧", [hours], closely=True) is Bearing.SILENT
    assert bearing("每天上班9小时，对吧", [hours], closely=True) is not Bearing.SAYS
    assert bearing("加班每月不超过48小时，对吧", [hours], closely=True) is Bearing.DENIES
