"""The embedded model: its weight file is read exactly, its vocabulary pruned without a trace."""

from __future__ import annotations

import json
import struct
from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer

from benchmarks.library_folder import write_library_folder
from index.embedded import embedded_dir, embedded_fingerprint, folder
from index.embedded.binary import BLOCK, dequantise, read_weights
from index.embedded.tokenizer import is_kept, kept_ids, tokenizer_json
from index.errors import EncoderMissing
from knowledge.fetch import EMBEDDED_WEIGHTS, share_dir

HIDDEN, LAYERS, HEADS, FEED, POSITIONS = 32, 1, 2, 64, 16
PIECES = [
    "<s>",
    "<pad>",
    "</s>",
    "<unk>",
    "▁",
    "▁закон",
    "法",
    "律",
    "法律",
    "▁law",
    "稣",
    "<mask>",
]
SCORES = [0.0, 0.0, 0.0, 0.0, -2.0, -5.0, -6.0, -6.0, -7.0, -5.0, -20.0, 0.0]

TEXTS = [
    "query: 被人开盒、人肉搜索了怎么办？",
    "query: 試用期最長多久",
    "query: Is doxxing a crime in China? It's §253-1, isn't it…",
    "passage: 中华人民共和国刑法 第二百五十三条之一\n违反国家有关规定，处３年以下有期徒刑",
    "passage: 中華民國刑法　第三百一十五條之一　無故利用工具或設備窺視",
    "query: 转了5,000元～8,000元（约$700）😀 找不回来了；2026-11-24 12:30",
    "query: 㐀𠀀龘彧 —— “罕见字” 〔2017〕10号 ①②③ ℃ № → ≥",
    "query: \u200b零宽\ufeff字符\u0007\t制表\r\n",
    "query: ",
]


