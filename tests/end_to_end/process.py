"""Starts the bot as a user would: a process, its settings in the environment, nothing else."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tests.end_to_end import run_stub
from tests.end_to_end.fake_bot_api import TOKEN, FakeBotApi
from tests.end_to_end.nursery import Child

ROOT = Path(__file__).resolve().parent.parent.parent
STUB = run_stub.main
REAL = (sys.executable, "-m", "bot", "run")


class BotProcess:
    """One run of the bot against a fake server; its log is kept for the test to read.

    What it runs is a command, or a function in a forked process.
    """

    def __init__(
        self,
        api: FakeBotApi,
        data_dir: Path,
        command: tuple[str, ...] | Callable[[], None] = STUB,
        root: Path = ROOT,
        **settings: str,
    ) -> None:
        self.api, self.data_dir, self.command = api, data_dir, command
        self.root, self.settings = root, settings
        self.log_file = data_dir / "log.jsonl"
        self.log_start = 0
        self.process: subprocess.Popen[bytes] | Child | None = None

    def start(self, seconds: float = 120.0) -> BotProcess:
        """Start and wait until it asks for updates."""
        polls = len(self.api.called("getUpdates")) + len(self.api.called("setWebhook"))
        self.launch()
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if len(self.api.called("getUpdates")) + len(self.api.called("setWebhook")) > polls:
                return self
            if self.process is None or self.process.poll() is not None:
                break
            time.sleep(0.02)
        raise AssertionError(f"the bot did not start: {self.log()[-3000:]}")

    def launch(self) -> None:
        """Start without waiting."""
        self.data_dir.mkdir(parents=True, exist_ok=True)
        kept = {
            name: value for name, value in os.environ.items() if not name.startswith(("YUANFA_", "TELEGRAM_"))
        }
        settings = {
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "TELEGRAM_BASE_URL": self.api.base_url,
            "TELEGRAM_BASE_FILE_URL": self.api.base_url.replace("/bot", "/file/bot"),
            "YUANFA_DATA_DIR": str(self.data_dir),
            **self.settings,
        }
        environment = {**kept, **settings}
        if not isinstance(self.command, tuple):
            self.process = Child(self.command, environment, self.log_file)
            return
        with self.log_file.open("ab") as log:
            self.process = subprocess.Popen(
                self.command, env=environment, cwd=self.root, stdout=log, stderr=log
            )

    def log(self) -> str:
        """Everything it wrote since ``forget_log``."""
        return self.log_file.read_text("utf-8")[self.log_start :] if self.log_file.exists() else ""

    def forget_log(self) -> None:
        """What stands there now is another test's."""
        self.log_start += len(self.log())

    def kill(self) -> None:
        """SIGKILL: no time to tidy up."""
        assert self.process is not None
        self.process.kill()
        self.process.wait(10)

    def stop(self, seconds: float = 30.0) -> int:
        """SIGTERM and wait; returns the exit status."""
        assert self.process is not None
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        return self.process.wait(seconds)

    def __enter__(self) -> BotProcess:
        return self.start()

    def __exit__(self, *_: object) -> None:
        assert self.process is not None
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait(10)
