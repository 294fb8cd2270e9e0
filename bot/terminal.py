"""Yuanfa in the terminal: the same messages as in Telegram, without markup."""

from __future__ import annotations

import html
import random
import re
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from bot.render import render, render_tip
from bot.service import Yuanfa
from bot.texts import TEXTS, Locale
from bot.today import LawOfToday, with_age
from index.types import Hit
from index.types import Progress as ProgressCallback
from knowledge.citations.types import Resolution

_BOLD, _PLAIN = "\x1b[1m", "\x1b[0m"
_TAG = re.compile(r"<[^<>]+>")
_QUOTATION = re.compile(r"</?blockquote[^<>]*>")
FOLLOW_UP_SECONDS = 600
"""For how long a message may lean on the one before it, as in Telegram."""

WELCOME = (
    "援法 Yuanfa：问一个问题（开盒犯法吗）、写一个条号（民法典1195条）或问案件（静安案）。"
    "一条普法小贴士：/tip。退出：Ctrl-D 或 /quit。\nAsk a question or name an article; leave with Ctrl-D or /quit."
)


def plain(message: str, *, colour: bool = False) -> str:
    """A Telegram message in HTML as text for a terminal: quotations indented, bold in bold."""
    lines: list[str] = []
    # Quotations do not nest in Telegram: every second part stands inside of one.
    for number, part in enumerate(_QUOTATION.split(message)):
        quoted = number % 2 == 1
        lines.append("\n".join(f"  │ {line}" for line in part.split("\n")) if quoted else part)
    text = "".join(lines)
    if colour:
        text = text.replace("<b>", _BOLD).replace("</b>", _PLAIN)
    return html.unescape(_TAG.sub("", text))


def show(messages: Iterable[str]) -> None:
    """Print messages one after another."""
    for message in messages:
        print(plain(message, colour=sys.stdout.isatty()), end="\n\n")  # noqa: T201


def show_hits(hits: Sequence[Hit], *, explain: bool = False) -> None:
    """Print ranked passages, one line of text each."""
    for rank, hit in enumerate(hits, 1):
        print(f"{rank:3d}  {hit.score.total:.3f}  {hit.citation}")  # noqa: T201
        print(f"     {hit.text[:110].replace(chr(10), ' ')}")  # noqa: T201
        if explain:
            boosts = "".join(f"; {name} {value:+.3f}" for name, value in hit.score.boosts)
            print(  # noqa: T201
                f"     dense {hit.score.dense:.3f}; lexical {hit.score.lexical:.2f}{boosts}"
            )


def show_citations(resolved: Sequence[Resolution]) -> None:
    """Print every citation with its verdict."""
    if not resolved:
        print("没有找到条文引用。No citation found.")  # noqa: T201
    for one in resolved:
        print(f"{one.matched}  →  {one.verdict.value}  {one.citation}")  # noqa: T201
        for line in (one.message, one.hint, one.quote.message if one.quote else ""):
            if line:
                print(f"    {line}")  # noqa: T201
        if one.text:
            print("\n".join(f"  │ {line}" for line in one.text.split("\n")))  # noqa: T201


def chat(service: Yuanfa, law: LawOfToday[Yuanfa] | None = None) -> None:
    """Talk until end of input; ``law`` brings a new index when there is one."""
    interactive = sys.stdin.isatty()
    print(WELCOME, end="\n\n")  # noqa: T201
    previous: list[str] = []
    last = 0.0
    while True:
        if interactive:
            print("> ", end="", flush=True)  # noqa: T201
        line = sys.stdin.readline()
        if not line or line.strip() in {"/quit", "/exit"}:
            break
        question = line.strip()
        if not question:
            continue
        service = (law.look() if law else None) or service
        if question == "/tip":
            tip = random.choice(service.tips())  # noqa: S311 - which tip is no secret
            show([render_tip(tip.text, service.excerpt(tip.citations[0]), TEXTS[Locale.HANS])])
            continue
        if previous and time.monotonic() - last >= FOLLOW_UP_SECONDS:
            previous.clear()
        answer = service.ask(question, previous=tuple(previous))
        show(render(with_age(answer, law.old_since if law else None)))
        previous.append(question)
        last = time.monotonic()


def progress(text: str) -> None:
    """One line of progress, on standard error and only to a terminal."""
    if sys.stderr.isatty():
        print(text, file=sys.stderr, flush=True)  # noqa: T201


@contextmanager
def progress_bar(label: str) -> Iterator[ProgressCallback | None]:
    """A progress bar on standard error when that is a terminal, else nothing."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console  # loaded only where there is a bar
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn(label),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task(label, total=None)

        def report(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        yield report
