"""Words given as those of an article are compared with it in every usual framing, and nothing else is."""

from __future__ import annotations

import random
import re
from datetime import date

import pytest

from knowledge.citations import check_text
from knowledge.citations.subjects import crimes
from knowledge.citations.types import Resolution
from knowledge.library import Library
from knowledge.models import Article, LawId
from knowledge.readers.statutes import is_numbered
from tests.knowledge.citations.framings import FRAMINGS

DAY = date(2026, 11, 24)
LAWS = (
    "civil-code",
    "pipl",
    "public-security-law",
    "consumer-law",
    "minors-protection-law",
    "labour-contract-law",
)
SWAPS = (
    ("不得", "可以"),
    ("应当", "可以"),
    ("可以", "应当"),
    ("三", "五"),
    ("二", "四"),
    ("十", "九"),
    ("有权", "无权"),
    ("或者", "并且"),
    ("人", "单位"),
    ("的", "等"),
)
ALTERED = 0.5


def sentences(library: Library) -> list[tuple[str, Article, str]]:
    """(short title, article, one sentence of it) of some laws, 20 to 160 characters."""
    found = []
    for law_id in LAWS:
        statute = library.statute(LawId(law_id), DAY)
        assert statute is not None
        for article in statute.articles:
            if not is_numbered(article.number):
                continue
            for sentence in re.findall(r"[^。\n“”\"《》]{20,160}。", article.text):
                if "（" not in sentence:
                    found.append((statute.law.short_title, article, sentence))
    return found


def altered(sentence: str) -> str:
    """The sentence with one word of it changed."""
    for old, new in SWAPS:
        if old in sentence:
            return sentence.replace(old, new, 1)
    return sentence[:6] + "不" + sentence[6:]


def quoted(library: Library, text: str) -> Resolution | None:
    return next((one for one in check_text(text, library, DAY) if one.quote is not None), None)


def test_quotations_are_compared_in_every_framing(library: Library) -> None:
    draw = random.Random(17)
    pool = sentences(library)
    missed, alarms, count = [], [], 0
    for framing in FRAMINGS:
        for short, article, sentence in draw.sample(pool, 25):
            count += 1
            wrong = draw.random() < ALTERED
            words = altered(sentence) if wrong else sentence
            text = framing.format(c=f"《{short}》{article.label}", q=words)
            one = quoted(library, text)
            if wrong and (one is None or one.quote is None or one.quote.says):
                missed.append(text)
            if not wrong and one is not None and one.quote is not None and not one.quote.says:
                alarms.append(text)
    assert len(missed) <= 0.01 * count, missed[:5]
    assert alarms == []


@pytest.mark.parametrize(
    "text",
    [
        "《民法典》第1032条，他说“你等着，我要把你的事全都发到网上去”",
        "《民法典》第1032条讲隐私权。老师问：“你知道什么是善意取得制度吗”",
        "《刑法》第246条规定得很清楚，诽谤他人情节严重的要坐牢",
        "《民法典》第1195条就是大家说的“通知删除规则”，平台要管",
        "他在群里发“刑法246条”吓唬我",
        "根据《民法典》第577条，对方不发货我要求他赔我误工费和车费行不行",
    ],
)
def test_what_is_no_quotation_is_not_compared(library: Library, text: str) -> None:
    assert quoted(library, text) is None


def test_words_of_another_article_are_found_there(library: Library) -> None:
    one = quoted(library, "“自然人的个人信息受法律保护”（《民法典》第1035条）")
    assert one is not None
    assert "第一千零三十四条" in one.message


def test_arabic_figures_are_no_difference(library: Library) -> None:
    one = quoted(library, "《民法典》第188条规定：“向人民法院请求保护民事权利的诉讼时效期间为3年”")
    assert one is not None
    assert one.quote is not None
    assert one.quote.says


def test_words_belong_to_the_nearest_citation(library: Library) -> None:
    text = (
        "依据《消费者权益保护法》第五十五条，应当“增加赔偿的金额不足五百元的，为五百元”。"
        "依据《食品安全法》第一百四十八条，“增加赔偿的金额不足五百元的，为五百元”。"
    )
    found = check_text(text, library, DAY)
    assert [one.quote.says for one in found if one.quote] == [True, False]


def test_words_behind_another_paragraph_of_the_article_are_of_that_one(library: Library) -> None:
    words = "劳动关系终止的，应当自劳动关系终止之日起一年内提出"
    for fourth in ("同条第四款", "第四款"):
        text = f"《劳动争议调解仲裁法》第二十七条第一款规定时效一年，{fourth}规定“{words}”"
        found = check_text(text, library, DAY)
        assert [(one.paragraph, one.quote and one.quote.says) for one in found] == [(1, None), (4, True)]


