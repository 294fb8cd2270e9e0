"""Checks of an installation, each a line with its remedy: settings, token, webhook, store, index, law of today, disk, clock."""

from __future__ import annotations

import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any

import httpx

from bot.backup import STORES
from bot.health import LEAST_FREE
from bot.index_state import index_state
from bot.opening import NEEDS, bot_id_of, schema_of
from bot.place import IndexPlace
from bot.settings import Settings, SettingsError
from bot.sources import source_folders
from bot.state import StoreError
from bot.store import VERSION
from index.errors import SearchError
from knowledge.errors import KnowledgeError

SECONDS = 10.0
CLOCK_OFF = 60.0
"""Seconds by which the clock may differ from Telegram's."""
LONG_QUEUE = 100
BACKUP_ROOM = 500 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Finding:
    """One line: what was looked at, whether it is well, what was found and what to do."""

    name: str
    ok: bool
    text: str


Ask = Callable[[str], httpx.Response]
"""Calls a method of the Bot API."""


def examine(settings: Settings, ask: Ask | None = None) -> Iterator[Finding]:
    """Every check in turn; a later one does without what an earlier one found missing."""
    yield from _telegram(settings, ask)
    yield _people(settings)
    yield from _stores(settings) if settings.state_url is None else (_postgres(settings),)
    yield from _index(settings)
    yield _disk(settings)


def _telegram(settings: Settings, ask: Ask | None) -> Iterator[Finding]:
    try:
        token = settings.token().get_secret_value()
    except SettingsError as error:
        yield Finding("token", False, str(error))
        return
    base = settings.telegram_base_url or "https://api.telegram.org/bot"
    ask = ask or (lambda method: httpx.get(f"{base}{token}/{method}", timeout=SECONDS))
    try:
        answer = ask("getMe")
        me = answer.json()
        hook = ask("getWebhookInfo").json() if me.get("ok") else {}
    except (httpx.HTTPError, httpx.InvalidURL, ValueError):
        # The exception's words hold the address, and with it the token.
        yield Finding(
            "token", False, "Telegram could not be reached: check network, HTTPS_PROXY, TELEGRAM_BASE_URL"
        )
        return
    if not me.get("ok"):
        yield Finding("token", False, "Telegram refuses the token: copy it again from @BotFather")
        return
    yield Finding("token", True, f"accepted for @{me['result'].get('username', '')}")
    yield _webhook(settings, hook.get("result") or {})
    yield _clock(answer.headers.get("date"))


def _webhook(settings: Settings, info: dict[str, Any]) -> Finding:
    wanted, found = settings.telegram_webhook_url or "", info.get("url") or ""
    pending = int(info.get("pending_update_count") or 0)
    if wanted != found:
        if not wanted:
            text = "a webhook is set elsewhere, which takes the updates: the next start of `yuanfa run` removes it"
        else:
            text = "the webhook is not set to TELEGRAM_WEBHOOK_URL: `yuanfa run` sets it"
        return Finding("webhook", False, text)
    if info.get("last_error_message") and time.time() - float(info.get("last_error_date") or 0) < 3600:
        return Finding(
            "webhook",
            False,
            f"Telegram could not deliver: {info['last_error_message']}; check proxy and certificate",
        )
    if pending > LONG_QUEUE:
        return Finding("webhook", False, f"{pending} updates wait at Telegram: is the bot running?")
    return Finding("webhook", True, f"{'set' if wanted else 'none, long polling'}, {pending} updates wait")


def _clock(date_header: str | None) -> Finding:
    try:
        off = time.time() - parsedate_to_datetime(date_header or "").timestamp()
    except (TypeError, ValueError):
        return Finding("clock", True, "not compared: the server told no time")
    if abs(off) > CLOCK_OFF:
        return Finding(
            "clock", False, f"{off:+.0f} s against Telegram's: switch on time synchronisation (NTP)"
        )
    return Finding("clock", True, f"{off:+.0f} s against Telegram's")


