"""``yuanfa state …``: where the bot keeps what it keeps."""

from __future__ import annotations

import typer

from bot.command import one_sentence
from bot.opening import NEEDS, bot_id_of, store_path
from bot.pseudonyms import secret_of
from bot.settings import SettingsError, load_settings

app = typer.Typer(help="The state of the bot: a SQLite file, or PostgreSQL.", no_args_is_help=True)


@app.callback()
def state() -> None:
    """The state of the bot: a SQLite file, or PostgreSQL."""


@app.command("move")
def move() -> None:
    """Copy the bot's SQLite file into the empty PostgreSQL of YUANFA_STATE_URL, while the bot is stopped."""
    with one_sentence():
        settings = load_settings()
        token = settings.token().get_secret_value()
        if settings.state_url is None:
            raise SettingsError("YUANFA_STATE_URL is not set: name the PostgreSQL to move to")
        try:
            from bot.moving import MoveError
            from bot.moving import move as moved
        except ImportError as error:
            raise SettingsError(NEEDS) from error
        path = store_path(settings, token)
        try:
            counts = moved(path, settings.state_url.get_secret_value(), bot_id_of(token), secret_of(token))
        except MoveError as error:
            raise SettingsError(str(error)) from error
    typer.echo("moved " + ", ".join(f"{count} {table}" for table, count in counts.items()))
    typer.echo(f"{path} stays as it is; it holds what is held about people: delete it when the bot runs")