@pytest.mark.parametrize(("years", "says"), [("三年", [None, None, True]), ("五年", [None, None, False])])
def test_words_of_the_former_of_two_articles_are_held_against_that_one(
    library: Library, years: str, says: list[bool | None]
) -> None:
    words = f"以暴力、胁迫或者其他方法抢劫公私财物的，处{years}以上十年以下有期徒刑，并处罚金"
    found = check_text(f"刑法第二百六十三条和治安管理处罚法第五十八条，前者规定“{words}”", library, DAY)
    assert [one.quote and one.quote.says for one in found] == says
    assert found[2].title == "中华人民共和国刑法"


@pytest.mark.parametrize(("days", "says"), [("三十", True), ("六十", False)])
def test_single_marks_quote_where_there_are_no_double_ones(library: Library, days: str, says: bool) -> None:
    words = f"劳动者提前{days}日以书面形式通知用人单位，可以解除劳动合同。"
    (one,) = check_text(f"劳动合同法第37条明明写着‘{words}’", library, DAY)
    assert one.quote is not None
    assert one.quote.says is says


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("《刑法》第264条诈骗罪", "第二百六十六条"),
        ("刑法第266条规定的盗窃罪", "第二百六十四条"),
        ("帮信罪是刑法287条之一吗", "第二百八十七条之二"),
        ("危险驾驶罪就是刑法133条吧", "第一百三十三条之一"),
        ("侵犯公民个人信息罪，刑法第253条", "第二百五十三条之一"),
    ],
)
def test_a_crime_beside_a_wrong_number_is_set_right(library: Library, text: str, right: str) -> None:
    (one,) = check_text(text, library, DAY)
    assert f"规定在《刑法》{right}" in one.message


@pytest.mark.parametrize(
    "text",
    [
        "刑法第266条规定的诈骗罪",
        "刑法第264条盗窃罪、第266条诈骗罪",
        "刑法第264、266条盗窃罪诈骗罪",
        "贪污罪按刑法第383条处罚",
        "民法典第1165条，他犯了盗窃罪",
        "犯诈骗罪的，依照刑法第266条和第64条处理",
        "刑法第67条自首，诈骗罪也适用",
    ],
)
def test_crimes_in_their_place_and_general_rules_raise_no_alarm(library: Library, text: str) -> None:
    assert not any("规定在" in one.message for one in check_text(text, library, DAY))


def test_every_crime_leads_to_an_article_that_there_is(library: Library) -> None:
    statute = library.statute(LawId("criminal-law"), DAY)
    assert statute is not None
    held = library.articles(statute)
    for crime in crimes().values():
        for number in crime.articles:
            assert number in held, crime


@pytest.mark.parametrize(
    "frame", ["{c}规定：“{q}”", "{c}的内容如下：“{q}”", "{c}规定，“{q}”", "{c}指出，“{q}”"]
)
def test_straight_marks_inside_curly_ones_end_no_quotation(library: Library, frame: str) -> None:
    words = '本法关于行政复议期间有关"三日"、"五日"、"七日"、"十日"的规定是指工作日，不含法定休假日。'
    for quoted, says in ((words, True), (words.replace("不含", "含"), False)):
        (found,) = check_text(frame.format(c="《行政复议法》第八十八条", q=quoted), library, DAY)
        assert found.quote is not None
        assert found.quote.says is says


def test_a_numbered_paragraph_below_a_title_is_no_article(library: Library) -> None:
    text = "二十三、修改《最高人民法院关于审理人身损害赔偿案件适用法律若干问题的解释》\n\n1.将引言修改为：“为正确审理……”"
    assert [one for one in check_text(text, library, DAY) if one.number] == []


