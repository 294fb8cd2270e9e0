"""Who writes what to the bot in the soak, what goes wrong meanwhile, and what became of every question."""

from __future__ import annotations

import contextlib
import random
import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.confidence.questions import load
from tests.end_to_end.fake_bot_api import BOT, FakeBotApi, Fault, Sent

PEOPLE = range(1001, 1041)
GROUPS = (-301, -302, -303, -1_000_000_000_301, -1_000_000_000_302, -1_000_000_000_303)
LANGUAGES = ("zh-hans", "zh-hans", "zh-hans", "zh-hant", "en")

CITATIONS = ("民法典1195", "刑法第二百五十三条之一", "治安管理处罚法第五十条第一款", "民法典9999条", "劳动合同法39",
             "个人信息保护法第13条", "Civil Code 1195", "民通意见150条", "反家暴法")  # fmt: skip
FOLLOW_UPS = ("判几年", "要赔多少钱", "那第二款呢", "要多久", "对方不承认呢", "没有证据怎么办")
POINTING = ("这犯法吗", "这合法吗", "@yuanfa_test_bot 这是真的吗")
CHATTER = ("晚上吃什么", "哈哈哈哈", "收到", "？？？？？", "谁有空", "👍", "明天下雨")
STORIES = ("他把我的裸照发到群里了", "房东把锁换了不让我进门", "老板说试用期半年", "有人冒充我的名字借钱")
COMMANDS = ("/tip", "/quiz", "/help", "/settings", "/language", "/privacy", "/case", "/export")
TEXTS = (
    "依据《民法典》第1195条和《刑法》第二百四十六条，还有民法典第9999条。",
    "根据《网络安全保护法》第3条",
)

SEND_FAULTS = (Fault("429", 2), Fault("502"), Fault("drop"), Fault("drop_after"), Fault("garbage"),
               Fault("garbage_after"))  # fmt: skip
SHARES: dict[str, tuple[float, tuple[Fault, ...]]] = {
    "sendMessage": (0.04, SEND_FAULTS),
    "sendPoll": (0.04, SEND_FAULTS),
    "editMessageText": (0.03, (Fault("502"), Fault("drop"), Fault("429", 1))),
    "answerCallbackQuery": (0.02, (Fault("502"), Fault("drop"))),
    "getUpdates": (0.01, (Fault("502"), Fault("drop"), Fault("409"))),
    "sendChatAction": (0.02, (Fault("502"), Fault("429", 5))),
}
"""Method to how often a call of it fails, and how."""

LOCKED_EVERY, LOCKED_SECONDS = 300.0, 6.0
"""Another process holds the store now and then."""


