"""Our own sentences in answers (``wording.yaml``); those of the interface are in ``bot.texts``."""

from __future__ import annotations

from pathlib import Path

from bot.answer import Language
from knowledge.readers.sentences import read_sentences

SENTENCES: dict[str, tuple[str, str]] = {
    name: (both["zh"], both["en"])
    for name, both in read_sentences(Path(__file__).with_name("wording.yaml"), ("zh", "en")).items()
}


def say(key: str, language: Language, **values: object) -> str:
    """One of our sentences, filled in.

    Raises:
        KeyError: There is no such sentence.
    """
    chinese, english = SENTENCES[key]
    return (english if language is Language.EN else chinese).format(**values)
