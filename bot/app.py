"""The Telegram application: what it is made of, lifecycle, graceful stop.

StartError        Telegram refuses the token or cannot be reached, the store cannot be opened, or what must not end
                  keeps ending; one sentence with the remedy
"""

from __future__ import annotations

import asyncio
import contextlib
import hmac
import logging
import secrets
import signal
import threading
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import cast
from urllib.parse import urlsplit

from telegram.error import InvalidToken, TelegramError
from telegram.ext import ApplicationBuilder, ContextTypes, ExtBot
from telegram.request import HTTPXRequest

from bot import today
from bot.awareness import Posts
from bot.context import App, Context, Service, Shared
from bot.delivery import Outbox
from bot.handlers.errors import on_given_up
from bot.handlers.register import register
from bot.health import Health, Page, notify, notify_through
from bot.inbox import Inbox, InOrder
from bot.indexed import build_beside
from bot.limits import Pace
from bot.logs import set_up_logs
from bot.menu import introduce
from bot.metrics import Metrics
from bot.opening import open_store
from bot.place import IndexPlace
from bot.receiving import TOKEN_REFUSED, Hook, Poller, PollRequest, Reception
from bot.settings import Settings, SettingsError, systemd_socket
from bot.state import StoreError
from bot.store import Store
from bot.supervise import Supervisor
from bot.today import LawOfToday
from bot.wire import trace_request
from bot.workers import Workers

log = logging.getLogger(__name__)

CONNECTIONS = 64
READ_TIMEOUT = 20.0
"""Telegram may take long over a message; a request given up early can no longer be told from a lost one."""
FIRST_CONTACT_TRIES = 8
GRACE_SECONDS = 20.0
"""After a stop is asked for: how long questions already received may still be answered."""
LAST_SECONDS = 5.0
"""And then how long answers that have begun may take; what is left is answered after the restart."""
CLEAN_SECONDS = 6 * 3600.0


class StartError(SettingsError):
    """The bot cannot start, or cannot go on; one sentence with the remedy."""


def run(
    settings: Settings, service_factory: Callable[[], Service], is_current: Callable[[], bool] | None = None
) -> None:
    """Run the bot until it is told to stop.

    Args:
        settings: Of the process.
        service_factory: Loads the index that stands in the data folder.
        is_current: Whether that index is of the sources as they are; when it is not, it is built meanwhile.

    Raises:
        SettingsError: No usable token.
        StartError: It cannot start or cannot go on.
    """
    token = settings.token().get_secret_value()
    hook = settings.telegram_webhook_secret
    others = (hook, settings.state_url, settings.index_url)
    blotted = (token, *(one.get_secret_value() if one else "" for one in others))
    set_up_logs(settings.log_level, secrets=blotted)
    notify_through(systemd_socket())
    service = service_factory()
    # Beside the start, which does not wait for it.
    threading.Thread(target=service.warm, name="warm", daemon=True).start()
    asyncio.run(serve(settings, service, load=lambda: _warmed(service_factory()), is_current=is_current))


def _warmed(service: Service) -> Service:
    service.warm()
    return service


@dataclass(slots=True)
class _Parts:
    app: App
    shared: Shared
    order: InOrder
    inbox: Inbox
    requests: PollRequest
    supervisor: Supervisor
    reception: Reception
    health: Health


async def serve(
    settings: Settings,
    service: Service,
    *,
    stop: asyncio.Event | None = None,
    load: Callable[[], Service] | None = None,
    is_current: Callable[[], bool] | None = None,
) -> None:
    """Run the bot inside an event loop until SIGINT, SIGTERM or ``stop``.

    ``load`` loads a new index, ``is_current`` says whether one must be built.

    Raises:
        StartError: It cannot start or cannot go on.
    """
    stop = stop or asyncio.Event()
    law = LawOfToday(IndexPlace(settings.data_dir, settings.index_at), load or (lambda: service))
    try:
        async with _application(settings, service, law) as parts:
            _stop_on_signals(stop)
            await _first_contact(parts.app, stop)
            if not stop.is_set():
                await _serve(parts, settings, stop, is_current)
    except StoreError as error:
        raise StartError(str(error)) from error
    log.info("stopped")
    if parts.supervisor.verdict:
        raise StartError(parts.supervisor.verdict)


