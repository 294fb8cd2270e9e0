"""Answers, hits and citations as the JSON objects of the interface."""

from __future__ import annotations

import json
import time
from collections.abc import Collection, Mapping
from contextlib import suppress
from datetime import date, datetime
from typing import Any

from bot.answer import Answer, Excerpt
from bot.render import render
from bot.service import CitationChecker, Yuanfa
from index.types import Hit
from knowledge.citations.types import Resolution
from knowledge.models import Kind


def ask_object(answer: Answer, key: object) -> dict[str, Any]:
    """The ``ask`` object."""
    return {
        "id": key,
        "outcome": answer.outcome.value,
        "conclusion": answer.said,
        "excerpts": [excerpt_object(excerpt) for excerpt in answer.quoted],
        "steps": list(answer.steps),
        "notices": [*answer.safety, *answer.hotlines, *answer.notices],
        "messages": render(answer),
        "elapsed_ms": round(answer.elapsed_ms, 2),
        "certainty": answer.certainty.value,
        "confidence": round(answer.confidence, 4),
        "further": [{"ask": one.ask, "conclusion": one.conclusion} for one in answer.further],
        "choices": [{"label": c.label, "question": c.question} for c in answer.choices],
        "near": [{"label": c.label, "question": c.question, "conclusion": c.conclusion} for c in answer.near],
    }


def conversation_of(line: Mapping[str, Any]) -> dict[str, Any]:
    """``previous`` and ``reply_to`` of a line of a batch, as ``Yuanfa.ask`` takes them; what is no text is left out."""
    previous, reply_to = line.get("previous"), line.get("reply_to")
    before = [previous] if isinstance(previous, str) else previous if isinstance(previous, list) else []
    return {
        "previous": [one for one in before if isinstance(one, str)],
        "reply_to": reply_to if isinstance(reply_to, str) else None,
    }


class UnreadableDay(ValueError):
    """``as_of`` of a line is no day; the message is one sentence for who wrote the line."""


def day_of(line: Mapping[str, Any], given: date | None) -> date | None:
    """The day whose law a line of a batch asks for: its own ``as_of``, else ``given``.

    Raises:
        UnreadableDay: The line has an ``as_of`` that is no day.
    """
    written = line.get("as_of")
    if written is None:
        return given
    if isinstance(written, str):
        with suppress(ValueError):
            return datetime.strptime(written, "%Y-%m-%d").date()
    raise UnreadableDay(
        f'expected "as_of" to be a day like 2026-01-31, found {_shown(written)}; correct the line'
    )


_LONGEST_SHOWN = 40


def _shown(written: object) -> str:
    shown = json.dumps(written, ensure_ascii=False)
    return shown if len(shown) <= _LONGEST_SHOWN else shown[:_LONGEST_SHOWN] + "…"


def excerpt_object(excerpt: Excerpt) -> dict[str, Any]:
    """The ``Excerpt`` object."""
    return {
        "passage_id": excerpt.passage_id,
        "kind": excerpt.kind.value,
        "title": excerpt.title,
        "article": excerpt.article,
        "case_id": excerpt.case_id,
        "citation": excerpt.citation,
        "text": excerpt.text,
        "verbatim": excerpt.verbatim,
        "status": excerpt.status.value,
        "effective_from": _day(excerpt.effective_from),
        "score": round(excerpt.score, 6),
        "source": excerpt.source,
        "paragraph": excerpt.paragraph,
        "item": excerpt.item,
        "highlight": list(excerpt.highlight) if excerpt.highlight else None,
    }


def search_object(
    service: Yuanfa,
    query: str,
    k: int,
    kinds: Collection[Kind] | None,
    key: object,
    *,
    explain: bool = False,
) -> dict[str, Any]:
    """Search and give the ``search`` object."""
    started = time.perf_counter()
    hits = service.search(query, k, kinds=kinds)
    elapsed = (time.perf_counter() - started) * 1000
    return {
        "id": key,
        "hits": [hit_object(hit, explain=explain) for hit in hits],
        "elapsed_ms": round(elapsed, 2),
    }


def hit_object(hit: Hit, *, explain: bool = False) -> dict[str, Any]:
    """The ``Hit`` object."""
    found: dict[str, Any] = {
        "passage_id": hit.passage_id,
        "kind": hit.kind.value,
        "title": hit.title,
        "article": hit.article_label,
        "case_id": hit.case_id,
        "citation": hit.citation,
        "text": hit.text,
        "verbatim": hit.verbatim,
        "status": hit.status.value,
        "effective_from": _day(hit.effective_from),
        "score": round(hit.score.total, 6),
        "source": hit.source,
    }
    if explain:
        found["explain"] = {
            "dense": round(hit.score.dense, 6),
            "lexical": round(hit.score.lexical, 6),
            "exact": hit.score.exact,
            "boosts": {name: round(value, 6) for name, value in hit.score.boosts},
        }
    return found


def cite_object(
    checker: CitationChecker | Yuanfa, text: str, key: object, as_of: date | None
) -> dict[str, Any]:
    """Check citations and give the ``cite`` object."""
    started = time.perf_counter()
    citations = [citation_object(one) for one in checker.cite(text, as_of=as_of)]
    elapsed = (time.perf_counter() - started) * 1000
    return {"id": key, "citations": citations, "elapsed_ms": round(elapsed, 2)}


def citation_object(one: Resolution) -> dict[str, Any]:
    """One entry of ``citations``."""
    found: dict[str, Any] = {
        "matched": one.matched,
        "span": list(one.span),
        "title": one.title,
        "article": one.article,
        "paragraph": one.paragraph,
        "item": one.item,
        "verdict": one.verdict.value,
        "message": " ".join(part for part in (one.message, one.hint) if part),
        "text": one.text,
        "status": one.status.value,
        "effective_from": _day(one.effective_from),
        "citation": one.citation or None,
        "case_id": one.case_id,
    }
    if one.quote is not None:
        found["quote"] = {
            "says": one.quote.says,
            "message": one.quote.message,
            "difference": one.quote.difference,
        }
    return found


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
