"""Several processes share one bot on PostgreSQL, while they are killed and the database is restarted.

    python -m benchmarks.telegram.replicas               three replicas, 20 kills, a restart of the database, 5 % of sends fail
    python -m benchmarks.telegram.replicas --throughput  one, two and three replicas, nothing broken

Answers are made up (``tests.end_to_end.run_stub``): what is measured is receiving, claiming, sending. Updates are posted as
Telegram and a load balancer would: to any replica, again until one says 200, one in twenty twice, each chat's in order.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import shutil
import signal
import socket
import statistics
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests import postgres
from tests.end_to_end.fake_bot_api import BOT_ID, FakeBotApi, Fault
from tests.end_to_end.process import BotProcess

SECRET = "of-the-benchmark"
FAULTS = (Fault("429", 1), Fault("502"), Fault("drop"), Fault("drop_after"))
FAULT_SHARE, TWICE_SHARE = 0.05, 0.05
PATIENCE = 120.0
EVERY_SECONDS = 5.0


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Balancer:
    """Telegram and a load balancer: posts every update to some replica until one has it."""

    def __init__(self, api: FakeBotApi, ports: list[int]) -> None:
        self.ports = ports
        self.dice = random.Random(5)
        self.turn = itertools.count()
        self.waiting: dict[int, list[dict[str, object]]] = defaultdict(list)
        self.busy: set[int] = set()
        self.change = threading.Condition()
        self.over = False
        push = api.push

        def pushed(update: dict[str, object]) -> int:
            number = push(update)
            whole = api._history[number]
            with self.change:
                self.waiting[whole["message"]["chat"]["id"]].append(whole)
                self.change.notify()
            return number

        api.push = pushed  # type: ignore[method-assign]
        self.threads = [threading.Thread(target=self._work, daemon=True) for _ in range(24)]
        for thread in self.threads:
            thread.start()

    def _work(self) -> None:
        while True:
            with self.change:
                while not (free := [c for c, left in self.waiting.items() if left and c not in self.busy]):
                    if self.over:
                        return
                    self.change.wait(0.5)
                chat = free[0]
                self.busy.add(chat)
                update = self.waiting[chat].pop(0)
            self._deliver(update)
            if self.dice.random() < TWICE_SHARE:
                self._deliver(update)
            with self.change:
                self.busy.discard(chat)
                self.change.notify()

    def _deliver(self, update: dict[str, object]) -> None:
        body = json.dumps(update).encode()
        while not self.over:
            port = self.ports[next(self.turn) % len(self.ports)]
            request = urllib.request.Request(
                f"http://127.0.0.1:{port}/hook", body,
                {"Content-Type": "application/json", "X-Telegram-Bot-Api-Secret-Token": SECRET},
            )  # fmt: skip
            with (
                suppress(urllib.error.URLError, OSError),
                urllib.request.urlopen(request, timeout=60) as reply,
            ):
                if reply.status == 200:
                    return
            time.sleep(0.05)

    def close(self) -> None:
        """Deliver no more."""
        with self.change:
            self.over = True
            self.change.notify_all()


@contextmanager
def world(count: int, folder: Path) -> Iterator[tuple[FakeBotApi, postgres.Server, list[BotProcess]]]:
    """A database, the fake Bot API, replicas at work and updates on their way to them."""
    programs = postgres.programs()
    if programs is None:
        sys.exit(postgres.NONE)
    server = postgres.Server(programs)
    ports = [_free_port() for _ in range(count)]
    replicas: list[BotProcess] = []
    try:
        server.start(durable=True)
        with FakeBotApi() as api:
            balancer = Balancer(api, ports)
            try:
                for place, port in enumerate(ports):
                    replicas.append(
                        BotProcess(
                            api, folder / str(place), TELEGRAM_WEBHOOK_URL="https://bot.example/hook",
                            TELEGRAM_WEBHOOK_SECRET=SECRET, TELEGRAM_WEBHOOK_PORT=str(port),
                            YUANFA_STATE_URL=server.url, YUANFA_SENDS_PER_SECOND="10000",
                        )
                    )  # fmt: skip
                    replicas[-1].launch()
                _ready(replicas, count)
                yield api, server, replicas
            finally:
                balancer.close()
                for replica in replicas:
                    with suppress(Exception):
                        replica.kill()
    finally:
        server.close()


class People:
    """Everybody asks two questions at a time and goes on when both are answered.

    ``rounds`` of them; or, with 0, one each ``EVERY_SECONDS`` (below what a person may ask a minute) until ``enough``.
    """

    def __init__(self, api: FakeBotApi, people: int, rounds: int) -> None:
        self.api, self.rounds = api, rounds
        self.enough = threading.Event()
        self.replied: dict[int, set[int | None]] = defaultdict(set)
        self.seen = 0
        self.chats = [1000 + n for n in range(people)]
        self.asked: dict[int, list[int]] = {chat: [] for chat in self.chats}
        self.seconds: list[float] = []
        self.threads = [threading.Thread(target=self._ask, args=(chat,), daemon=True) for chat in self.chats]

    def _look(self) -> None:
        """Note new replies, for everybody at once."""
        while any(thread.is_alive() for thread in self.threads):
            new = self.api.sent[self.seen :]
            self.seen += len(new)
            for sent in new:
                self.replied[sent.chat_id].add(sent.reply_to)
            time.sleep(0.03)

    def run(self) -> None:
        """Begin to ask."""
        for thread in self.threads:
            thread.start()
        threading.Thread(target=self._look, daemon=True).start()

    def join(self) -> None:
        """Wait until everybody has answers, or has given up."""
        for thread in self.threads:
            thread.join()

    def _ask(self, chat: int) -> None:
        for number in range(self.rounds) if self.rounds else itertools.count():
            if not self.rounds and self.enough.wait(EVERY_SECONDS if number else chat % 10 / 2):
                return
            began = time.monotonic()
            for half in range(2):
                message = self.api.say(chat, f"开盒犯法吗{number}{half}")
                self.asked[chat].append(message["message_id"])
            while time.monotonic() - began < PATIENCE:
                if self.replied[chat].issuperset(self.asked[chat]):
                    self.seconds.append(time.monotonic() - began)
                    break
                time.sleep(0.05)

    def figures(self) -> tuple[int, int, int, int]:
        """Questions asked, lost, answered twice, and answers out of the order of a chat."""
        lost = twice = disorder = 0
        for chat, asked in self.asked.items():
            replies = [
                sent.reply_to for sent in sorted(self.api.messages(chat), key=lambda sent: sent.message_id)
            ]
            counts = Counter(reply for reply in replies if reply is not None)
            lost += sum(1 for one in asked if not counts[one])
            twice += sum(1 for one in asked if counts[one] > 1)
            first = list(dict.fromkeys(reply for reply in replies if reply in set(asked)))
            disorder += sum(1 for a, b in itertools.pairwise(first) if a > b)
        return sum(map(len, self.asked.values())), lost, twice, disorder


def _ready(replicas: list[BotProcess], least: int) -> list[BotProcess]:
    """The replicas that have started, once there are so many."""
    end = time.monotonic() + 300
    while time.monotonic() < end:
        ready = [one for one in replicas if '"bot started"' in one.log()]
        if len(ready) >= least:
            return ready
        time.sleep(0.2)
    raise AssertionError("the replicas did not start: " + replicas[0].log()[-3000:])


def proof(folder: Path, people: int, kills: int) -> bool:
    """Kills of random replicas and a restart of the database in the middle, 5 % of sends failing."""
    dice, faults = random.Random(11), random.Random(7)
    with world(3, folder) as (api, server, replicas):
        api.fault = lambda method, data: (
            faults.choice(FAULTS) if method == "sendMessage" and faults.random() < FAULT_SHARE else None
        )
        crowd = People(api, people, 0)
        began = time.monotonic()
        crowd.run()
        for number in range(kills):
            time.sleep(dice.uniform(0.2, 1.5))
            one = dice.choice(_ready(replicas, 2))
            one.kill()
            one.forget_log()
            one.launch()
            if number == kills // 2:
                server.stop(signal.SIGINT)
                time.sleep(3)
                server.start(durable=True)
        killed = time.monotonic() - began
        crowd.enough.set()
        crowd.join()
        took = time.monotonic() - began
        time.sleep(20)  # whoever is late with a second answer
        asked, lost, twice, disorder = crowd.figures()
        faults_kept = server.ask(
            f"SELECT coalesce(fault, 'waits'), count(*) FROM yuanfa_{BOT_ID}.updates "
            "WHERE fault IS NOT NULL OR payload IS NOT NULL GROUP BY 1"
        )
    if faults_kept:
        print(f"set aside or left: {dict(faults_kept)}", file=sys.stderr, flush=True)
    print(
        f"| 3 replicas, {FAULT_SHARE:.0%} of sends fail, {kills} kills in {killed:.0f} s, 1 restart of the database | "
        f"{asked} | {asked / took:.1f}/s | {statistics.median(crowd.seconds):.2f} s | {lost} | {twice} | {disorder} |",
        flush=True,
    )
    return not lost and not twice and not disorder


def throughput(folder: Path, count: int, people: int, rounds: int) -> bool:
    """So many replicas, nothing broken."""
    with world(count, folder) as (api, _, _):
        crowd = People(api, people, rounds)
        began = time.monotonic()
        crowd.run()
        crowd.join()
        took = time.monotonic() - began
        time.sleep(1)
        asked, lost, twice, disorder = crowd.figures()
    print(
        f"| {count} replicas | {asked} | {asked / took:.1f}/s | {statistics.median(crowd.seconds):.2f} s | "
        f"{lost} | {twice} | {disorder} |",
        flush=True,
    )
    return not lost and not twice and not disorder


def main() -> int:
    """Run and print the table; exit status 1 when anything was lost, came twice or out of order."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--throughput", action="store_true")
    parser.add_argument("--people", type=int, default=40)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--kills", type=int, default=20)
    options = parser.parse_args()
    print(
        "| run | questions | rate | p50 of two | lost | twice | out of order |\n| --- | --- | --- | --- | --- | --- | --- |"
    )
    good = True
    for count in (1, 2, 3) if options.throughput else (0,):
        folder = Path(tempfile.mkdtemp(prefix="yuanfa-bench-"))
        try:
            good &= (
                throughput(folder, count, options.people, options.rounds)
                if count
                else proof(folder, options.people, options.kills)
            )
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