async def _serve(
    parts: _Parts, settings: Settings, stop: asyncio.Event, is_current: Callable[[], bool] | None
) -> None:
    app, shared, supervisor = parts.app, parts.shared, parts.supervisor
    web = None
    if settings.http_port is not None:
        try:
            web = await Page(parts.health, shared.metrics).serve(settings.http_listen, settings.http_port)
        except OSError as error:
            raise StartError(
                f"YUANFA_HTTP_LISTEN:YUANFA_HTTP_PORT {settings.http_listen}:{settings.http_port} cannot be "
                "opened: end what listens there, or name another"
            ) from error
    beside = [asyncio.create_task(introduce(app.bot, shared))]
    if is_current is not None:
        beside.append(asyncio.create_task(build_beside(is_current)))
    receiver = _receiver(parts, settings)
    try:
        waiting = await parts.inbox.replay()
        supervisor.keep("receive", receiver.run)
        supervisor.keep("claim", parts.inbox.keep_claiming)
        supervisor.keep("renew", parts.inbox.keep_renewing)
        supervisor.keep("post", Posts(shared, parts.order).run)
        supervisor.keep("clean", lambda: _clean(shared.store))
        supervisor.keep("watch", parts.health.watch)
        supervisor.keep("follow the law", lambda: _follow_law(shared))
        parts.health.serving = True
        notify("READY=1")
        log.info("bot started", extra={"bot": app.bot.username, "kept_updates": waiting})
        await _first(stop, supervisor.over)
        log.info("stopping")
    finally:
        notify("STOPPING=1")
        parts.health.serving = False
        for task in beside:
            task.cancel()
        await supervisor.stop("receive", "claim", "post", "clean", "follow the law")
        if isinstance(receiver, Poller) and not supervisor.verdict:
            await receiver.confirm()
        await _wind_down(parts.order)
        await supervisor.stop()
        await asyncio.gather(*beside, return_exceptions=True)
        if web is not None:
            web.close()


async def _first(*events: asyncio.Event) -> None:
    waiting = [asyncio.ensure_future(event.wait()) for event in events]
    await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
    for future in waiting:
        future.cancel()


@contextlib.asynccontextmanager
async def _application(
    settings: Settings, service: Service, law: LawOfToday[Service]
) -> AsyncIterator[_Parts]:
    token = settings.token().get_secret_value()
    metrics, supervisor, reception = Metrics(), Supervisor(), Reception()
    store = await open_store(settings, token)
    workers = Workers()
    shared = Shared(settings, service, store, metrics, workers, law)
    try:
        requests = PollRequest(connection_pool_size=2, read_timeout=10.0, connect_timeout=10.0)
        app = _build(settings, token, shared, requests)
        order = InOrder(
            store,
            metrics,
            app.process_update,
            lambda update: on_given_up(update, Context.from_update(update, app)),
        )
        pace = Pace(settings.sends_per_second)
        shared.outbox = Outbox(app.bot, store, metrics, order.stopping, pace=pace)
        shared.outbox.looking.caught_up = reception.caught_up
        inbox = Inbox(store, metrics, order, app.bot, shared.told, shared.outbox.numbers.see)
        if store.shared:
            shared.count_together()
        register(app)
        health = Health(
            store=store, order=order, reception=reception, workers=workers, supervisor=supervisor,
            law=lambda: law.trouble, folder=settings.data_dir, tell=shared.tell_operators,
        )  # fmt: skip
        try:
            yield _Parts(app, shared, order, inbox, requests, supervisor, reception, health)
        finally:
            await order.close()
            with contextlib.suppress(StoreError):
                await store.replicas.leave()
            with contextlib.suppress(TelegramError, RuntimeError):
                await app.shutdown()
    finally:
        workers.close()
        await store.close()


