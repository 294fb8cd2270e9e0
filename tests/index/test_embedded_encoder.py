"""The embedded model through onnxruntime: the library's vectors, without the library."""

from __future__ import annotations

import itertools
import json
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest
from safetensors import safe_open

from benchmarks.library_folder import write_library_folder
from index.embedded import EmbeddedEncoder, embedded_dir, embedded_fingerprint, folder, is_complete, questions
from index.embedded.binary import BLOCK, dequantise, read_weights
from index.embedded.folder import PASSAGES, QUESTIONS, TOKENIZER, WORDS
from index.embedded.product import FileLayers, nibbles
from index.embedded.taught import TAUGHT, layers_digest
from index.encoder import load_encoder
from index.errors import EncoderMissing
from index.learned import learned_path
from index.types import Encoder, ReadsQuestions
from knowledge.fetch import EMBEDDED_WEIGHTS, share_dir
from tests.index.test_embedded import weight_file

QUESTIONS_ASKED = [
    "被人开盒了怎么办", "男朋友拿裸照威胁我", "Is doxxing a crime in China?", "试用期最长多久", "",
    "楼上漏水不赔", "老板拖欠工资三个月，说没有合同就不给，我手里只有微信聊天记录和打卡截图，能要回来吗？",
]  # fmt: skip
ARTICLES = [
    "刑法 第二百五十三条之一 违反国家有关规定，向他人出售或者提供公民个人信息，情节严重的，处三年以下有期徒刑。",
    "劳动合同法 第十九条 三年以上固定期限和无固定期限的劳动合同，试用期不得超过六个月。",
    "野生动物保护法 第一条 为了保护野生动物，拯救珍贵、濒危野生动物，制定本法。" * 40,
]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> tuple[Encoder, Encoder]:
    """A model of a few kilobytes with random weights: ours, and the library's."""
    base = tmp_path_factory.mktemp("small")
    weight_file(base / "w.bin")
    source = read_weights(base / "w.bin")
    folder.write_folder(source, base / "ours")
    write_library_folder(source, base / "e5")
    return EmbeddedEncoder(base / "ours"), load_encoder(str(base / "e5"))


@pytest.fixture(scope="module")
def embedded() -> Encoder:
    if not is_complete(embedded_dir()):
        pytest.skip("the embedded model is not set up: run `yuanfa setup`")
    return load_encoder(threads=1)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Encoder:
    path = share_dir() / EMBEDDED_WEIGHTS.name
    if not path.is_file():
        pytest.skip("the weights are not set up: run `yuanfa setup`")
    target = tmp_path_factory.mktemp("library") / "e5"
    write_library_folder(read_weights(path), target)
    return load_encoder(str(target), threads=2)


def test_neighbouring_weights_share_a_byte() -> None:
    block = np.zeros(1, BLOCK)
    block["scale"] = 1
    block["halves"][0] = np.arange(16) | (15 - np.arange(16)) << 4
    weights = dequantise(block) + 8
    paired = nibbles(block)[0]
    np.testing.assert_array_equal(paired & 15, weights[0::2])
    np.testing.assert_array_equal(paired >> 4, weights[1::2])


def test_passages_of_any_model_have_the_vectors_of_the_library(small: tuple[Encoder, Encoder]) -> None:
    ours, library = small
    texts = ["法律", "law law 法", "", "法 律", "稣" * 9]
    assert ours.dimension == library.dimension == 32
    np.testing.assert_allclose(ours.encode_passages(texts), library.encode_passages(texts), atol=1e-5)


def test_a_batch_gives_each_text_the_vector_that_it_has_alone(small: tuple[Encoder, Encoder]) -> None:
    ours, _ = small
    texts = ["法", "law law law", "", "法律法律", "law"] * 7
    seen: list[tuple[int, int]] = []
    together = ours.encode_passages(texts, lambda done, total: seen.append((done, total)))
    np.testing.assert_allclose(
        together, np.concatenate([ours.encode_passages([text]) for text in texts]), atol=1e-5
    )
    assert seen[-1] == (len(texts), len(texts))
    assert ours.encode_queries([]).shape == (0, 32)


def test_threads_encode_at_once_as_one_does(small: tuple[Encoder, Encoder]) -> None:
    ours, _ = small
    texts = ["法律", "law", "法 law 律"]
    expected = ours.encode_queries(texts)
    errors: list[BaseException] = []

    def work() -> None:
        try:
            for _ in range(30):
                np.testing.assert_allclose(ours.encode_queries(texts), expected, atol=1e-6)
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []


@pytest.mark.parametrize("name", [QUESTIONS, PASSAGES, WORDS, TOKENIZER])
def test_a_damaged_file_is_named_with_the_remedy_in_one_sentence(tmp_path: Path, name: str) -> None:
    weight_file(tmp_path / "w.bin")
    folder.write_folder(read_weights(tmp_path / "w.bin"), tmp_path / "model")
    damaged = tmp_path / "model" / name
    damaged.write_bytes(damaged.read_bytes()[:60])
    with pytest.raises(EncoderMissing, match="yuanfa setup") as caught:
        EmbeddedEncoder(tmp_path / "model").encode_passages(["法"])
    assert "\n" not in str(caught.value)


