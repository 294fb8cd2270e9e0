"""A group's answer fits a phone: twelve lines, conclusion first, words of the law as they stand."""

from __future__ import annotations

import re

import pytest

from bot.answer import Choice, Language, Outcome
from bot.brief import LINES, lines_of, render_brief
from bot.render import render, render_short
from bot.texts import TEXTS, Locale
from tests.bot.factories import make_answer, make_excerpt
from tests.end_to_end.telegram_html import parse

SENTENCE = (
    "网络用户利用网络服务实施侵权行为的，权利人有权通知网络服务提供者采取删除、屏蔽、断开链接等必要措施。"
)
LONG = "\n".join(f"第{n}款：{SENTENCE * 3}" for n in range(1, 20))
MARK = LONG.index("第9款")


@pytest.mark.parametrize(
    "answer",
    [
        make_answer(),
        make_answer(excerpts=(make_excerpt(text=LONG, highlight=(MARK, MARK + 20)),) * 3),
        make_answer(excerpts=(make_excerpt(text="无" * 3000, highlight=(100, 130)),)),
        make_answer(conclusion="结论很长。" * 200),
        make_answer(conclusion="一个没有句号的结论" * 100),
        make_answer(safety=("如果正在被威胁，请先打 110。", "请先保证安全；细节请私聊我，不要在群里发个人信息或影像。"),
                    excerpts=(make_excerpt(text=LONG),), conclusion="可以。" * 60),
        make_answer(safety=("先顾安全：正在挨打、有人拿着刀或扬言要动手，离开那里并马上打 110，不便出声就发短信 12110；有人受伤打 120。家里的暴力还可打 12338。",),
                    excerpts=(make_excerpt(citation="《反家庭暴力法》第二十三条第一款", version_line="2015年公布，2016-03-01起施行"),)),
        make_answer(safety=("请先打 110，再离开那里，找一个有人的地方。" * 12, "细节请私聊我，不要在群里发。" * 9)),
        make_answer(excerpts=(), notices=("我能答的是中国大陆的法律，别的国家和地区的法律不在其中。" * 20,), outcome=Outcome.NO_SOURCE),
        make_answer(excerpts=(make_excerpt(citation="《最高人民法院关于审理某种案件的解释》" * 20, text=LONG),), conclusion="可以。" * 80),
        make_answer(excerpts=(), notices=("我能答的是中国大陆的法律。", "例如：开盒犯法吗"), outcome=Outcome.NO_SOURCE),
        make_answer(language=Language.EN, conclusion="Yes, it may be a crime. " * 20),
    ],
)  # fmt: skip
def test_every_answer_keeps_to_twelve_lines(answer):
    (page,) = render_brief(answer)
    text, _ = parse(page)
    assert lines_of(text) <= LINES, text
    assert answer.conclusion[:8] in text


def test_what_is_quoted_is_a_slice_of_the_law_that_holds_the_answering_words():
    excerpt = make_excerpt(text=LONG, highlight=(MARK, MARK + 20))
    (page,) = render_brief(make_answer(excerpts=(excerpt,)))
    quoted = re.search(r"<blockquote[^>]*>(.*?)</blockquote>", page, re.S)
    assert quoted is not None
    text, _ = parse(quoted.group(1))
    assert text in LONG
    assert LONG[MARK : MARK + 20] in text
    assert "（节选）" in page


def test_steps_and_further_excerpts_are_left_to_the_private_chat():
    (page,) = render_brief(make_answer(excerpts=(make_excerpt(), make_excerpt("st-civil-code-1196"))))
    assert "怎么做" not in page
    assert page.count("<blockquote") == 1
    assert page.endswith("<i>一般信息，不是法律意见。</i>")


def test_a_short_answer_offers_no_near_questions():
    answer = make_answer(near=(Choice("离婚要多久", "离婚要多久", "先等三十日。"),))
    assert "1. 离婚要多久" in "".join(render(answer))
    assert "离婚要多久" not in "".join(render_brief(answer))


def test_a_short_answer_tells_what_is_told_of_near_questions():
    near = (Choice("离婚要多久", "离婚要多久", "先等三十日。", "如果你问的是“离婚要多久”："),)
    answer = make_answer(conclusion="最对得上的规定是《民法典》第一条。", near=near)
    for page in ("".join(render_brief(answer)), render_short(answer)[0]):
        assert page.startswith("<b>如果你问的是“离婚要多久”：先等三十日。</b>\n最对得上")


def test_choices_stay_whole():
    from bot.answer import Choice

    answer = make_answer(
        outcome=Outcome.CLARIFY, excerpts=(), choices=tuple(Choice(f"说法{n}", f"问{n}") for n in range(4))
    )
    (page,) = render_brief(answer, locale=Locale.HANS)
    assert all(f"{n + 1}. 说法{n}" in page for n in range(4))


@pytest.mark.parametrize("unseen", ["\u202e" * 53, "\u200b \u2060", "\ud800", "\x07\n"])
def test_an_answer_of_which_nothing_can_be_seen_says_that_it_is_none(unseen):
    answer = make_answer(
        outcome=Outcome.CLARIFY, conclusion=unseen, excerpts=(), steps=(), hotlines=(), notices=(unseen,)
    )
    for messages in (render(answer), render_short(answer), render_brief(answer)):
        assert messages == [TEXTS[Locale.HANS].error]
