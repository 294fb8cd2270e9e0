"""What all parts of the store stand on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.pseudonyms import Pseudonyms
from bot.state import Engine


@dataclass(frozen=True, slots=True)
class Ground:
    """The engine, the clock and the key that all parts of one store share."""

    engine: Engine
    clock: Callable[[], float]
    """Seconds since 1970."""
    names: Pseudonyms
    seal: Callable[[str], str] = str
    """Makes a text unreadable where it lies."""
    unseal: Callable[[str], str] = str
    """Makes it readable again; raises ``bot.kept.updates.Unreadable`` where it was sealed under another token."""


class Part:
    """One part of the store. Each method raises ``bot.state.StoreError`` where the state cannot be used."""

    def __init__(self, ground: Ground) -> None:
        """Keep in the tables of ``ground``."""
        self._db, self._clock, self._names = ground.engine, ground.clock, ground.names
        self._seal, self._unseal = ground.seal, ground.unseal

    async def _do(self, sql: str, *values: Any) -> None:
        await self._db.do((sql, *values))

    async def _one(self, sql: str, *values: Any) -> Any:
        return await self._db.one(sql, *values)
