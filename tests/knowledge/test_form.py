"""Files of sources have one written form, and both of PyYAML's loaders read the same from them."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from knowledge.form import DATA, form_faults, in_form, yaml_files

# Folders whose files hold what the loaders could part on, one of each; all of them take minutes without libyaml.
SAMPLE = [max((path for path in yaml_files() if path.parent == folder), key=lambda path: path.stat().st_size)
          for folder in sorted({path.parent for path in yaml_files()})]  # fmt: skip


def test_every_file_of_the_sources_is_in_form_and_has_no_key_twice() -> None:
    assert [fault for path in yaml_files() for fault in form_faults(path)] == []
    assert len(yaml_files()) > 200


@pytest.mark.slow
@pytest.mark.parametrize("path", SAMPLE, ids=lambda path: str(path.relative_to(DATA)))
def test_both_loaders_read_the_same(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert yaml.load(text, Loader=yaml.SafeLoader) == yaml.load(text, Loader=yaml.CSafeLoader)


@pytest.mark.parametrize(
    ("written", "formed"),
    [
        ("a: 1", "a: 1\n"),
        ("\n\na: 1\n\nb: 2\n\n", "a: 1\n\nb: 2\n"),
        ("a: 1 \t\r\nb: 2\r", "a: 1\nb: 2\n"),
        ("a: e\u0301\n", "a: \u00e9\n"),
        ("a: |\n  一\n\n  二\n", "a: |\n  一\n\n  二\n"),
    ],
)
def test_the_form_is_reached_and_kept(written: str, formed: str) -> None:
    assert in_form(written) == formed
    assert in_form(formed) == formed
    assert yaml.safe_load(in_form(written)) == yaml.safe_load(formed)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("a: 1  \n", "make fmt"),
        ("a:\n\t- 1\n", "tab"),
        ("a: 1\nb: {c: 1, c: 2}\n", "line 2: the key c stands twice"),
        ("- a: [1\n", "expected YAML"),
    ],
)
def test_what_is_out_of_form_is_told_in_one_sentence(text: str, fault: str, tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(text, encoding="utf-8")
    found = list(form_faults(path))
    assert any(fault in one for one in found), found
    assert all(len(one.splitlines()) == 1 for one in found)
