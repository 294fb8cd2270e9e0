"""Whether a topic answers this asker: his side, and what he says is so, against the topic's preconditions."""

from __future__ import annotations

from collections.abc import Collection
from typing import TypeVar

from knowledge.models import Topic
from knowledge.people import Fact, Side

Word = TypeVar("Word", Side, Fact)


def _table(both: Collection[tuple[Word, Word]], one_way: tuple[Word, Word]) -> dict[Word, frozenset[Word]]:
    """What stands against each word: pairs that stand against each other, and one of which only the first has the second."""
    pairs = list(both)
    pairs += [(other, one) for one, other in both]
    pairs.append(one_way)
    return {one: frozenset(other for word, other in pairs if word is one) for one, _ in pairs}


OPPOSITES: dict[Fact, frozenset[Fact]] = _table(
    (
        (Fact.MARRIED, Fact.UNMARRIED),
        (Fact.UNMARRIED, Fact.DIVORCED),
        (Fact.MINOR, Fact.ADULT),
        (Fact.UNDER_14, Fact.ADULT),
        (Fact.HAS_CONTRACT, Fact.NO_CONTRACT),
        (Fact.PAID, Fact.UNPAID),
        (Fact.DENIES, Fact.ADMITS),
        (Fact.HAS_WILL, Fact.NO_WILL),
        (Fact.INSURED, Fact.UNINSURED),
        (Fact.JUDGMENT, Fact.NOT_JUDGED),
        (Fact.DETAINED, Fact.FREE),
        (Fact.DEATH, Fact.ALIVE),
        (Fact.EMPLOYED, Fact.SELF_EMPLOYED),
        (Fact.IN_JOB, Fact.RESIGNED),
        (Fact.IN_JOB, Fact.DISMISSED),
        (Fact.INJURED, Fact.UNHURT),
        (Fact.DRUNK, Fact.SOBER),
        (Fact.FLED, Fact.STAYED),
        (Fact.RETIRED, Fact.NOT_RETIRED),
        (Fact.COMPANY, Fact.PARTNERSHIP),
        (Fact.ONLINE, Fact.OFFLINE),
    ),
    # Somebody divorced may have married again.
    (Fact.MARRIED, Fact.DIVORCED),
)
"""What cannot be so at once."""


AGAINST: dict[Side, frozenset[Side]] = _table(
    (
        (Side.WORKER, Side.EMPLOYER),
        (Side.LANDLORD, Side.TENANT),
        (Side.CREDITOR, Side.DEBTOR),
        (Side.CREDITOR, Side.GUARANTOR),
        (Side.BUYER, Side.SELLER),
        (Side.VICTIM, Side.ACCUSED),
        (Side.VICTIM, Side.SPEAKER),
        (Side.OWNER, Side.MANAGER),
        (Side.PATIENT, Side.CLINIC),
        (Side.AUTHOR, Side.COPIER),
        (Side.STUDENT, Side.SCHOOL),
    ),
    # A parent may be anything else in other matters: what is for parents is kept from nobody.
    (Side.SCHOOL, Side.PARENT),
)
"""Parts that face each other in one matter. Others go together: who is a victim may be a spouse, a worker, a parent."""


def serves(topic: Topic, sides: Collection[Side]) -> bool:
    """False when the topic's steps are for the other side alone."""
    return not _is_for_others(topic.steps_for, frozenset(sides))


def fits(topic: Topic, sides: Collection[Side], facts: Collection[Fact]) -> bool:
    """False when the topic is for another side, or when what it needs is not so.

    What the asker does not say speaks against nothing, and no more do two facts that cannot both be so: one is of somebody else,
    or of another time (没留遗嘱 beside 有遗嘱, 在职 beside 辞职).
    """
    if _is_for_others(topic.side, frozenset(sides)):
        return False
    so = frozenset(fact for fact in facts if not any(fact in OPPOSITES.get(one, ()) for one in facts))
    if topic.bars & so:
        return False
    return not any(OPPOSITES.get(needed, frozenset()) & so for needed in topic.needs)


def _is_for_others(whose: frozenset[Side], said: frozenset[Side]) -> bool:
    """True when each of these sides stands against one that the asker says he has, and none is his."""
    return bool(whose) and not whose & said and all(AGAINST.get(side, frozenset()) & said for side in whose)