def test_words_far_down_a_long_article_are_found(library: Library) -> None:
    text = "《香港基本法》第一百六十条原文如下：“具体选举办法由香港特别行政区以选举法规定。”"
    (one,) = check_text(text, library, DAY)
    assert one.quote is not None
    assert one.quote.says


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("《刑法》第十七条第三款：“已满十周岁不满十四周岁的人，犯故意杀人、故意伤害罪”", "已满[-十-]{+十二+}周岁不满十四周岁的人犯故意杀人故意伤害罪"),
        ("《刑法》第十七条：“已满十周岁不满十四周岁的人，犯故意杀人、故意伤害罪，致人死亡”", "已满[-十-]{+十二+}周岁不满十四周岁的人犯故意杀人故意伤害罪致人死亡"),
        ("民法典1047条规定：“男不得早于二十周岁”", "男不得早于[-二十-]{+二十二+}周岁"),
        ("民法典1047条规定：“女不得早于二十二周岁”", "女不得早于[-二十二-]{+二十+}周岁"),
        ("《民法典》第一千零七十九条第三款第（四）项：“因感情不和分居满一年”", "因感情不和分居满[-一-]{+二+}年"),
        ("《劳动合同法》第三十九条第（三）项：“一般失职，营私舞弊，给用人单位造成重大损害的”", "[-一般-]{+严重+}失职营私舞弊给用人单位造成重大损害的"),
        ("《刑法》第二百三十四条第二款：“犯前款罪，致人重伤的，处三年以上七年以下有期徒刑”", "犯前款罪致人重伤的处三年以上[-七-]{+十+}年以下有期徒刑"),
        # A stretch goes to the end of its clause where the quotation ends otherwise.
        ("《票据法》第十七条第一款第（二）项：“持票人对支票出票人的权利，自出票日起一年”", "持票人对支票出票人的权利自出票日起[-一年-]{+六个月+}"),
        ("《民法典》第七百三十四条第一款“出租人没有提出异议的，原租赁合同终止”", "出租人没有提出异议的原租赁合同[-终止-]{+继续有效+}"),
        ("《民法典》第一百九十六条第（三）项“请求支付借款或者货款”", "请求支付[-借款-]{+抚养费赡养费+}或者[-货款-]{+扶养费+}"),
        # One character between two changes is but part of a word.
        ("《民法典》第六百八十条第二款“没有约定的，按同期利率计算”", "没有约定的[-按同期利率计算-]{+视为没有利息+}"),
        # The words are those of the second paragraph, whatever paragraph is cited.
        ("《刑法》第二百三十四条第一款：“犯前款罪，致人重伤的，处三年以上七年以下有期徒刑”", "犯前款罪致人重伤的处三年以上[-七-]{+十+}年以下有期徒刑"),
    ],
)  # fmt: skip
def test_a_difference_shows_the_altered_word_alone(library: Library, text: str, shown: str) -> None:
    (one,) = check_text(text, library, date(2026, 11, 24))
    assert one.quote is not None
    assert (one.quote.says, one.quote.difference) == (False, shown)


@pytest.mark.parametrize(
    ("text", "label", "says"),
    [
        ("> **第一千零八十二条** 女方在怀孕期间、分娩后二年内或者终止妊娠后六个月内，男方不得提出离婚\n——《民法典》", "第一千零八十二条", False),
        ("> 租赁期限不得超过三十年。超过三十年的，超过部分无效。\n> ——《民法典》第七百零五条", "第七百零五条", False),
        ("> 租赁期限不得超过二十年。超过二十年的，超过部分无效。\n> ——《民法典》第七百零五条", "第七百零五条", True),
        ("- 第七百零五条（《民法典》）：“租赁期限不得超过十年”", "第七百零五条", False),
        ("第705条（民法典）：“租赁期限不得超过二十年。”", "第七百零五条", True),
        ("第七百零五条 租赁期限不得超过十年。（来源：民法典）", "第七百零五条", False),
        ("“租赁期限不得超过二十年。超过二十年的，超过部分无效。”（来源：民法典第705条）", "第七百零五条", True),
        ("【第二百六十六条】诈骗公私财物，数额较大的，处五年以下有期徒刑、拘役或者管制（《刑法》）", "第二百六十六条", False),
    ],
)  # fmt: skip
def test_words_above_the_name_of_their_law_are_compared(
    library: Library, text: str, label: str, says: bool
) -> None:
    (one,) = check_text(text, library, date(2026, 11, 24))
    assert one.quote is not None
    assert (one.article, one.quote.says) == (label, says)


@pytest.mark.parametrize(
    "text",
    [
        "第五条 押金不退。（参照民法典）",
        "第五条 押金一律不退，乙方不得异议。——《民法典》",
        "第三条 本合同适用民法典。\n第四条 争议由法院管辖。\n——《劳动合同法》",
        "第二条 乙方应当遵守劳动法。\n第三条 甲方按月支付工资。（《劳动合同法》）",
    ],
)
def test_a_contract_above_the_name_of_a_law_cites_nothing(library: Library, text: str) -> None:
    assert check_text(text, library, date(2026, 11, 24)) == []


@pytest.mark.parametrize(
    "text",
    [
        "今天天气很好，我们去公园吧，回来再写作业。\n——《民法典》第1032条",
        "劳动合同法第三十九条规定了用人单位可以解除的情形",
        "第三十九条（劳动合同法）规定了用人单位可以解除的情形",
    ],
)
def test_what_only_tells_of_an_article_is_not_compared(library: Library, text: str) -> None:
    (one,) = check_text(text, library, date(2026, 11, 24))
    assert one.quote is None
