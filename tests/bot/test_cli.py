"""The command line: what each command takes, prints and ends with."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest

from bot import cli, cli_knowledge, terminal
from bot.command import emit
from bot.service import Yuanfa
from knowledge.library import Library
from tests.bot.conftest import ROOT, Commands, Process, is_one_sentence

COMMANDS = (
    "run",
    "chat",
    "ask",
    "search",
    "cite",
    "index build",
    "index status",
    "index verify",
    "knowledge check",
    "knowledge list",
    "knowledge show",
    "knowledge import",
    "knowledge remove",
    "knowledge history",
    "eval",
)


# Names and help


def test_the_command_and_the_packages_have_the_names_of_the_interface():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert project["project"]["name"] == "yuanfa"
    assert project["project"]["scripts"] == {"yuanfa": "bot.cli:main"}
    assert project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"] == ["bot", "index", "knowledge"]


def test_the_version_is_that_of_the_project(bare_yuanfa: Commands):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    told = bare_yuanfa("--version")
    assert (told.exit_code, told.stdout) == (0, f"yuanfa {project['version']}\n")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_for_the_shell_is_printed(shell: str, bare_yuanfa: Commands):
    told = bare_yuanfa("--show-completion", shell)
    assert told.exit_code == 0, told.output
    assert "yuanfa" in told.stdout.lower()


def test_make_run_and_make_test_use_the_environment_in_the_root():
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert re.search(r"^VENV \?= \.venv$", makefile, re.MULTILINE)
    for target in ("run", "test"):
        steps = subprocess.run(
            ["make", "--dry-run", target], cwd=ROOT, capture_output=True, text=True, check=True
        ).stdout
        assert ".venv/bin/" in steps


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(bare_yuanfa: Commands, command: str):
    result = bare_yuanfa(*command.split(), "--help")
    assert result.exit_code == 0
    assert "Usage" in result.stdout


def test_the_module_runs_as_the_command_does(process: Process):
    done = process("--help")
    assert done.returncode == 0
    for word in {command.split()[0] for command in COMMANDS}:
        assert word in done.stdout.decode("utf-8")


# Wrong usage: status 2


@pytest.mark.parametrize(
    "arguments",
    [
        ("nonsense",),
        ("ask",),
        ("ask", "一个问题", "--batch", "-"),
        ("ask", "一个问题", "--lang", "fr"),
        ("ask", "一个问题", "--unknown"),
        ("ask", "一个问题", "另一个"),
        ("ask", "一个问题", "--as-of", "yesterday"),
        ("ask", "一个问题", "--as-of", "2026-02-30"),
        ("ask", "一个问题", "--as-of", "2026/01/01"),
        ("ask", "一个问题", "--as-of", "26-1-1"),
        ("cite", "民法典1195条", "--as-of", "2026-13-01"),
        ("cite", "民法典1195条", "--as-of", ""),
        ("cite",),
        ("search",),
        ("search", "x", "-k", "0"),
        ("search", "x", "-k", "-3"),
        ("search", "x", "-k", "1001"),
        ("search", "x", "-k", "ten"),
        ("search", "x", "--kind", "law"),
        ("knowledge", "list", "--kind", "law"),
        ("knowledge", "show"),
        ("knowledge", "import"),
        ("eval",),
        ("index", "rebuild"),
    ],
)
def test_wrong_usage_ends_with_2_and_says_why_on_standard_error(
    bare_yuanfa: Commands, arguments: tuple[str, ...]
):
    result = bare_yuanfa(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Usage" in result.stderr
    assert "Traceback" not in result.stderr


def test_wrong_usage_is_said_before_anything_is_loaded(yuanfa: Commands):
    assert yuanfa("ask", "问题", "--as-of", "soon").exit_code == 2
    assert yuanfa("cite").exit_code == 2
    assert yuanfa.loads == 0


# The work failed: status 1, one sentence


def test_the_bot_without_a_token_says_so_before_it_loads_anything(yuanfa: Commands):
    result = yuanfa("run")
    assert result.exit_code == 1
    assert is_one_sentence(result.stderr)
    assert "TELEGRAM_BOT_TOKEN" in result.stderr
    assert "yuanfa chat" in result.stderr
    assert yuanfa.loads == 0


@pytest.mark.parametrize(
    ("name", "value", "remedy"),
    [
        ("YUANFA_DATADIR", "/somewhere", "did you mean YUANFA_DATA_DIR?"),
        ("YUANFA_COLOUR", "red", "remove it"),
        ("YUANFA_HTTP_PORT", "http", "YUANFA_HTTP_PORT"),
        ("YUANFA_HTTP_PORT", "70000", "YUANFA_HTTP_PORT"),
        ("YUANFA_LOG_LEVEL", "loud", "INFO"),
        ("YUANFA_ADMIN_IDS", "me", "numbers"),
        ("YUANFA_KNOWLEDGE_DIRS", "no-such-folder", "no-such-folder"),
        ("TELEGRAM_BASE_URL", "127.0.0.1:8081", "https://"),
    ],
)
@pytest.mark.parametrize("command", [("ask", "问题"), ("chat",), ("run",), ("index", "build"), ("cite", "x")])
def test_an_unknown_setting_or_a_bad_value_is_named_with_its_remedy(
    bare_yuanfa: Commands, monkeypatch, name: str, value: str, remedy: str, command: tuple[str, ...]
):
    monkeypatch.setenv(name, value)
    result = bare_yuanfa(*command)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert is_one_sentence(result.stderr)
    assert name in result.stderr
    assert remedy in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("ask", "开盒犯法吗"),
        ("search", "开盒"),
        ("chat",),
        ("index", "status"),
        ("index", "verify"),
        ("eval", "f"),
    ],
)
def test_a_missing_index_is_named_with_the_setting_and_the_remedy(
    bare_yuanfa: Commands, monkeypatch, tmp_path, library: Library, arguments: tuple[str, ...]
):
    monkeypatch.setenv("YUANFA_DATA_DIR", str(tmp_path / "empty"))
    monkeypatch.setattr("bot.service.read_library", lambda folders=(): library)
    result = bare_yuanfa(*arguments)
    assert result.exit_code == 1
    assert is_one_sentence(result.stderr)
    assert "YUANFA_DATA_DIR" in result.stderr
    assert "yuanfa index build" in result.stderr


def _copy_of_index(built: Mapping[str, str], target: Path) -> Path:
    """The built index again, its files linked: whoever changes one must replace it."""
    source = Path(built["YUANFA_DATA_DIR"]) / "index"
    for path in source.rglob("*"):
        if path.is_file():
            place = target / "index" / path.relative_to(source)
            place.parent.mkdir(parents=True, exist_ok=True)
            try:
                os.link(path, place)
            except OSError:
                place.write_bytes(path.read_bytes())
    return target / "index"


def _replace(path: Path, data: bytes) -> None:
    path.unlink()
    path.write_bytes(data)


@pytest.mark.index
@pytest.mark.parametrize(
    ("name", "damage"),
    [
        ("manifest.json", b"{"),
        ("manifest.json", b"[1]"),
        ("manifest.json", b'{"format": 1}'),
        ("manifest.json", b'{"format": 99}'),
        ("manifest.json", b"\xff\xfe\x00"),
        ("text.faiss", b"not an index"),
        ("rows.npz", b""),
        ("question.faiss", None),
    ],
)
def test_a_damaged_index_is_refused_in_one_sentence_that_says_how_to_mend_it(
    bare_yuanfa: Commands, built, monkeypatch, tmp_path, service: Yuanfa, name: str, damage: bytes | None
):
    folder = _copy_of_index(built, tmp_path / "data")
    if damage is None:
        (folder / name).unlink()
    else:
        _replace(folder / name, damage)
    for key, value in built.items():
        monkeypatch.setenv(key, value)
    monkeypatch.setenv("YUANFA_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setattr("bot.service.read_library", lambda folders=(): service.library)
    for arguments in (("ask", "开盒犯法吗"), ("index", "verify")):
        result = bare_yuanfa(*arguments)
        assert result.exit_code == 1, arguments
        assert result.stdout == ""
        assert is_one_sentence(result.stderr)
        assert "yuanfa index build" in result.stderr


@pytest.mark.index
def test_a_whole_index_is_verified_and_described(yuanfa: Commands, built, monkeypatch, service: Yuanfa):
    for key, value in built.items():
        monkeypatch.setenv(key, value)
    monkeypatch.setattr("bot.service.read_library", lambda folders=(): service.library)
    verified = yuanfa("index", "verify")
    assert verified.exit_code == 0
    assert "whole" in verified.stdout
    state = yuanfa.json("index", "status", "--json")
    assert state["fits"] is True
    assert state["passages"] > 20_000
    text = yuanfa("index", "status")
    assert text.exit_code == 0
    assert "fits: True" in text.stdout


@pytest.mark.alone
@pytest.mark.index
def test_building_again_changes_nothing_within_the_time_that_is_promised(
    built, process: Process, service: Yuanfa
):
    manifest = Path(built["YUANFA_DATA_DIR"]) / "index" / "manifest.json"
    before = manifest.stat().st_mtime_ns
    started = time.monotonic()
    done = process("index", "build", environment=built)
    assert time.monotonic() - started < 15
    assert done.returncode == 0
    assert done.stdout.startswith(b"index nothing changed; ")
    assert done.stderr == b""
    assert manifest.stat().st_mtime_ns == before


@pytest.mark.parametrize(
    ("folder", "name", "content"),
    [
        ("topics", "broken.yaml", "- id: [unclosed"),
        ("cases", "case-broken.md", "no front matter"),
        ("digests", "broken.yaml", "id: broken\n"),
        ("digests", "binary.yaml", "\udcff\udcfe"),
    ],
)
@pytest.mark.parametrize("command", [("cite", "民法典1195条"), ("knowledge", "check")])
def test_a_broken_source_file_is_named_in_one_sentence(
    bare_yuanfa: Commands, monkeypatch, tmp_path, folder, name, content, command
):
    source = tmp_path / "more"
    (source / folder).mkdir(parents=True)
    (source / folder / name).write_bytes(content.encode("utf-8", "surrogateescape"))
    monkeypatch.setenv("YUANFA_KNOWLEDGE_DIRS", str(source))
    result = bare_yuanfa(*command)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert is_one_sentence(result.stderr)
    assert name in result.stderr


def test_an_embedding_model_that_is_not_there_is_named(bare_yuanfa: Commands, monkeypatch, tmp_path, library):
    monkeypatch.setattr("bot.service.read_library", lambda folders=(): library)
    (tmp_path / "no-model").mkdir()
    monkeypatch.setenv("YUANFA_EMBEDDING_MODEL", str(tmp_path / "no-model"))
    result = bare_yuanfa("ask", "开盒犯法吗")
    assert result.exit_code == 1
    assert is_one_sentence(result.stderr)
    assert "YUANFA_EMBEDDING_MODEL" in result.stderr


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


# Sources


def test_the_built_in_sources_pass_their_check(bare_yuanfa: Commands, monkeypatch, library: Library):
    monkeypatch.setattr(cli_knowledge, "read_library", lambda folders=(): library)
    result = bare_yuanfa("knowledge", "check")
    assert result.stderr == ""
    assert result.exit_code == 0
    assert "checked: " in result.stdout


def test_faults_of_the_sources_end_with_1(bare_yuanfa: Commands, monkeypatch, tmp_path):
    folder = tmp_path / "more" / "topics"
    folder.mkdir(parents=True)
    (folder / "mine.yaml").write_text(
        """
