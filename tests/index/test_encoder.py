"""Loading any sentence-transformers folder."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest

from benchmarks.library_folder import write_library_folder
from index.batching import BATCH_CHARACTERS, BATCH_TEXTS, SHORT, batches
from index.embedded.binary import read_weights
from index.encoder import load_encoder
from index.errors import EncoderMissing
from tests.index.test_embedded import weight_file

QUESTIONS = [
    "被人开盒了怎么办",
    "男朋友拿裸照威胁我",
    "Is doxxing a crime in China?",
    "试用期最长多久",
]
PASSAGES = [
    "刑法 第二百五十三条之一 违反国家有关规定，向他人出售或者提供公民个人信息，情节严重的",
    "劳动合同法 第十九条 三年以上固定期限和无固定期限的劳动合同，试用期不得超过六个月。",
    "野生动物保护法 第一条 为了保护野生动物，拯救珍贵、濒危野生动物，制定本法。",
]


@pytest.fixture(scope="module")
def small_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A whole model of a few kilobytes with random weights, made as the real one is."""
    base = tmp_path_factory.mktemp("small-model")
    weight_file(base / "w.bin")
    write_library_folder(read_weights(base / "w.bin"), base / "model")
    return base / "model"


def test_importing_the_module_imports_no_heavy_library() -> None:
    code = "import sys, index.encoder; print(*{'torch', 'sentence_transformers'} & {*sys.modules})"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == ""


def test_any_folder_loads_without_touching_the_network(
    small_folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the network was used")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    encoder = load_encoder(str(small_folder))
    vectors = encoder.encode_queries(["法律", "law"])
    assert vectors.shape == (2, encoder.dimension) == (2, 32)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)
    assert capfd.readouterr() == ("", "")


def test_rows_keep_the_order_of_the_texts(small_folder: Path) -> None:
    encoder = load_encoder(str(small_folder))
    texts = ["法", "law law law", "", "法律法律法律", "law"] * 7
    seen: list[tuple[int, int]] = []
    together = encoder.encode_passages(texts, lambda done, total: seen.append((done, total)))
    alone = np.concatenate([encoder.encode_passages([text]) for text in texts])
    np.testing.assert_allclose(together, alone, atol=1e-5)
    assert seen[-1] == (len(texts), len(texts))
    assert encoder.encode_queries([]).shape == (0, 32)


def test_prompts_come_from_the_folder(small_folder: Path, tmp_path: Path) -> None:
    encoder = load_encoder(str(small_folder))
    assert not np.allclose(encoder.encode_queries(["法"]), encoder.encode_passages(["query: 法"]))
    bare = tmp_path / "bare"
    _copy(small_folder, bare)
    (bare / "config_sentence_transformers.json").write_text('{"prompts": {}}', encoding="utf-8")
    plain = load_encoder(str(bare))
    np.testing.assert_allclose(
        plain.encode_passages(["passage: 法"]), encoder.encode_passages(["法"]), atol=1e-5
    )
    np.testing.assert_array_equal(plain.encode_queries(["法"]), plain.encode_passages(["法"]))


def test_the_e5_family_gets_its_prefixes_when_its_folder_has_none(small_folder: Path, tmp_path: Path) -> None:
    named = tmp_path / "some-e5-base"
    _copy(small_folder, named)
    (named / "config_sentence_transformers.json").write_text('{"prompts": {}}', encoding="utf-8")
    np.testing.assert_allclose(
        load_encoder(str(named)).encode_queries(["法"]),
        load_encoder(str(small_folder)).encode_queries(["法"]),
        atol=1e-6,
    )


def test_vectors_are_those_of_the_library(small_folder: Path) -> None:
    from sentence_transformers import SentenceTransformer

    library = SentenceTransformer(str(small_folder), device="cpu")
    encoder = load_encoder(str(small_folder))
    queries = library.encode_query(QUESTIONS, normalize_embeddings=True)
    passages = library.encode_document(PASSAGES, normalize_embeddings=True)
    assert np.allclose(encoder.encode_queries(QUESTIONS), queries, atol=1e-5)
    assert np.allclose(encoder.encode_passages(PASSAGES), passages, atol=1e-5)


