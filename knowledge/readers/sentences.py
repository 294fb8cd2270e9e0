"""Reads our own sentences from their files: each with its languages side by side."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

import yaml

from knowledge.errors import SourceFormatError
from knowledge.readers.yaml_source import load_yaml


def read_sentences(
    path: Path, languages: Sequence[str], names: Collection[str] | None = None
) -> dict[str, dict[str, str]]:
    """Name to language to sentence.

    Args:
        path: A mapping of names to mappings of languages to sentences.
        languages: Each sentence is there in all of them, and in no other.
        names: The sentences that there must be; None takes those that there are.

    Raises:
        SourceFormatError: A sentence or a language is missing, or too many.
    """
    try:
        held = load_yaml(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise SourceFormatError(
            f"expected sentences in {path.name}, found: {str(error).splitlines()[0]}"
        ) from error
    if not isinstance(held, dict):
        raise SourceFormatError(f"expected names of sentences in {path.name}, found none")
    for name in names or ():
        if name not in held:
            raise SourceFormatError(f"{path.name}: expected a sentence {name}, found none; write it")
    for name, sentence in held.items():
        if names is not None and name not in names:
            raise SourceFormatError(f"{path.name}: {name} is no sentence that is said; leave it out")
        if not isinstance(sentence, dict) or {*sentence} != {*languages}:
            raise SourceFormatError(
                f"{path.name}: expected {name} in {', '.join(languages)}, found otherwise"
            )
        for language, words in sentence.items():
            if not isinstance(words, str):
                raise SourceFormatError(
                    f"{path.name}: expected words for {name} in {language}, found {words!r}; quote it"
                )
    return held
