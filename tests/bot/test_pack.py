"""`yuanfa index pack --with`: what a merged branch has embedded is taken over, and nothing of it is embedded anew."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot import service
from index.vectors import VectorCache
from knowledge.models import Topic, TopicArticle, TopicId
from tests.bot.conftest import Commands, is_one_sentence
from tests.factories import HashingEncoder, make_library, make_statute

TORTS = make_statute(
    "torts", "中华人民共和国侵权样本法", ["出售个人信息的，处拘留。", "试用期不得超过六个月。"]
)


def topic(name: str, *asked: str) -> Topic:
    articles = (TopicArticle("《侵权样本法》第一条", "criminal"),)
    return Topic(TopicId(name), name, name, "会被拘留。", "Detention.", articles, asked)


MINE, THEIRS = topic("mine", "倒卖资料要蹲几天"), topic("theirs", "网贷信息被卖了怎么办")


@pytest.fixture
def pack(bare_yuanfa: Commands, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """Packs the vectors of topics into a file: what the command says, and which texts were embedded."""
    monkeypatch.setenv("YUANFA_DATA_DIR", str(tmp_path / "data"))

    def pack(path: Path, topics, *others: Path, encoder: HashingEncoder | None = None):
        encoder = encoder or HashingEncoder()
        monkeypatch.setattr(service, "read_library", lambda: make_library([TORTS], topics=topics))
        monkeypatch.setattr(service, "read_encoder", lambda _model: encoder)
        monkeypatch.setattr(service, "travelling_path", lambda: path)
        result = bare_yuanfa("index", "pack", *(word for other in others for word in ("--with", str(other))))
        return result, encoder.encoded

    return pack


def held(path: Path) -> VectorCache:
    return VectorCache.load(path, HashingEncoder().fingerprint)


def test_both_branches_are_merged_without_embedding_and_give_the_same_bytes_either_way(pack, tmp_path):
    mine, theirs = tmp_path / "mine.bin", tmp_path / "theirs.bin"
    pack(mine, [MINE])
    pack(theirs, [THEIRS])
    copy = tmp_path / "copy.bin"
    copy.write_bytes(mine.read_bytes())
    result, embedded = pack(copy, [MINE, THEIRS], theirs)
    assert (result.exit_code, embedded) == (0, [])
    assert result.stdout == f"{len(held(copy))} vectors packed, 0 of them embedded just now\n"
    assert len(held(copy)) > max(len(held(mine)), len(held(theirs)))
    other_way = tmp_path / "other.bin"
    other_way.write_bytes(theirs.read_bytes())
    pack(other_way, [MINE, THEIRS], mine)
    assert copy.read_bytes() == other_way.read_bytes()
    assert not held(copy).lookup(["网贷信息被卖了怎么办", "倒卖资料要蹲几天"])[1]


def test_without_the_other_file_what_is_new_is_embedded_and_what_it_alone_has_wanted_by_nobody_is_dropped(
    pack, tmp_path
):
    mine, theirs = tmp_path / "mine.bin", tmp_path / "theirs.bin"
    pack(mine, [MINE])
    pack(theirs, [THEIRS])
    _, embedded = pack(mine, [MINE, THEIRS])
    assert "网贷信息被卖了怎么办" in embedded
    pack(mine, [MINE], theirs)
    assert held(mine).lookup(["网贷信息被卖了怎么办"])[1] == [0]


def test_several_may_be_named_and_one_of_another_encoder_is_of_no_use(pack, tmp_path):
    one, two, other = (tmp_path / name for name in ("one.bin", "two.bin", "other.bin"))
    pack(one, [MINE])
    pack(two, [THEIRS])
    pack(other, [THEIRS], encoder=HashingEncoder(name="another"))
    target = tmp_path / "target.bin"
    _, embedded = pack(target, [MINE, THEIRS], one, two)
    assert embedded == []
    target.unlink()
    _, embedded = pack(target, [MINE, THEIRS], one, other)
    assert "网贷信息被卖了怎么办" in embedded
    assert "倒卖资料要蹲几天" not in embedded


def test_a_file_that_is_absent_or_damaged_ends_it_and_leaves_the_vectors_as_they_were(pack, tmp_path):
    mine, broken = tmp_path / "mine.bin", tmp_path / "broken.bin"
    pack(mine, [MINE])
    before = mine.read_bytes()
    broken.write_bytes(before[:-1])
    absent, _ = pack(mine, [MINE, THEIRS], tmp_path / "nowhere.bin")
    assert absent.exit_code == 2
    assert "nowhere.bin" in re.sub(r"[│\s]", "", absent.stderr)  # a long path is broken in the frame
    damaged, embedded = pack(mine, [MINE, THEIRS], broken)
    assert (damaged.exit_code, embedded) == (1, [])
    assert is_one_sentence(damaged.stderr)
    assert str(broken) in damaged.stderr
    assert mine.read_bytes() == before
