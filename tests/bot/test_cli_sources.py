"""The command line over sources, and the conversation in the terminal."""

from __future__ import annotations

import json

import pytest

import knowledge.check
from bot import cli_knowledge, terminal
from knowledge.library import Library
from tests.bot.conftest import Commands, is_one_sentence

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
    monkeypatch.setattr(knowledge.check, "file_faults", lambda: ["topics.yaml: not in form"])
    result = bare_yuanfa("knowledge", "check")
    assert result.exit_code == 1
    assert "mine-only" in result.stderr
    assert "9999" in result.stderr
    assert "topics.yaml: not in form" in result.stderr
    assert "2 faults" in result.stderr


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