def _people(settings: Settings) -> Finding:
    missing = [
        name
        for name, value in (("YUANFA_CONTROLLER", settings.controller), ("YUANFA_CONTACT", settings.contact))
        if not value
    ]
    if missing:
        return Finding(
            "privacy", False, f"/privacy names nobody: set {' and '.join(missing)} (docs/privacy.md)"
        )
    return Finding("privacy", True, "/privacy names who is responsible and how to reach them")


def _postgres(settings: Settings) -> Finding:
    assert settings.state_url is not None  # ``examine`` has looked
    try:
        from bot.postgres import look
    except ImportError:
        return Finding("store", False, NEEDS)
    try:
        bot_id = bot_id_of(settings.token().get_secret_value())
        return Finding("store", True, look(settings.state_url.get_secret_value(), schema_of(bot_id)))
    except SettingsError:
        return Finding("store", False, "not looked at: it hangs on the token")
    except StoreError as error:
        return Finding("store", False, str(error))


def _stores(settings: Settings) -> Iterator[Finding]:
    files = sorted(settings.data_dir.glob(STORES))
    if not files:
        yield Finding("store", True, f"none yet in {settings.data_dir}: the first `yuanfa run` makes it")
    for file in files:
        yield _store(file.name, str(file))


def _store(name: str, file: str) -> Finding:
    try:
        db = sqlite3.connect(f"file:{file}?mode=rw", uri=True, timeout=5.0, isolation_level=None)
        try:
            whole = db.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok"
            version = int(db.execute("PRAGMA user_version").fetchone()[0])
            db.execute("BEGIN IMMEDIATE")
            db.execute(f"PRAGMA user_version={version}")
            db.execute("ROLLBACK")
            waiting = int(db.execute("SELECT count(*) FROM updates WHERE payload IS NOT NULL").fetchone()[0])
        finally:
            db.close()
    except sqlite3.OperationalError as error:
        held = "locked" in str(error) or "busy" in str(error)
        remedy = (
            "held by another process: end that" if held else "not writable: give the bot's user the right"
        )
        return Finding("store", False, f"{name} is {remedy}")
    except sqlite3.Error:
        return Finding("store", False, f"{name} is damaged: bring a backup back with `yuanfa restore PATH`")
    if not whole:
        return Finding("store", False, f"{name} is damaged: bring a backup back with `yuanfa restore PATH`")
    if version > VERSION:
        return Finding("store", False, f"{name} is of a newer version: update Yuanfa")
    return Finding("store", True, f"{name} is whole and can be written, {waiting} questions wait")


def _index(settings: Settings) -> Iterator[Finding]:
    place = IndexPlace(settings.data_dir, settings.index_at)
    try:
        state = index_state(
            place,
            folders=source_folders(settings.data_dir, settings.knowledge_dirs),
            model=settings.embedding_model,
        )
        change = place.manifest().next_change
    except (SearchError, KnowledgeError) as error:
        yield Finding("index", False, str(error))
        return
    fits = bool(state["fits"])
    kept = "" if place.url is None else f"in Milvus, {place.named()}: "
    yield Finding("index", fits, f"{kept}fits sources and model" if fits else str(state.get("reason")))
    today = time.strftime("%Y-%m-%d")
    if change is not None and change.isoformat() <= today:
        yield Finding("law of today", False, f"the law changed on {change}: run `yuanfa index build`")
    else:
        yield Finding(
            "law of today", True, f"next change on {change}" if change else "no change is known ahead"
        )


def _disk(settings: Settings) -> Finding:
    try:
        free = shutil.disk_usage(
            settings.data_dir if settings.data_dir.exists() else settings.data_dir.parent
        ).free
    except OSError:
        return Finding("disk", False, f"{settings.data_dir} cannot be looked at: check YUANFA_DATA_DIR")
    megabytes = free // 1_000_000
    if free < LEAST_FREE:
        return Finding("disk", False, f"{megabytes} MB free in {settings.data_dir}: free some space")
    if free < BACKUP_ROOM:
        return Finding("disk", True, f"{megabytes} MB free; a new index needs some 300 MB beside the old one")
    return Finding("disk", True, f"{megabytes} MB free")
