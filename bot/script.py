"""Traditional Chinese for those who write it: our own sentences are converted, quotations of law are not."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from opencc import OpenCC

from bot.answer import Answer, Choice
from knowledge.normalize import simplify

_AS_ENACTED = re.compile(
    r"《[^《》]*》|“[^“”]*”|第[一二三四五六七八九十百千零]+[条款项编章节]|法释〔\d+〕\d+号"
)
"""Titles, quotations and places in a law stand in our sentences as the law writes them."""

_LEAST = 2
"""Characters of traditional form that make a writer of traditional Chinese; one may be a name."""


@cache
def _converter() -> OpenCC:
    return OpenCC("s2t")


def writes_traditional(text: str) -> bool:
    """Whether somebody writes traditional characters: more than one of them, and no simplified ones beside."""
    traditional = sum(a != b for a, b in zip(text, simplify(text), strict=False))
    return traditional >= _LEAST and _converter().convert(text) == text


def to_traditional(text: str) -> str:
    """Our sentence in traditional characters."""
    parts: list[str] = []
    end = 0
    for match in _AS_ENACTED.finditer(text):
        parts += [_converter().convert(text[end : match.start()]), match.group()]
        end = match.end()
    return "".join([*parts, _converter().convert(text[end:])])


def in_traditional(answer: Answer) -> Answer:
    """The answer with our sentences in traditional characters; excerpts as they are."""
    return replace(
        answer,
        conclusion=to_traditional(answer.conclusion),
        steps=tuple(map(to_traditional, answer.steps)),
        notices=tuple(map(to_traditional, answer.notices)),
        hotlines=tuple(map(to_traditional, answer.hotlines)),
        safety=tuple(map(to_traditional, answer.safety)),
        disclaimer=to_traditional(answer.disclaimer),
        further=tuple(replace(one, conclusion=to_traditional(one.conclusion)) for one in answer.further),
        choices=tuple(Choice(to_traditional(one.label), one.question) for one in answer.choices),
        near=tuple(
            Choice(
                to_traditional(one.label),
                one.question,
                to_traditional(one.conclusion),
                to_traditional(one.lead),
            )
            for one in answer.near
        ),
    )
