"""The command line that answers: one question, one citation, batches of them."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from typing import Any

import pytest

from bot import cli
from bot.command import emit
from knowledge.library import Library
from tests.bot.conftest import ROOT, Commands, Process, is_one_sentence

# One answer


@pytest.mark.index
@pytest.mark.parametrize(
    "arguments", [("ask", "偷拍别人犯法吗"), ("search", "偷拍"), ("cite", "民法典第一千零三十三条")]
)
def test_json_is_alone_on_standard_output(yuanfa: Commands, arguments: tuple[str, ...]):
    result = yuanfa(*arguments, "--json")
    assert result.exit_code == 0
    assert result.stderr == ""
    assert result.stdout.count("\n") == 1
    assert json.loads(result.stdout)["id"] is None


@pytest.mark.index
def test_json_stays_alone_and_readable_in_a_process_of_its_own(built, process: Process):
    done = process(
        "ask", "偷拍别人犯法吗", "--json", environment={**built, "PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    )
    assert done.returncode == 0
    assert done.stderr == b""
    assert json.loads(done.stdout.decode("utf-8"))["outcome"] == "answered"


@pytest.mark.index
def test_without_json_the_messages_are_shown_as_text(yuanfa: Commands):
    result = yuanfa("ask", "民法典1033条")
    assert result.exit_code == 0
    assert "  │ 除法律另有规定或者权利人明确同意外" in result.stdout
    assert not re.search(r"</?(?:b|i|blockquote)\b", result.stdout)


@pytest.mark.index
def test_language_can_be_set_against_that_of_the_question(yuanfa: Commands):
    assert re.search("[a-z]{3}", yuanfa.json("ask", "偷拍别人犯法吗", "--lang", "en", "--json")["conclusion"])
    chinese = yuanfa.json("ask", "Is hidden filming a crime?", "--lang", "zh", "--json")
    assert re.match(r"[\u4e00-\u9fff]", chinese["conclusion"])


@pytest.mark.index
def test_another_day_gives_the_text_of_that_day(yuanfa: Commands):
    now = yuanfa.json("cite", "刑法第三百九十条", "--json")["citations"][0]
    then = yuanfa.json("cite", "刑法第三百九十条", "--as-of", "2023-06-01", "--json")["citations"][0]
    assert now["effective_from"] == "2024-03-01"
    assert then["effective_from"] < "2024-03-01"
    assert now["text"] != then["text"]
    answer = yuanfa.json("ask", "刑法第三百九十条", "--as-of", "2023-06-01", "--json")
    assert answer["excerpts"][0]["text"] == then["text"]
    assert answer["excerpts"][0]["status"] == "in_force"  # on that day
    assert any("2023-06-01" in notice for notice in answer["notices"])


@pytest.mark.index
def test_the_default_is_ten_passages_and_k_up_to_a_thousand_is_kept(yuanfa: Commands):
    assert len(yuanfa.json("search", "名誉权", "--json")["hits"]) == 10
    for k in (1, 3, 1000):
        hits = yuanfa.json("search", "名誉权", "-k", str(k), "--json")["hits"]
        assert len(hits) == len({hit["passage_id"] for hit in hits}) == k


@pytest.mark.index
@pytest.mark.parametrize("kind", ["statute", "interpretation", "regulation", "case", "topic"])
def test_search_can_be_held_to_a_kind(yuanfa: Commands, kind: str):
    hits = yuanfa.json("search", "未成年人 个人信息", "--kind", kind, "-k", "5", "--json")["hits"]
    assert hits
    assert {hit["kind"] for hit in hits} == {kind}


@pytest.mark.index
def test_several_kinds_can_be_asked_for(yuanfa: Commands):
    hits = yuanfa.json(
        "search", "未成年人 网络", "--kind", "case", "--kind", "regulation", "-k", "100", "--json"
    )["hits"]
    assert {hit["kind"] for hit in hits} == {"case", "regulation"}


@pytest.mark.index
def test_explain_shows_the_parts_of_every_score(yuanfa: Commands):
    hits = yuanfa.json("search", "偷拍别人犯法吗", "--explain", "--json")["hits"]
    for hit in hits:
        assert set(hit["explain"]) == {"dense", "lexical", "exact", "boosts"}
        assert -1 <= hit["explain"]["dense"] <= 1
        assert hit["explain"]["lexical"] >= 0
    assert "explain" not in yuanfa.json("search", "偷拍", "--json")["hits"][0]
    assert "dense" in yuanfa("search", "偷拍别人犯法吗", "--explain").stdout
    assert "dense" not in yuanfa("search", "偷拍别人犯法吗").stdout


@pytest.mark.index
def test_search_shows_ranked_passages_as_text(yuanfa: Commands):
    lines = yuanfa("search", "民法典第一千零三十三条", "-k", "2").stdout.splitlines()
    assert lines[0].split()[0] == "1"
    assert "《民法典》第一千零三十三条" in lines[0]


def test_cite_needs_the_sources_alone(bare_yuanfa: Commands, monkeypatch, tmp_path, library: Library):
    monkeypatch.setenv("YUANFA_DATA_DIR", str(tmp_path / "no-index"))
    monkeypatch.setattr(cli, "read_library", lambda folders=(): library)
    result = bare_yuanfa("cite", "《民法典》第一千零三十三条与民法典9999条")
    assert result.exit_code == 0
    assert "valid" in result.stdout
    assert "no_such_article" in result.stdout
    assert bare_yuanfa("cite", "没有引用").stdout.startswith("没有找到")


# Batches


BAD_LINES = (
    b"not json\n",
    b"\n",
    b"[1, 2]\n",
    b'"text"\n',
    b"7\n",
    b"null\n",
    b'{"id": 3}\n',
    b'{"id": 3, "question": 7}\n',
    b'{"id": 3, "question": null}\n',
    b'{"id": 3, "question": ["a"]}\n',
    b'{"id": 3, "question": "\xff\xfe"}\n',
    b"[" * 100_000 + b"\n",
    b'{"id": 1, "question": "cut off\n',
)


@pytest.mark.index
def test_a_batch_answers_every_line_in_order_and_loads_once(yuanfa: Commands):
    questions = ["民法典1033条", "你好", "帮我查一下隔壁老王的手机号", "偷拍别人犯法吗"]
    lines = "".join(json.dumps({"id": f"q{n}", "question": q}) + "\n" for n, q in enumerate(questions))
    answers = yuanfa.batch("ask", lines=lines)
    assert [one["id"] for one in answers] == ["q0", "q1", "q2", "q3"]
    assert [one["outcome"] for one in answers] == ["answered", "greeting", "refused", "answered"]
    assert yuanfa.loads == 1


@pytest.mark.index
@pytest.mark.parametrize("command", ["ask", "search"])
def test_a_line_that_cannot_be_read_gives_an_error_and_the_rest_goes_on(yuanfa: Commands, command: str):
    good = '{"id": "last", "question": "民法典1033条"}'.encode()
    answers = yuanfa.batch(command, lines=b"".join(BAD_LINES) + good)
    assert len(answers) == len(BAD_LINES) + 1
    for line, answer in zip(BAD_LINES, answers, strict=False):
        assert set(answer) == {"id", "error"}, line[:40]
        assert answer["id"] is None
        assert "question" in answer["error"]
    assert answers[-1]["id"] == "last"
    assert "error" not in answers[-1]


@pytest.mark.index
def test_a_batch_of_texts_to_cite_reads_text_instead_of_question(yuanfa: Commands):
    lines = '{"id": 1, "text": "见民法典1033条"}\n{"id": 2, "question": "民法典1033条"}\n'
    first, second = yuanfa.batch("cite", lines=lines)
    assert first["citations"][0]["verdict"] == "valid"
    assert second["id"] is None
    assert "text" in second["error"]


@pytest.mark.index
@pytest.mark.parametrize("command", ["ask", "cite"])
def test_a_line_of_a_batch_may_ask_for_the_law_of_its_own_day(yuanfa: Commands, command: str):
    field = "question" if command == "ask" else "text"
    days = ("2021-02-28", "2021-03-01", None, "2021-02-28T00:00", "2021-02-30", "", 2021, ["2021-03-01"])
    lines = [json.dumps({"id": day, field: "刑法第十七条", "as_of": day}) for day in days]
    answers = yuanfa.batch(command, "--as-of", "2022-06-01", lines="\n".join(lines))
    assert [one["id"] for one in answers] == list(days)
    before, first_day, of_the_command, *unreadable = answers

    def versions(answer: Mapping[str, Any]) -> list[object]:
        return [one["effective_from"] for one in answer["citations" if command == "cite" else "excerpts"]]

    assert versions(before) in ([], [None])  # the version before 2021 is not held
    assert versions(first_day) == versions(of_the_command) == ["2021-03-01"]
    for day, answer in zip(days[3:], unreadable, strict=True):
        assert set(answer) == {"id", "error"}
        assert '"as_of"' in answer["error"]
        assert json.dumps(day, ensure_ascii=False) in answer["error"]


@pytest.mark.index
@pytest.mark.parametrize("key", [1, "a", None, 1.5, {"n": 1}, [1]])
def test_the_id_comes_back_as_it_was_given(yuanfa: Commands, key: object):
    (answer,) = yuanfa.batch("ask", lines=json.dumps({"id": key, "question": "你好"}))
    assert answer["id"] == key


@pytest.mark.index
def test_a_line_without_an_id_is_answered_with_none(yuanfa: Commands):
    (answer,) = yuanfa.batch("ask", lines='{"question": "你好"}')
    assert answer["id"] is None
    assert answer["outcome"] == "greeting"


@pytest.mark.index
def test_windows_line_ends_a_byte_order_mark_and_lone_surrogates_do_not_break_a_batch(yuanfa: Commands):
    lines = b'\xef\xbb\xbf{"id": 1, "question": "a"}\r\n{"id": 2, "question": "\\ud800 x"}\r\n'
    answers = yuanfa.batch("ask", lines=lines)
    assert [one["id"] for one in answers] == [1, 2]
    assert all("error" not in one for one in answers)


@pytest.mark.index
def test_an_empty_batch_answers_nothing(yuanfa: Commands):
    assert yuanfa.batch("ask", lines="") == []


@pytest.mark.index
def test_a_batch_is_read_from_a_file_too(yuanfa: Commands, tmp_path):
    path = tmp_path / "questions.jsonl"
    path.write_text('{"id": 1, "question": "你好"}\n', encoding="utf-8")
    assert yuanfa.json("ask", "--batch", str(path))["outcome"] == "greeting"


@pytest.mark.index
def test_a_batch_file_that_is_not_there_ends_with_1(yuanfa: Commands, tmp_path):
    for path in (tmp_path / "absent.jsonl", tmp_path):
        result = yuanfa("ask", "--batch", str(path))
        assert result.exit_code == 1
        assert is_one_sentence(result.stderr)
        assert str(path) in result.stderr
        assert result.stdout == ""


@pytest.mark.index
def test_each_answer_of_a_batch_is_flushed_before_the_next_line_is_read(built):
    command = [sys.executable, "-m", "bot", "ask", "--batch", "-"]
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("YUANFA_", "TELEGRAM_"))}
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env={**environment, **built, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as running:
        assert running.stdin is not None
        assert running.stdout is not None
        for key in (1, 2):
            # The second line is written only when the first answer has come: a buffered one never would.
            running.stdin.write(json.dumps({"id": key, "question": "民法典1033条"}).encode() + b"\n")
            running.stdin.flush()
            assert json.loads(running.stdout.readline())["id"] == key
        running.stdin.close()
        assert running.wait(30) == 0


@pytest.mark.index
def test_a_reader_that_goes_away_ends_a_batch_quietly(built):
    lines = b'{"id": 1, "question": "\xe6\xb0\x91\xe6\xb3\x95\xe5\x85\xb81033"}\n' * 400
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("YUANFA_", "TELEGRAM_"))}
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "search", "--batch", "-"],
        cwd=ROOT,
        env={**environment, **built, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as running:
        assert running.stdin is not None
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdin.write(lines[: len(lines) // 400])
        running.stdin.flush()
        assert running.stdout.readline()
        running.stdout.close()
        try:
            running.stdin.write(lines)
            running.stdin.close()
        except BrokenPipeError:
            running.stdin = None
        assert b"Traceback" not in running.stderr.read()
        running.wait(30)


def test_what_is_emitted_is_one_line_of_unescaped_json(capsys):
    emit({"id": "一\n二"})
    assert capsys.readouterr().out == '{"id": "一\\n二"}\n'


def test_a_fault_on_one_line_does_not_end_a_batch() -> None:
    def fails(_service: object, text: str, key: object, _raw: object) -> dict[str, object]:
        if text == "bad":
            raise IndexError("tuple index out of range")
        return {"id": key, "citations": []}

    lines = [b'{"id": 1, "text": "bad"}', b'{"id": 2, "text": "good"}']
    first, second = (cli._batch_object(line, "text", None, fails) for line in lines)
    assert first["id"] == 1
    assert "IndexError" in first["error"]
    assert second == {"id": 2, "citations": []}
