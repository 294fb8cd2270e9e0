"""Where updates come from: long polling, or a webhook of our own; both hand raw JSON to the inbox.

An update is acknowledged (the next ``getUpdates``, or 200 to the webhook) only when the store has it.
"""

from __future__ import annotations

import asyncio
import contextlib
import hmac
import json
import logging
import time
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Any

import tornado.httpserver
import tornado.web
from telegram import Bot, Update, WebhookInfo
from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError
from telegram.request import HTTPXRequest

from bot.database import StoreError
from bot.inbox import Inbox, InOrder
from bot.lanes import HIGHEST, number_in
from bot.outgoing import seconds_of
from bot.supervise import Hopeless

log = logging.getLogger(__name__)

POLL_SECONDS = 25
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 15.0
OLD_SECONDS = 90.0
"""A poll ends after 25 s at most; none for so long means that we are deaf."""
MOST_REFUSALS = 4
"""Failures in a row after which receiving counts as broken."""
HOOK_SECONDS = 60.0
"""How often Telegram is asked how the webhook does."""
HOOK_ERROR_SECONDS = 300.0
"""So long Telegram's last failure to deliver counts."""
MOST_PENDING = 500
MOST_IN_POLL = 100
"""Updates in one answer of ``getUpdates``: as many mean that more may wait."""
QUIET_SECONDS = 0.5
"""A poll that is open for so long without an answer says that nothing waits at Telegram."""
CATCH_UP_SECONDS = 10.0
MOST_BODY = 2 * 1024 * 1024
"""An update with a message of 4,096 characters, replies and all, has some ten kilobytes."""

ALLOWED_UPDATES = [
    Update.MESSAGE,
    Update.EDITED_MESSAGE,
    Update.CALLBACK_QUERY,
    Update.INLINE_QUERY,
    Update.MY_CHAT_MEMBER,
    Update.GUEST_MESSAGE,
    Update.MESSAGE_REACTION,
    Update.BUSINESS_CONNECTION,
    Update.BUSINESS_MESSAGE,
]

TOKEN_REFUSED = "TELEGRAM_BOT_TOKEN was refused by Telegram: copy the token again from @BotFather"  # noqa: S105


class Reception:
    """How receiving goes, for the health page."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Measure by ``clock``."""
        self._clock = clock
        self.last_good = clock()
        self.failures = 0
        self.reason = ""
        self.polls = True
        """False for a webhook, which may be silent for hours."""
        self.hook = ""
        """What Telegram says is wrong with the webhook, or nothing."""
        self._open_since: float | None = None
        """When the poll was begun that is under way."""
        self._emptied = float("-inf")
        """When the last poll was begun that left nothing waiting."""

    def polling(self) -> None:
        """A poll begins."""
        self._open_since = self._clock()

    def polled(self, count: int) -> None:
        """A poll brought so many updates, and they are kept."""
        if count < MOST_IN_POLL and self._open_since is not None:
            self._emptied = self._open_since
        self._open_since = None

    async def caught_up(self) -> None:
        """Wait until what people had written when this was called has come in; not for ever. A webhook gets an instant for it."""
        began = self._clock()
        while self._clock() - began < CATCH_UP_SECONDS and self._emptied < began:
            since = began if not self.polls else self._open_since
            if since is not None and self._clock() - max(since, began) >= QUIET_SECONDS:
                return
            await asyncio.sleep(QUIET_SECONDS / 10)

    def good(self) -> None:
        """Updates came in, or there were none."""
        self.last_good, self.failures, self.reason = self._clock(), 0, ""

    def bad(self, reason: str) -> None:
        """Nothing could be received, or what came could not be kept."""
        self._open_since = None
        self.failures, self.reason = self.failures + 1, reason

    @property
    def age(self) -> float:
        """Seconds since the last good poll or call."""
        return self._clock() - self.last_good

    @property
    def trouble(self) -> str:
        """What is wrong, or nothing."""
        if self.failures >= MOST_REFUSALS:
            return f"{self.failures} failures in a row, the last one {self.reason}"
        if self.hook:
            return self.hook
        if self.polls and self.age > OLD_SECONDS:
            return f"no good poll for {self.age:.0f} s"
        return ""


class Unreadable(NetworkError):
    """An answer to ``getUpdates`` that is no JSON."""

    def __init__(self, payload: bytes) -> None:
        """``payload`` is what came."""
        super().__init__("no JSON of the Bot API")
        self.payload = payload


