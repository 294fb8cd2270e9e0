"""What was worked out lately, so that a question that goes round a group is encoded, searched and answered once.

Questions are kept as digests alone: what is remembered is what they came to, not what people wrote.
"""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

Made = TypeVar("Made")


class Recent(Generic[Made]):
    """The latest results by what they depend on; safe to use from several threads."""

    def __init__(self, most: int) -> None:
        """Keep ``most`` results."""
        self._most = most
        self._made: OrderedDict[bytes, Made] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, parts: Sequence[str], make: Callable[[], Made]) -> Made:
        """What these words came to before, else what they come to now."""
        key = hashlib.blake2b("\x00".join(parts).encode("utf-8", "replace"), digest_size=16).digest()
        with self._lock:
            known = self._made.get(key)
            if known is not None:
                self._made.move_to_end(key)
                return known
        made = make()
        with self._lock:
            self._made[key] = made
            if len(self._made) > self._most:
                self._made.popitem(last=False)
        return made
