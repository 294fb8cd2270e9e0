"""Answers given lately: a question that goes round a group is searched for once.

Questions are kept as digests alone, so that the cache holds what was answered and not what people wrote.
"""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable

from bot.answer import Answer

MOST = 2_000


class RecentAnswers:
    """The latest answers by what they depend on; safe to use from several threads."""

    def __init__(self, most: int = MOST) -> None:
        """Keep ``most`` answers."""
        self._most = most
        self._answers: OrderedDict[bytes, Answer] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, parts: tuple[str, ...], make: Callable[[], Answer]) -> Answer:
        """The answer that these words got before, else a new one."""
        key = hashlib.blake2b("\x00".join(parts).encode("utf-8", "replace"), digest_size=16).digest()
        with self._lock:
            known = self._answers.get(key)
            if known is not None:
                self._answers.move_to_end(key)
                return known
        answer = make()
        with self._lock:
            self._answers[key] = answer
            if len(self._answers) > self._most:
                self._answers.popitem(last=False)
        return answer
