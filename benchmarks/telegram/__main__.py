"""Fifty people at once in private, in groups and inline, the same on a bad network, and twenty kills.

    python -m benchmarks.telegram                 the real bot over the built index
    python -m benchmarks.telegram --stub          Telegram's side alone, answers made up
    python -m benchmarks.telegram --only crowd    one of: crowd, faults, kills
    python -m benchmarks.telegram --distinct      no question is asked twice, and none is a bare citation

Every person asks ten different questions, the next one when the last one is answered, as people do; a third of them in groups, some
inline. A question counts as lost when nothing replies to it, as twice when two messages do. Of the kills it is told apart how many questions got the sentence that
there is no answer (they were alone in work at two deaths), and how many answers came twice and one of them was taken back. The limit of 30 messages a second
that Telegram sets is lifted here: it would be all that is measured.
"""

from __future__ import annotations

import argparse
import random
import shutil
import statistics
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.confidence.questions import load
from bot.settings import default_data_dir
from bot.texts import TEXTS
from tests.end_to_end.fake_bot_api import FakeBotApi, Fault
from tests.end_to_end.process import REAL, STUB, BotProcess

PEOPLE, QUESTIONS, KILLS = 50, 10, 20
GROUPS = (-71, -72, -73, -1_000_000_000_071, -1_000_000_000_072, -1_000_000_000_073, -1_000_000_000_074)
FAULT_SHARE = 0.05
FAULTS = (Fault("429", 1), Fault("502"), Fault("drop"), Fault("drop_after"))
PATIENCE = 60.0
MIXED = (
    "开盒犯法吗", "民法典1195", "刑法第二百五十三条之一第一款", "被人造谣了怎么办",
    "试用期最长多久", "高空抛物谁负责", "Is doxxing a crime in China?", "平台不删帖怎么办",
    "今天天气怎么样", "网络安全法四十四条", "缓刑是什么意思", "治安管理处罚法第五十条",
    "小區偷拍報警有用嗎", "民法典9999条", "收到骚扰短信找谁", "公司不给加班费怎么办",
)  # fmt: skip


@contextmanager
def bot_and_server(stub: bool, folder: Path) -> Iterator[tuple[FakeBotApi, BotProcess]]:
    """A fresh data folder, with the built index when the answers are real."""
    if not stub:
        index = default_data_dir() / "index"
        if not index.is_dir():
            sys.exit(f"expected an index in {index}, found none; run `yuanfa index build`")
        (folder / "index").symlink_to(index)
    with FakeBotApi() as api:
        yield api, BotProcess(api, folder, command=STUB if stub else REAL, YUANFA_SENDS_PER_SECOND="1000")


