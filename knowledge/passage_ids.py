"""Names of passages: stable over rebuilds and versions, so that buttons and links go on working.

``st-civil-code-1195``, ``st-criminal-law-253-1``, ``case-jingan-pi-3``, ``tp-doxxed``, ``rf-sell-data``.
"""

from __future__ import annotations

from knowledge.models import ArticleNumber, Case, LawId, PassageId, Refusal, Topic


def article_passage_id(law_id: LawId, number: ArticleNumber) -> PassageId:
    """``st-criminal-law-253-1`` for 刑法第二百五十三条之一."""
    inserted = f"-{number.inserted}" if number.inserted else ""
    return PassageId(f"st-{law_id}-{number.number}{inserted}")


def point_passage_id(case: Case, position: int | None) -> PassageId:
    """``case-jingan-pi-0`` is the summary, ``-1`` the first point."""
    return PassageId(f"{case.case_id}-{0 if position is None else position + 1}")


def topic_passage_id(topic: Topic) -> PassageId:
    """``tp-doxxed``."""
    return PassageId(f"tp-{topic.topic_id}")


def refusal_passage_id(refusal: Refusal) -> PassageId:
    """``rf-out-of-field``."""
    return PassageId(f"rf-{refusal.refusal_id.replace('_', '-')}")
