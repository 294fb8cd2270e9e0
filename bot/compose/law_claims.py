"""What a message claims of the standing of a law: that it is gone, or that it holds, since a day or by another law."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.answer import Language, Outcome
from bot.compose.law_days import stated_day
from bot.compose.premises import asserts
from bot.compose.wording import say
from knowledge.citations.messages import Both

_WHETHER: Final = re.compile(r"是不是|是否|有没有|能不能|可不可以|用不用|还是|适用不适用|什么时候|何时|哪")
_GONE: Final = re.compile(
    r"(?P<no>没有|没|未|尚未|不会|不)?(?:被)?(?:废止|废除|作废|失效|取消|过期|没了|[^,。;]{0,12}(?:取代|替代|代替))"
)
_HOLDS: Final = re.compile(
    r"(?P<no>不是|没有|没|未|尚未|不再|不能|不)?(?:有效|现行|管用|能用|可以用|一起用|并用|算数|在用|存在|能引用|可以引用|用着|有用)"
)
_NOT_YET: Final = re.compile(
    r"草案|征求意见稿|(?:没有|没|未|尚未|还没)(?:正式)?(?:通过|出台|公布|施行|实施|生效)"
)
_BY: Final = re.compile(r"被(?P<by>[^,。;]{1,12}?)(?:所)?(?:取代|替代|代替)")
_TEXT: Final = re.compile(r"《?(?P<name>[\u4e00-\u9fff]{2,14}(?:法典|法|条例))》?")


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement about a law as such that wants to be confirmed."""

    gone: bool
    """It says that the law holds no more; else that it does."""
    draft: bool
    """It says that the law has not come into force yet."""
    text: str

    def of_gone_since(self, until: date | None, message: str, today: date) -> bool | None:
        """Whether it is so of a law that is gone; None where that cannot be told.

        Args:
            until: The first day on which the law no longer held, where known.
            message: Our sentence about it, which names what took its place.
            today: For 今年.
        """
        if not self.gone:
            return None if self.draft else False
        stated = stated_day(self.text, today)
        if stated is not None:
            if until is None:
                return None
            if not stated.is_(until):
                return False
        if (by := _BY.search(self.text)) is not None:
            named = _TEXT.search(by["by"])
            if named is None or named["name"] not in message:
                return None
        return True


def claimed(text: str, behind: str) -> Claim | None:
    """What the words behind the name of a law say of it, where they want it confirmed; None of a question.

    Args:
        text: The clause, with what asks for a word at its end.
        behind: What stands behind the name.
    """
    if not asserts(text) or _WHETHER.search(behind) is not None:
        return None
    if _NOT_YET.search(behind) is not None:
        return Claim(gone=False, draft=True, text=behind)
    if (found := _GONE.search(behind)) is not None:
        return Claim(gone=found["no"] is None, draft=False, text=behind)
    if (found := _HOLDS.search(behind)) is not None:
        return Claim(gone=found["no"] is not None, draft=False, text=behind)
    return None


def says_gone_of(text: str, names: Sequence[str]) -> bool:
    """Whether a message wants it confirmed that a law of one of these names holds no more."""
    for name in names:
        at = text.find(name)
        if at >= 0 and (claim := claimed(text, text[at + len(name) :])) is not None:
            return claim.gone
    return False


def verdict_on_gone(claim: Claim | None, both: Both, until: date | None, today: date) -> tuple[Outcome, Both]:
    """What is said of a law that is gone, behind 对 or 不对 where a message claims that it is, or that it is not."""
    so = claim.of_gone_since(until, both.chinese, today) if claim is not None else None
    if so is None:
        return Outcome.CORRECTED, both
    key = "premise_right" if so else "premise_wrong"
    return (
        Outcome.ANSWERED if so else Outcome.CORRECTED,
        Both(say(key, Language.ZH) + both.chinese, f"{say(key, Language.EN).strip()} {both.english}"),
    )
