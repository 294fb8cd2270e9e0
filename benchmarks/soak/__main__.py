"""Half an hour of mixed traffic with faults against the real bot, or a change of law and of index under it.

    python -m benchmarks.soak                     30 minutes; keeps results/soak.json
    python -m benchmarks.soak --change            2 minutes and the change; keeps results/soak-change.json
    python -m benchmarks.soak --minutes 3 --dry   a short look that keeps nothing

Private questions, follow-ups, edits, groups, replies, presses, reactions, inline queries, commands, faults
(``traffic.SHARES``), another process on the store. A question is lost when nothing replies to it, answered twice when two
messages do. Memory is the resident set of the bot: the median of the last five minutes against that of five minutes after
a warm-up of five.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

from benchmarks.record import keep
from benchmarks.soak.traffic import Traffic
from bot.settings import default_data_dir
from index.store import INDEX_FOLDER, read_manifest
from tests.end_to_end.fake_bot_api import BOT_ID, FakeBotApi
from tests.end_to_end.process import BotProcess

COMMAND = (sys.executable, "-m", "benchmarks.soak.process")
WARM_UP, SPAN = 300.0, 300.0
LOOK_SECONDS = 5.0
PATIENCE = 120.0
SWAP_PATIENCE = 900.0
FLAT = 0.05


class Started(BotProcess):
    """A bot that may take long to start, on a machine with other work."""

    def __init__(self, api: FakeBotApi, folder: Path) -> None:
        super().__init__(api, folder, command=COMMAND, YUANFA_ADMIN_IDS="99")
        self.start(600)

    def close(self) -> None:
        """End it, whatever happened."""
        self.stop(60)


def status_of(pid: int) -> dict[str, float]:
    """Resident megabytes, threads, open files."""
    lines = Path(f"/proc/{pid}/status").read_text("utf-8").splitlines()
    fields = dict(line.split(":", 1) for line in lines if ":" in line)
    return {
        "mb": int(fields["VmRSS"].split()[0]) / 1024,
        "threads": int(fields["Threads"]),
        "files": sum(1 for _ in Path(f"/proc/{pid}/fd").iterdir()),
    }


def watch(pid: int, seconds: float, began: float, looks: list[dict[str, float]]) -> None:
    """Look at the process every few seconds."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        looks.append({"at": time.monotonic() - began, **status_of(pid)})
        time.sleep(LOOK_SECONDS)


def median_between(looks: list[dict[str, float]], start: float, end: float) -> float:
    """Median of the resident megabytes within a span."""
    inside = [look["mb"] for look in looks if start <= look["at"] <= end]
    return statistics.median(inside or [look["mb"] for look in looks])


def swap(process: BotProcess, change: date) -> tuple[float, float]:
    """The day of a change comes and its index is built beside; seconds of the build, and until it is in use."""
    folder = process.data_dir
    (folder / "today").write_text(change.isoformat(), "utf-8")
    time.sleep(30)  # people read that the law quoted is that of before
    began = time.monotonic()
    environment = {**os.environ, "YUANFA_DATA_DIR": str(folder)}
    subprocess.run([*COMMAND, "build"], check=True, env=environment, cwd=Path(__file__).parents[2])
    built = time.monotonic()
    while "new index loaded" not in process.log():
        if time.monotonic() - built > SWAP_PATIENCE:
            raise SystemExit("the new index was not loaded")
        time.sleep(1)
    return built - began, time.monotonic() - built


def law_told(api: FakeBotApi, chat: int) -> str:
    """What the bot says of an article that the change concerns."""
    api.say(chat, "商标法第四条")
    return str(api.wait_for(lambda: api.texts(chat), PATIENCE)[0])


def prepared(folder: Path) -> date:
    """A data folder of its own, a day before the law changes; that day."""
    source = default_data_dir()
    if not (source / INDEX_FOLDER).is_dir():
        sys.exit(f"expected an index in {source}, found none; run `yuanfa index build`")
    shutil.copytree(source / INDEX_FOLDER, folder / INDEX_FOLDER)
    if (source / "vectors.bin").exists():
        shutil.copy(source / "vectors.bin", folder)
    change = read_manifest(folder / INDEX_FOLDER).next_change
    if change is None:
        sys.exit("expected a change of law after the index's day, found none")
    (folder / "today").write_text((change - timedelta(days=1)).isoformat(), "utf-8")
    return change


