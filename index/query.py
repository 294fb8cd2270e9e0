"""A question, made ready for every retriever once: language, wordings, vectors, citations."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from index.types import Encoder, Readings, ReadsQuestions, Vectors
from knowledge.models import Slang
from knowledge.normalize import normalize

LONGEST = 320
"""Characters of a wording that is encoded as a whole; longer questions are cut into wordings."""

_CJK = re.compile(r"[\u3400-\u9fff]")
_LATIN = re.compile(r"[A-Za-z]")
_SENTENCE = re.compile(r"[^。！？!?；;\n]+[。！？!?；;\n]?")
_ASKS = re.compile(
    r"[?？吗呢]|怎么|如何|怎样|什么|谁|哪|几|多少|是否|能不能|可不可以|可以|该不该|算不算|违法|犯法|犯罪|办法|应该"
    r"|\b(?:how|what|who|when|where|which|can|could|is|are|do|does|should|may|must)\b",
    re.IGNORECASE,
)
_MOST_WORDINGS = 4


@dataclass(frozen=True, slots=True)
class Query:
    """A question as the retrievers take it."""

    text: str
    """Folded to simplified Chinese and half width; for matching, never for quoting."""
    english: bool
    wordings: tuple[str, ...]
    """What is encoded: the question, its slang in legal terms, its asking sentences when it is long."""
    vectors: Vectors
    """float32 [len(wordings), dim], unit rows: near what reads like the question."""
    taught: Vectors
    """Of the same shape, by the layers that messages trained (``index.embedded.taught``); as ``vectors`` without them."""
    guarding: Vectors
    """Of the same shape, by the layers that examples of danger and harm trained; as ``vectors`` without them."""
    kept: dict[tuple[str, str], Any] = field(default_factory=dict, compare=False, repr=False)
    """What was worked out for it so far, under what it is and the text: one that is read under another text shares this."""

    @classmethod
    def of(cls, text: str, wordings: Sequence[str], encoder: Encoder) -> Query:
        """Encode what was folded and worded.

        Args:
            text: Folded.
            wordings: At least one.
            encoder: Of the index.
        """
        return cls.read(text, wordings, readings_of(wordings, encoder))

    @classmethod
    def read(cls, text: str, wordings: Sequence[str], readings: Readings) -> Query:
        """A question whose wordings were encoded before; see ``readings_of``."""
        return cls(text, is_english(text), tuple(wordings), *readings)

    def after(self, subject: str, encoder: Encoder) -> Query:
        """The same question, read after a subject as well: of its wordings only that one is encoded.

        Args:
            subject: Folded.
            encoder: That of its vectors.
        """
        wording = f"{subject} {self.text}"[-LONGEST:]
        further = Query.of(self.text, (wording,), encoder)
        return Query(
            self.text,
            self.english,
            (wording, *self.wordings),
            np.concatenate((further.vectors, self.vectors)),
            np.concatenate((further.taught, self.taught)),
            np.concatenate((further.guarding, self.guarding)),
        )

    @classmethod
    def unread(cls, text: str) -> Query:
        """A question of which only the words are looked at: it has no vectors."""
        nothing = np.zeros((0, 0), dtype=np.float32)
        return cls(text, is_english(text), (text,), nothing, nothing, nothing)


def readings_of(wordings: Sequence[str], encoder: Encoder) -> Readings:
    """The readings of some texts; the same thrice where the encoder has one alone."""
    if isinstance(encoder, ReadsQuestions):
        return encoder.read_queries(wordings)
    vectors = encoder.encode_queries(wordings)
    return Readings(vectors, vectors, vectors)


def is_english(text: str) -> bool:
    """True when a text has Latin letters and hardly any Chinese characters."""
    chinese = len(_CJK.findall(text))
    latin = len(_LATIN.findall(text))
    return latin > 0 and chinese * 3 <= latin


def translate_slang(text: str, slang: Sequence[Slang]) -> str | None:
    """Replace slang by the legal terms it stands for, longest words first; None without slang.

    The slang stays: 开盒（非法获取、公开他人个人信息）犯法吗. A meaning is given once, however often its word comes, and
    no more of them than have room in ``LONGEST`` characters beside the text: a wording takes as long as it has words.
    """
    table = _slang_table(slang)
    found: set[str] = set()
    room = LONGEST

    def legal(match: re.Match[str]) -> str:
        nonlocal room
        word, meaning = match.group(), f"（{table.meaning[match.group()]}）"
        if meaning in found or len(meaning) > room:
            return word
        found.add(meaning)
        room -= len(meaning)
        return word + meaning

    rewritten = table.pattern.sub(legal, text) if table.meaning else text
    return rewritten if found else None


@dataclass(frozen=True, slots=True)
class _SlangTable:
    pattern: re.Pattern[str]
    meaning: dict[str, str]


_tables: dict[int, _SlangTable] = {}


def _slang_table(slang: Sequence[Slang]) -> _SlangTable:
    key = id(slang)
    if key not in _tables:
        meaning = {word: entry.legal for entry in slang for word in entry.words}
        words = sorted(meaning, key=lambda word: (-len(word), word))
        _tables[key] = _SlangTable(re.compile("|".join(map(re.escape, words)) or r"(?!)"), meaning)
    return _tables[key]


def wordings_of(text: str, slang: Sequence[Slang]) -> tuple[str, ...]:
    """What to encode for a question: itself, its slang in legal terms, and of a long story its asking sentences."""
    if len(text) <= LONGEST:
        translated = translate_slang(text, slang)
        return (text,) if translated is None else (text, translated)
    sentences = [sentence.strip() for sentence in _SENTENCE.findall(text)]
    asking = [s for s in sentences if _ASKS.search(s) and len(s) >= 4]
    picked = [text[:LONGEST], *(s[:LONGEST] for s in asking[-(_MOST_WORDINGS - 1) :])]
    return tuple(dict.fromkeys(translate_slang(s, slang) or s for s in picked))


def fold(text: str) -> str:
    """Simplified Chinese, half width, single spaces, no control characters."""
    folded = normalize(text).text
    return re.sub(r"\s+", " ", re.sub(r"[\x00-\x1f\x7f]", " ", folded)).strip()
