"""PostgreSQL as an ``Engine``: a pool of connections, migrations, one leader, words between processes.

Each bot has a schema of its own, ``yuanfa_<bot id>``. A statement that fails because the server is away is tried again
for ``WAIT_SECONDS``; each is written so that doing it twice does what doing it once does. Updates are sealed with a key
made from the bot's token before they leave the process: PostgreSQL keeps what was deleted in its files and its log for
a while, and that must not be what somebody asked.

StoreError        the server cannot be used; one sentence with its name, never its password
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import functools
import hashlib
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

import psycopg
from cryptography.fernet import Fernet, InvalidToken
from psycopg.conninfo import conninfo_to_dict
from psycopg.types.string import TextLoader
from psycopg_pool import AsyncConnectionPool, PoolTimeout
from yoyo import read_migrations
from yoyo.backends.core.postgresql import PostgresqlPsycopgBackend
from yoyo.connections import parse_uri

from bot.kept.updates import Unreadable
from bot.state import StoreError

_T = TypeVar("_T")
Connection = psycopg.AsyncConnection[tuple[Any, ...]]

WAIT_SECONDS = 45.0
"""How long a statement waits for a server that is away."""
START_WAIT_SECONDS = 15.0
CONNECT_SECONDS = 5
CONNECTIONS = 12
STATEMENT_MS = 20_000
CLOCK_SECONDS = 60.0
"""How often our clock is held against the server's."""
MIGRATIONS = Path(__file__).with_name("migrations")
_AWAY = (psycopg.OperationalError, psycopg.InterfaceError, PoolTimeout, OSError)


def place_of(url: str) -> str:
    """Host, port and database, without user and password."""
    try:
        parts = conninfo_to_dict(url)
    except psycopg.Error:
        return "YUANFA_STATE_URL"
    return f"{parts.get('host') or 'localhost'}:{parts.get('port') or 5432}/{parts.get('dbname') or ''}"


def sentence(place: str, error: BaseException) -> str:
    """What is wrong with the server, and the remedy."""
    reason = str(error).lower()
    if "authentication" in reason or "password" in reason or "no pg_hba.conf" in reason:
        return f"PostgreSQL at {place} refuses the user: correct user and password in YUANFA_STATE_URL"
    if isinstance(error, psycopg.errors.InvalidCatalogName) or (
        "does not exist" in reason and "database" in reason
    ):
        return f"expected the database of {place}, found none of that name: create it, or correct YUANFA_STATE_URL"
    if isinstance(error, psycopg.errors.InsufficientPrivilege) or "permission denied" in reason:
        return f"PostgreSQL at {place} does not let the user make tables: grant CREATE on the database to it"
    if isinstance(error, psycopg.errors.DiskFull):
        return f"PostgreSQL at {place} has no disk left: free some space there"
    if isinstance(error, _AWAY):
        return f"PostgreSQL at {place} cannot be reached: start it, or correct YUANFA_STATE_URL"
    return f"PostgreSQL at {place} refused a statement ({type(error).__name__}): update Yuanfa, or look into its log"


def sealed(secret: bytes) -> tuple[Callable[[str], str], Callable[[str], str]]:
    """Functions that make a text unreadable without the bot's token, and readable again."""
    cipher = Fernet(base64.urlsafe_b64encode(hashlib.sha256(b"yuanfa updates " + secret).digest()))

    def unseal(text: str) -> str:
        try:
            return cipher.decrypt(text.encode()).decode()
        except InvalidToken as error:
            raise Unreadable from error

    return (lambda text: cipher.encrypt(text.encode()).decode()), unseal


def _backend(url: str, schema: str) -> PostgresqlPsycopgBackend:
    """Yoyo's view of a schema, through any URL that libpq understands; it opens a connection for each migration."""

    class Backend(PostgresqlPsycopgBackend):  # type: ignore[misc]
        def connect(self, _: object) -> psycopg.Connection[Any]:
            self.schema = schema
            return psycopg.connect(url, autocommit=True, connect_timeout=CONNECT_SECONDS)

    backend = Backend(parse_uri(f"postgresql+psycopg:///{schema}"), "_yoyo_migration")
    backend.init_database()
    return backend