def soak(folder: Path, minutes: float, pace: float, *, changing: bool) -> dict[str, object]:
    """Traffic for so long, then, when ``changing``, a change of law with it going on; the figures."""
    day = prepared(folder)
    looks: list[dict[str, float]] = []
    figures: dict[str, object] = {"minutes": minutes, "actions_a_second": pace}
    with FakeBotApi() as api, contextlib.closing(Started(api, folder)) as process:
        assert process.process is not None
        pid, began = process.process.pid, time.monotonic()
        traffic = Traffic(api, folder / f"telegram-{BOT_ID}.sqlite3", pace)
        traffic.start()
        watch(pid, minutes * 60, began, looks)
        if changing:
            before = law_told(api, 2001)
            built, loaded = swap(process, day)
            after = law_told(api, 2002)
            watch(pid, 60, began, looks)
            texts = [one.text for one in list(api.sent)]
            figures |= {
                "build_seconds": round(built, 1),
                "loaded_after_seconds": round(loaded, 1),
                "law_changed": before != after,
                "told_that_law_is_old": sum(f"{day}起有法律变动" in text for text in texts),
                "mb_after_the_change": round(looks[-1]["mb"], 1),
            }
        traffic.end()
        end = time.monotonic() + PATIENCE
        while traffic.lost_and_twice()[0] and time.monotonic() < end:
            time.sleep(1)
        time.sleep(3)
        figures |= outcome(traffic) | memory(looks, minutes * 60)
        figures["refused_by_server"] = len(api.refusals)
    log = process.log()
    return figures | {
        "tracebacks": log.count("Traceback"),
        "failures": failures(log),
        "questions_in_log_or_on_disk": words_left(folder, traffic),
    }


def failures(log: str) -> dict[str, int]:
    """What handlers ended in, by kind: ``Overran`` is an answer over its time, told so in one sentence."""
    lines = [json.loads(line) for line in log.splitlines() if line.startswith("{")]
    ended = [line for line in lines if line.get("event") in ("handler failed", "update failed")]
    return dict(Counter(str(line.get("exception")) for line in ended))


def outcome(traffic: Traffic) -> dict[str, object]:
    """What became of everything that was asked."""
    lost, twice = traffic.lost_and_twice()
    seconds = traffic.seconds()
    return {
        "actions": dict(traffic.did),
        "faults": dict(traffic.faults),
        "questions": len(traffic.asked),
        "lost": lost,
        "twice": twice,
        "presses": len(traffic.pressed),
        "presses_without_notice": traffic.without_notice(),
        "inline": len(traffic.typed),
        "inline_without_results": traffic.without_results(),
        "p50_seconds": round(statistics.median(seconds), 2),
        "p95_seconds": round(statistics.quantiles(seconds, n=20)[18], 2),
    }


def memory(looks: list[dict[str, float]], seconds: float) -> dict[str, object]:
    """Whether it grew: the end of the steady part against its beginning after the warm-up."""
    first = median_between(looks, min(WARM_UP, seconds / 3), min(WARM_UP + SPAN, seconds * 2 / 3))
    last = median_between(looks, seconds - min(SPAN, seconds / 3), seconds)
    return {
        "mb_after_warm_up": round(first, 1),
        "mb_at_the_end": round(last, 1),
        "growth": round(last / first - 1, 4),
        "threads": max(look["threads"] for look in looks),
        "files": max(look["files"] for look in looks),
    }


def words_left(folder: Path, traffic: Traffic) -> int:
    """Questions whose words stand in a file of the data folder, the log included."""
    files = [path.read_bytes() for path in folder.glob("*") if path.is_file() and path.name != "vectors.bin"]
    long = [question for question in traffic.questions if len(question) > 8]
    return sum(1 for question in long if any(question.encode() in data for data in files))


def main() -> int:
    """Run, print, keep; exit status 1 when anything was lost, came twice, or memory grew."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--change", action="store_true", help="the day of a change comes, and its index")
    parser.add_argument("--minutes", type=float)
    parser.add_argument("--pace", type=float, default=1.5, help="actions a second")
    parser.add_argument("--dry", action="store_true", help="keep nothing")
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="yuanfa-soak-"))
    try:
        minutes = options.minutes or (2.0 if options.change else 30.0)
        figures = soak(folder, minutes, options.pace, changing=options.change)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    for name, value in figures.items():
        print(f"{name}: {value}")
    if not options.dry:
        keep("soak-change" if options.change else "soak", figures)
    grew = not options.change and float(str(figures["growth"])) > FLAT
    bad = figures["lost"] or figures["twice"] or grew
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
