"""``make run``: the Telegram bot when a token is set, else the same conversation in the terminal."""

from __future__ import annotations

import sys

from bot.cli import main
from bot.settings import SettingsError, load_settings


def start() -> None:
    """Choose the channel by the settings."""
    try:
        settings = load_settings()
    except SettingsError as error:
        sys.exit(str(error))
    has_token = bool(settings.telegram_bot_token or settings.telegram_bot_token_file)
    sys.argv = ["yuanfa", "run" if has_token else "chat"]
    main()


if __name__ == "__main__":
    start()