def migrate(url: str, schema: str) -> None:
    """Make the schema, or bring it up to date; one process at a time, and a killed one blocks nobody.

    Raises:
        psycopg.Error: The server cannot be used.
        ValueError: The schema is of a newer version.
    """
    with psycopg.connect(url, autocommit=True, connect_timeout=CONNECT_SECONDS) as db:
        db.execute("SELECT pg_advisory_lock(hashtextextended(%s, 1))", [schema])
        if db.execute("SELECT 1 FROM pg_namespace WHERE nspname = %s", [schema]).fetchone() is None:
            db.execute(psycopg.sql.SQL("CREATE SCHEMA {}").format(psycopg.sql.Identifier(schema)))
        backend = _backend(url, schema)
        with contextlib.closing(backend.connection):
            migrations = read_migrations(str(MIGRATIONS))
            if set(backend.get_applied_migration_hashes()) - {migration.hash for migration in migrations}:
                raise ValueError("of a newer version")
            backend.apply_migrations(backend.to_apply(migrations))


def look(url: str, schema: str) -> str:
    """What stands there, for ``yuanfa doctor``; nothing is changed.

    Raises:
        StoreError: The server cannot be used.
    """
    place = place_of(url)
    try:
        with psycopg.connect(url, connect_timeout=CONNECT_SECONDS) as db:
            version = db.info.server_version // 10_000
            row = db.execute("SELECT to_regclass(%s)", [f"{schema}.updates"]).fetchone()
            if row is None or row[0] is None:
                return f"PostgreSQL {version} at {place}, no tables yet: the first `yuanfa run` makes them"
            count = psycopg.sql.SQL("SELECT count(*) FROM {} WHERE payload IS NOT NULL")
            row = db.execute(count.format(psycopg.sql.Identifier(schema, "updates"))).fetchone()
            return f"PostgreSQL {version} at {place}, {row[0] if row else 0} questions wait"
    except (psycopg.Error, OSError) as error:
        raise StoreError(sentence(place, error)) from error