def weight_file(path: Path) -> dict[str, np.ndarray]:
    """Write a small file in the pinned layout; return its tensors as they should be read."""
    random = np.random.default_rng(0)
    blob = "".join(PIECES).encode()
    ends = np.cumsum([len(piece.encode()) for piece in PIECES])
    sizes = (HIDDEN, LAYERS, HEADS, FEED, len(PIECES) + 3, POSITIONS, 2)
    head = b"E5S1" + struct.pack("<I7ifi", 1, *sizes, 1e-12, 32)
    head += struct.pack("<5iQ", len(PIECES), 0, 2, 1, 3, len(blob))
    head += np.array([0, *ends], "<u4").tobytes() + np.array(SCORES, "<f4").tobytes() + blob
    head += struct.pack("<iI", 1, 9) + struct.pack("<IBI", 0x3000, 1, 0x20)

    shapes: dict[str, tuple[int, ...]] = {
        "emb.word": (len(PIECES) + 3, HIDDEN),
        "emb.pos": (POSITIONS, HIDDEN),
        "emb.type": (2, HIDDEN),
        "emb.ln.w": (HIDDEN,),
        "emb.ln.b": (HIDDEN,),
    }
    for part, (rows, columns) in {
        "q": (HIDDEN, HIDDEN), "k": (HIDDEN, HIDDEN), "v": (HIDDEN, HIDDEN),
        "ao": (HIDDEN, HIDDEN), "fi": (FEED, HIDDEN), "fo": (HIDDEN, FEED),
    }.items():  # fmt: skip
        shapes[f"l0.{part}.w"], shapes[f"l0.{part}.b"] = (rows, columns), (rows,)
    for part in ("aln", "oln"):
        shapes[f"l0.{part}.w"] = shapes[f"l0.{part}.b"] = (HIDDEN,)

    four_bit = {"emb.word", *(f"l0.{part}.w" for part in ("q", "k", "v", "ao", "fi", "fo"))}
    expected: dict[str, np.ndarray] = {}
    stored: dict[str, bytes] = {}
    for name, shape in shapes.items():
        if name in four_bit:
            halves = random.integers(0, 16, size=(*shape[:-1], shape[-1] // 32, 32))
            scales = random.uniform(0.01, 0.1, size=halves.shape[:-1]).astype("<f2")
            expected[name] = ((halves - 8) * scales[..., None].astype(np.float32)).reshape(shape)
            packed = np.zeros(halves.shape[:-1], BLOCK)
            packed["scale"] = scales
            packed["halves"] = halves[..., :16] | halves[..., 16:] << 4
            stored[name] = packed.tobytes()
        else:
            expected[name] = random.normal(size=shape).astype("<f4")
            stored[name] = expected[name].tobytes()
    length = len(head) + 4 + sum(2 + len(name) + 1 + 4 + 16 for name in shapes)
    directory, payload = struct.pack("<i", len(shapes)), b""
    for name, data in stored.items():
        directory += struct.pack("<H", len(name)) + name.encode()
        directory += struct.pack(
            "<BIQQ", int(name in four_bit), expected[name].size, length + len(payload), len(data)
        )
        payload += data
    path.write_bytes(head + directory + payload)
    return {name: value.astype(np.float32) for name, value in expected.items()}


def test_four_bit_blocks_give_low_halves_first() -> None:
    block = np.zeros(1, BLOCK)
    block["scale"] = 0.5
    block["halves"][0] = [0xF0] + [0x88] * 15
    weights = dequantise(block)
    assert weights[0] == -4.0
    assert weights[16] == 3.5
    assert not np.delete(weights, [0, 16]).any()


def test_every_tensor_is_read_as_it_was_stored(tmp_path: Path) -> None:
    expected = weight_file(tmp_path / "w.bin")
    source = read_weights(tmp_path / "w.bin")
    assert source.pieces == tuple(PIECES)
    assert (source.shape.hidden, source.shape.layers, source.shape.positions) == (32, 1, 16)
    for name, tensor in expected.items():
        columns = tensor.shape[1] if tensor.ndim == 2 else None
        np.testing.assert_allclose(source.tensor(name, columns), tensor, rtol=1e-6)


@pytest.mark.parametrize("damage", [b"", b"E5S2" + bytes(100), b"E5S1" + bytes(10)])
def test_a_file_of_another_kind_is_refused_in_one_sentence(tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / "w.bin"
    path.write_bytes(damage)
    with pytest.raises(EncoderMissing, match="yuanfa setup") as caught:
        read_weights(path)
    assert "\n" not in str(caught.value)


def test_a_cut_file_is_refused(tmp_path: Path) -> None:
    weight_file(tmp_path / "w.bin")
    data = (tmp_path / "w.bin").read_bytes()
    (tmp_path / "w.bin").write_bytes(data[: len(data) // 2])
    with pytest.raises(EncoderMissing):
        read_weights(tmp_path / "w.bin")


def test_rows_of_kept_pieces_follow_them(tmp_path: Path) -> None:
    expected = weight_file(tmp_path / "w.bin")
    source = read_weights(tmp_path / "w.bin")
    rows = kept_ids(source.pieces)
    assert [source.pieces[row] for row in rows] == [p for p in PIECES if p != "▁закон"]
    np.testing.assert_allclose(source.word_rows(np.asarray(rows)), expected["emb.word"][rows], rtol=1e-6)


@pytest.mark.parametrize(
    "piece", ["▁", "▁the", "法律責任", "，", "〔", "10,000", "é", "の", "𠮷", "▁§", "ABC法"]
)
def test_pieces_of_chinese_and_english_are_kept(piece: str) -> None:
    assert is_kept(piece)


@pytest.mark.parametrize("piece", ["▁закон", "ката", "법", "คดี", "▁führen", "กฎ法"])
def test_pieces_of_other_languages_are_dropped(piece: str) -> None:
    assert not is_kept(piece)


def test_pruning_that_would_change_unknown_characters_is_refused(tmp_path: Path) -> None:
    weight_file(tmp_path / "w.bin")
    source = read_weights(tmp_path / "w.bin")
    scores = source.scores.copy()
    scores[PIECES.index("▁закон")] = -99.0
    changed = type(source)(source.shape, source.pieces, scores, source.tensors)
    with pytest.raises(EncoderMissing, match="lowest score"):
        folder.write_folder(changed, tmp_path / "model")


def test_the_same_source_gives_the_same_folder(tmp_path: Path) -> None:
    weight_file(tmp_path / "w.bin")
    for name in ("a", "b"):
        folder.write_folder(read_weights(tmp_path / "w.bin"), tmp_path / name)
    paths = [path.relative_to(tmp_path / "a") for path in (tmp_path / "a").rglob("*.*")]
    assert {str(path) for path in paths} == {
        "questions.onnx", "passages.onnx", "words.npy", "places.npy", "tokenizer.json", "yuanfa.json",
    }  # fmt: skip
    for path in paths:
        assert (tmp_path / "a" / path).read_bytes() == (tmp_path / "b" / path).read_bytes()


def test_normalisation_is_that_of_the_model() -> None:
    tokenizer = Tokenizer.from_str(json.dumps(tokenizer_json(PIECES, SCORES)))
    normalize = tokenizer.normalizer.normalize_str
    assert normalize("（ＡＢ）　１") == "(AB) 1"
    assert normalize("a\u0007b\u200bc\n\n d") == "ab c d"
    assert normalize("３～５天") == "3～5天"
    assert normalize("  首尾  ") == "首尾"
    assert tokenizer.encode("法律 law").tokens == ["<s>", "▁", "法律", "▁law", "</s>"]


def test_a_folder_of_another_conversion_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    weight_file(tmp_path / "w.bin")
    made: list[int] = []

    def ensure(*_: object) -> Path:
        made.append(1)
        return tmp_path / "w.bin"

    monkeypatch.setattr(folder, "ensure", ensure)
    path = folder.ensure_embedded_model(tmp_path)
    assert folder.is_complete(path)
    folder.ensure_embedded_model(tmp_path)
    assert len(made) == 1
    monkeypatch.setattr(folder, "CONVERSION", 99)
    assert not folder.is_complete(path)
    folder.ensure_embedded_model(tmp_path)
    assert len(made) == 2
    assert folder.is_complete(path)
    assert [entry.name for entry in tmp_path.iterdir() if entry.name.startswith(".")] == []


def test_the_fingerprint_hangs_on_source_and_conversion_alone() -> None:
    assert embedded_fingerprint() == (
        f"multilingual-e5-small-{EMBEDDED_WEIGHTS.file_sha256[:16]}-{folder.CONVERSION}"
    )


@pytest.fixture(scope="module")
def weights() -> Path:
    path = share_dir() / EMBEDDED_WEIGHTS.name
    if not path.is_file() or not folder.is_complete(embedded_dir()):
        pytest.skip("the embedded model is not set up: run `make setup`")
    return path


@pytest.mark.model
def test_pruning_leaves_segmentation_as_it_was(weights: Path) -> None:
    source = read_weights(weights)
    rows = kept_ids(source.pieces)
    assert len(rows) < 0.45 * len(source.pieces)
    whole = Tokenizer.from_str(json.dumps(tokenizer_json(source.pieces, source.scores.tolist())))
    pruned = Tokenizer.from_file(str(embedded_dir() / "tokenizer.json"))
    for text in TEXTS:
        assert [rows[piece] for piece in pruned.encode(text).ids] == whole.encode(text).ids, text


@pytest.mark.model
def test_pruning_leaves_vectors_as_they_were(weights: Path, tmp_path: Path) -> None:
    from index.encoder import load_encoder

    write_library_folder(read_weights(weights), tmp_path / "e5", prune=False)
    whole = load_encoder(str(tmp_path / "e5"), threads=2)
    pruned = load_encoder(threads=2)
    texts = [text.partition(": ")[2] for text in TEXTS]
    np.testing.assert_allclose(pruned.encode_passages(texts), whole.encode_passages(texts), atol=2e-6)
