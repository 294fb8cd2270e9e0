"""The vector cache gives back what was put in, and nothing that was not."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index import vectors as module
from index.errors import IndexDamaged, IndexMismatch
from index.types import Progress, Vectors
from index.vectors import VectorCache, digest_of, embed_with_cache, load_travelling
from tests.factories import HashingEncoder

TEXTS = [
    "刑法 第二百五十三条之一",
    "民法典 第一千零三十四条",
    "治安管理处罚法 第五十条",
    "",
    "a\nb",
]


def unit_rows(count: int, dimension: int = 384, seed: int = 0) -> Vectors:
    rows = np.random.default_rng(seed).normal(size=(count, dimension)).astype(np.float32)
    unit: Vectors = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return unit


def filled(seed: int = 0) -> VectorCache:
    return VectorCache("model-1").merge(TEXTS, unit_rows(len(TEXTS), seed=seed))


def test_a_round_trip_through_the_file_keeps_every_vector(tmp_path: Path) -> None:
    texts = [f"第{number}条" for number in range(1000)]
    given = unit_rows(1000)
    path = tmp_path / "vectors.bin"
    VectorCache("model-1").merge(texts, given).save(path)
    found, missing = VectorCache.load(path, "model-1").lookup(texts)
    assert missing == []
    assert found.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(found, axis=1), 1.0, atol=1e-6)
    assert float((found * given).sum(axis=1).min()) >= 0.999


def test_unknown_texts_are_named_and_left_zero() -> None:
    found, missing = filled().lookup([TEXTS[1], "不在其中", TEXTS[0]])
    assert missing == [1]
    assert not found[1].any()
    assert found[0].any()
    assert found[2].any()


def test_the_same_entries_give_the_same_bytes_in_any_order(tmp_path: Path) -> None:
    given = unit_rows(len(TEXTS))
    filled().save(tmp_path / "a")
    half = VectorCache("model-1").merge(TEXTS[3:], given[3:])
    half.merge(TEXTS[:3][::-1], given[:3][::-1]).save(tmp_path / "b")
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_merging_known_texts_changes_nothing() -> None:
    cache = filled()
    assert cache.merge(TEXTS, unit_rows(len(TEXTS), seed=9)) is cache


def test_merging_leaves_the_first_cache_as_it_was() -> None:
    cache = filled()
    bigger = cache.merge(["新文本"], unit_rows(1, seed=5))
    assert (len(cache), len(bigger)) == (len(TEXTS), len(TEXTS) + 1)
    assert cache.lookup(["新文本"])[1] == [0]


def test_another_dimension_is_refused() -> None:
    with pytest.raises(IndexMismatch, match="384 dimensions"):
        filled().merge(["新文本"], unit_rows(1, dimension=12))


def test_texts_no_longer_wanted_can_be_dropped() -> None:
    kept = filled().keep_only([TEXTS[2], "不在其中"])
    assert kept.digests == (digest_of(TEXTS[2]),)
    np.testing.assert_array_equal(kept.lookup([TEXTS[2]])[0], filled().lookup([TEXTS[2]])[0])


def test_vectors_of_another_encoder_are_not_used(tmp_path: Path) -> None:
    filled().save(tmp_path / "v")
    assert len(VectorCache.load(tmp_path / "v", "model-2")) == 0
    assert len(VectorCache.load(tmp_path / "v", "model-1")) == len(TEXTS)


def test_an_absent_file_is_an_empty_cache(tmp_path: Path) -> None:
    assert len(VectorCache.load(tmp_path / "none", "model-1")) == 0
    assert len(load_travelling("no such encoder")) == 0


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[:-1],
        lambda data: data[:-5] + bytes([data[-5] ^ 1]) + data[-4:],
        lambda data: b"",
        lambda data: b"yuanfa-vectors 9" + data[16:],
        lambda data: data.replace(b'"count": 5', b'"count": 6'),
        lambda data: data.replace(b'"count": 5', b'"count": x'),
        lambda data: b"\n\n" + data,
        lambda data: b'yuanfa-vectors 1\n["list"]\n',
    ],
    ids=["cut", "bit", "empty", "magic", "count", "header", "blank", "list"],
)
def test_a_damaged_file_is_refused_in_one_sentence(tmp_path: Path, damage) -> None:
    path = tmp_path / "vectors.bin"
    filled().save(path)
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(IndexDamaged, match="index build") as caught:
        VectorCache.load(path, "model-1")
    assert "\n" not in str(caught.value)
    assert str(path) in str(caught.value)


def test_only_texts_in_no_cache_are_encoded_and_each_once(tmp_path: Path) -> None:
    encoder = HashingEncoder()
    travelling = VectorCache(encoder.fingerprint).merge(["甲"], HashingEncoder().encode_passages(["甲"]))
    own = tmp_path / "own.bin"
    embed_with_cache(encoder, ["乙"], travelling=travelling, own=own)
    encoder.encoded.clear()
    vectors, count = embed_with_cache(encoder, ["丙", "甲", "乙", "丙"], travelling=travelling, own=own)
    assert encoder.encoded == ["丙"]
    assert count == 1
    expected = HashingEncoder().encode_passages(["丙", "甲", "乙", "丙"])
    assert float((vectors * expected).sum(axis=1).min()) >= 0.999
    assert own.is_file()


def test_a_second_build_gives_the_same_vectors_and_file(tmp_path: Path) -> None:
    own = tmp_path / "own.bin"
    first, encoded = embed_with_cache(HashingEncoder(), TEXTS, own=own)
    data = own.read_bytes()
    second, again = embed_with_cache(HashingEncoder(), TEXTS, own=own)
    assert (encoded, again) == (len(TEXTS), 0)
    np.testing.assert_array_equal(first, second)
    assert own.read_bytes() == data


def test_a_travelling_cache_of_another_encoder_is_ignored() -> None:
    encoder = HashingEncoder()
    foreign = VectorCache("another").merge(TEXTS, unit_rows(len(TEXTS)))
    _, count = embed_with_cache(encoder, TEXTS, travelling=foreign)
    assert count == len(TEXTS)


def test_no_texts_need_no_encoder() -> None:
    vectors, count = embed_with_cache(HashingEncoder(), [])
    assert vectors.shape == (0, 256)
    assert count == 0


def test_an_interrupted_build_keeps_what_it_had(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Interrupted(HashingEncoder):
        def encode_passages(self, texts, progress: Progress | None = None) -> Vectors:
            if len(self.encoded) >= 2:
                raise KeyboardInterrupt
            return super().encode_passages(texts, progress)

    monkeypatch.setattr(module, "KEEP_EVERY", 2)
    own = tmp_path / "own.bin"
    with pytest.raises(KeyboardInterrupt):
        embed_with_cache(Interrupted(), TEXTS, own=own)
    assert [path.suffix for path in tmp_path.iterdir()] == [".part"]
    (tmp_path / "own.bin.0000.part").write_bytes(b"the disk was full")
    _, count = embed_with_cache(HashingEncoder(), TEXTS, own=own)
    assert count == len(TEXTS) - 2
    # What was written in pieces is one file in the end, the same as after a build that nothing interrupted.
    assert [path.name for path in tmp_path.iterdir()] == ["own.bin"]
    embed_with_cache(HashingEncoder(), TEXTS, own=tmp_path / "other.bin")
    assert own.read_bytes() == (tmp_path / "other.bin").read_bytes()


def test_new_vectors_are_kept_at_least_every_200_texts() -> None:
    assert module.KEEP_EVERY <= 200


def test_progress_counts_what_is_encoded_across_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "KEEP_EVERY", 2)
    seen: list[tuple[int, int]] = []
    embed_with_cache(
        HashingEncoder(), [*TEXTS, TEXTS[0]], progress=lambda done, all_: seen.append((done, all_))
    )
    assert seen == [(done, len(TEXTS)) for done in range(1, len(TEXTS) + 1)]
