"""The real application with the stub service: for what is about Telegram and not about law.

Settings come from the environment as they do for ``yuanfa run``; ``STUB_SECONDS`` slows the answers down.
"""

from __future__ import annotations

import os
import sys

from bot.app import StartError, run
from bot.settings import SettingsError, load_settings
from tests.bot.factories import StubService

if __name__ == "__main__":
    try:
        run(load_settings(), lambda: StubService(float(os.environ.get("STUB_SECONDS", "0"))))
    except (SettingsError, StartError) as error:
        print(error, file=sys.stderr)
        sys.exit(1)
