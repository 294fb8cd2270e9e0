"""The real bot, and a build of its index, on the day that a file ``today`` in the data folder names.

python -m benchmarks.soak.process          runs the bot
python -m benchmarks.soak.process build    builds the index of that day
"""

from __future__ import annotations

import os
import sys
from datetime import date

from bot import today
from bot.app import run
from bot.service import Yuanfa, build, load_service
from bot.settings import load_settings

LOOK_SECONDS = 2.0
"""How often the running bot looks for a new index: the soak does not wait twenty seconds for it."""


def main() -> None:
    """Run or build."""
    settings = load_settings()

    def this_day() -> date:
        return date.fromisoformat((settings.data_dir / "today").read_text("utf-8").strip())

    def load() -> Yuanfa:
        return load_service(settings.data_dir, today=this_day())

    if sys.argv[1:] == ["build"]:
        os.nice(10)  # as ``--gently``
        report = build(settings.data_dir, today=this_day())
        print(f"law as of {report.manifest.as_of}, {report.embedded} texts embedded", flush=True)
        return
    today.this_day, today.LOOK_SECONDS = this_day, LOOK_SECONDS
    run(settings, load)


if __name__ == "__main__":
    main()
