"""What handlers work with: the service behind a bounded pool of threads, store, outbox, languages, memory."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from telegram import Update, User
from telegram.ext import Application, CallbackContext, ExtBot

from bot.answer import Answer, Excerpt, Language
from bot.delivery import Outbox
from bot.limits import PER_GROUP, PER_USER, Limiter
from bot.metrics import Metrics
from bot.settings import Settings
from bot.store import Store
from bot.texts import TEXTS, Locale, Texts, locale_of
from bot.today import LawOfToday
from bot.workers import Workers
from knowledge.models import Case, QuizItem, Tip

if TYPE_CHECKING:
    from index.types import Hit
    from knowledge.citations.types import Resolution

_T = TypeVar("_T")

REMEMBER_SECONDS = 600.0
REMEMBER_MOST = 20_000
SHORT_QUESTION = 10
"""A question this short usually leans on the one before: both are remembered together."""


class Service(Protocol):
    """What the Telegram side needs of ``bot.service.Yuanfa``; synchronous and safe between threads."""

    def ask(
        self,
        question: str,
        *,
        language: Language | None = None,
        as_of: date | None = None,
        previous: str | None = None,
    ) -> Answer:
        """Compose an answer."""

    def cite(self, text: str) -> Sequence[Resolution]:
        """Every citation in a text, resolved and verified."""

    def article(self, passage_id: str) -> Excerpt | None:
        """The whole article, or None when the index no longer holds it."""

    def neighbours(self, passage_id: str) -> tuple[str | None, str | None]:
        """The articles before and after."""

    def search(self, query: str, k: int) -> Sequence[Hit]:
        """Ranked passages."""

    def case(self, case_id: str) -> Case | None:
        """One case."""

    def cases(self) -> Sequence[Case]:
        """All cases, in the order of the list."""

    def tips(self) -> Sequence[Tip]:
        """Legal tips."""

    def quiz(self) -> Sequence[QuizItem]:
        """Quiz questions."""

    def excerpt(self, citation: str) -> Excerpt:
        """What a citation of a tip points to."""


@dataclass(frozen=True, slots=True)
class Recent:
    """The last question in a conversation."""

    question: str
    choices: tuple[str, ...]
    """Questions that the numbers of a clarifying question stand for."""
    at: float


class Memory:
    """Last questions, for follow-ups; in memory only, ten minutes."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Forget by ``clock``."""
        self._clock = clock
        self._recent: OrderedDict[tuple[int, int], Recent] = OrderedDict()

    def last(self, chat_id: int, user_id: int) -> Recent | None:
        """The last question of this person in this chat, if it is fresh."""
        recent = self._recent.get((chat_id, user_id))
        if recent is None or self._clock() - recent.at > REMEMBER_SECONDS:
            return None
        return recent

    def held(self, user_id: int) -> list[str]:
        """The questions of this person that are remembered now."""
        return [recent.question for (_, who), recent in self._recent.items() if who == user_id]

    def forget(self, user_id: int) -> None:
        """Forget what this person asked."""
        for key in [key for key in self._recent if user_id in key]:
            del self._recent[key]

    def keep(self, chat_id: int, user_id: int, question: str, previous: str | None, answer: Answer) -> None:
        """Remember a question that was answered."""
        if previous and len(question) <= SHORT_QUESTION:
            question = f"{previous[-500:]}\n{question}"
        key = (chat_id, user_id)
        choices = tuple(choice.question for choice in answer.choices)
        self._recent[key] = Recent(question, choices, self._clock())
        self._recent.move_to_end(key)
        while self._recent:
            oldest = next(iter(self._recent.values()))
            fresh = self._clock() - oldest.at <= REMEMBER_SECONDS
            if fresh and len(self._recent) <= REMEMBER_MOST:
                break
            self._recent.popitem(last=False)


@dataclass(slots=True)
class Shared:
    """One per application; ``context.shared``."""

    settings: Settings
    service: Service
    store: Store
    metrics: Metrics
    workers: Workers = field(default_factory=Workers)
    law: LawOfToday[Service] | None = None
    outbox: Outbox = field(init=False)
    memory: Memory = field(default_factory=Memory)
    user_limit: Limiter = field(default_factory=lambda: Limiter(PER_USER))
    group_limit: Limiter = field(default_factory=lambda: Limiter(PER_GROUP))
    last_alarm: float = float("-inf")
    laws_of_cases: dict[str, tuple[str, ...]] | None = None
    """Article passage to the cases that turn on it; made when first asked for."""

    async def work(self, function: Callable[[], _T]) -> _T:
        """Run ``function`` in a worker thread: the event loop never encodes or searches.

        Raises:
            bot.workers.Overran: It took longer than an answer may.
        """
        return await self.workers.run(function)

    async def tell_operators(self, what: str) -> None:
        """A message to everybody in ``YUANFA_ADMIN_IDS``; never what somebody wrote."""
        for admin in self.settings.admin_ids:
            await self.outbox.quietly(self.outbox.bot.send_message(admin, what))


class Context(CallbackContext[ExtBot[None], dict[Any, Any], dict[Any, Any], Shared]):
    """The context of every handler."""

    @property
    def shared(self) -> Shared:
        """What the application owns."""
        return self.bot_data

    async def locale(self, update: Update) -> Locale:
        """The reader's interface language: their choice, the group's, else that of their client."""
        chat, user = update.effective_chat, update.effective_user
        if chat is not None and chat.id < 0:
            chosen = (await self.shared.store.chat_settings(chat.id)).get("locale")
            if chosen:
                return Locale(chosen)
        return await self.user_locale(user)

    async def user_locale(self, user: User | None) -> Locale:
        """A person's own choice, else the language of their client."""
        if user is None:
            return Locale.HANS
        chosen = await self.shared.store.user_locale(user.id)
        return Locale(chosen) if chosen else locale_of(user.language_code)

    async def chosen_language(self, update: Update) -> Language | None:
        """The language asked for by a setting; None lets the question decide."""
        chat, user = update.effective_chat, update.effective_user
        chosen = None
        if chat is not None and chat.id < 0:
            chosen = (await self.shared.store.chat_settings(chat.id)).get("locale")
        elif user is not None:
            chosen = await self.shared.store.user_locale(user.id)
        if chosen is None:
            return None
        return Language.EN if chosen == Locale.EN else Language.ZH

    async def texts(self, update: Update) -> Texts:
        """The interface sentences for this reader."""
        return TEXTS[await self.locale(update)]


App = Application[ExtBot[None], Context, dict[Any, Any], dict[Any, Any], Shared, None]
