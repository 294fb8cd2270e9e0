"""What handlers work with: the service behind a bounded pool of threads, store, outbox, languages, memory."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from telegram import Update, User
from telegram.ext import Application, CallbackContext, ExtBot

from bot.answer import Answer, Excerpt, Language
from bot.delivery import Outbox
from bot.inbox import current_task
from bot.limits import PER_GROUP, PER_USER, Limiter, SharedLimiter, SharedPace
from bot.memory import Memory
from bot.metrics import Metrics
from bot.patience import quietly
from bot.settings import Settings
from bot.store import Store
from bot.texts import TEXTS, Locale, Texts, locale_of
from bot.today import LawOfToday
from bot.workers import Workers
from knowledge.models import Case, CaseId, PassageId
from knowledge.posts import QuizItem, Tip

if TYPE_CHECKING:
    from index.types import Hit
    from knowledge.citations.types import Resolution

_T = TypeVar("_T")


class Service(Protocol):
    """What the Telegram side needs of ``bot.service.Yuanfa``; synchronous and safe between threads."""

    def warm(self) -> None:
        """Make now what else the first question that needs it would wait for."""

    def ask(
        self,
        question: str,
        *,
        language: Language | None = None,
        as_of: date | None = None,
        previous: Sequence[str] = (),
        reply_to: str | None = None,
    ) -> Answer:
        """Compose an answer."""

    def cite(self, text: str) -> Sequence[Resolution]:
        """Every citation in a text, resolved and verified."""

    def law_question(self, name: str) -> str | None:
        """The question about a law as such that its bare name stands for, or None when it names no law."""

    def article(self, passage_id: str) -> Excerpt | None:
        """The whole article, or None when the index no longer holds it."""

    def neighbours(self, passage_id: str) -> tuple[str | None, str | None]:
        """The articles before and after."""

    def references(self, passage_id: str) -> Sequence[tuple[str, str]]:
        """(citation, passage) of the articles that an article refers to."""

    def topics_with_cases(self) -> Mapping[PassageId, Sequence[CaseId]]:
        """Passages of topics, with the cases beside them."""

    def search(self, query: str, k: int) -> Sequence[Hit]:
        """Ranked passages."""

    def case(self, case_id: str) -> Case | None:
        """One case."""

    def data_days(self) -> tuple[date | None, date]:
        """Publication of the newest text held, and the day whose law is quoted."""

    def cases(self) -> Sequence[Case]:
        """All cases, in the order of the list."""

    def tips(self) -> Sequence[Tip]:
        """Legal tips."""

    def quiz(self) -> Sequence[QuizItem]:
        """Quiz questions."""

    def excerpt(self, citation: str) -> Excerpt:
        """What a citation of a tip points to."""


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
    notices: Limiter = field(default_factory=lambda: Limiter(1))
    """One refusal a minute in a chat, one sentence for an album."""
    last_alarm: float = float("-inf")
    laws_of_cases: dict[str, tuple[str, ...]] | None = None
    """Passage of an article or a topic to the cases that turn on it or stand beside it; made when first asked for."""

    rules: dict[int, str] | None = None
    """``admission`` of the store; None when it is to be read again."""

    async def work(self, function: Callable[[], _T]) -> _T:
        """Run ``function`` in a worker thread, in the order in which updates came: the event loop never encodes or searches.

        Raises:
            bot.workers.Overran: It took longer than an answer may.
        """
        task = current_task.get()
        return await self.workers.run(function, task.came if task is not None else 0)

    async def admission(self) -> dict[int, str]:
        """Users and chats that the operators block or allow; read once, by several processes each time."""
        if self.rules is None or self.store.shared:
            self.rules = await self.store.admission.rules()
        return self.rules

    def count_together(self) -> None:
        """Limits that hold for all processes that share the store."""
        self.user_limit = SharedLimiter(self.store.counting, "user", PER_USER)
        self.group_limit = SharedLimiter(self.store.counting, "group", PER_GROUP)
        self.notices = SharedLimiter(self.store.counting, "notice", 1)
        self.outbox.wire.pace = SharedPace(self.store.counting, self.settings.sends_per_second)

    async def forget(self, user_id: int) -> None:
        """Forget a person in store and memory, in all processes."""
        self.memory.forget(user_id)
        await self.store.privacy.forget(user_id)
        await self.store.replicas.tell(f"forget {user_id}")

    def told(self, word: str) -> None:
        """Hear what another process said."""
        kind, _, number = word.partition(" ")
        if kind == "forget" and number.isdecimal():
            self.memory.forget(int(number))

    async def tell_operators(self, what: str) -> None:
        """A message to everybody in ``YUANFA_ADMIN_IDS``; never what somebody wrote."""
        for admin in self.settings.admin_ids:
            await quietly(partial(self.outbox.bot.send_message, admin, what))


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
            chosen = (await self.shared.store.chats.settings(chat.id)).get("locale")
            if chosen:
                return Locale(chosen)
        return await self.user_locale(user)

    async def user_locale(self, user: User | None) -> Locale:
        """A person's own choice, else the language of their client."""
        if user is None:
            return Locale.HANS
        chosen = await self.shared.store.chats.user_locale(user.id)
        return Locale(chosen) if chosen else locale_of(user.language_code)

    async def chosen_language(self, update: Update) -> Language | None:
        """The language asked for by a setting; None lets the question decide."""
        chat, user = update.effective_chat, update.effective_user
        chosen = None
        if chat is not None and chat.id < 0:
            chosen = (await self.shared.store.chats.settings(chat.id)).get("locale")
        elif user is not None:
            chosen = await self.shared.store.chats.user_locale(user.id)
        if chosen is None:
            return None
        return Language.EN if chosen == Locale.EN else Language.ZH

    async def texts(self, update: Update) -> Texts:
        """The interface sentences for this reader."""
        return TEXTS[await self.locale(update)]


App = Application[ExtBot[None], Context, dict[Any, Any], dict[Any, Any], Shared, None]