class Postgres:
    """A pool; see ``bot.state.Engine``."""

    shared = True

    def __init__(self, url: str, schema: str) -> None:
        """Use ``open``."""
        self._url, self._schema = url, schema
        self.place = place_of(url)
        self.trouble = ""
        self._ahead = 0.0
        """By how much the server's clock is ahead of ours, in seconds."""
        self._words: asyncio.Queue[str] = asyncio.Queue()
        self._chair: Connection | None = None
        self._ear: asyncio.Task[None] | None = None
        self._pool: AsyncConnectionPool[Connection] = AsyncConnectionPool(
            url, min_size=2, max_size=CONNECTIONS, open=False, configure=self._prepare, timeout=CONNECT_SECONDS,
            kwargs={"autocommit": True, "connect_timeout": CONNECT_SECONDS}, reconnect_timeout=0,
        )  # fmt: skip

    @classmethod
    async def open(cls, url: str, schema: str) -> Postgres:
        """Connect and bring the tables up to date.

        Raises:
            StoreError: The server cannot be used; nothing is left open.
        """
        self = cls(url, schema)
        deadline = time.monotonic() + START_WAIT_SECONDS
        while True:
            try:
                await asyncio.to_thread(migrate, url, schema)
                break
            except ValueError as error:
                raise StoreError(
                    f"the tables at {self.place} are of a newer version: update Yuanfa"
                ) from error
            except (*_AWAY, psycopg.Error) as error:
                words = sentence(self.place, error)
                if "cannot be reached" not in words or time.monotonic() > deadline:
                    raise StoreError(words) from error
                await asyncio.sleep(0.5)
        await self._pool.open()
        try:
            await self._set_clock()
        except BaseException:
            await self._pool.close()
            raise
        self._ear = asyncio.create_task(self._listen())
        return self

    async def _prepare(self, db: Connection) -> None:
        await db.execute("SELECT set_config('search_path', %s, false), set_config('statement_timeout', %s, false)",
                         [self._schema, str(STATEMENT_MS)])  # fmt: skip
        # As the other engine has it: JSON is text until somebody reads it.
        db.adapters.register_loader("jsonb", TextLoader)

    async def _run(self, work: Callable[[Connection], Any]) -> Any:
        deadline = time.monotonic() + WAIT_SECONDS
        while True:
            try:
                async with self._pool.connection() as db:
                    result = await work(db)
            except (psycopg.Error, PoolTimeout, OSError) as error:
                self.trouble = sentence(self.place, error)
                passing = isinstance(error, (*_AWAY, psycopg.errors.SerializationFailure)) and not isinstance(
                    error, psycopg.errors.DiskFull
                )
                if passing and time.monotonic() < deadline:
                    await asyncio.sleep(0.2)
                    continue
                raise StoreError(self.trouble) from error
            self.trouble = ""
            return result

    async def all(self, sql: str, *values: Any) -> list[Any]:
        """Every row of a statement."""

        async def work(db: Connection) -> list[Any]:
            return await (await db.execute(_translated(sql), values)).fetchall()

        return cast("list[Any]", await self._run(work))

    async def one(self, sql: str, *values: Any) -> Any:
        """The first row, or None."""
        return next(iter(await self.all(sql, *values)), None)

    async def do(self, *statements: tuple[Any, ...], alone: int | None = None) -> list[Any]:
        """(SQL, values …) each, all or none; the rows of the last."""

        async def work(db: Connection) -> list[Any]:
            if len(statements) == 1 and alone is None:
                return await _rows(await db.execute(_translated(statements[0][0]), statements[0][1:]))
            async with db.transaction():
                if alone is not None:
                    await db.execute("SELECT pg_advisory_xact_lock(%s)", [alone])
                rows: list[Any] = []
                for sql, *values in statements:
                    rows = await _rows(await db.execute(_translated(sql), values))
            return rows

        return cast("list[Any]", await self._run(work)) if statements else []

    # The clock ---------------------------------------------------------------------------------

    def now(self) -> float:
        """Seconds since 1970 by the server's clock: leases of two machines must mean the same."""
        return time.time() + self._ahead

    async def _set_clock(self) -> None:
        before = time.time()
        (theirs,) = await self.one("SELECT CAST(extract(epoch FROM clock_timestamp()) AS DOUBLE PRECISION)")
        self._ahead = theirs - (before + time.time()) / 2

    # Others ------------------------------------------------------------------------------------

    async def lead(self) -> bool:
        """Whether this process holds the lock that only one can hold; it goes with its connection."""
        try:
            async with asyncio.timeout(CONNECT_SECONDS):
                if self._chair is None:
                    self._chair = await psycopg.AsyncConnection.connect(
                        self._url, autocommit=True, connect_timeout=CONNECT_SECONDS
                    )
                    # A machine that vanishes must not lead for hours.
                    await self._chair.execute(
                        "SELECT set_config('tcp_keepalives_idle', '10', false), "
                        "set_config('tcp_keepalives_interval', '5', false), set_config('tcp_keepalives_count', '3', false)"
                    )
                    sql = "SELECT pg_try_advisory_lock(hashtextextended(%s, 0))"
                    row = await (await self._chair.execute(sql, [self._schema])).fetchone()
                    if row is not None and row[0]:
                        return True
                else:
                    await self._chair.execute("SELECT 1")
                    return True
        except (*_AWAY, psycopg.Error, TimeoutError):
            pass
        await self._stand_up()
        return False

    async def _stand_up(self) -> None:
        chair, self._chair = self._chair, None
        if chair is not None:
            with contextlib.suppress(psycopg.Error, OSError):
                await chair.close()

    async def _listen(self) -> None:
        while True:
            with contextlib.suppress(psycopg.Error, OSError, StoreError):
                async with await psycopg.AsyncConnection.connect(
                    self._url, autocommit=True, connect_timeout=CONNECT_SECONDS
                ) as db:
                    await db.execute(
                        psycopg.sql.SQL("LISTEN {}").format(psycopg.sql.Identifier(self._schema))
                    )
                    while True:
                        async for notice in db.notifies(timeout=CLOCK_SECONDS):
                            self._words.put_nowait(notice.payload)
                        await self._set_clock()
            await asyncio.sleep(1.0)

    async def tell(self, word: str) -> None:
        """Say something to the other processes, and to this one."""
        with contextlib.suppress(psycopg.Error, PoolTimeout, OSError):
            async with self._pool.connection() as db:
                await db.execute("SELECT pg_notify(%s, %s)", [self._schema, word])

    async def hear(self, seconds: float) -> list[str]:
        """What was said, or nothing after so long."""
        words: list[str] = []
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                words.append(await self._words.get())
        while not self._words.empty():
            words.append(self._words.get_nowait())
        return words

    def tidy_soon(self) -> None:
        """Nothing to do: updates are sealed, and autovacuum takes dead rows away."""

    async def close(self) -> None:
        """Let go of it."""
        if self._ear is not None:
            self._ear.cancel()
            await asyncio.gather(self._ear, return_exceptions=True)
        await self._stand_up()
        await self._pool.close()


async def _rows(cursor: psycopg.AsyncCursor[Any]) -> list[Any]:
    return await cursor.fetchall() if cursor.description is not None else []


@functools.lru_cache(maxsize=500)
def _translated(sql: str) -> Any:
    """``?`` to psycopg's mark; no statement of ours has either sign in its words."""
    return sql.replace("?", "%s")
