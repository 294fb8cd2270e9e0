"""Logging, set up once: JSON lines on standard error, without tokens and without people's words.

Rules that hold for every line: a library's arguments are dropped (they carry URLs with the token, or whole
updates with a question in them), exceptions are shown as type and stack without their message, and the
token is blotted out wherever it might still stand.
"""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import Callable, MutableMapping
from types import TracebackType
from typing import Any, TextIO

import structlog

OURS = ("bot", "index", "knowledge", "yuanfa")
QUIET = ("httpx", "httpcore", "telegram", "tornado", "asyncio", "apscheduler")
Event = MutableMapping[str, Any]


class _Bare(logging.Filter):
    """Strips a library's records to their template; ours pass whole."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.name.split(".")[0] not in OURS:
            record.args = ()
            # asyncio formats by itself: a first line, then what may hold an exception's message.
            record.msg = str(record.msg).partition("\n")[0] if record.levelno >= logging.WARNING else ""
        return bool(record.msg)


def _stack_only(_: Any, __: str, event: Event) -> Event:
    """Replaces ``exc_info`` by type and frames: messages may quote what somebody wrote."""
    info = event.pop("exc_info", None)
    if info is True:
        info = sys.exc_info()
    if isinstance(info, BaseException):
        info = (type(info), info, info.__traceback__)
    if isinstance(info, tuple) and info[0] is not None:
        event["exception"] = info[0].__name__
        event["stack"] = frames(info[2])
    return event


def frames(trace: TracebackType | None) -> list[str]:
    """``file:line function`` for each frame, outermost first."""
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]


def _blot(secrets: tuple[str, ...]) -> Callable[[Any, str, Event], Event]:
    def blot(value: Any) -> Any:
        if isinstance(value, str):
            for secret in secrets:
                value = value.replace(secret, "***")
            return value
        if isinstance(value, list | tuple):
            return [blot(item) for item in value]
        if isinstance(value, dict):
            return {blot(key): blot(item) for key, item in value.items()}
        return value

    def processor(_: Any, __: str, event: Event) -> Event:
        for key in list(event):
            if not key.startswith("_"):
                event[key] = blot(event[key])
        return event

    return processor


def set_up_logs(level: str, *, secrets: tuple[str, ...] = (), stream: TextIO | None = None) -> None:
    """Send every record of the process to ``stream`` (standard error) as one JSON line each."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.addFilter(_Bare())
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                _stack_only,
                _blot(tuple(secret for secret in secrets if secret)),
                structlog.processors.JSONRenderer(ensure_ascii=False, default=str),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in QUIET:
        # httpx writes request URLs at INFO, and the URL holds the token.
        logging.getLogger(name).setLevel(max(logging.WARNING, logging.getLevelName(level)))