class Crowd:
    """People who ask and wait."""

    def __init__(
        self, api: FakeBotApi, people: int, questions: int, seed: int = 1, *, distinct: bool = False
    ) -> None:
        self.api, self.people, self.questions = api, people, questions
        self.distinct = _distinct(people * questions, seed) if distinct else []
        self.seed = seed
        self.asked: dict[tuple[int, int], float] = {}
        self.typed: list[str] = []
        self.seconds: list[float] = []
        self._lock = threading.Lock()

    def run(self) -> float:
        """Let everybody ask; returns the seconds it took."""
        started = time.monotonic()
        threads = [threading.Thread(target=self._person, args=(n,)) for n in range(self.people)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return time.monotonic() - started

    def _person(self, number: int) -> None:
        person, dice = 1000 + number, random.Random(self.seed * 1000 + number)
        mixed = dice.sample(MIXED, self.questions)
        for place in range(self.questions):
            own = self.distinct[number * self.questions + place] if self.distinct else mixed[place]
            asked = time.monotonic()
            if number % 5 == 4:
                answered = self._typed(self.api.inline(own, user_id=person))
            else:
                chat = GROUPS[number % len(GROUPS)] if number % 5 > 2 else person
                words = f"/ask {own}" if chat < 0 else own
                key = (chat, self.api.say(chat, words, user_id=person)["message_id"])
                with self._lock:
                    self.asked[key] = asked
                answered = self._written(key)
            while time.monotonic() - asked < PATIENCE:
                if answered():
                    with self._lock:
                        self.seconds.append(time.monotonic() - asked)
                    break
                time.sleep(0.01)

    def _typed(self, query: str) -> Callable[[], object]:
        with self._lock:
            self.typed.append(query)
        return lambda: query in self.api.inline_answers

    def _written(self, key: tuple[int, int]) -> Callable[[], object]:
        return lambda: self._replies(key)

    def _replies(self, key: tuple[int, int]) -> int:
        return sum(1 for sent in self.api.messages(key[0]) if sent.reply_to == key[1])

    def lost_and_twice(self) -> tuple[int, int]:
        """Questions without a reply, and with more than one."""
        counts = Counter(self._replies(key) for key in self.asked)
        unseen = sum(1 for query in self.typed if query not in self.api.inline_answers)
        return counts[0] + unseen, sum(n for replies, n in counts.items() if replies > 1)


def _distinct(count: int, seed: int) -> list[str]:
    """So many different questions of our own, in the field and out of it."""
    texts = sorted({one.text for name in ("in_field", "out_of_field") for one in load(name)})
    return random.Random(seed).sample(texts, count)


def crowd(stub: bool, folder: Path, *, faults: bool, distinct: bool = False) -> bool:
    """Fifty people, ten questions each."""
    with bot_and_server(stub, folder) as (api, process), process:
        dice = random.Random(7)
        if faults:
            api.fault = lambda method, data: (
                dice.choice(FAULTS) if method == "sendMessage" and dice.random() < FAULT_SHARE else None
            )
        people = Crowd(api, PEOPLE, QUESTIONS, distinct=distinct)
        took = people.run()
        time.sleep(3 if faults else 1)
        lost, twice = people.lost_and_twice()
    rate = len(people.seconds) / took
    p50, p95 = statistics.quantiles(people.seconds, n=20)[9], statistics.quantiles(people.seconds, n=20)[18]
    name = (
        f"{PEOPLE} people x {QUESTIONS}"
        + (", all different" if distinct else "")
        + (f", {FAULT_SHARE:.0%} of sends fail" if faults else "")
    )
    print(f"| {name} | {rate:.1f}/s | {p50:.2f} s | {p95:.2f} s | {lost} | {twice} |", flush=True)
    return not lost and not twice


def kills(stub: bool, folder: Path) -> bool:
    """SIGKILL at a random moment, twenty times, while eight people ask and sends fail now and then."""
    dice = random.Random(11)
    with bot_and_server(stub, folder) as (api, process):
        api.fault = lambda method, data: (
            dice.choice(FAULTS) if method == "sendMessage" and dice.random() < FAULT_SHARE else None
        )
        process.start()
        asked: list[tuple[int, int]] = []
        for round_number in range(KILLS):
            for person in range(8):
                chat = 1000 + person
                for _ in range(2):
                    message = api.say(chat, MIXED[(round_number + person) % len(MIXED)])
                    asked.append((chat, message["message_id"]))
            time.sleep(dice.uniform(0.0, 0.8))
            process.kill()
            process.start()
            if round_number % 3 == 2:
                time.sleep(20)  # the limit of questions a minute is not what is measured
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and not all(_replies(api, asked).values()):
            time.sleep(0.5)
        time.sleep(2)
        process.stop()
    replies = _replies(api, asked)
    lost, twice = sum(not n for n in replies.values()), sum(n > 1 for n in replies.values())
    sorry = {texts.gave_up for texts in TEXTS.values()}
    given_up = sum(sent.text in sorry for sent in api.sent)
    taken_back = sum(sent.deleted for sent in api.sent)
    print(
        f"| {KILLS} kills, {len(asked)} questions, {FAULT_SHARE:.0%} of sends fail; {given_up} given up with a sentence, "
        f"{taken_back} came twice for an instant | | | | {lost} | {twice} |",
        flush=True,
    )
    return not lost and not twice


def _replies(api: FakeBotApi, asked: list[tuple[int, int]]) -> dict[tuple[int, int], int]:
    """How many messages stand that reply to each question."""
    with api._lock:
        counts = Counter((sent.chat_id, sent.reply_to) for sent in api.sent if not sent.deleted)
    return {key: counts[key] for key in asked}


def main() -> int:
    """Run and print the table; exit status 1 when anything was lost or came twice."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--stub", action="store_true", help="made-up answers: Telegram's side alone")
    parser.add_argument("--distinct", action="store_true", help="no question is asked twice")
    parser.add_argument("--only", choices=["crowd", "faults", "kills"])
    options = parser.parse_args()
    print("| run | rate | p50 | p95 | lost | twice |\n| --- | --- | --- | --- | --- | --- |")
    good = True
    for name in [options.only] if options.only else ["crowd", "faults", "kills"]:
        folder = Path(tempfile.mkdtemp(prefix="yuanfa-bench-"))
        try:
            if name == "kills":
                good &= kills(options.stub, folder)
            else:
                good &= crowd(options.stub, folder, faults=name == "faults", distinct=options.distinct)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