class PollRequest(HTTPXRequest):
    """``getUpdates`` whose updates are taken as they came; PTB, which reads a batch or none of it, gets none."""

    def __init__(self, **settings: Any) -> None:
        """As of ``HTTPXRequest``."""
        super().__init__(**settings)
        self.raw: list[Any] = []

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        """An empty batch in place of the one that is kept in ``raw``."""
        code, payload = await super().do_request(*args, **kwargs)
        if code != HTTPStatus.OK:
            return code, payload
        try:
            result = json.loads(payload)["result"]
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise Unreadable(payload) from error
        if not isinstance(result, list):
            raise NetworkError("no list of updates")
        self.raw = result
        return code, b'{"ok":true,"result":[]}'


class Poller:
    """Long polling."""

    def __init__(
        self, bot: Bot, request: PollRequest, inbox: Inbox, order: InOrder, state: Reception
    ) -> None:
        """Poll as ``bot``, whose ``getUpdates`` go through ``request``."""
        self._bot, self._request, self._inbox, self._order = bot, request, inbox, order
        self._state = state
        self._offset = 0
        self._one_by_one = 0
        """How many polls ask for one update only: one of those that wait cannot be read."""

    async def run(self) -> None:
        """Receive until cancelled.

        Raises:
            Hopeless: Telegram refuses the token.
        """
        await self._insist(self._take_over)
        while True:
            await self._insist(self._poll)

    async def _take_over(self) -> None:
        await self._bot.delete_webhook()

    async def _poll(self) -> None:
        await self._order.room()
        self._state.polling()
        before, self._one_by_one = self._one_by_one, max(0, self._one_by_one - 1)
        try:
            await self._fetch(POLL_SECONDS, 1 if before else MOST_IN_POLL)
        except Unreadable as error:
            if number_in(error.payload) is None:
                raise  # the page of a proxy
            self._one_by_one = before or MOST_IN_POLL
            number = await self._inbox.unreadable(error.payload) if before else None
            self._offset = max(self._offset, number + 1 if number is not None else 0)
            await asyncio.sleep(FIRST_PAUSE)
            return
        began = self._offset
        for raw in self._request.raw:
            await self._inbox.take(raw)
            if isinstance(raw, dict) and isinstance(raw.get("update_id"), int) and raw["update_id"] < HIGHEST:
                self._offset = max(self._offset, raw["update_id"] + 1)
        self._state.polled(len(self._request.raw))
        self._state.good()
        if self._request.raw and self._offset == began:
            await asyncio.sleep(FIRST_PAUSE)  # what has no number is handed out again at once

    async def _fetch(self, seconds: int, most: int = MOST_IN_POLL) -> None:
        self._request.raw = []
        await self._bot.get_updates(
            offset=self._offset,
            limit=most,
            timeout=seconds,
            read_timeout=10.0,  # on top of the timeout
            allowed_updates=ALLOWED_UPDATES,
        )

    async def _insist(self, call: Callable[[], Awaitable[None]]) -> None:
        """Call until it succeeds once, with growing pauses."""
        pause = FIRST_PAUSE
        while True:
            try:
                return await call()
            except InvalidToken as error:
                self._state.bad(type(error).__name__)
                raise Hopeless(TOKEN_REFUSED) from error
            except RetryAfter as error:
                self._state.bad("RetryAfter")
                await asyncio.sleep(seconds_of(error))
            except (TelegramError, StoreError) as error:
                # 409 means a second process polls with the same token, or a webhook is set.
                name = "Conflict (a second process polls, or a webhook is set)"
                self._state.bad(name if isinstance(error, Conflict) else type(error).__name__)
                log.warning("getUpdates failed", extra={"reason": type(error).__name__})
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)

    async def confirm(self) -> None:
        """Tell Telegram what we have; what it hands out now stays with it."""
        if self._offset:
            with contextlib.suppress(TelegramError, TimeoutError):
                async with asyncio.timeout(5):
                    await self._fetch(0)


def trouble_of(info: WebhookInfo, url: str, good_age: float) -> str:
    """What ``getWebhookInfo`` says is wrong, or nothing; ``good_age`` is how long ago the last call came through."""
    if not info.url:
        return "the webhook was taken away: it is set again"
    if info.url != url:
        return "the webhook is set elsewhere: end the other process, then start this one again"
    failed_at = info.last_error_date
    failed_age = time.time() - failed_at.timestamp() if failed_at is not None else HOOK_ERROR_SECONDS
    if failed_age < min(HOOK_ERROR_SECONDS, good_age):
        return f"Telegram cannot deliver ({info.last_error_message}): check proxy and certificate"
    if info.pending_update_count > MOST_PENDING:
        return f"{info.pending_update_count} updates wait at Telegram"
    return ""


