"""Whether two names are of one law: 消法就是消费者权益保护法吧, 工会法和劳动法是两部法对吧."""

from __future__ import annotations

import re
from datetime import date

from bot.answer import Answer, Language, Outcome
from bot.compose import tuned
from bot.compose.excerpts import ExcerptMaker
from bot.compose.law_facts import LawFacts, day_shown
from bot.compose.premises import asserts
from bot.compose.wording import say
from knowledge.library import Library
from knowledge.models import Law
from knowledge.name_tables import Mention

_BEFORE = re.compile(r"(?:请问|听说|据说|我记得|所以|是不是|难道|其实)?《?")
_IS = re.compile(
    r"[》”\"]?(?:不是)?(?:是不是)?(?:其实|也|应该)?(?P<is>不是|就是|是|即|等于|指的就是|指的是|指|的全称是|全称是|的简称是|简称|又叫|也叫)[《“\"]?"
)
_AND = re.compile(r"[》”\"]?(?:和|与|跟|同|、)[《“\"]?")
_TAG = r"(?:[,，]?(?:对不对|是不是|对吗|对吧|对么|是吗|是吧|没错吧|真的吗|吧|吗|么))?[?？。!！]*"
_NAMES_IT = re.compile(rf"[》”\"]?(?:的(?:简称|俗称|别称|全称|另一个名字|缩写))?{_TAG}")
_ONE = re.compile(
    rf"[》”\"]?(?:其实|就|都|应该)?是(?:不是)?(?:同一|一)(?:部|个)(?:法律?)?{_TAG}|[》”\"]?(?:其实|就|都)?是(?:不是)?(?:一回事|一样的|同一回事)(?:法律?)?{_TAG}"
)
_TWO = re.compile(
    rf"[》”\"]?(?:其实)?(?:是|不是(?:同?一(?:部|个|回事)))(?:两|不同|不一样)?(?:部|个|码事)?(?:不同|不一样)?的?(?:法律?)?{_TAG}"
)


class LawNames:
    """Tells names of laws apart."""

    def __init__(self, library: Library, facts: LawFacts, excerpts: ExcerptMaker, today: date) -> None:
        self._library = library
        self._facts = facts
        self._excerpts = excerpts
        self._today = today

    def answer(self, text: str, mentions: list[Mention], language: Language) -> Answer | None:
        """Answer a folded message that says of two names that they are one law, or two, and nothing else."""
        if len(mentions) != 2 or _BEFORE.fullmatch(text[: mentions[0].start]) is None:
            return None
        first, second = mentions
        if any(len(one.match.law_ids) != 1 for one in mentions):
            return None
        says_one = self._said(text[first.end : second.start], text[second.end :])
        if says_one is None:
            return None
        one, other = (self._library.registry.law(mention.match.law_ids[0]) for mention in mentions)
        is_one = one.law_id == other.law_id
        so = is_one is says_one
        claims = asserts(text)
        parts = [say("premise_right" if so else "premise_wrong", language)] if claims else []
        if is_one:
            short = one.short_title
            name = next(
                (text[m.start : m.end] for m in mentions if text[m.start : m.end] != short),
                text[first.start : first.end],
            )
            title = one.english_names[0] if one.english_names else one.title
            parts.append(say("law_same", language, name=name, short=short, title=title))
        else:
            parts.append(say("law_two", language, one=one.short_title, other=other.short_title))
        laws = [one] if is_one else [one, other]
        parts.extend(self._dates(law, language) for law in laws)
        return Answer(
            outcome=Outcome.CORRECTED if claims and not so else Outcome.ANSWERED,
            conclusion="".join(parts),
            excerpts=tuple(
                shown
                for law in laws
                for shown in day_shown(self._library.statute(law.law_id, self._today), self._excerpts)
            ),
            notices=(say("data_day", language, newest=self._library.newest, today=self._today),),
            language=language,
            disclaimer=say("disclaimer", language),
            confidence=tuned.LAW_AS_SUCH,
        )

    @staticmethod
    def _said(between: str, behind: str) -> bool | None:
        """Whether a message says that two names are of one law; None when it says neither."""
        if (found := _IS.fullmatch(between)) is not None and _NAMES_IT.fullmatch(behind) is not None:
            return "不是" not in found["is"] and not found.group().startswith("不是")
        if _AND.fullmatch(between) is None:
            return None
        if _ONE.fullmatch(behind) is not None:
            return True
        return False if _TWO.fullmatch(behind) is not None and re.search(r"两|不", behind) else None

    def _dates(self, law: Law, language: Language) -> str:
        statute = self._library.statute(law.law_id, self._today)
        return "" if statute is None else self._facts.of(statute, language)
