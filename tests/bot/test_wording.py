"""Our own sentences around what is quoted."""

from __future__ import annotations

from bot.answer import Language
from bot.compose.wording import hotline_line
from knowledge.library import Library
from knowledge.models import Hotline


def test_whoever_is_told_of_a_hotline_is_told_when_somebody_answers(library: Library) -> None:
    line = Hotline("12355", "12355", "未成年人求助", "部分只在工作时段", "youth line (office hours)", "公知")
    assert hotline_line(line, Language.ZH) == "12355（部分只在工作时段）：未成年人求助"
    assert hotline_line(line, Language.EN) == "12355: youth line (office hours)"
    for hotline in library.hotlines.values():
        named = any(
            word in hotline.english
            for word in (" 24 h", "(24 h", "18 h", "hours", "days", "any time", "differs")
        )
        assert named, hotline.english
