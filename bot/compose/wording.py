"""Our own sentences in answers (``wording.yaml``); those of the interface are in ``bot.texts``."""

from __future__ import annotations

from pathlib import Path

from bot.answer import Language
from knowledge.models import Hotline
from knowledge.readers.sentences import read_sentences

SENTENCES: dict[str, tuple[str, str]] = {
    name: (both["zh"], both["en"])
    for name, both in read_sentences(Path(__file__).with_name("wording.yaml"), ("zh", "en")).items()
}


def hotline_line(hotline: Hotline, language: Language) -> str:
    """As people are told of it: 110（24 小时）：报案; the English words name the hours themselves."""
    if language is Language.EN:
        return f"{hotline.label}: {hotline.english}"
    return f"{hotline.label}（{hotline.hours}）：{hotline.use}"


def say(key: str, language: Language, **values: object) -> str:
    """One of our sentences, filled in.

    Raises:
        KeyError: There is no such sentence.
    """
    chinese, english = SENTENCES[key]
    return (english if language is Language.EN else chinese).format(**values)
