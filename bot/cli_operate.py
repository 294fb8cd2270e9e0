"""``yuanfa doctor``, ``backup``, ``restore``, ``unanswered``: for whoever runs the bot."""

from __future__ import annotations

import dataclasses
import json
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.settings import SettingsError, load_settings


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    for command in (doctor, backup, restore, unanswered):
        app.command()(command)


def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on standard output.")] = False,
) -> None:
    """Check the installation: a line for each check with the remedy; status 1 when one is bad."""
    from bot.doctor import Finding, examine  # Telegram's libraries are loaded only for this

    try:
        settings = load_settings()
    except SettingsError as error:
        findings = [Finding("settings", False, str(error))]
    else:
        findings = [Finding("settings", True, f"read; data folder {settings.data_dir}"), *examine(settings)]
    if as_json:
        checks = [dataclasses.asdict(finding) for finding in findings]
        typer.echo(json.dumps({"ok": all(f.ok for f in findings), "checks": checks}, ensure_ascii=False))
    else:
        for finding in findings:
            typer.echo(f"{'ok ' if finding.ok else 'BAD'} {finding.name}: {finding.text}")
    if not all(finding.ok for finding in findings):
        raise typer.Exit(1)


def backup(
    path: Annotated[Path, typer.Argument(metavar="PATH", help="The new tar file to write.")],
) -> None:
    """Save the store and the imported texts in one file, also while the bot runs."""
    from bot.backup import BackupError, back_up

    try:
        settings = load_settings()
        names = back_up(settings.data_dir, path)
    except (SettingsError, BackupError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error
    typer.echo(f"{path}: {len(names)} files, readable by you alone")
    if settings.state_url is not None:
        typer.echo("the state is in PostgreSQL and not in this file: save it with pg_dump (docs/scale.md)")


def restore(
    path: Annotated[Path, typer.Argument(metavar="PATH", help="A file that `yuanfa backup` wrote.")],
) -> None:
    """Bring a backup back while the bot is stopped; what stood there is moved aside."""
    from bot.backup import BackupError
    from bot.backup import restore as bring_back

    try:
        names, aside = bring_back(load_settings().data_dir, path)
    except (SettingsError, BackupError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error
    typer.echo(f"brought back {len(names)} files" + (f"; what stood there is in {aside}" if aside else ""))


def unanswered() -> None:
    """Questions that got no answer, newest first, as JSON Lines; kept where YUANFA_KEEP_UNANSWERED is on."""
    import asyncio

    from bot.opening import open_store
    from bot.state import StoreError

    async def read() -> list[tuple[float, str]]:
        settings = load_settings()
        store = await open_store(settings, settings.token().get_secret_value())
        try:
            return await store.unanswered.all()
        finally:
            await store.close()

    try:
        rows = asyncio.run(read())
    except (SettingsError, StoreError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error
    for at, text in rows:
        day = datetime.fromtimestamp(at).date().isoformat()
        typer.echo(json.dumps({"day": day, "question": text}, ensure_ascii=False))
