"""The real application with the stub service: for what is about Telegram and not about law.

Settings come from the environment as they do for ``yuanfa run``. Beside them: ``STUB_SECONDS`` slows the answers down,
``STUB_LIMIT`` is how long one may take, ``STUB_GIVE_UP`` and ``STUB_AGAIN`` when a send is given up and tried again;
``STUB_WAITING`` and ``STUB_OF_A_CHAT`` how many updates, and of one chat, are in memory at most; ``STUB_HOOK`` how
often the webhook is asked about, ``STUB_LOOK`` how often health is looked at, ``STUB_LONGEST_PAUSE`` how long receiving
pauses after failures, ``STUB_START_WAIT`` how long a start waits for a store that is held; ``STUB_BREAK`` and
``STUB_BREAK_ONCE`` name a task that fails always, or once; with ``STUB_MOST_PAGES`` the store is
full until a file ``room`` stands in the data folder; with ``STUB_TODAY`` the date is what a file ``today`` there says.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Awaitable, Callable
from datetime import date
from itertools import count
from pathlib import Path

from bot import database, delivery, health, inbox, receiving, supervise, today, workers
from bot.app import StartError, run
from bot.kept import updates
from bot.settings import SettingsError, load_settings
from tests.bot.factories import StubService


def break_a_task(name: str, *, always: bool) -> None:
    """Make a supervised task fail as it begins."""
    keep = supervise.Supervisor.keep
    failed: list[str] = []
    supervise.FIRST_PAUSE, supervise.LONGEST_PAUSE = 0.05, 0.5

    def broken(self: supervise.Supervisor, task: str, work: Callable[[], Awaitable[None]]) -> None:
        async def begin() -> None:
            if task == name and (always or not failed):
                failed.append(task)
                raise RuntimeError("broken on purpose")
            await work()

        keep(self, task, begin)

    supervise.Supervisor.keep = broken


def fill_the_disk(room: Path) -> None:
    """No page more than there are now, as on a full disk, until there is a file ``room``."""
    run = database.Database.run

    async def full(self: database.Database, work):
        def limited(db):
            pages = 1_000_000 if room.exists() else 1
            db.execute(f"PRAGMA max_page_count={pages}")
            return work(db)

        return await run(self, limited)

    database.Database.run = full


def main() -> None:
    """Run until a signal ends it; exits as ``yuanfa run`` does."""
    number = {
        name: float(os.environ[name])
        for name in os.environ
        if name.startswith("STUB_") and "BREAK" not in name
    }
    workers.ANSWER_SECONDS = number.get("STUB_LIMIT", workers.ANSWER_SECONDS)
    inbox.AGAIN_SECONDS = number.get("STUB_AGAIN", inbox.AGAIN_SECONDS)
    delivery.GIVE_UP_SECONDS = number.get("STUB_GIVE_UP", delivery.GIVE_UP_SECONDS)
    inbox.MOST_WAITING = int(number.get("STUB_WAITING", inbox.MOST_WAITING))
    updates.MOST_OF_A_CHAT = int(number.get("STUB_OF_A_CHAT", updates.MOST_OF_A_CHAT))
    receiving.HOOK_SECONDS = number.get("STUB_HOOK", receiving.HOOK_SECONDS)
    receiving.LONGEST_PAUSE = number.get("STUB_LONGEST_PAUSE", receiving.LONGEST_PAUSE)
    health.LOOK_SECONDS = number.get("STUB_LOOK", health.LOOK_SECONDS)
    database.START_WAIT_SECONDS = number.get("STUB_START_WAIT", database.START_WAIT_SECONDS)
    if "STUB_MOST_PAGES" in number:
        fill_the_disk(Path(os.environ["YUANFA_DATA_DIR"]) / "room")
    data = Path(os.environ["YUANFA_DATA_DIR"])
    if "STUB_TODAY" in number:
        # The calendar and the clock of the law are the test's: a file ``today``, and a look every instant.
        today.LOOK_SECONDS = 0.1
        today.this_day = lambda: date.fromisoformat((data / "today").read_text())
    loads = count(1)
    for name in ("STUB_BREAK", "STUB_BREAK_ONCE"):
        if name in os.environ:
            break_a_task(os.environ[name], always=name == "STUB_BREAK")
    try:
        run(load_settings(), lambda: StubService(number.get("STUB_SECONDS", 0.0), name=f"第{next(loads)}版"))
    except (SettingsError, StartError) as error:
        print(error, file=sys.stderr)
        sys.exit(1)
