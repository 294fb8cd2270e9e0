"""Which case a message is about: by a name of it, by its parties, or by what only it has."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from bot.compose import tuned
from bot.compose.claims import of_other_things
from bot.compose.premises import asserts
from index.query import Query
from index.topics import best_topic
from index.types import Match
from index.words import Words
from knowledge.library import Library
from knowledge.models import CaseId, Kind

SHORTEST_STEM = 2
"""Characters of a case's name without 案."""


class WhichCase:
    """Knows the names and the parties of the cases of one library."""

    def __init__(self, library: Library, words: Words) -> None:
        self._words = words
        self._names = sorted(
            (
                (_plain(name), case.case_id)
                for case in library.cases.values()
                for name in case.names
                if len(_plain(name)) >= 2
            ),
            key=lambda entry: (-len(entry[0]), entry[0]),
        )
        self._any_name = re.compile("|".join(re.escape(name) for name, _ in self._names) or r"(?!)")
        self._parties = [(case, named_parties(case.parties)) for case in library.cases.values()]

    def mentioned(self, text: str) -> tuple[CaseId, ...]:
        """Cases that a folded text points to by a name of theirs; the longest names win."""
        plain = _plain(text)
        if self._any_name.search(plain) is None:
            return ()
        found: dict[CaseId, int] = {}
        taken = np.zeros(len(plain), dtype=bool)
        for name, case_id in self._names:
            start = plain.find(name)
            if start >= 0 and not taken[start : start + len(name)].any():
                taken[start : start + len(name)] = True
                found.setdefault(case_id, start)
        return tuple(sorted(found, key=lambda case_id: found[case_id]))

    def parties(self, text: str) -> tuple[CaseId, ...]:
        """Cases whose parties a folded text names; our own four before others."""
        named = [case for case, parties in self._parties if parties.search(text)]
        seeds = [case for case in named if case.seed]
        return tuple(sorted(case.case_id for case in (seeds or named)))

    def _named_by(self, case_id: CaseId, text: str) -> bool:
        """A text has a name of a case, in full or without its 案: 松江."""
        plain = _plain(text)
        return any(
            name.removesuffix("案") in plain
            for name, named in self._names
            if named == case_id and len(name.removesuffix("案")) >= SHORTEST_STEM
        )

    def unnamed(self, query: Query, matches: Sequence[Match]) -> tuple[CaseId, ...]:
        """The case that a question which names none is about: by a phrasing that is surely its own."""
        point = next((match for match in matches if match.passage.kind is Kind.CASE), None)
        certain = tuned.CASE_CERTAIN_ENGLISH if query.english else tuned.CASE_CERTAIN
        if point is None or point.passage.case_id is None or point.cosine < certain:
            return ()
        topic = best_topic(matches)
        lead = point.cosine - (topic.cosine if topic is not None else 0.0)
        if lead <= 0:
            return ()
        case_id = point.passage.case_id
        if of_other_things(query.text, point.question):
            return ()
        if asserts(query.text) and self._named_by(case_id, point.question) > self._named_by(
            case_id, query.text
        ):
            return ()  # 松江平台是接到通知才负责吧 is no statement about platforms
        if lead < tuned.CASE_SURELY and self._words.coverage(query.text, case_id) < tuned.CASE_COVERED:
            return ()
        return (case_id,)


def _plain(text: str) -> str:
    return re.sub(r"[\s“”\"'’‘《》〈〉,，。、的\-]", "", text).lower()


def named_parties(parties: Sequence[str]) -> re.Pattern[str]:
    """Finds one of these parties, and not a longer name that begins alike: 王某 is not 王某某."""
    return re.compile(f"(?:{'|'.join(map(re.escape, parties)) or '(?!)'})(?!某|[\u4e00-\u9fff]?某)")
