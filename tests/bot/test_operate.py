"""``yuanfa backup``, ``restore`` and ``doctor``: what an operator relies on when something is wrong."""

from __future__ import annotations

import asyncio
import io
import json
import sqlite3
import stat
import tarfile
import time
from email.utils import formatdate

import httpx
import pytest

from bot import doctor
from bot.backup import MANIFEST, BackupError, back_up, restore
from bot.place import IndexPlace
from bot.settings import Settings
from bot.store import Store

NAME = "telegram-4242.sqlite3"
TOKEN = "4242:secret-of-the-test"


async def live(folder, check) -> None:
    """Have ``check`` run while a store is open and holds something that stands only in its log."""
    store = await Store.open(folder / NAME)
    await store.chats.set_user_locale(7, "en")
    await store.updates.receive(1, '{"text":"谁也不该读到的问题"}')
    try:
        await asyncio.to_thread(check)
    finally:
        await store.close()


@pytest.fixture
def data(tmp_path):
    folder = tmp_path / "data"
    (folder / "knowledge" / "imported").mkdir(parents=True)
    (folder / "knowledge" / "imported" / "law.md").write_text("第一条　为了测试。", "utf-8")
    return folder


def locales(file) -> list[str]:
    db = sqlite3.connect(file)
    found = [row[0] for row in db.execute("SELECT locale FROM users")]
    db.close()
    return found


def test_a_backup_of_a_running_bot_holds_what_stands_only_in_the_log_and_no_question(data, tmp_path):
    target = tmp_path / "b.tar"
    asyncio.run(live(data, lambda: back_up(data, target)))
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert "谁也不该读到的问题".encode() not in target.read_bytes()
    new = tmp_path / "new"
    names, aside = restore(new, target)
    assert set(names) == {NAME, "knowledge/imported/law.md"}
    assert aside is None
    assert locales(new / NAME) == ["en"]
    assert (new / "knowledge/imported/law.md").read_text("utf-8") == "第一条　为了测试。"
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_what_stood_there_is_moved_aside(data, tmp_path):
    asyncio.run(live(data, lambda: back_up(data, tmp_path / "b.tar")))
    (data / "knowledge" / "imported" / "law.md").write_text("改过", "utf-8")
    _, aside = restore(data, tmp_path / "b.tar")
    assert aside is not None
    assert (aside / "knowledge/imported/law.md").read_text("utf-8") == "改过"
    assert locales(aside / NAME) == locales(data / NAME) == ["en"]


def test_a_running_bot_is_not_restored_over(data, tmp_path):
    asyncio.run(live(data, lambda: back_up(data, tmp_path / "b.tar")))

    async def running() -> None:
        store = await Store.open(data / NAME)
        await store.beat()
        with pytest.raises(BackupError, match="running"):
            restore(data, tmp_path / "b.tar")
        await store.close()

    asyncio.run(running())


def test_an_existing_file_a_missing_folder_and_nothing_to_save_are_one_sentence(data, tmp_path):
    (tmp_path / "there").write_text("mine")
    for target, words in (
        (tmp_path / "there", "expected a new file"),
        (tmp_path / "no" / "b.tar", "create it"),
    ):
        with pytest.raises(BackupError, match=words):
            back_up(data, target)
    assert (tmp_path / "there").read_text() == "mine"
    (tmp_path / "empty").mkdir()
    with pytest.raises(BackupError, match="YUANFA_DATA_DIR"):
        back_up(tmp_path / "empty", tmp_path / "b.tar")


def rewritten(source, target, change) -> None:
    """A copy of a backup with ``change`` applied to its names and bytes."""
    with tarfile.open(source) as tar:
        files = {member.name: tar.extractfile(member).read() for member in tar.getmembers()}
    change(files)
    with tarfile.open(target, "w") as tar:
        for name, content in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            tar.addfile(entry, io.BytesIO(content))


def _flip(files):
    files["knowledge/imported/law.md"] = b"something else"


def _newer(files):
    files[MANIFEST] = files[MANIFEST].replace(b'"format": 1', b'"format": 9')


def _lose(files):
    del files[NAME]