def _build(settings: Settings, token: str, shared: Shared, requests: PollRequest) -> App:
    bot: ExtBot[None] = ExtBot(
        token,
        settings.telegram_base_url or "https://api.telegram.org/bot",
        settings.telegram_base_file_url or "https://api.telegram.org/file/bot",
        request=HTTPXRequest(
            connection_pool_size=CONNECTIONS,
            read_timeout=READ_TIMEOUT,
            write_timeout=READ_TIMEOUT,
            connect_timeout=10.0,
            # Bursts queue for a connection instead of failing.
            pool_timeout=120.0,
            httpx_kwargs={"event_hooks": {"request": [trace_request]}},
        ),
        get_updates_request=requests,
    )
    # Receiving, order and retries are ours; of PTB's application the handlers are used.
    return (
        ApplicationBuilder()
        .bot(bot)
        .updater(None)
        .context_types(ContextTypes(context=Context, bot_data=cast("type[Shared]", lambda: shared)))
        .job_queue(None)
        .build()
    )


def _receiver(parts: _Parts, settings: Settings) -> Poller | Hook:
    bot = parts.app.bot
    if not settings.telegram_webhook_url:
        return Poller(bot, parts.requests, parts.inbox, parts.order, parts.reception)
    hook = settings.telegram_webhook_secret
    return Hook(
        bot,
        parts.inbox,
        parts.order,
        parts.reception,
        url=settings.telegram_webhook_url,
        path=urlsplit(settings.telegram_webhook_url).path.strip("/"),
        listen=settings.telegram_webhook_listen,
        port=settings.telegram_webhook_port,
        # Without one anybody who finds the address could post updates.
        secret=hook.get_secret_value() if hook else _hook_secret(parts, settings),
    )


def _hook_secret(parts: _Parts, settings: Settings) -> str:
    """Known to Telegram and to every process that shares the bot, and to nobody else."""
    if not parts.shared.store.shared:
        return secrets.token_urlsafe(32)
    return hmac.digest(settings.token().get_secret_value().encode(), b"yuanfa webhook", "sha256").hex()


async def _first_contact(app: App, stop: asyncio.Event) -> None:
    """``getMe``; a refused token ends the start, an unreachable server is tried again for a while."""
    pause = 0.5
    for attempt in range(1, FIRST_CONTACT_TRIES + 1):
        try:
            await app.initialize()
        except InvalidToken as error:
            raise StartError(TOKEN_REFUSED) from error
        except TelegramError as error:
            if attempt == FIRST_CONTACT_TRIES:
                raise StartError(
                    "Telegram cannot be reached: check the network, HTTPS_PROXY and TELEGRAM_BASE_URL"
                ) from error
            log.warning("Telegram not reached, trying again", extra={"attempt": attempt})
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(pause):
                    await stop.wait()
                    return
            pause = min(pause * 2, 15.0)
        else:
            return


async def _wind_down(order: InOrder) -> None:
    """Finish what was received, within limits; leave the rest to the next start."""
    for seconds, then in ((GRACE_SECONDS, order.stopping.set), (LAST_SECONDS, lambda: None)):
        try:
            async with asyncio.timeout(seconds):
                await order.join()
            break
        except TimeoutError:
            then()
    else:
        log.warning("stopped with answers unfinished; they are kept")
    order.stopping.set()


async def _clean(store: Store) -> None:
    while True:
        await asyncio.sleep(CLEAN_SECONDS)
        await store.privacy.forget_old()


async def _follow_law(shared: Shared) -> None:
    while True:
        await asyncio.sleep(today.LOOK_SECONDS)
        fresh = await asyncio.to_thread(shared.law.look) if shared.law is not None else None
        if fresh is not None:
            # What is being answered keeps the old one to its end.
            shared.service, shared.laws_of_cases = fresh, None


def _stop_on_signals(stop: asyncio.Event) -> None:
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        try:
            loop.add_signal_handler(number, stop.set)
        except NotImplementedError:  # Windows
            signal.signal(number, lambda *_: loop.call_soon_threadsafe(stop.set))
