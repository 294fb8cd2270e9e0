"""The law of today in a process that runs for months: a new index is loaded when it stands in the folder.

Whatever builds it (a timer, an operator, an update) puts it in the place of the old one. Until an index holds the law
of today, answers say so.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Generic, TypeVar

from bot.answer import Answer, Language, Outcome
from bot.place import IndexPlace
from bot.texts import TEXTS, Locale
from index.errors import SearchError
from index.store import Manifest
from knowledge.errors import KnowledgeError

log = logging.getLogger(__name__)

_S = TypeVar("_S")

LOOK_SECONDS = 20.0
AGAIN_SECONDS = 300.0
"""An index that could not be loaded is tried again after so long, or when it is another one."""


def this_day() -> date:
    """The date where the machine stands."""
    return date.today()


class LawOfToday(Generic[_S]):
    """Knows which index is in use, and whether it holds the law of today."""

    def __init__(
        self, place: IndexPlace, load: Callable[[], _S], clock: Callable[[], float] = time.monotonic
    ) -> None:
        """``load`` loads what stands in that place; it was called just before, for what is in use now."""
        self._place, self._load, self._clock = place, load, clock
        self._used = self._found()
        self._failed: Manifest | None = None
        self._failed_at = 0.0

    def _found(self) -> Manifest | None:
        try:
            return self._place.manifest()
        except SearchError:
            return None

    @property
    def old_since(self) -> date | None:
        """The day on which the law changed that the index in use still holds, or None while it is today's."""
        change = self._used.next_change if self._used is not None else None
        return change if change is not None and this_day() >= change else None

    @property
    def trouble(self) -> str:
        """What is wrong with the index in use, or nothing."""
        since = self.old_since
        return f"the law held is that of before {since}: run `yuanfa index build`" if since else ""

    def look(self) -> _S | None:
        """What stands in that place, loaded, when it is another index than the one in use and fits; else None."""
        found = self._found()
        if found is None or found == self._used:
            return None
        if found == self._failed and self._clock() - self._failed_at < AGAIN_SECONDS:
            return None
        try:
            fresh = self._load()
        except (SearchError, KnowledgeError, OSError) as error:
            self._failed, self._failed_at = found, self._clock()
            log.error("new index not loaded", extra={"reason": str(error)})
            return None
        # Read before it was loaded: where it was replaced in between, the next look sees another one.
        self._used = found
        log.info("new index loaded", extra={"as_of": str(found.as_of)})
        return fresh


class Following(Generic[_S]):
    """What is in use, looked after whenever it is asked for; safe to ask from several threads."""

    def __init__(self, service: _S, law: LawOfToday[_S], clock: Callable[[], float] = time.monotonic) -> None:
        """``service`` was loaded just before ``law`` was made."""
        self._service, self._law, self._clock = service, law, clock
        self._looked = clock()
        self._looking = threading.Lock()

    def __call__(self) -> _S:
        """The service of today's index; one caller loads a new one, the others go on with the old meanwhile."""
        if self._clock() - self._looked >= LOOK_SECONDS and self._looking.acquire(blocking=False):
            try:
                self._service = self._law.look() or self._service
                self._looked = self._clock()
            finally:
                self._looking.release()
        return self._service

    def old_since(self) -> date | None:
        """See ``LawOfToday.old_since``."""
        return self._law.old_since


def with_age(answer: Answer, since: date | None) -> Answer:
    """An answer that says so when the law held is no longer that of today."""
    if since is None or answer.outcome in (Outcome.GREETING, Outcome.REFUSED):
        return answer
    texts = TEXTS[Locale.EN if answer.language is Language.EN else Locale.HANS]
    return replace(answer, notices=(texts.old_law.format(day=since), *answer.notices))