class Traffic:
    """People and groups, at a steady pace, until told to stop."""

    def __init__(self, api: FakeBotApi, store: Path, pace: float, seed: int = 1) -> None:
        """``pace`` actions a second against ``api``; ``store`` is held by another process now and then."""
        self.api, self.store, self.pace = api, store, pace
        self.dice = random.Random(seed)
        self.questions = [one.text for name in ("in_field", "out_of_field", "harmful") for one in load(name)]
        self.asked: dict[tuple[int, int], float] = {}
        self.pressed: dict[str, float] = {}
        self.typed: dict[str, float] = {}
        self.did: Counter[str] = Counter()
        self.faults: Counter[str] = Counter()
        self.stop = threading.Event()
        self._threads = [
            threading.Thread(target=self._people, daemon=True),
            threading.Thread(target=self._other_process, daemon=True),
        ]
        self._actions: list[tuple[int, Callable[[], None]]] = [
            (34, self._question), (8, self._citation), (8, self._follow_up), (4, self._edit), (10, self._ask),
            (4, self._reply_to_bot), (4, self._pointing), (8, self._chatter), (12, self._press), (3, self._react),
            (6, self._inline), (7, self._command), (3, self._verify), (2, self._sticker),
        ]  # fmt: skip

    def start(self) -> None:
        """Begin, faults included."""
        self.api.fault = self._fault
        for thread in self._threads:
            thread.start()

    def end(self) -> None:
        """No more traffic and no more faults."""
        self.stop.set()
        for thread in self._threads:
            thread.join()
        self.api.fault = lambda method, data: None

    def _fault(self, method: str, data: dict[str, Any]) -> Fault | None:
        share, faults = SHARES.get(method, (0.0, ()))
        if not faults or self.dice.random() >= share:
            return None
        fault = self.dice.choice(faults)
        self.faults[f"{method} {fault.kind}"] += 1
        return fault

    def _other_process(self) -> None:
        while not self.stop.wait(LOCKED_EVERY):
            with contextlib.closing(sqlite3.connect(self.store, isolation_level=None, timeout=30)) as other:
                other.execute("BEGIN IMMEDIATE")
                time.sleep(LOCKED_SECONDS)
                other.execute("ROLLBACK")
            self.faults["store held"] += 1

    def _people(self) -> None:
        weights = [weight for weight, _ in self._actions]
        while not self.stop.wait(self.dice.expovariate(self.pace)):
            (_, act), = self.dice.choices(self._actions, weights)  # fmt: skip
            self.did[act.__name__.strip("_")] += 1
            act()

    # What they do ------------------------------------------------------------------------------

    def say(self, chat: int, text: str, **more: Any) -> dict[str, Any]:
        """A message that expects one answer."""
        message = self.api.say(chat, text, language=self.dice.choice(LANGUAGES), **more)
        self.asked[chat, message["message_id"]] = time.monotonic()
        return message

    def _person(self) -> int:
        return self.dice.choice(PEOPLE)

    def _place(self) -> dict[str, Any]:
        return {"chat_id": self.dice.choice(GROUPS), "user_id": self._person()}

    def _question(self) -> None:
        self.say(self._person(), self.dice.choice(self.questions))

    def _citation(self) -> None:
        self.say(self._person(), self.dice.choice(CITATIONS))

    def _follow_up(self) -> None:
        self.say(self._person(), self.dice.choice(FOLLOW_UPS))

    def _edit(self) -> None:
        message = self.say(self._person(), self.dice.choice(self.questions))
        self.api.edit(message, self.dice.choice(self.questions))

    def _ask(self) -> None:
        place = self._place()
        self.say(place["chat_id"], f"/ask {self.dice.choice(self.questions)}", user_id=place["user_id"])

    def _last_of_bot(self, chats: tuple[int, ...]) -> Sent | None:
        recent = [one for one in self.api.sent[-200:] if one.chat_id in chats and not one.deleted]
        return self.dice.choice(recent) if recent else None

    def _reply_to_bot(self) -> None:
        sent = self._last_of_bot(GROUPS)
        if sent is not None and sent.poll is None:
            replied = {"message_id": sent.message_id, "date": 1, "from": BOT, "text": sent.text,
                       "chat": {"id": sent.chat_id, "type": "supergroup", "title": "群"}}  # fmt: skip
            words = self.dice.choice(FOLLOW_UPS)
            self.say(sent.chat_id, words, user_id=self._person(), reply_to_message=replied)

    def _pointing(self) -> None:
        place = self._place()
        told = self.api.say(place["chat_id"], self.dice.choice(STORIES), user_id=self._person())
        words = f"/ask {self.dice.choice(POINTING[:2])}"
        self.say(place["chat_id"], words, user_id=place["user_id"], reply_to_message=told)

    def _chatter(self) -> None:
        self.api.say(text=self.dice.choice(CHATTER), **self._place())

    def _press(self) -> None:
        sent = self._last_of_bot((*PEOPLE, *GROUPS))
        data = [b["callback_data"] for b in sent.buttons.values() if "callback_data" in b] if sent else []
        if sent is not None and data:
            press = self.api.press_data(sent, self.dice.choice(data), user_id=self._person())
            self.pressed[press] = time.monotonic()

    def _react(self) -> None:
        sent = self._last_of_bot((*PEOPLE, *GROUPS))
        if sent is not None:
            kind = "private" if sent.chat_id > 0 else "supergroup"
            self.api.push({"message_reaction": {
                "chat": {"id": sent.chat_id, "type": kind, "title": "群"}, "message_id": sent.message_id,
                "user": {"id": self._person(), "is_bot": False, "first_name": "某人"}, "date": 1,
                "old_reaction": [], "new_reaction": [{"type": "emoji", "emoji": self.dice.choice("👍👎❤")}],
            }})  # fmt: skip

    def _inline(self) -> None:
        words = self.dice.choice((*CITATIONS, *self.questions[:200]))
        self.typed[self.api.inline(words, user_id=self._person())] = time.monotonic()

    def _command(self) -> None:
        self.api.say(self._person(), self.dice.choice(COMMANDS))

    def _verify(self) -> None:
        self.say(self._person(), f"/verify {self.dice.choice(TEXTS)}")

    def _sticker(self) -> None:
        sticker = {"file_id": "s", "file_unique_id": "s", "width": 1, "height": 1, "is_animated": False,
                   "is_video": False, "type": "regular"}  # fmt: skip
        self.api.say(self._person(), sticker=sticker)

    # What became of it -------------------------------------------------------------------------

    def lost_and_twice(self) -> tuple[int, int]:
        """Questions without an answer, and with more than one."""
        answers = Counter((one.chat_id, one.reply_to) for one in list(self.api.sent) if not one.deleted)
        counts = [answers[key] for key in list(self.asked)]
        return counts.count(0), sum(count > 1 for count in counts)

    def seconds(self) -> list[float]:
        """How long each question waited for its answer."""
        first: dict[tuple[int, int], float] = {}
        for one in list(self.api.sent):
            if one.reply_to is not None:
                first.setdefault((one.chat_id, one.reply_to), one.at)
        return [first[key] - at for key, at in list(self.asked.items()) if key in first]

    def without_notice(self) -> int:
        """Presses whose little wheel goes on turning."""
        return sum(1 for press in list(self.pressed) if press not in self.api.callback_answers)

    def without_results(self) -> int:
        """Inline queries that got nothing; one that a fault hit is typed again by people."""
        return sum(1 for query in list(self.typed) if query not in self.api.inline_answers)