@pytest.mark.model
def test_passages_have_the_vectors_of_the_library(embedded: Encoder, library: Encoder) -> None:
    assert embedded.fingerprint == embedded_fingerprint()
    np.testing.assert_allclose(
        embedded.encode_passages(ARTICLES), library.encode_passages(ARTICLES), atol=2e-6
    )


@pytest.mark.model
def test_questions_in_eight_bits_have_a_cosine_of_0_999_at_the_least(
    embedded: Encoder, library: Encoder
) -> None:
    cosines = (embedded.encode_queries(QUESTIONS_ASKED) * library.encode_queries(QUESTIONS_ASKED)).sum(axis=1)
    assert cosines.min() >= 0.999
    # Arithmetic in 8 bits it is: float32 would leave no difference at all.
    assert cosines.min() < 0.999999


@pytest.mark.model
@pytest.mark.parametrize("text", ["", "😀😀😀", "\u0000\u0007", "\ud800", "字" * 10_000, "<s></s><mask>"])
def test_any_text_gives_a_unit_vector(embedded: Encoder, text: str) -> None:
    vectors = embedded.encode_queries([text, "正常问题"])
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)


@pytest.mark.model
def test_the_right_article_is_the_nearest(embedded: Encoder) -> None:
    scores = embedded.encode_queries(QUESTIONS_ASKED[:4]) @ embedded.encode_passages(ARTICLES).T
    assert scores[[0, 2, 3]].argmax(axis=1).tolist() == [0, 0, 1]


@pytest.mark.model
def test_a_question_is_read_thrice_the_first_time_as_ever(embedded: Encoder) -> None:
    assert isinstance(embedded, ReadsQuestions)
    read = embedded.read_queries(QUESTIONS_ASKED)
    np.testing.assert_array_equal(read.near, embedded.encode_queries(QUESTIONS_ASKED))
    for one in (read.taught, read.guarding):
        assert one.shape == read.near.shape
        np.testing.assert_allclose(np.linalg.norm(one, axis=1), 1.0, atol=1e-5)
    for one, other in itertools.combinations(read, 2):
        assert (one * other).sum(axis=1).max() < 0.999
    assert json.loads(safe_open(learned_path(), "numpy").metadata()["names"])["layers"] == layers_digest(
        TAUGHT
    )


def test_without_further_layers_all_readings_are_one(small: tuple[Encoder, Encoder]) -> None:
    ours, _ = small
    assert isinstance(ours, ReadsQuestions)
    read = ours.read_queries(["法律", "law"])
    np.testing.assert_array_equal(read.near, read.taught)
    np.testing.assert_array_equal(read.near, read.guarding)


@pytest.mark.index
def test_an_answer_needs_neither_torch_nor_the_library() -> None:
    code = (
        "import sys; from bot.service import load_service; from bot.settings import load_settings\n"
        "print(load_service(load_settings().data_dir).ask('被人开盒了怎么办').outcome.value)\n"
        "print(*{'torch', 'transformers', 'sentence_transformers', 'onnx'} & {*sys.modules})"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    if "index" in run.stderr:
        pytest.skip(run.stderr.splitlines()[-1])
    assert run.stdout.split("\n") == ["answered", "", ""], run.stderr


def operators(folder_path: Path) -> set[str]:
    onnx = pytest.importorskip("onnx")
    return {node.op_type for node in onnx.load(str(folder_path / QUESTIONS)).graph.node}


def test_questions_are_multiplied_in_whole_numbers_and_some_channels_apart(tmp_path: Path) -> None:
    weight_file(tmp_path / "w.bin")
    folder.write_folder(read_weights(tmp_path / "w.bin"), tmp_path / "model")
    assert {"DynamicQuantizeMatMul", "Gather", "MatMul"} <= operators(tmp_path / "model")


def test_where_whole_numbers_lose_something_blocks_are_multiplied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    weight_file(tmp_path / "w.bin")
    monkeypatch.setattr(questions, "RIGHT", 1.1)
    folder.write_folder(read_weights(tmp_path / "w.bin"), tmp_path / "model")
    found = operators(tmp_path / "model")
    assert "MatMulNBits" in found
    assert "DynamicQuantizeMatMul" not in found
    vectors = EmbeddedEncoder(tmp_path / "model").encode_queries(["法律"])
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)


def test_blocks_of_four_bits_stand_for_the_weights_of_the_file(tmp_path: Path) -> None:
    weight_file(tmp_path / "w.bin")
    source = read_weights(tmp_path / "w.bin")
    name, size = "l0.ao", source.shape.hidden
    np.testing.assert_array_equal(
        FileLayers(source).product([name], size, size).floats(), source.tensor(f"{name}.w", size)
    )