class Hook:
    """A webhook: an HTTP server on the loopback interface, behind the operator's TLS proxy."""

    def __init__(
        self, bot: Bot, inbox: Inbox, order: InOrder, state: Reception, *, url: str, path: str, listen: str,
        port: int, secret: str,
    ) -> None:  # fmt: skip
        """Serve ``path`` at ``listen``:``port``; Telegram is told ``url`` and ``secret``."""
        self._bot, self._state = bot, state
        self._url, self._listen, self._port, self._secret = url, listen, port, secret
        state.polls = False
        settings = {"inbox": inbox, "order": order, "state": state, "secret": secret}
        self._site = tornado.web.Application(
            [(rf"/{path}/?", _Call, settings)], log_function=lambda handler: None
        )

    async def run(self) -> None:
        """Serve until cancelled.

        Raises:
            Hopeless: Telegram refuses the token, or the port is taken.
        """
        server = tornado.httpserver.HTTPServer(self._site, max_body_size=MOST_BODY, body_timeout=30)
        try:
            server.listen(self._port, address=self._listen)
        except OSError as error:
            raise Hopeless(
                f"TELEGRAM_WEBHOOK_LISTEN:TELEGRAM_WEBHOOK_PORT {self._listen}:{self._port} cannot be opened: "
                "end what listens there, or name another"
            ) from error
        try:
            await self._announce()
            while True:
                await asyncio.sleep(HOOK_SECONDS)
                await self._ask_telegram()
        finally:
            server.stop()
            await server.close_all_connections()

    async def _ask_telegram(self) -> None:
        """What Telegram says of our webhook; one that somebody took away is set again."""
        try:
            info = await self._bot.get_webhook_info()
        except InvalidToken as error:
            raise Hopeless(TOKEN_REFUSED) from error
        except TelegramError as error:
            self._state.hook = f"getWebhookInfo fails ({type(error).__name__})"
            return
        self._state.hook = trouble_of(info, self._url, self._state.age)
        if not info.url:
            log.warning("webhook was taken away, set again")
            await self._announce()

    async def _announce(self) -> None:
        pause = FIRST_PAUSE
        while True:
            try:
                await self._bot.set_webhook(
                    self._url, secret_token=self._secret, allowed_updates=ALLOWED_UPDATES
                )
            except InvalidToken as error:
                raise Hopeless(TOKEN_REFUSED) from error
            except TelegramError as error:
                self._state.bad(type(error).__name__)
                log.warning("setWebhook failed", extra={"reason": type(error).__name__})
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)
            else:
                return self._state.good()


@tornado.web.stream_request_body
class _Call(tornado.web.RequestHandler):
    """One update, posted by Telegram; a stranger is sent away before a byte of the body is kept."""

    SUPPORTED_METHODS = ("POST",)

    def initialize(self, inbox: Inbox, order: InOrder, state: Reception, secret: str) -> None:
        """What the server hands to every request."""
        self._inbox, self._order, self._state, self._secret = inbox, order, state, secret
        self._body = bytearray()

    def prepare(self) -> None:
        """Refuse without the secret."""
        given = self.request.headers.get("X-Telegram-Bot-Api-Secret-Token", "")
        if not hmac.compare_digest(given.encode(), self._secret.encode()):
            raise tornado.web.HTTPError(HTTPStatus.FORBIDDEN)

    def data_received(self, chunk: bytes) -> None:
        """A part of the body."""
        self._body += chunk

    async def post(self) -> None:
        """200 when the update is kept; Telegram repeats it after anything else."""
        try:
            raw = json.loads(self._body)
        except (ValueError, RecursionError):
            if await self._inbox.unreadable(bytes(self._body)) is None:
                raise tornado.web.HTTPError(HTTPStatus.BAD_REQUEST) from None
            return  # set aside: 200, or Telegram would go on with it
        await self._order.room()
        try:
            await self._inbox.take(raw)
        except StoreError as error:
            self._state.bad(type(error).__name__)
            raise tornado.web.HTTPError(HTTPStatus.SERVICE_UNAVAILABLE) from None
        self._state.good()

    def log_exception(self, *_: Any) -> None:
        """A refusal is no event of ours."""