@pytest.mark.parametrize("name", ["../evil", "/tmp/evil", "knowledge/../../evil", "evil", ".env"])
def test_names_that_lead_elsewhere_are_refused(data, tmp_path, name):
    asyncio.run(live(data, lambda: back_up(data, tmp_path / "b.tar")))

    def change(files):
        manifest = json.loads(files[MANIFEST])
        manifest["files"][name] = manifest["files"]["knowledge/imported/law.md"]
        files[MANIFEST], files[name] = json.dumps(manifest).encode(), files["knowledge/imported/law.md"]

    rewritten(tmp_path / "b.tar", tmp_path / "c.tar", change)
    with pytest.raises(BackupError, match="strange"):
        restore(tmp_path / "new", tmp_path / "c.tar")
    assert list((tmp_path / "new").iterdir()) == []


@pytest.mark.parametrize(("change", "words"), [(_flip, "changed"), (_newer, "newer"), (_lose, "missing")])
def test_a_changed_newer_or_partial_backup_changes_nothing(data, tmp_path, change, words):
    asyncio.run(live(data, lambda: back_up(data, tmp_path / "b.tar")))
    rewritten(tmp_path / "b.tar", tmp_path / "c.tar", change)
    with pytest.raises(BackupError, match=words):
        restore(tmp_path / "new", tmp_path / "c.tar")
    assert list((tmp_path / "new").iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"no tar", b"\0" * 2048, b"\x1f\x8b broken"])
def test_any_other_file_is_refused_in_one_sentence(tmp_path, content):
    (tmp_path / "b.tar").write_bytes(content)
    with pytest.raises(BackupError, match="expected"):
        restore(tmp_path / "new", tmp_path / "b.tar")


# Doctor --------------------------------------------------------------------------------------------


@pytest.fixture
def settings(monkeypatch, tmp_path):
    monkeypatch.setattr(doctor, "index_state", lambda *_, **__: {"fits": True})
    monkeypatch.setattr(IndexPlace, "manifest", lambda _: type("M", (), {"next_change": None}))
    return Settings(
        _env_file=None,
        TELEGRAM_BOT_TOKEN=TOKEN,
        data_dir=tmp_path,
        controller="某中心",
        contact="a@example.org",
    )


def telegram(me=None, hook=None, date=None):
    def ask(method):
        result = {"getMe": me or {"ok": True, "result": {"username": "b"}},
                  "getWebhookInfo": {"ok": True, "result": hook or {"url": ""}}}[method]  # fmt: skip
        return httpx.Response(200, json=result, headers={"date": date or formatdate(usegmt=True)})

    return ask


def bad(settings, ask) -> dict[str, str]:
    return {finding.name: finding.text for finding in doctor.examine(settings, ask) if not finding.ok}


def test_a_sound_installation_has_nothing_bad(settings):
    assert bad(settings, telegram()) == {}


@pytest.mark.parametrize(
    ("ask", "name", "words"),
    [
        (telegram(me={"ok": False}), "token", "BotFather"),
        (telegram(hook={"url": "https://elsewhere"}), "webhook", "elsewhere"),
        (telegram(hook={"url": "", "pending_update_count": 5000}), "webhook", "5000 updates"),
        (telegram(hook={"url": "", "last_error_message": "bad cert", "last_error_date": time.time()}), "webhook", "bad cert"),
        (telegram(date=formatdate(time.time() - 600, usegmt=True)), "clock", "NTP"),
    ],
)  # fmt: skip
def test_each_trouble_with_telegram_has_its_remedy(settings, ask, name, words):
    found = bad(settings, ask)
    assert list(found) == [name]
    assert words in found[name]


def test_an_unreachable_telegram_does_not_tell_the_token(settings):
    def ask(method):
        raise httpx.ConnectError(f"cannot reach https://api.telegram.org/bot{TOKEN}/{method}")

    (text,) = bad(settings, ask).values()
    assert "HTTPS_PROXY" in text
    assert TOKEN not in text


def test_a_damaged_a_newer_and_a_held_store_are_told_apart(settings, tmp_path):
    file = tmp_path / NAME
    file.write_bytes(b"no database" * 1000)
    assert "restore" in bad(settings, telegram())["store"]
    file.unlink()

    async def scenario() -> None:
        await (await Store.open(file)).close()

    asyncio.run(scenario())
    assert "store" not in bad(settings, telegram())
    db = sqlite3.connect(file, isolation_level=None)
    db.execute("PRAGMA user_version=99")
    assert "newer" in bad(settings, telegram())["store"]
    db.execute("BEGIN IMMEDIATE")
    assert "another process" in bad(settings, telegram())["store"]
    db.close()


def test_nobody_named_in_the_privacy_statement_is_bad(settings):
    assert "YUANFA_CONTACT" in bad(settings.model_copy(update={"contact": None}), telegram())["privacy"]
