"""A message that states several things and asks which of them are so: each gets its own verdict, or none.

试用期最长六个月，违法辞退赔三倍，都对吗 with one bare 不对 before it would deny what is true.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from bot.answer import Answer, Language, Outcome
from bot.compose.bounds import ASKED, plain, spans
from bot.compose.excerpts import distinct
from bot.compose.wording import say
from index.query import fold
from knowledge.citations.find import find_citations
from knowledge.citations.subjects import CRIMINAL_LAW, crimes_in
from knowledge.titles import LawRegistry

FEWEST: Final = 2
MOST: Final = 6
"""Statements that are judged; more are no message for a chat."""
LONGEST_LINE: Final = 200
"""Characters of a verdict with what carries it."""
MOST_EXCERPTS: Final = 5

_MARK = re.compile(r"[①-⑩]|(?:^|(?<=[\s:：，,。；;？?]))[（(]?\d{1,2}(?:[)）、]|[.．](?!\d))")
_ASKED_OF_ALL = re.compile(
    r"[,。;:\s]{0,4}(?:(?:以上|上面|这)?(?:[两三四五几]|\d)?[个条句点]?(?:说法|话|条)?(?:都|全)(?:对|是真的|正确|没错)(?:吗|吧|么|不对)?"
    r"|(?:哪|那)(?:一|几)?(?:个|条|句|项|些)(?:是)?(?:错|不对|有问题|不正确|假)(?:的|了)?|有(?:没有)?错(?:误)?吗|有(?:没有)?(?:哪个)?不对(?:的)?吗"
    r"|(?:以上|上面|这)(?:[两三四五几]|\d)[个条句点](?:说法|话)?(?:对不对|对吗|对么|是真的吗|正确吗))[?!。\s]{0,6}$"
)
_SPEAKER = re.compile(
    r"^(?:[\u4e00-\u9fffA-Za-z]{1,6}(?:说|告诉我|讲)|听说|据说)(?:过)?[:,]?|^[^,。:]{0,10}(?:问题|说法)[:,]"
)
_CLAUSE = re.compile(r"[^,、;。?!\s][^,、;。?!]*")
_NUMBER_FIRST = re.compile(r"^第?\d{1,4}条")
_CRIME_AND_NUMBER = re.compile(
    r"^(?P<crime>[\u4e00-\u9fff]{2,12}?)罪?(?:是)?(?:刑法)?第?(?P<number>\d{1,3})条$"
)


class SeveralStatements:
    """Answers messages of several statements, each as if it were asked alone."""

    def __init__(self, registry: LawRegistry, alone: Callable[[str, date | None], Answer]) -> None:
        """``alone`` answers one statement by the law of a day."""
        self._registry = registry
        self._alone = alone

    def answer(self, question: str, language: Language, as_of: date | None) -> Answer | None:
        """Answer a message as it was sent when it states several things; else None."""
        if language is Language.EN:
            return None
        statements = self.statements(question)
        if not FEWEST <= len(statements) <= MOST:
            return None
        answers = [self._alone(f"{statement}，对吗", as_of) for statement in statements]
        if any(one.outcome is Outcome.REFUSED or one.safety for one in answers):
            return None  # the message as a whole is refused, or gets its line for whoever is in danger
        lines = [
            f"{number}. {statement}：{_verdict(answer, language)}"
            for number, (statement, answer) in enumerate(zip(statements, answers, strict=True), 1)
        ]
        wrong = any(_head(answer, language) == say("premise_wrong", language) for answer in answers)
        shown = [one for answer in answers for one in answer.excerpts[:1]]
        return replace(
            answers[0].without_leads(),
            outcome=Outcome.CORRECTED if wrong else Outcome.ANSWERED,
            conclusion="\n".join(lines),
            excerpts=distinct(shown, MOST_EXCERPTS),
            steps=(),
            choices=(),
            notices=tuple(dict.fromkeys(line for answer in answers for line in answer.notices)),
            further=(),
            hotlines=(),
            topic_id=None,
        )

    def statements(self, question: str) -> list[str]:
        """The statements of a message, folded, each with the law that it is of; fewer than two of any other message."""
        marked = _MARK.split(question)
        if len(marked) > FEWEST:
            found = [_plain(one) for one in marked[1:]]
            each = all(ASKED.search(fold(one)) for one in marked[1:])
            wanted = each or _ASKED_OF_ALL.search(fold(question)) is not None
            return self._of_one_law([one for one in found if one]) if wanted else []
        text = fold(question)
        asked = _ASKED_OF_ALL.search(text)
        if asked is None:
            return []
        found = []
        for clause in _CLAUSE.findall(_SPEAKER.sub("", text[: asked.start()])):
            if _says_a_figure(clause) or not found:
                found.append(clause.strip())
            else:
                found[-1] += "，" + clause.strip()
        return self._of_one_law([one for one in found if _says_a_figure(one)])

    def _of_one_law(self, statements: Sequence[str]) -> list[str]:
        """82条二倍, behind 劳动合同法37条三十天, is of the same law; a number beside a crime is of the Criminal Law."""
        law = ""
        found = []
        for statement in statements:
            cited = find_citations(statement, self._registry)
            named = next(
                (one.law.law_ids[0] for one in cited if one.law is not None and one.law.law_ids), None
            )
            if named is not None:
                law = self._registry.law(named).short_title
            if law and _NUMBER_FIRST.match(statement):
                statement = f"《{law}》第{statement.removeprefix('第')}"
            elif (
                not law and (of_crime := _CRIME_AND_NUMBER.match(statement)) and _is_crime(of_crime["crime"])
            ):
                title = self._registry.law(CRIMINAL_LAW).short_title
                statement = f"《{title}》第{of_crime['number']}条是{of_crime['crime']}罪"
            found.append(statement)
        return found


def _plain(statement: str) -> str:
    text = _ASKED_OF_ALL.sub("", fold(statement))
    return ASKED.sub("", text).strip(" ,。;?!、")


def _is_crime(name: str) -> bool:
    return bool(crimes_in(f"{name}罪"))


def _says_a_figure(clause: str) -> bool:
    return bool(spans(plain(clause))) or re.search(r"\d{1,4}条", clause) is not None


def _head(answer: Answer, language: Language) -> str:
    """对 or 不对, where the answer says so; else nothing."""
    heads = (say("premise_right", language), say("premise_wrong", language))
    return next(
        (head for head in heads if any(line.startswith(head) for line in answer.conclusion.split("\n"))), ""
    )


def _verdict(answer: Answer, language: Language) -> str:
    head = _head(answer, language)
    if head:
        line = next(line for line in answer.conclusion.split("\n") if line.startswith(head))
        return line if len(line) <= LONGEST_LINE else line[:LONGEST_LINE] + "……"
    if answer.outcome is Outcome.CORRECTED:
        return answer.conclusion.split("\n")[0][:LONGEST_LINE]
    if answer.excerpts:
        return say("no_verdict", language, citation=answer.excerpts[0].citation)
    return say("no_source", language)
