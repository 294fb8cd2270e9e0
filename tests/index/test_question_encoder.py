"""The small encoder of questions: its layers in 8 bits, its folder, how near it comes to the whole model."""

import json
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file

from index.embedded import embedded_dir, embedded_fingerprint
from index.embedded import questions as module
from index.embedded.questions import (
    LAYERS,
    SCALE,
    ensure_question_encoder,
    is_question_folder,
    packed,
    question_dir,
    question_fingerprint,
    question_weights,
    unpacked,
)
from index.encoder import load_encoder
from index.errors import EncoderMissing

TEXTS = [
    "被人开盒了怎么办", "试用期最长多久", "平台不删帖我能告它吗", "老板拖欠工资三个月", "我想离婚孩子归谁",
    "楼上漏水不赔", "Is doxxing a crime in China?", "借条没写利息能要吗", "十二岁孩子被同学拍了洗澡视频传到群里",
]  # fmt: skip


def test_eight_bits_hold_a_matrix_to_half_a_step_a_row():
    dice = np.random.default_rng(0)
    matrix = dice.normal(size=(7, 5)).astype(np.float32)
    matrix[3] = 0
    tensors = {"a.weight": matrix, "a.bias": dice.normal(size=7).astype(np.float32)}
    held = packed(tensors)
    assert held["a.weight"].dtype == np.int8
    assert held["a.weight" + SCALE].shape == (7,)
    back = unpacked(held)
    assert back.keys() == tensors.keys()
    steps = np.abs(matrix).max(axis=1) / 127
    assert (np.abs(back["a.weight"] - matrix) <= steps[:, None] / 2 + 1e-7).all()
    np.testing.assert_array_equal(back["a.bias"], tensors["a.bias"])


def test_a_tensor_that_is_neither_matrix_nor_vector_is_named():
    with pytest.raises(ValueError, match="odd"):
        packed({"odd": np.zeros((2, 2, 2), np.float32)})


def test_the_layers_that_travel_are_four_and_small():
    held = load_file(question_weights())
    layers = {name.split(".")[2] for name in held if name.startswith("encoder.layer.")}
    assert layers == {str(number) for number in range(LAYERS)}
    assert question_weights().stat().st_size < 8_000_000


def test_without_the_whole_model_one_sentence_says_so(tmp_path: Path):
    with pytest.raises(EncoderMissing, match="yuanfa setup") as caught:
        ensure_question_encoder(tmp_path)
    assert "\n" not in str(caught.value)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.model
def test_the_folder_is_made_once_and_made_anew_for_other_layers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    if not embedded_dir().is_dir():
        pytest.skip("the embedded model is not made")
    (tmp_path / embedded_dir().name).symlink_to(embedded_dir())
    folder = ensure_question_encoder(tmp_path)
    assert is_question_folder(folder)
    assert json.loads((folder / "config.json").read_text())["num_hidden_layers"] == LAYERS
    written = (folder / "model.safetensors").stat().st_mtime_ns
    ensure_question_encoder(tmp_path)
    assert (folder / "model.safetensors").stat().st_mtime_ns == written
    monkeypatch.setattr(module, "question_fingerprint", lambda: "another")
    assert not is_question_folder(folder)


@pytest.mark.model
def test_its_vectors_are_near_those_of_the_whole_model_and_rank_like_them():
    if not question_dir().is_dir():
        pytest.skip("the question encoder is not made")
    small, whole = load_encoder(small=True, threads=1), load_encoder(threads=1)
    assert small.fingerprint == whole.fingerprint == embedded_fingerprint()
    assert small.question_fingerprint == question_fingerprint() != whole.question_fingerprint
    own, taught = small.encode_queries(TEXTS), whole.encode_queries(TEXTS)
    assert own.shape == taught.shape
    assert float((own * taught).sum(axis=1).mean()) > 0.95
    # Every text is nearest to its own vector of the other encoder.
    assert (own @ taught.T).argmax(axis=1).tolist() == list(range(len(TEXTS)))


@pytest.mark.model
def test_it_encodes_no_passages():
    if not question_dir().is_dir():
        pytest.skip("the question encoder is not made")
    with pytest.raises(EncoderMissing, match="small=False"):
        load_encoder(small=True, threads=1).encode_passages(["民法典"])