- id: mine-only
  title: 我自己的题目
  english_title: A topic of my own
  field: own
  danger: ""
  conclusion: 一句话。
  english_conclusion: One sentence.
  articles:
    - {cite: 《民法典》第九千九百九十九条, layer: civil, mark: ""}
  ask: [只有我会这样问吗]
""",
        encoding="utf-8",
    )
    monkeypatch.setenv("YUANFA_KNOWLEDGE_DIRS", str(tmp_path / "more"))
    result = bare_yuanfa("knowledge", "check")
    assert result.exit_code == 1
    assert "mine-only" in result.stderr
    assert "9999" in result.stderr
    assert "1 faults" in result.stderr


def test_sources_are_listed_by_kind_and_shown_by_id(bare_yuanfa: Commands, monkeypatch, library: Library):
    monkeypatch.setattr(cli_knowledge, "read_library", lambda folders=(): library)
    cases = [
        json.loads(line)
        for line in bare_yuanfa("knowledge", "list", "--kind", "case", "--json").stdout.splitlines()
    ]
    assert {entry["id"] for entry in cases} == set(library.cases)
    assert {entry["kind"] for entry in cases} == {"case"}
    everything = bare_yuanfa("knowledge", "list").stdout.splitlines()
    assert len(everything) > 400
    assert all(len(line.split("\t")) == 4 for line in everything)
    shown = bare_yuanfa("knowledge", "show", "case-jingan-pi")
    assert shown.exit_code == 0
    assert "3.9万余条" in shown.stdout
    missing = bare_yuanfa("knowledge", "show", "case-nowhere")
    assert missing.exit_code == 1
    assert is_one_sentence(missing.stderr)
    assert "yuanfa knowledge list" in missing.stderr


@pytest.mark.parametrize("name", ["absent.md", "empty"])
def test_importing_what_is_not_there_ends_with_1(bare_yuanfa: Commands, monkeypatch, tmp_path, library, name):
    monkeypatch.setattr(cli_knowledge, "read_library", lambda folders=(): library)
    monkeypatch.setenv("YUANFA_DATA_DIR", str(tmp_path / "data"))
    (tmp_path / "empty").mkdir()
    result = bare_yuanfa("knowledge", "import", str(tmp_path / name))
    assert result.exit_code == 1
    assert is_one_sentence(result.stderr)
    assert name in result.stderr
    assert not (tmp_path / "data").exists()


# Conversation in the terminal


@pytest.mark.index
def test_a_conversation_needs_no_token_and_ends_with_its_input(yuanfa: Commands):
    result = yuanfa("chat", input="你好\n\n民法典1033条\n")
    assert result.exit_code == 0
    assert "援法" in result.stdout
    assert "第一千零三十三条" in result.stdout


@pytest.mark.index
def test_a_conversation_ends_when_asked_to(yuanfa: Commands):
    result = yuanfa("chat", input="/quit\n民法典1033条\n")
    assert result.exit_code == 0
    assert "第一千零三十三条" not in result.stdout


def test_progress_goes_to_standard_error_and_only_to_a_terminal(capsys, monkeypatch):
    monkeypatch.setattr("sys.stderr.isatty", lambda: False, raising=False)
    terminal.progress("loading")
    with terminal.progress_bar("embedding") as report:
        assert report is None
    assert capsys.readouterr() == ("", "")
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    terminal.progress("loading")
    assert capsys.readouterr() == ("", "loading\n")
    with terminal.progress_bar("embedding") as report:
        assert report is not None
        report(1, 2)
    assert capsys.readouterr().out == ""


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
