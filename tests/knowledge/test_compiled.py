"""The compiled file gives what the sources give, or nothing at all."""

from __future__ import annotations

import hashlib
import os
import pickle
import re
from datetime import date
from importlib import resources
from pathlib import Path

import pytest

from knowledge import compiled
from knowledge.compiled import START, Compiled, is_compiled, key_of, read_compiled, write_compiled
from knowledge.expressions import put_together, taken_apart
from knowledge.library import Library
from knowledge.passages import build_passages
from knowledge.readers import people, signs
from knowledge.references import resolve_reference

KEY = hashlib.sha256(b"key").digest()
DAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def whole(library: Library) -> Compiled:
    return Compiled.of(library, DAY)


@pytest.fixture(scope="module")
def held(whole: Compiled, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("compiled") / "sources.bin"
    write_compiled(path, KEY, whole)
    assert [one.name for one in path.parent.iterdir()] == ["sources.bin"]
    return path.read_bytes()


def test_what_was_written_is_read_and_finds_names_of_laws_as_before(
    library: Library, whole: Compiled, held: bytes, tmp_path: Path
) -> None:
    (tmp_path / "f").write_bytes(held)
    found = read_compiled(tmp_path / "f", KEY)
    assert found == whole
    assert found is not None
    assert found.passages == tuple(build_passages(library, DAY))
    topic = next(iter(library.topics.values()))
    for article in topic.articles:
        assert found.references[article.citation] == resolve_reference(article.citation, library, DAY)
    assert [sign.found("我想跳楼") for sign in found.library.signs] == [
        sign.found("我想跳楼") for sign in library.signs
    ]
    (number,) = {
        article.number
        for article in library.statute("civil-code", DAY).articles
        if article.label == "第一千条"
    }
    assert found.library.article("civil-code", number, DAY) == library.article("civil-code", number, DAY)


def test_an_expression_is_put_together_as_it_was_compiled() -> None:
    for written, flags in (
        (r"(?P<whose>我|他)的[\u3400-\u9fff]{1,4}(?P=whose)", re.NOFLAG),
        (r"a(b)?(?(1)c|d)(?!e)", re.IGNORECASE),
        ("", re.NOFLAG),
    ):
        one = re.compile(written, flags)
        parts = taken_apart(one)
        assert parts is not None
        again = put_together(*parts)
        assert again == one  # the same text, flags and code
        assert again.groupindex == one.groupindex
    assert put_together(*taken_apart(re.compile("(?P<a>x)y"))).match("xy").groupdict() == {"a": "x"}


def test_code_that_is_none_is_not_taken(held: bytes, tmp_path: Path) -> None:
    text, flags, code, *rest = taken_apart(re.compile("(?:ab)+"))
    body = pickle.dumps(Harm(put_together, text, flags, b"\xff" * len(code), *rest))
    (tmp_path / "f").write_bytes(START + KEY + hashlib.sha256(body).digest() + body)
    assert read_compiled(tmp_path / "f", KEY) is None


def test_signs_that_were_compiled_are_not_read_again(
    held: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "f").write_bytes(held)
    monkeypatch.setattr(signs, "_known", {})
    found = read_compiled(tmp_path / "f", KEY)
    monkeypatch.setattr(signs, "read_signs", None)
    assert signs.built_in_signs() is found.library.signs
    assert people.people_signs() is found.people
    assert {sign.group for sign in found.people} == {"sides", "facts"}


@pytest.mark.parametrize("place", [0, len(START), len(START) + 32, -1, 1_000_000])
def test_a_file_that_was_changed_anywhere_is_not_taken(held: bytes, tmp_path: Path, place: int) -> None:
    damaged = bytearray(held)
    damaged[place] ^= 1
    (tmp_path / "f").write_bytes(damaged)
    assert read_compiled(tmp_path / "f", KEY) is None


@pytest.mark.parametrize("size", [0, 10, len(START) + 40, 100_000])
def test_a_file_that_was_cut_short_is_not_taken(held: bytes, tmp_path: Path, size: int) -> None:
    (tmp_path / "f").write_bytes(held[:size])
    assert read_compiled(tmp_path / "f", KEY) is None


def test_a_file_of_other_sources_or_none_is_not_taken(held: bytes, tmp_path: Path) -> None:
    (tmp_path / "f").write_bytes(held)
    assert is_compiled(tmp_path / "f", KEY)
    assert read_compiled(tmp_path / "f", hashlib.sha256(b"other").digest()) is None
    assert read_compiled(tmp_path / "absent", KEY) is None
    assert read_compiled(tmp_path, KEY) is None


class Harm:
    """What a file could be made to call."""

    def __init__(self, call: object, *arguments: object) -> None:
        self.call, self.arguments = call, arguments

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        return self.call, self.arguments


@pytest.mark.parametrize(
    "call", [os.mkdir, eval, compiled.write_compiled, pickle.loads], ids=lambda one: one.__name__
)
def test_a_file_cannot_call_anything_but_our_values(tmp_path: Path, call: object) -> None:
    argument = str(tmp_path / "made") if call is os.mkdir else "1"
    body = pickle.dumps(Harm(call, argument))
    (tmp_path / "f").write_bytes(START + KEY + hashlib.sha256(body).digest() + body)
    assert read_compiled(tmp_path / "f", KEY) is None
    assert not (tmp_path / "made").exists()


def test_the_key_follows_every_byte_of_the_sources_and_the_day(tmp_path: Path) -> None:
    statutes, folder = tmp_path / "laws.db", tmp_path / "own"
    statutes.write_bytes(b"laws")
    (folder / "cases").mkdir(parents=True)
    keys = [key_of(statutes, (folder,), DAY), key_of(statutes, (folder,), date(2026, 11, 25))]
    (folder / "cases" / "one.md").write_text("a case")
    keys.append(key_of(statutes, (folder,), DAY))
    statutes.write_bytes(b"lawz")
    keys.append(key_of(statutes, (folder,), DAY))
    assert len(set(keys)) == 4
    assert key_of(statutes, (folder,), DAY) == keys[-1]


def test_the_key_follows_the_modules_that_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "readers").mkdir()
    module = tmp_path / "readers" / "one.py"
    module.write_text("old")
    (tmp_path / "laws.db").write_bytes(b"laws")
    monkeypatch.setattr(resources, "files", lambda _: tmp_path)
    before = key_of(tmp_path / "laws.db", (), DAY)
    module.write_text("new")
    assert key_of(tmp_path / "laws.db", (), DAY) != before
