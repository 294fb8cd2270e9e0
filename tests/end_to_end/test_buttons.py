"""Buttons: every press is answered, also after a restart, also when what it points to has gone."""

from __future__ import annotations


def answered(api, query_id):
    return api.wait_for(lambda: api.callback_answers.get(query_id))


def ask(api, chat=7, text="被造谣了怎么办"):
    count = len(api.messages(chat))
    api.say(chat, text)
    return api.wait_for(lambda: len(api.messages(chat)) > count and api.messages(chat)[-1])


def test_full_article_opens_and_its_pages_turn_in_place(api, bot):
    sent = ask(api)
    answered(api, api.press(sent, "全文"))
    article = api.messages(7)[-1]
    assert article is not sent
    assert "第一千一百九十五条" in article.text
    answered(api, api.press(article, "下一条 ›"))
    assert "第一千一百九十六条" in article.text
    assert "下一条 ›" not in article.buttons
    answered(api, api.press(article, "‹ 上一条"))
    assert "第一千一百九十五条" in article.text


def test_cases_of_an_article_and_articles_of_a_case_lead_to_each_other(api, bot):
    sent = ask(api)
    answered(api, api.press(sent, "相关案例"))
    cases = api.messages(7)[-1]
    answered(api, api.press(cases, "测试案：出售个人信息"))
    case = api.messages(7)[-1]
    assert "3.9万余条" in case.text
    assert "未核判决原文" in case.text
    answered(api, api.press(case, "《民法典》第一千一百九十五条"))
    assert "权利人有权通知" in api.texts(7)[-1]


def test_more_results_and_the_other_language(api, bot):
    sent = ask(api)
    answered(api, api.press(sent, "更多结果"))
    assert "其他相关条文" in api.texts(7)[-1]
    answered(api, api.press(sent, "English"))
    assert "On 被造谣了怎么办: yes." in sent.text
    answered(api, api.press(sent, "中文"))
    assert "可以通知平台删除" in sent.text


def test_a_vote_is_thanked_and_may_say_why(api, bot):
    sent = ask(api)
    assert answered(api, api.press(sent, "👍"))["text"] == "谢谢，记下了。"
    answered(api, api.press(sent, "👎"))
    why = api.messages(7)[-1]
    answered(api, api.press(why, "法条不对"))
    assert why.text == "谢谢，记下了。"


def test_share_and_copy_need_no_server(api, bot):
    sent = ask(api)
    assert sent.buttons["转发"]["switch_inline_query"] == "《民法典》第一千一百九十五条"
    assert sent.buttons["复制引用"]["copy_text"]["text"] == "《民法典》第一千一百九十五条"


def test_buttons_go_on_working_after_a_restart(api, make_bot):
    with make_bot():
        sent = ask(api)
        clarify = ask(api, 8, "哪个李某")
    with make_bot():
        answered(api, api.press(sent, "全文"))
        assert "第一千一百九十五条" in api.texts(7)[-1]
        answered(api, api.press(sent, "English"))
        assert "On 被造谣了怎么办" in sent.text
        answered(api, api.press(clarify, "2. 静安案李某"))
        assert "静安案的李某判了几年" in api.texts(8)[-1]


def test_old_foreign_and_broken_buttons_get_an_answer(api, bot):
    sent = ask(api)
    for data in ("zz:1", "", "m:abc", "q:9", "t:xx", "L:klingon", "s:evil=1"):
        said = answered(api, api.press_data(sent, data))["text"]
        assert "失效" in said or "较早" in said, data
    for data in ("f:st-civil-code-9999", "g:st-gone-1", "k:case-gone"):
        assert "已更新" in answered(api, api.press_data(sent, data))["text"], data
    assert "handler failed" not in bot.log()


def test_a_language_is_chosen_and_kept(api, make_bot):
    with make_bot():
        api.say(7, "/language")
        menu = api.wait_for(lambda: api.messages(7))[0]
        answered(api, api.press(menu, "繁體中文"))
        api.wait_for(lambda: "繁體中文" in menu.text)
    with make_bot():
        api.say(7, "/help")
        api.wait_for(lambda: any("怎麼用" in text for text in api.texts(7)))


def test_an_article_that_another_refers_to_is_one_tap_away(api, bot):
    sent = ask(api)
    answered(api, api.press(sent, "全文"))
    answered(api, api.press(api.messages(7)[-1], "下一条 ›"))
    answered(api, api.press(api.messages(7)[-1], "→ 《民法典》第一千一百九十四条"))
    assert "侵害他人民事权益" in api.texts(7)[-1]
