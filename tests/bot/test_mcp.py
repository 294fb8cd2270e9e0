"""The server for agents, asked by the SDK's own client: in memory, over stdio, over HTTP."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client
from mcp.client.streamable_http import streamable_http_client
from mcp.shared.memory import create_connected_server_and_client_session
from mcp.types import CallToolResult

from bot import today
from bot.answer import Answer
from bot.as_json import ask_object, cite_object, search_object
from bot.mcp import make_server
from bot.place import IndexPlace
from bot.service import Yuanfa
from bot.today import Following, LawOfToday
from tests.bot.factories import make_answer
from tests.bot.test_today import stand

ROOT = Path(__file__).parents[2]
TOOLS = {"ask", "search", "get_article", "verify_citations", "list_cases"}
TIMES = "elapsed_ms"


def held(result: CallToolResult) -> dict[str, Any]:
    """The object of a result, without the time that it took."""
    assert not result.isError, result.content
    found = result.structuredContent or json.loads(result.content[0].text)
    return {name: value for name, value in found.items() if name != TIMES}


def timeless(found: dict[str, Any]) -> dict[str, Any]:
    return json.loads(json.dumps({name: value for name, value in found.items() if name != TIMES}))


@pytest.mark.index
async def test_every_tool_gives_the_object_of_the_command(service: Yuanfa) -> None:
    text = "《民法典》第1195条和刑法第9999条"
    async with create_connected_server_and_client_session(make_server(lambda: service)) as client:
        assert {tool.name for tool in (await client.list_tools()).tools} == TOOLS
        asked = held(await client.call_tool("ask", {"question": "被人开盒了怎么办", "language": "zh"}))
        found = held(await client.call_tool("search", {"query": "试用期最长多久", "k": 3}))
        checked = held(await client.call_tool("verify_citations", {"text": text}))
        later = held(
            await client.call_tool("ask", {"question": "那第二款呢", "previous": ["民法典第1195条"]})
        )
        cases = held(await client.call_tool("list_cases", {}))["cases"]
    assert asked == timeless(ask_object(service.ask("被人开盒了怎么办", language="zh"), None))
    assert asked["outcome"] == "answered"
    assert found == timeless(search_object(service, "试用期最长多久", 3, None, None))
    assert len(found["hits"]) == 3
    assert checked == timeless(cite_object(service, text, None, None))
    assert [one["verdict"] for one in checked["citations"]] == ["valid", "no_such_article"]
    assert later == timeless(ask_object(service.ask("那第二款呢", previous=["民法典第1195条"]), None))
    assert later["excerpts"][0]["paragraph"] == 2
    assert [one["case_id"] for one in cases] == [one.case_id for one in service.cases()]


class Old:
    """A service whose answers stand still."""

    def ask(self, *_: object, **__: object) -> Answer:
        return make_answer()


async def test_an_answer_from_an_old_index_says_so_and_the_next_index_answers_without_a_new_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand(tmp_path, "2026-12-31", "2027-01-01")
    monkeypatch.setattr(today, "this_day", lambda: date(2027, 1, 1))
    monkeypatch.setattr(today, "LOOK_SECONDS", 0.0)
    current = Following(Old(), LawOfToday(IndexPlace(tmp_path), Old))
    server = make_server(current, old_since=current.old_since)
    async with create_connected_server_and_client_session(server) as client:
        before = held(await client.call_tool("ask", {"question": "试用期"}))
        stand(tmp_path, "2027-01-01", None)
        after = held(await client.call_tool("ask", {"question": "试用期"}))
    assert any("2027-01-01起有法律变动" in notice for notice in before["notices"])
    assert not any("有法律变动" in notice for notice in after["notices"])


@pytest.mark.index
async def test_an_article_is_named_by_citation_or_by_passage(service: Yuanfa) -> None:
    async with create_connected_server_and_client_session(make_server(lambda: service)) as client:
        cited = held(await client.call_tool("get_article", {"article": "民法典第1195条第2款"}))
        named = held(await client.call_tool("get_article", {"article": "st-civil-code-1195"}))
        before = held(
            await client.call_tool("get_article", {"article": "民法典第1条", "as_of": "2020-06-01"})
        )
        nothing = await client.call_tool("get_article", {"article": "月亮"})
    assert cited["passage_id"] == named["passage_id"] == "st-civil-code-1195"
    assert cited["full_text"] == named["full_text"]
    assert cited["text"] in cited["full_text"]
    assert cited["text"] != cited["full_text"]
    assert before["verdict"] == "not_yet_in_force"
    assert nothing.isError
    assert "月亮" in nothing.content[0].text


@pytest.mark.index
@pytest.mark.parametrize(
    ("tool", "arguments"),
    [
        ("search", {"query": "试用期", "k": 0}),
        ("search", {"query": "试用期", "kinds": ["poem"]}),
        ("ask", {"question": "试用期", "as_of": "tomorrow"}),
        ("ask", {"question": "字" * 5000}),
        ("ask", {}),
    ],
)
async def test_what_cannot_be_asked_is_an_error_and_the_server_goes_on(
    service: Yuanfa, tool: str, arguments: dict[str, Any]
) -> None:
    async with create_connected_server_and_client_session(make_server(lambda: service)) as client:
        assert (await client.call_tool(tool, arguments)).isError
        assert held(await client.call_tool("search", {"query": "试用期", "k": 1}))["hits"]


@pytest.mark.index
async def test_stdio_speaks_the_protocol_and_nothing_else(service: Yuanfa) -> None:
    command = StdioServerParameters(
        command=sys.executable, args=["-m", "bot", "mcp"], cwd=ROOT, env=dict(os.environ)
    )
    async with stdio_client(command) as (read, write), ClientSession(read, write) as client:
        assert (await client.initialize()).serverInfo.name == "yuanfa"
        found = held(await client.call_tool("verify_citations", {"text": "民法典第1195条"}))
    assert found["citations"][0]["verdict"] == "valid"


@pytest.fixture
def address(service: Yuanfa) -> Iterator[str]:
    """A server over HTTP in a process of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "mcp", "--http", "--port", str(port)],
        cwd=ROOT,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(1200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            assert process.poll() is None
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}/mcp"
    finally:
        process.terminate()
        process.wait()


@pytest.mark.index
async def test_http_serves_the_same(address: str) -> None:
    async with streamable_http_client(address) as (read, write, _), ClientSession(read, write) as client:
        await client.initialize()
        found = held(await client.call_tool("search", {"query": "试用期最长多久", "k": 1}))
    assert found["hits"][0]["title"] == "中华人民共和国劳动合同法"
