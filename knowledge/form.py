"""The written form that every YAML file of the sources has; ``python -m knowledge.form`` gives it to them (``make fmt``).

One form, so that a difference between two versions of a file is a difference of what it says: UTF-8, characters
composed (NFC), lines that end in LF and not in spaces, no tabs, one line end at the end. No key stands twice in a mapping, of which YAML would keep the last without a word.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from importlib import resources
from pathlib import Path

import yaml

DATA = Path(str(resources.files("knowledge") / "data"))

_LOADER: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def in_form(text: str) -> str:
    r"""A file's text in the written form; what it says stays.

    >>> in_form("a: 1 \r\n\nb: 2")
    'a: 1\n\nb: 2\n'
    """
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    text = "\n".join(line.rstrip(" \t") for line in lines)
    return text.strip("\n") + "\n"


def form_faults(path: Path) -> Iterator[str]:
    """What is wrong with the form of one file, a sentence each."""
    text = path.read_bytes().decode("utf-8", errors="replace")
    where = path.name
    if text != in_form(text):
        yield f"{where}: expected the written form of sources, found another; run `make fmt`"
    if re.search(r"^ *\t", text, re.MULTILINE):
        yield f"{where}: expected spaces at the start of every line, found a tab"
    try:
        root = yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError as error:
        yield f"{where}: expected YAML, found: {str(error).splitlines()[0]}"
        return
    if root is not None:
        yield from (f"{where}: {fault}" for fault in _doubles(root))


def _doubles(node: yaml.Node) -> Iterator[str]:
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if isinstance(key, yaml.ScalarNode):
                if key.value in seen:
                    yield f"line {key.start_mark.line + 1}: the key {key.value} stands twice in one mapping"
                seen.add(key.value)
            yield from _doubles(value)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from _doubles(value)


def yaml_files(folder: Path = DATA) -> Sequence[Path]:
    """Every YAML file of a folder of sources, in the order of their names."""
    return sorted(folder.rglob("*.yaml"))


def main() -> None:
    """Rewrite what is not in form, and name it."""
    for path in yaml_files():
        text = path.read_bytes().decode("utf-8")
        formed = in_form(text)
        if formed != text:
            path.write_text(formed, encoding="utf-8", newline="\n")
            sys.stdout.write(f"rewritten: {path.relative_to(DATA)}\n")


if __name__ == "__main__":
    main()
