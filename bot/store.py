"""What the Telegram side keeps, over all its parts (``bot.kept``), and the tables of its SQLite file."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from bot.database import Database
from bot.kept.answers import Answers, Unanswered
from bot.kept.chats import Admission, Chats
from bot.kept.counting import Counting
from bot.kept.deliveries import Deliveries
from bot.kept.figures import Figures
from bot.kept.part import Ground
from bot.kept.posts import Posts
from bot.kept.privacy import Privacy
from bot.kept.replicas import Replicas
from bot.kept.updates import Updates
from bot.pseudonyms import Pseudonyms
from bot.state import Engine

_MIGRATIONS = (
    """
    CREATE TABLE updates (
        update_id INTEGER PRIMARY KEY, received REAL NOT NULL, payload TEXT,
        tries INTEGER NOT NULL DEFAULT 0
    ) WITHOUT ROWID;
    CREATE INDEX updates_pending ON updates (update_id) WHERE payload IS NOT NULL;
    CREATE TABLE deliveries (
        update_id INTEGER NOT NULL, part INTEGER NOT NULL, chat_id INTEGER NOT NULL,
        message_id INTEGER, sent INTEGER NOT NULL, above TEXT NOT NULL, at REAL NOT NULL,
        PRIMARY KEY (update_id, part)
    ) WITHOUT ROWID;
    CREATE INDEX deliveries_message ON deliveries (chat_id, message_id);
    CREATE TABLE answers (
        chat_id INTEGER NOT NULL, message_id INTEGER NOT NULL, question_id INTEGER,
        part INTEGER NOT NULL, data TEXT NOT NULL, at REAL NOT NULL,
        PRIMARY KEY (chat_id, message_id)
    ) WITHOUT ROWID;
    CREATE INDEX answers_question ON answers (chat_id, question_id);
    CREATE TABLE users (user_id INTEGER PRIMARY KEY, locale TEXT NOT NULL);
    CREATE TABLE chats (chat_id INTEGER PRIMARY KEY, settings TEXT NOT NULL, gone INTEGER NOT NULL DEFAULT 0);
    CREATE TABLE votes (
        chat_id INTEGER NOT NULL, message_id INTEGER NOT NULL, user_id INTEGER NOT NULL,
        good INTEGER NOT NULL, reason TEXT NOT NULL, source TEXT NOT NULL, at REAL NOT NULL,
        PRIMARY KEY (chat_id, message_id, user_id)
    ) WITHOUT ROWID;
    """,
    """
    CREATE TABLE shown (
        chat_id INTEGER NOT NULL, item TEXT NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (chat_id, item)
    ) WITHOUT ROWID;
    CREATE TABLE posts (
        chat_id INTEGER NOT NULL, slot TEXT NOT NULL, item TEXT NOT NULL, done INTEGER NOT NULL DEFAULT 0,
        at REAL NOT NULL, PRIMARY KEY (chat_id, slot)
    ) WITHOUT ROWID;
    """,
    """
    ALTER TABLE updates ADD COLUMN fault TEXT;
    CREATE TABLE beat (one INTEGER PRIMARY KEY, at REAL NOT NULL);
    """,
    # Users and chats of answers and votes become hashes. Their old numbers go: old buttons say that they are too old.
    """
    DROP TABLE answers;
    CREATE TABLE answers (
        chat INTEGER NOT NULL, message_id INTEGER NOT NULL, question_id INTEGER, part INTEGER NOT NULL,
        asker INTEGER, data TEXT NOT NULL, at REAL NOT NULL, PRIMARY KEY (chat, message_id)
    ) WITHOUT ROWID;
    CREATE INDEX answers_question ON answers (chat, question_id);
    CREATE INDEX answers_asker ON answers (asker);
    ALTER TABLE votes RENAME TO votes_before;
    CREATE TABLE votes (
        chat INTEGER NOT NULL, message_id INTEGER NOT NULL, person INTEGER NOT NULL,
        good INTEGER NOT NULL, reason TEXT NOT NULL, source TEXT NOT NULL, at REAL NOT NULL,
        PRIMARY KEY (chat, message_id, person)
    ) WITHOUT ROWID;
    INSERT INTO votes SELECT random(), message_id, random(), good, reason, source, at FROM votes_before;
    DROP TABLE votes_before;
    ALTER TABLE users ADD COLUMN at REAL NOT NULL DEFAULT 0;
    ALTER TABLE chats ADD COLUMN at REAL NOT NULL DEFAULT 0;
    ALTER TABLE shown ADD COLUMN at REAL NOT NULL DEFAULT 0;
    UPDATE users SET at = unixepoch(); UPDATE chats SET at = unixepoch(); UPDATE shown SET at = unixepoch();
    CREATE TABLE admission (id INTEGER PRIMARY KEY, rule TEXT NOT NULL, at REAL NOT NULL);
    CREATE TABLE days (
        day TEXT NOT NULL, name TEXT NOT NULL, count INTEGER NOT NULL, at REAL NOT NULL, PRIMARY KEY (day, name)
    ) WITHOUT ROWID;
    """,
    # Whose an update is. What waits from before is each its own chat.
    """
    ALTER TABLE updates ADD COLUMN lane INTEGER;
    ALTER TABLE updates ADD COLUMN owner TEXT;
    ALTER TABLE updates ADD COLUMN taken INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE updates ADD COLUMN number INTEGER;
    UPDATE updates SET lane = update_id, taken = 1 WHERE payload IS NOT NULL;
    ALTER TABLE posts ADD COLUMN owner TEXT;
    CREATE TABLE lanes (lane INTEGER PRIMARY KEY, owner TEXT NOT NULL, at REAL NOT NULL);
    CREATE TABLE replicas (owner TEXT PRIMARY KEY, since REAL NOT NULL, at REAL NOT NULL) WITHOUT ROWID;
    CREATE TABLE asked (who INTEGER NOT NULL, notice INTEGER NOT NULL, at REAL NOT NULL);
    CREATE INDEX asked_who ON asked (who, at);
    CREATE TABLE paces (name TEXT PRIMARY KEY, at REAL NOT NULL) WITHOUT ROWID;
    """,
    """
    CREATE TABLE unanswered (
        asker INTEGER NOT NULL, question INTEGER NOT NULL, text TEXT NOT NULL, at REAL NOT NULL,
        PRIMARY KEY (asker, question)
    ) WITHOUT ROWID;
    """,
)

VERSION = len(_MIGRATIONS)
"""``user_version`` of the file."""


class Store:
    """Everything that survives a restart, each kind of it in a part of its own."""

    def __init__(
        self,
        engine: Engine,
        clock: Callable[[], float],
        secret: bytes,
        seal: tuple[Callable[[str], str], Callable[[str], str]] = (str, str),
    ) -> None:
        """Use ``Store.open`` or ``bot.opening``; ``seal`` makes updates unreadable where they lie, and readable."""
        self.names = Pseudonyms(secret)
        ground = Ground(engine, clock, self.names, *seal)
        self._engine, self._clock = engine, clock
        self.replicas = Replicas(ground)
        self.updates = Updates(ground, self.replicas)
        self.deliveries = Deliveries(ground, self.replicas)
        self.posts = Posts(ground, self.replicas)
        self.counting = Counting(ground)
        self.answers = Answers(ground)
        self.unanswered = Unanswered(ground)
        self.chats = Chats(ground)
        self.admission = Admission(ground)
        self.figures = Figures(ground)
        self.privacy = Privacy(ground, self.chats)

    @classmethod
    async def open(cls, path: Path, clock: Callable[[], float] = time.time, *, secret: bytes = b"") -> Store:
        """Open or create the file and bring its tables up to date; ``secret`` keys the hashes in it.

        Raises:
            bot.database.StoreError: It cannot be used; nothing is left open.
        """
        store = cls(await Database.open(path, _MIGRATIONS), clock, secret)
        try:
            await store.privacy.forget_old()
        except BaseException:
            await store.close()
            raise
        return store

    @property
    def shared(self) -> bool:
        """Whether several processes work on it."""
        return self._engine.shared

    @property
    def trouble(self) -> str:
        """What is wrong with the file at this moment, or nothing."""
        return self._engine.trouble

    async def beat(self) -> None:
        """Write one row: whether the file can be written."""
        await self._engine.do(
            ("INSERT INTO beat (one, at) VALUES (1, ?) ON CONFLICT (one) DO UPDATE SET at = excluded.at",
             self._clock())
        )  # fmt: skip

    async def close(self) -> None:
        """Close the file."""
        await self._engine.close()
