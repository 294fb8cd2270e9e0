"""The conversation in the terminal: the same messages, without markup."""

import io
import re
import time

import pytest

from bot import terminal
from bot.terminal import chat, plain, show_citations, show_hits
from tests.bot.factories import StubService


def test_quotations_are_indented_and_entities_are_characters():
    message = "<b>可以</b>\n<blockquote expandable>第一款 &lt;a&gt;\n第二款</blockquote>出处 &amp; 版本"
    assert plain(message) == "可以\n  │ 第一款 <a>\n  │ 第二款出处 & 版本"
    assert plain("<b>可以</b>", colour=True) == "\x1b[1m可以\x1b[0m"


def conversation(monkeypatch: pytest.MonkeyPatch, *lines: str) -> StubService:
    service = StubService()
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
    chat(service)
    return service


def test_empty_lines_are_passed_over_and_a_message_leans_on_the_one_before(monkeypatch, capsys):
    service = conversation(monkeypatch, "", "平台不删", "  ", "那第二款呢", "/quit", "不该问")
    assert [(text, previous) for text, _, previous in service.asked] == [
        ("平台不删", ()),
        ("那第二款呢", ("平台不删",)),
    ]
    assert "关于“平台不删”" in capsys.readouterr().out


def test_after_ten_minutes_nothing_is_leant_on(monkeypatch):
    now = iter([0.0, terminal.FOLLOW_UP_SECONDS + 1, terminal.FOLLOW_UP_SECONDS + 2])
    monkeypatch.setattr(time, "monotonic", lambda: next(now))
    service = conversation(monkeypatch, "平台不删", "那第二款呢")
    assert [previous for _, _, previous in service.asked] == [(), ()]


def test_a_tip_comes_with_its_article(monkeypatch, capsys):
    assert conversation(monkeypatch, "/tip").asked == []
    printed = capsys.readouterr().out
    assert re.search(r"第\d条小贴士", printed)
    assert "《民法典》第一千一百九" in printed


def test_hits_and_citations_are_listed(capsys):
    service = StubService()
    show_hits(service.search("删除", 2), explain=True)
    printed = capsys.readouterr().out
    assert printed.count("《民法典》") == 2
    assert "dense" in printed
    show_citations(service.cite("《民法典》第一千一百九十五条和民法典9999条"))
    printed = capsys.readouterr().out
    assert "valid" in printed
    assert "共1260条" in printed
    show_citations([])
    assert "No citation found" in capsys.readouterr().out
