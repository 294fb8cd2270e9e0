"""One SQLite file in one thread: waits for locks, says what is wrong with it, keeps no deleted words.

StoreError        the file cannot be used now; one sentence with its name and the remedy

Write-ahead log; ``synchronous=NORMAL`` survives a killed process, and after a power cut Telegram delivers unconfirmed
updates again. Text that was deleted would stay in the log until it is written over: ``tidy_soon`` empties the log.
"""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

from bot.state import StoreError

__all__ = ["Database", "StoreError", "sentence"]

_T = TypeVar("_T")

BUSY_MS = 2_000
"""How long one attempt waits inside SQLite; in between, others have their turn."""
WAIT_SECONDS = 45.0
"""How long a write waits for another process to let go of the file."""
START_WAIT_SECONDS = 15.0
TIDY_SECONDS = 0.5
TIDY_AGAIN_SECONDS = 5.0


def sentence(path: Path, error: BaseException) -> str:
    """What is wrong with the file, and the remedy."""
    reason = str(error).lower()
    if _is_busy(error):
        return (
            f"{path} is held by another process: end the program that has it open "
            "(a second bot, a database browser), then start again"
        )
    if "full" in reason or "disk i/o" in reason:
        return f"{path} cannot be written, the disk is full or failing: free some space in {path.parent}"
    if isinstance(error, OSError) or any(
        words in reason for words in ("readonly", "unable to open", "denied")
    ):
        return (
            f"{path} cannot be written: give the bot's user the right to write it and its folder, "
            "or name another folder by YUANFA_DATA_DIR"
        )
    return (
        f"{path} is damaged or of a newer version: put a backup in its place, or move it away and "
        "start again with an empty one"
    )


def _is_busy(error: BaseException) -> bool:
    reason = str(error).lower()
    return isinstance(error, sqlite3.OperationalError) and ("locked" in reason or "busy" in reason)


class Database:
    """A connection and the only thread that uses it: an ``Engine`` for one process."""

    shared = False

    def __init__(self, path: Path) -> None:
        """Use ``open``."""
        self.path = path
        self.trouble = ""
        """The sentence of the last statement when it failed, else empty."""
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="store")
        self._db: sqlite3.Connection | None = None
        self._tidying: asyncio.Task[None] | None = None

    @classmethod
    async def open(cls, path: Path, migrations: Sequence[str]) -> Database:
        """Open or create the file and bring its tables up to date.

        Raises:
            StoreError: It is damaged, held by another process, or cannot be written; nothing is left open.
        """
        self = cls(path)
        deadline = time.monotonic() + START_WAIT_SECONDS
        while True:
            try:
                await self._in_thread(lambda: self._connect(migrations))
            except (sqlite3.Error, OSError, ValueError) as error:
                await self._in_thread(self._disconnect)
                if _is_busy(error) and time.monotonic() < deadline:
                    await asyncio.sleep(0.2)
                    continue
                self._thread.shutdown(wait=False)
                raise StoreError(sentence(path, error)) from error
            return self

    def _connect(self, migrations: Sequence[str]) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        db = sqlite3.connect(self.path, isolation_level=None, check_same_thread=False, timeout=BUSY_MS / 1000)
        self._db = db
        db.execute("PRAGMA journal_mode=WAL")
        db.execute("PRAGMA synchronous=NORMAL")
        # A deleted question leaves no words behind in free pages.
        db.execute("PRAGMA secure_delete=ON")
        found = db.execute("PRAGMA quick_check(1)").fetchone()
        if found is None or found[0] != "ok":
            raise sqlite3.DatabaseError("malformed")
        version = int(db.execute("PRAGMA user_version").fetchone()[0])
        if version > len(migrations):
            raise sqlite3.DatabaseError("of a newer version")
        for number, script in enumerate(migrations[version:], version + 1):
            db.executescript(f"BEGIN IMMEDIATE; {script} PRAGMA user_version={number}; COMMIT;")
        # Right away, so that a file that cannot be written is found out now and not at the first question.
        db.execute("BEGIN IMMEDIATE")
        db.execute(f"PRAGMA user_version={len(migrations)}")
        db.execute("COMMIT")
        # What a killed process left in the log.
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _disconnect(self) -> None:
        if self._db is not None:
            with contextlib.suppress(sqlite3.Error):
                self._db.close()
            self._db = None

    async def _in_thread(self, work: Callable[[], _T]) -> _T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    async def run(self, work: Callable[[sqlite3.Connection], _T]) -> _T:
        """Run ``work`` in the thread; several statements belong into a transaction of their own.

        Raises:
            StoreError: The file stayed locked, is full, or cannot be written. A later call may succeed.
        """
        deadline = time.monotonic() + WAIT_SECONDS

        def attempt() -> _T:
            if self._db is None:
                raise sqlite3.ProgrammingError("closed")
            try:
                return work(self._db)
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise

        while True:
            try:
                result = await self._in_thread(attempt)
            except (sqlite3.OperationalError, sqlite3.DatabaseError, OSError) as error:
                self.trouble = sentence(self.path, error)
                if _is_busy(error) and time.monotonic() < deadline:
                    await asyncio.sleep(0.2)
                    continue
                raise StoreError(self.trouble) from error
            self.trouble = ""
            return result

    async def all(self, sql: str, *values: Any) -> list[Any]:
        """Every row of a statement."""
        return await self.run(lambda db: db.execute(sql, values).fetchall())

    async def one(self, sql: str, *values: Any) -> Any:
        """The first row, or None."""
        return next(iter(await self.all(sql, *values)), None)

    async def do(self, *statements: tuple[Any, ...], alone: int | None = None) -> list[Any]:
        """(SQL, values …) each, all or none; the rows of the last. A file has one writer at a time anyway."""

        def work(db: sqlite3.Connection) -> list[Any]:
            if len(statements) == 1:
                return db.execute(statements[0][0], statements[0][1:]).fetchall()
            rows: list[Any] = []
            db.execute("BEGIN IMMEDIATE")
            for sql, *values in statements:
                rows = db.execute(sql, values).fetchall()
            db.execute("COMMIT")
            return rows

        return await self.run(work)

    def now(self) -> float:
        """Seconds since 1970."""
        return time.time()

    async def lead(self) -> bool:
        """Nobody else is there."""
        return True

    async def tell(self, word: str) -> None:
        """Nobody hears it."""

    async def hear(self, seconds: float) -> list[str]:
        """Nobody says anything."""
        await asyncio.sleep(seconds)
        return []

    def tidy_soon(self) -> None:
        """Empty the write-ahead log within a second: what was deleted shall not be readable in it."""
        if self._tidying is None or self._tidying.done():
            self._tidying = asyncio.create_task(self._tidy())

    async def _tidy(self) -> None:
        pause = TIDY_SECONDS
        while True:
            await asyncio.sleep(pause)
            with contextlib.suppress(sqlite3.Error, OSError):
                if await self._in_thread(self._checkpoint):
                    return
            # Another process reads, or the disk is full.
            pause = TIDY_AGAIN_SECONDS

    def _checkpoint(self) -> bool:
        if self._db is None:
            return True
        self._db.execute("PRAGMA busy_timeout=100")
        try:
            busy = self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        finally:
            self._db.execute(f"PRAGMA busy_timeout={BUSY_MS}")
        return not busy

    async def close(self) -> None:
        """Close the file and end the thread; SQLite empties the log by itself."""
        if self._tidying is not None:
            self._tidying.cancel()
        await self._in_thread(self._disconnect)
        self._thread.shutdown(wait=True)
