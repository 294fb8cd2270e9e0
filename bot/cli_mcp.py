"""The command ``yuanfa mcp``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import typer

from bot.command import one_sentence, place
from bot.service import Yuanfa
from bot.settings import load_settings
from bot.today import Following, LawOfToday


def register(app: typer.Typer, load: Callable[[], Yuanfa]) -> None:
    """Add the command to ``app``; ``load`` loads the service."""

    @app.command()
    def mcp(
        http: Annotated[
            bool, typer.Option("--http", help="Streamable HTTP at /mcp instead of stdio.")
        ] = False,
        host: Annotated[str, typer.Option(help="With --http: the address to listen at.")] = "127.0.0.1",
        port: Annotated[int, typer.Option(min=1, max=65535, help="With --http: the port.")] = 8000,
    ) -> None:
        """Serve agents and programs over the Model Context Protocol."""
        with one_sentence():
            current = Following(load(), LawOfToday(place(load_settings()), load))
            from bot.mcp import make_server  # the SDK is loaded only for this command

            server = make_server(current, old_since=current.old_since, host=host, port=port)
            server.run("streamable-http" if http else "stdio")
