"""The Telegram application: handlers in order, lifecycle, graceful stop.

StartError        Telegram refuses the token or cannot be reached at the start; one sentence with the remedy
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import secrets
import signal
from collections.abc import AsyncIterator, Callable
from typing import cast
from urllib.parse import urlsplit

from telegram import Update
from telegram.error import InvalidToken, TelegramError
from telegram.ext import ApplicationBuilder, ContextTypes
from telegram.request import HTTPXRequest

from bot.awareness import Posts
from bot.context import App, Context, Service, Shared
from bot.delivery import Outbox, trace_request
from bot.handlers.register import register
from bot.inbox import Inbox, InOrder, PollRequest
from bot.logs import set_up_logs
from bot.menu import introduce
from bot.metrics import Metrics, serve_metrics
from bot.settings import Settings, SettingsError
from bot.store import Store

log = logging.getLogger(__name__)

CONNECTIONS = 64
READ_TIMEOUT = 20.0
"""Telegram may take long over a message; a request given up early can no longer be told from a lost one."""
POLL_SECONDS = 25
FIRST_CONTACT_TRIES = 8
GRACE_SECONDS = 20.0
"""After a stop is asked for: how long questions already received may still be answered."""
LAST_SECONDS = 5.0
"""And then how long answers that have begun may take; what is left is answered after the restart."""
CLEAN_SECONDS = 6 * 3600.0

ALLOWED_UPDATES = [
    Update.MESSAGE,
    Update.EDITED_MESSAGE,
    Update.CALLBACK_QUERY,
    Update.INLINE_QUERY,
    Update.MY_CHAT_MEMBER,
    Update.GUEST_MESSAGE,
]


class StartError(SettingsError):
    """The bot cannot start; one sentence names the setting and the remedy."""


def run(settings: Settings, service_factory: Callable[[], Service]) -> None:
    """Run the bot until it is told to stop.

    Raises:
        SettingsError: No usable token.
        StartError: Telegram refuses the token or stays out of reach.
    """
    token = settings.token().get_secret_value()
    hook = settings.telegram_webhook_secret
    blotted = (token, hook.get_secret_value() if hook else "")
    set_up_logs(settings.log_level, secrets=blotted)
    service = service_factory()
    asyncio.run(serve(settings, service))


async def serve(settings: Settings, service: Service, *, stop: asyncio.Event | None = None) -> None:
    """Run the bot inside an event loop until SIGINT, SIGTERM or ``stop``."""
    stop = stop or asyncio.Event()
    async with _application(settings, service) as (app, inbox, order):
        _stop_on_signals(stop)
        await _first_contact(app)
        shared = app.bot_data
        web = None
        if settings.http_port is not None:
            web = await serve_metrics(shared.metrics, settings.http_port, lambda: app.running)
        greeting = asyncio.create_task(introduce(app.bot, shared))
        cleaning = asyncio.create_task(_clean(shared.store))
        posts = None
        try:
            waiting = await inbox.replay(app.bot)
            await app.start()
            await _receive(app, settings)
            posts = asyncio.create_task(Posts(shared, order).run())
            log.info("bot started", extra={"bot": app.bot.username, "kept_updates": waiting})
            await stop.wait()
            log.info("stopping")
        finally:
            greeting.cancel()
            cleaning.cancel()
            if posts is not None:
                posts.cancel()
            await _wind_down(app, inbox, order)
            if web is not None:
                web.close()
    log.info("stopped")


@contextlib.asynccontextmanager
async def _application(settings: Settings, service: Service) -> AsyncIterator[tuple[App, Inbox, InOrder]]:
    token = settings.token().get_secret_value()
    metrics = Metrics()
    # Update numbers are the bot's own, so each bot has its own file; its id is the token's public part.
    store = await Store.open(settings.data_dir / f"telegram-{token.split(':')[0]}.sqlite3")
    shared = Shared(settings, service, store, metrics)
    inbox = Inbox(store, metrics)
    order = InOrder(store, inbox)
    try:
        app = _build(settings, token, shared, inbox, order)
        shared.outbox = Outbox(app.bot, store, metrics, order.stopping)
        register(app)
        try:
            yield app, inbox, order
        finally:
            with contextlib.suppress(TelegramError, RuntimeError):
                await app.shutdown()
    finally:
        shared.pool.shutdown(wait=True, cancel_futures=True)
        await store.close()


def _build(settings: Settings, token: str, shared: Shared, inbox: Inbox, order: InOrder) -> App:
    builder = (
        ApplicationBuilder()
        .token(token)
        .context_types(ContextTypes(context=Context, bot_data=cast("type[Shared]", lambda: shared)))
        .update_queue(inbox)
        .concurrent_updates(order)
        .job_queue(None)
        .request(
            HTTPXRequest(
                connection_pool_size=CONNECTIONS,
                read_timeout=READ_TIMEOUT,
                write_timeout=READ_TIMEOUT,
                connect_timeout=10.0,
                # Bursts queue for a connection instead of failing.
                pool_timeout=120.0,
                httpx_kwargs={"event_hooks": {"request": [trace_request]}},
            )
        )
        .get_updates_request(PollRequest(connection_pool_size=2, read_timeout=10.0, connect_timeout=10.0))
    )
    if settings.telegram_base_url:
        builder = builder.base_url(settings.telegram_base_url)
    if settings.telegram_base_file_url:
        builder = builder.base_file_url(settings.telegram_base_file_url)
    return builder.build()


async def _first_contact(app: App) -> None:
    """``getMe``; a refused token ends the start, an unreachable server is tried again for a while."""
    pause = 0.5
    for attempt in range(1, FIRST_CONTACT_TRIES + 1):
        try:
            await app.initialize()
        except InvalidToken as error:
            raise StartError(
                "TELEGRAM_BOT_TOKEN was refused by Telegram: copy the token again from @BotFather"
            ) from error
        except TelegramError as error:
            if attempt == FIRST_CONTACT_TRIES:
                raise StartError(
                    "Telegram cannot be reached: check the network, HTTPS_PROXY and TELEGRAM_BASE_URL"
                ) from error
            log.warning("Telegram not reached, trying again", extra={"attempt": attempt})
            await asyncio.sleep(pause)
            pause = min(pause * 2, 15.0)
        else:
            return


async def _receive(app: App, settings: Settings) -> None:
    updater = app.updater
    if updater is None:
        raise StartError("the application was built without an updater")
    if settings.telegram_webhook_url:
        hook = settings.telegram_webhook_secret
        await updater.start_webhook(
            listen=settings.telegram_webhook_listen,
            port=settings.telegram_webhook_port,
            url_path=urlsplit(settings.telegram_webhook_url).path.lstrip("/"),
            webhook_url=settings.telegram_webhook_url,
            # Without one anybody who finds the address could post updates.
            secret_token=hook.get_secret_value() if hook else secrets.token_urlsafe(32),
            allowed_updates=ALLOWED_UPDATES,
            bootstrap_retries=FIRST_CONTACT_TRIES,
        )
        return
    await updater.start_polling(
        timeout=POLL_SECONDS,
        allowed_updates=ALLOWED_UPDATES,
        bootstrap_retries=FIRST_CONTACT_TRIES,
        error_callback=_polling_failed,
    )


def _polling_failed(error: TelegramError) -> None:
    # PTB goes on trying by itself; 409 means a second process polls with the same token.
    log.warning("getUpdates failed", extra={"reason": type(error).__name__})


async def _wind_down(app: App, inbox: Inbox, order: InOrder) -> None:
    """Stop receiving; finish what was received, within limits; leave the rest to the next start."""
    if app.updater is not None and app.updater.running:
        await app.updater.stop()
    if not app.running:
        return
    for seconds, then in ((GRACE_SECONDS, order.stopping.set), (LAST_SECONDS, lambda: None)):
        try:
            async with asyncio.timeout(seconds):
                await inbox.join()
            break
        except TimeoutError:
            then()
    else:
        log.warning("stopped with answers unfinished; they are kept")
        return
    order.stopping.set()
    await app.stop()


async def _clean(store: Store) -> None:
    while True:
        await asyncio.sleep(CLEAN_SECONDS)
        await store.forget_old()


def _stop_on_signals(stop: asyncio.Event) -> None:
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        try:
            loop.add_signal_handler(number, stop.set)
        except NotImplementedError:  # Windows
            signal.signal(number, lambda *_: loop.call_soon_threadsafe(stop.set))
