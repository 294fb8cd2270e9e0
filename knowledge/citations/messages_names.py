"""Our sentences about names: of no law, of a draft, of the law of another place, of several laws."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from knowledge.citations.messages import Both, en, zh
from knowledge.models import ArticleNumber, Law, NamedText
from knowledge.title_forms import PRC

_STATUTE_NAME = re.compile(r"(?:(?<!办)法|法典)$")


def unknown_law(name: str) -> Both:
    """No text held goes by this name; of laws we hold all, of lesser rules only some."""
    if _STATUTE_NAME.search(name):
        return Both(
            f"没有查到《{name}》：收录的国家法律中没有这个名称，请核对名称。",
            f"No law called “{name}” is among the national laws held here; please check the name.",
        )
    return Both(
        f"没有收录《{name}》，无法核对它是否存在、写了什么；请核对名称，以官方文本为准。",
        f"“{name}” is not held here, so neither its existence nor its text can be checked; rely on the official text.",
    )


def succeeded(number: ArticleNumber, successors: Sequence[str]) -> Both:
    """Where the content of an article of a repealed law stands today."""
    places = "、".join(successors)
    return Both(
        f"旧第{number.number}条的内容现在看{places}。",
        f"What its Article {number.number} ruled is now in {places}.",
    )


def held_on_that_day(text: NamedText, day: date) -> Both:
    """A text that is repealed today and was not on the day asked about."""
    return Both(
        f"{day}时《{short_title(text)}》还有效，但这里没有收录它的正文，无法引用。",
        f"《{text.title}》 still held on {day}; its text is not held here.",
    )


def short_title(text: NamedText) -> str:
    """The title as people write it."""
    return text.title.removeprefix(PRC)


def draft(name: str) -> Both:
    """A draft is cited."""
    return Both(
        f"《{name}》是草案，不是法律，不能作为依据引用。",
        f"“{name}” is a draft, not a law, and cannot be relied on.",
    )


def did_you_mean(laws: Sequence[Law]) -> Both:
    """Laws of a like name, as a question."""
    return Both(
        f"是不是想查{'或者'.join(zh(law) for law in laws)}？",
        f"Did you mean {' or '.join(en(law) for law in laws)}?",
    )


def unknown_document(number: str) -> Both:
    """No text goes by this document number."""
    return Both(
        f"没有收录文号为{number}的文件，请核对文号。",
        f"No text with the document number {number} is held here.",
    )


def unknown_case(number: str) -> Both:
    """The case is not held."""
    return Both(f"没有收录{number}。", f"The case {number} is not held here.")


def case_of_the_future(number: str, year: int) -> Both:
    """A case number of a year that has not come."""
    return Both(
        f"案号{number}的年份晚于今年（{year}年），这样的案件不可能存在，请核对。",
        f"The case number {number} names a year after {year}; there can be no such case.",
    )


def foreign_law(name: str, place: str) -> Both:
    """The law of another place never passes for the law of the mainland."""
    return Both(
        f"这里只有中国大陆的法律，没有收录{place}的《{name}》，也不能用大陆同名法律的条文代替。",
        f"Only the law of mainland China is held here; “{name}” ({place}) is not, and the mainland "
        "law of the same name is a different law.",
    )


def no_english(text: NamedText) -> str:
    """English for a named text that has no sentence of its own."""
    standing = {
        "repealed": "has been repealed",
        "draft": "is a draft, not a law",
        "not_held": "is known, but its text is not held here",
        "foreign": "is not a law of mainland China",
        "invented": "is not a law",
    }.get(text.standing, "is not law in force")
    return f"《{text.title}》 {standing}."


def which_law(name: str, laws: Sequence[Law]) -> Both:
    """A name that several laws go by."""
    return Both(
        f"“{name}”可能指{'、'.join(zh(law) for law in laws)}，请说明是哪一部。",
        f"“{name}” may mean {', '.join(en(law) for law in laws)}; please say which.",
    )


def taken_for(name: str, law: Law) -> Both:
    """A tolerant match says what it took the name for."""
    return Both(f"“{name}”按{zh(law)}理解。", f"“{name}” is taken to mean {en(law)}.")
