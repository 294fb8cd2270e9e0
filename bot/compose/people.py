"""Whether a topic answers this asker: his side, and what he says is so, against the topic's preconditions."""

from __future__ import annotations

from collections.abc import Collection

from knowledge.models import Topic
from knowledge.people import Fact, Side

OPPOSITES: dict[Fact, frozenset[Fact]] = {
    Fact.MARRIED: frozenset({Fact.UNMARRIED, Fact.DIVORCED}),
    Fact.UNMARRIED: frozenset({Fact.MARRIED, Fact.DIVORCED}),
    Fact.DIVORCED: frozenset({Fact.UNMARRIED}),
    Fact.MINOR: frozenset({Fact.ADULT}),
    Fact.UNDER_14: frozenset({Fact.ADULT}),
    Fact.ADULT: frozenset({Fact.MINOR, Fact.UNDER_14}),
    Fact.HAS_CONTRACT: frozenset({Fact.NO_CONTRACT}),
    Fact.NO_CONTRACT: frozenset({Fact.HAS_CONTRACT}),
    Fact.PAID: frozenset({Fact.UNPAID}),
    Fact.UNPAID: frozenset({Fact.PAID}),
    Fact.DENIES: frozenset({Fact.ADMITS}),
    Fact.ADMITS: frozenset({Fact.DENIES}),
    Fact.HAS_WILL: frozenset({Fact.NO_WILL}),
    Fact.NO_WILL: frozenset({Fact.HAS_WILL}),
    Fact.INSURED: frozenset({Fact.UNINSURED}),
    Fact.UNINSURED: frozenset({Fact.INSURED}),
    Fact.JUDGMENT: frozenset({Fact.NOT_JUDGED}),
    Fact.NOT_JUDGED: frozenset({Fact.JUDGMENT}),
    Fact.DETAINED: frozenset({Fact.FREE}),
    Fact.FREE: frozenset({Fact.DETAINED}),
    Fact.DEATH: frozenset({Fact.ALIVE}),
    Fact.ALIVE: frozenset({Fact.DEATH}),
    Fact.EMPLOYED: frozenset({Fact.SELF_EMPLOYED}),
    Fact.SELF_EMPLOYED: frozenset({Fact.EMPLOYED}),
    Fact.IN_JOB: frozenset({Fact.RESIGNED, Fact.DISMISSED}),
    Fact.RESIGNED: frozenset({Fact.IN_JOB}),
    Fact.DISMISSED: frozenset({Fact.IN_JOB}),
    Fact.INJURED: frozenset({Fact.UNHURT}),
    Fact.UNHURT: frozenset({Fact.INJURED}),
    Fact.DRUNK: frozenset({Fact.SOBER}),
    Fact.SOBER: frozenset({Fact.DRUNK}),
    Fact.FLED: frozenset({Fact.STAYED}),
    Fact.STAYED: frozenset({Fact.FLED}),
    Fact.RETIRED: frozenset({Fact.NOT_RETIRED}),
    Fact.NOT_RETIRED: frozenset({Fact.RETIRED}),
    Fact.COMPANY: frozenset({Fact.PARTNERSHIP}),
    Fact.PARTNERSHIP: frozenset({Fact.COMPANY}),
    Fact.ONLINE: frozenset({Fact.OFFLINE}),
    Fact.OFFLINE: frozenset({Fact.ONLINE}),
}
"""What cannot be so at once."""


AGAINST: dict[Side, frozenset[Side]] = {
    Side.WORKER: frozenset({Side.EMPLOYER}),
    Side.EMPLOYER: frozenset({Side.WORKER}),
    Side.LANDLORD: frozenset({Side.TENANT}),
    Side.TENANT: frozenset({Side.LANDLORD}),
    Side.CREDITOR: frozenset({Side.DEBTOR, Side.GUARANTOR}),
    Side.DEBTOR: frozenset({Side.CREDITOR}),
    Side.GUARANTOR: frozenset({Side.CREDITOR}),
    Side.BUYER: frozenset({Side.SELLER}),
    Side.SELLER: frozenset({Side.BUYER}),
    Side.VICTIM: frozenset({Side.ACCUSED, Side.SPEAKER}),
    Side.ACCUSED: frozenset({Side.VICTIM}),
    Side.SPEAKER: frozenset({Side.VICTIM}),
    Side.OWNER: frozenset({Side.MANAGER}),
    Side.MANAGER: frozenset({Side.OWNER}),
    Side.PATIENT: frozenset({Side.CLINIC}),
    Side.CLINIC: frozenset({Side.PATIENT}),
    Side.AUTHOR: frozenset({Side.COPIER}),
    Side.COPIER: frozenset({Side.AUTHOR}),
    Side.STUDENT: frozenset({Side.SCHOOL}),
    Side.SCHOOL: frozenset({Side.STUDENT, Side.PARENT}),
}
"""Parts that face each other in one matter. Others go together: who is a victim may be a spouse, a worker, a parent."""


def fits(topic: Topic, sides: Collection[Side], facts: Collection[Fact]) -> bool:
    """False when the topic is for another side, or when what it needs is not so.

    What the asker does not say speaks against nothing.
    """
    said = frozenset(sides)
    if (
        topic.side
        and not topic.side & said
        and all(AGAINST.get(side, frozenset()) & said for side in topic.side)
    ):
        return False
    if topic.bars & frozenset(facts):
        return False
    return not any(OPPOSITES.get(needed, frozenset()) & frozenset(facts) for needed in topic.needs)