def test_the_fingerprint_changes_with_what_decides_the_vectors(small_folder: Path, tmp_path: Path) -> None:
    same, other, prompts = tmp_path / "a" / "model", tmp_path / "b" / "model", tmp_path / "c/model"
    for target in (same, other, prompts):
        _copy(small_folder, target)
    expected = weight_file(tmp_path / "w.bin")
    data = (tmp_path / "w.bin").read_bytes()
    bias = expected["l0.oln.b"].astype("<f4").tobytes()
    (tmp_path / "w.bin").write_bytes(data.replace(bias, bytes(len(bias))))
    write_library_folder(read_weights(tmp_path / "w.bin"), other)
    (prompts / "config_sentence_transformers.json").write_text(
        '{"prompts": {"query": "问：", "document": ""}}', encoding="utf-8"
    )
    first = load_encoder(str(small_folder)).fingerprint
    assert load_encoder(str(same)).fingerprint == first
    assert load_encoder(str(other)).fingerprint != first
    assert load_encoder(str(prompts)).fingerprint != first


@pytest.mark.parametrize("name", ["/no/such/folder", "./none", "~/none", "a/b/c"])
def test_a_folder_that_does_not_exist_is_named_in_one_sentence(name: str) -> None:
    with pytest.raises(EncoderMissing, match="YUANFA_EMBEDDING_MODEL") as caught:
        load_encoder(name)
    assert name in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_folder_that_is_no_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EncoderMissing, match="no sentence-transformers folder"):
        load_encoder(str(tmp_path))


def test_a_damaged_model_is_refused_in_one_sentence(small_folder: Path, tmp_path: Path) -> None:
    _copy(small_folder, tmp_path / "model")
    weights = tmp_path / "model" / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:500])
    with pytest.raises(EncoderMissing, match="Cannot load the embedding model") as caught:
        load_encoder(str(tmp_path / "model"))
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("package", ["torch", "sentence_transformers", "transformers"])
def test_another_model_without_its_libraries_names_what_to_install(
    small_folder: Path, monkeypatch: pytest.MonkeyPatch, package: str
) -> None:
    for name in [name for name in sys.modules if name.split(".")[0] == package]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "meta_path", [_Absent(package), *sys.meta_path])
    with pytest.raises(EncoderMissing, match=r"yuanfa\[models\]") as caught:
        load_encoder(str(small_folder))
    assert package in str(caught.value)
    assert "\n" not in str(caught.value)


class _Absent:
    """A finder that says of one package that it is not installed."""

    def __init__(self, package: str) -> None:
        self.package = package

    def find_spec(self, name: str, *_: object) -> None:
        if name.split(".")[0] == self.package:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)


def test_a_missing_default_names_the_remedy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.encoder.embedded_dir", lambda: tmp_path / "none")
    with pytest.raises(EncoderMissing, match="yuanfa setup"):
        load_encoder()


def test_batches_hold_every_row_once_within_the_bounds() -> None:
    texts = ["字" * (number * 37 % 600) for number in range(200)]
    found = list(batches(texts))
    assert sorted(row for batch in found for row in batch) == list(range(200))
    for batch in found:
        longest = max(len(texts[row]) for row in batch)
        assert len(batch) <= BATCH_TEXTS
        assert len(batch) == 1 or longest * len(batch) <= BATCH_CHARACTERS
        assert all(longest <= 2 * max(len(texts[row]), SHORT) for row in batch)


def test_several_threads_may_encode_at_once(small_folder: Path) -> None:
    encoder = load_encoder(str(small_folder))
    expected = encoder.encode_queries(["法律", "law"])
    errors: list[BaseException] = []

    def work() -> None:
        try:
            for _ in range(20):
                np.testing.assert_allclose(encoder.encode_queries(["法律", "law"]), expected, atol=1e-6)
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []


def _copy(source: Path, target: Path) -> None:
    for path in source.rglob("*"):
        if path.is_file():
            copy = target / path.relative_to(source)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(path.read_bytes())
