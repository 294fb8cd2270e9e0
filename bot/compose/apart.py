"""Which figures of a message say what it is about, and which what is so: 交了六年失业保险，最多领十八个月.

The first is a condition where the article has it as one (满五年不足十年的), and tells which of its limbs is meant.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.compose.bounds import Span, as_stated, spans
from bot.compose.figures import carrying
from bot.compose.limbs import Limb, without_figures

_CONDITION = re.compile(r"(?:的|的(?:罪|话|人|合同|犯罪|案件)|时)[,、]$")
"""What a clause ends with that only says of what the next one is: 法定最高刑不满五年的，经过五年."""
_PIECE = re.compile(r"[^,、;…。]+[,、;…。]*")


def apart(statement: str, of_article: Sequence[Limb]) -> list[str]:
    """A message with several figures of one kind in clauses of their own (男的满22岁，女的满20岁), clause by clause; else the whole."""
    text = as_stated(statement)
    pieces: list[str] = []
    waiting = ""
    for clause in _PIECE.findall(text):
        waiting += clause
        if spans(clause) and _CONDITION.search(clause) is None and not _of_a_condition(clause, of_article):
            pieces.append(waiting)
            waiting = ""
    if waiting and pieces:
        pieces[-1] += waiting
    kinds = [frozenset(one.unit for one in spans(piece)) for piece in pieces]
    several = any(first & second for place, first in enumerate(kinds) for second in kinds[place + 1 :])
    short = any(len(carrying(without_figures(piece))) == 0 for piece in pieces)
    return pieces if several and not short else [text]


def under_their_conditions(claims: Sequence[Span], of_article: list[Limb]) -> tuple[list[Span], list[Limb]]:
    """The figures that are stated under conditions, and the limbs whose conditions hold the figures of these.

    一年的合同试用期两个月: the first figure is of the contract, and the limb is that of 一年以上不满三年.
    """
    consequences = {one.span.unit for one in of_article if not one.of_condition}
    figures = {one.span.limits for one in of_article if not one.of_condition}
    conditions = {one.limits for limb in of_article for one in limb.conditions}
    named = any(one.limits in conditions - figures for one in claims)
    found = list(claims)
    for place, claim in enumerate(claims):
        told = [limb for limb in of_article if any(one.unit == claim.unit for one in limb.conditions)]
        if not told:
            continue
        later = any(other.unit == claim.unit for other in claims[place + 1 :])
        exactly = [limb for limb in told if any(claim.limits == one.limits for one in limb.conditions)]
        # What the figures behind it are said of; or before it: 试用期六个月, 只有三年以上的合同才可以.
        of_another = bool(exactly) and (
            place < len(claims) - 1 or (len(found) > 1 and claim.limits not in figures)
        )
        if named and not exactly and claim.limits in figures:
            continue
        if claim.unit in consequences and not later and not of_another:
            continue
        holding = exactly or [limb for limb in told if any(_within(claim, one) for one in limb.conditions)]
        if not holding and claim.low is not None and claim.high is not None and not claim.bare:
            return found, []
        if holding:
            found.remove(claim)
            of_article = holding
    return found, of_article


def _of_a_condition(clause: str, of_article: Sequence[Limb]) -> bool:
    """A clause that only says which limb is meant: 缴满五年不满十年, 交了六年, where the article has 满五年不足十年的."""
    conditions = [one for limb in of_article for one in limb.conditions]
    consequences = {limb.span.limits for limb in of_article if not limb.of_condition}
    found = spans(clause)
    return len(found) == 1 and all(
        one.limits not in consequences
        and any(one.limits == other.limits or _within(one, other) for other in conditions)
        for one in found
    )


def _within(claim: Span, condition: Span) -> bool:
    """All that a span lets through is let through by the condition of a limb, too; of one figure, that figure."""
    if claim.unit != condition.unit:
        return False
    if claim.bare or claim.low is None or claim.high is None:
        return condition.holds(claim.value)
    return (condition.low is None or condition.low <= claim.low) and (
        condition.high is None or claim.high <= condition.high
    )
