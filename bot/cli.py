"""The command ``yuanfa``: every command of the interface, working without Telegram except ``run``."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any

import typer

from bot import cli_knowledge, cli_mcp, cli_operate, cli_state, terminal
from bot.answer import Language
from bot.as_json import UnreadableDay, ask_object, cite_object, conversation_of, day_of, search_object
from bot.command import JsonFlag, emit, folders, one_sentence, place
from bot.evaluate import evaluate_file
from bot.index_state import index_state, verify_index
from bot.render import render
from bot.service import (
    CitationChecker,
    Yuanfa,
    build,
    can_serve,
    is_index_current,
    load_service,
    load_what_is_there,
    pack,
    read_library,
)
from bot.settings import Settings, load_settings
from bot.today import LawOfToday
from index.embedded import ensure_embedded_model
from knowledge.fetch import LAWS, ensure
from knowledge.models import Kind

app = typer.Typer(
    name="yuanfa",
    help="援法: questions on PRC law and cases, answered from real text with citations.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
index_app = typer.Typer(help="Build, describe and check the index.", no_args_is_help=True)
app.add_typer(index_app, name="index")
app.add_typer(cli_knowledge.app, name="knowledge")
app.add_typer(cli_state.app, name="state")
cli_operate.add_to(app)

BatchFile = Annotated[
    str | None,
    typer.Option("--batch", metavar="FILE", help="JSON Lines to answer one by one; - is standard input."),
]
AsOf = Annotated[
    str | None, typer.Option("--as-of", metavar="YYYY-MM-DD", help="The day whose law is asked for.")
]


def _tell_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"yuanfa {version('yuanfa')}")
        raise typer.Exit


@app.callback()
def _main(
    version_wanted: Annotated[
        bool, typer.Option("--version", callback=_tell_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """援法: questions on PRC law and cases, answered from real text with citations."""


def _service(settings: Settings) -> Yuanfa:
    return load_service(
        settings.data_dir,
        folders=folders(settings),
        model=settings.embedding_model,
        url=settings.index_at,
    )


def _checker() -> CitationChecker:
    return CitationChecker(read_library(folders(load_settings())), date.today())


def _day(value: str | None) -> date | None:
    try:
        return day_of({"as_of": value}, None)
    except UnreadableDay as error:
        raise typer.BadParameter(
            f"expected a day like 2026-01-31, found {value!r}", param_hint="--as-of"
        ) from error


@app.command()
def setup() -> None:
    """Fetch the statute file and make the embedding model; once, checksummed."""
    with one_sentence():
        typer.echo(f"statutes: {ensure(LAWS)}")
        typer.echo(f"embedding model: {ensure_embedded_model()}")


@app.command()
def run() -> None:
    """Run the Telegram bot: long polling, or a webhook when TELEGRAM_WEBHOOK_URL is set."""
    with one_sentence():
        settings = load_settings()
        settings.token()
        from bot.app import run as run_bot  # Telegram is loaded only for the bot

        run_bot(
            settings,
            lambda: load_what_is_there(
                settings.data_dir,
                folders=folders(settings),
                model=settings.embedding_model,
                url=settings.index_at,
            ),
            lambda: is_index_current(settings.data_dir, folders=folders(settings), url=settings.index_at),
        )


@app.command()
def chat() -> None:
    """Talk in the terminal: no token, no network."""
    with one_sentence():
        settings = load_settings()
        terminal.progress("正在载入 loading …")
        terminal.chat(_service(settings), LawOfToday(place(settings), lambda: _service(settings)))


@app.command()
def ask(
    question: Annotated[str | None, typer.Argument(metavar="[QUESTION]")] = None,
    as_json: JsonFlag = False,
    batch: BatchFile = None,
    lang: Annotated[Language | None, typer.Option(help="Language of our sentences.")] = None,
    as_of: AsOf = None,
    explain: Annotated[bool, typer.Option(help="Show how the message is read and what decides.")] = False,
) -> None:
    """Answer one question, or every line of a batch."""
    day = _day(as_of)

    def as_object(service: Yuanfa, text: str, key: object, line: Mapping[str, Any]) -> dict[str, Any]:
        before, of = conversation_of(line), day_of(line, day)
        found = ask_object(service.ask(text, language=lang, as_of=of, **before), key)
        return found | {"explain": service.explain(text, as_of=of, **before)} if explain else found

    def show(service: Yuanfa, text: str) -> None:
        if explain:
            typer.echo(json.dumps(service.explain(text, as_of=day), ensure_ascii=False, indent=1))
        terminal.show(render(service.ask(text, language=lang, as_of=day)))

    with one_sentence():
        _one_or_many(
            question,
            batch,
            "question",
            _service(load_settings()) if _given(question, batch) else None,
            as_object,
            as_json,
            show,
        )


@app.command()
def search(
    query: Annotated[str | None, typer.Argument(metavar="[QUERY]")] = None,
    k: Annotated[int, typer.Option("-k", min=1, max=1000, help="How many passages.")] = 10,
    kind: Annotated[list[Kind] | None, typer.Option(help="Only this kind; may be repeated.")] = None,
    as_json: JsonFlag = False,
    batch: BatchFile = None,
    explain: Annotated[bool, typer.Option(help="Show why each passage ranks where it does.")] = False,
) -> None:
    """Rank passages without composing an answer."""

    def as_object(service: Yuanfa, text: str, key: object, _line: object) -> dict[str, Any]:
        return search_object(service, text, k, kind or None, key, explain=explain)

    with one_sentence():
        _one_or_many(
            query,
            batch,
            "question",
            _service(load_settings()) if _given(query, batch) else None,
            as_object,
            as_json,
            lambda service, text: terminal.show_hits(
                service.search(text, k, kinds=kind or None), explain=explain
            ),
        )


@app.command()
def cite(
    text: Annotated[str | None, typer.Argument(metavar="[TEXT]")] = None,
    as_json: JsonFlag = False,
    batch: BatchFile = None,
    as_of: AsOf = None,
) -> None:
    """Find, resolve and verify every citation in a text."""
    day = _day(as_of)
    with one_sentence():
        checker = _checker() if _given(text, batch) else None
        _one_or_many(
            text,
            batch,
            "text",
            checker,
            lambda service, one, key, line: cite_object(service, one, key, day_of(line, day)),
            as_json,
            lambda service, one: terminal.show_citations(service.cite(one, as_of=day)),
        )


def _given(text: str | None, batch: str | None) -> bool:
    if (text is None) == (batch is None):
        raise typer.BadParameter(
            "expected either a text or --batch FILE, found " + ("neither" if text is None else "both")
        )
    return True


def _one_or_many(
    text: str | None,
    batch: str | None,
    field: str,
    service: Any,
    as_object: Callable[[Any, str, object, Mapping[str, Any]], dict[str, Any]],
    as_json: bool,
    show: Callable[[Any, str], None],
) -> None:
    """Answer one text, or each line of a batch as one JSON line, flushed as it goes."""
    if batch is not None:
        for line in _batch_lines(batch):
            emit(_batch_object(line, field, service, as_object))
    elif as_json:
        assert text is not None  # _given has checked
        emit(as_object(service, text, None, {}))
    else:
        assert text is not None  # _given has checked
        show(service, text)


def _batch_lines(name: str) -> Iterable[bytes]:
    if name == "-":
        yield from sys.stdin.buffer
        return
    try:
        with Path(name).open("rb") as file:
            yield from file
    except OSError as error:
        typer.echo(
            f"expected a file of JSON Lines at {name}, found: {error.strerror}; "
            "name a readable file or - for standard input",
            err=True,
        )
        raise typer.Exit(1) from error


def _batch_object(
    line: bytes,
    field: str,
    service: Any,
    as_object: Callable[[Any, str, object, Mapping[str, Any]], dict[str, Any]],
) -> dict[str, Any]:
    try:
        raw = json.loads(line.decode("utf-8-sig"))
        text = raw[field]
        if not isinstance(text, str):
            raise TypeError
    except (ValueError, KeyError, TypeError, RecursionError):
        return {
            "id": None,
            "error": f'expected one JSON object with "id" and "{field}" (a text) on this line, '
            "found something else; correct the line",
        }
    try:
        return as_object(service, text, raw.get("id"), raw)
    except UnreadableDay as error:
        return {"id": raw.get("id"), "error": str(error)}
    except Exception as error:
        return {
            "id": raw.get("id"),
            "error": f"expected an answer to this line, found a fault of the program ({type(error).__name__}); "
            "the other lines go on",
        }


cli_mcp.register(app, lambda: _service(load_settings()))


@index_app.command("build")
def index_build(
    if_none: Annotated[
        bool,
        typer.Option("--if-none", help="Only when there is none that can be served; before the bot starts."),
    ] = False,
    gently: Annotated[bool, typer.Option("--gently", help="At low priority, beside a bot at work.")] = False,
) -> None:
    """Build the index; only what changed is embedded."""
    with one_sentence():
        settings = load_settings()
        if if_none and can_serve(
            settings.data_dir,
            folders=folders(settings),
            model=settings.embedding_model,
            url=settings.index_at,
        ):
            typer.echo("there is an index that can be served")
            return
        if gently and hasattr(os, "nice"):
            os.nice(10)
        with terminal.progress_bar("embedding") as progress:
            report = build(
                settings.data_dir,
                folders=folders(settings),
                model=settings.embedding_model,
                progress=progress,
                url=settings.index_at,
            )
        manifest = report.manifest
        state = (
            f"built: {report.embedded} texts embedded, the rest from the cache"
            if report.rebuilt
            else "nothing changed"
        )
        typer.echo(
            f"index {state}; {manifest.passages} passages, {manifest.texts} texts, "
            f"{manifest.questions} phrasings, law as of {manifest.as_of}"
        )
        if settings.index_at is not None:
            kept = "as it was" if report.filled is None else f"the collection {report.filled}"
            typer.echo(f"in use in Milvus: {kept}")


@index_app.command("pack")
def index_pack(
    others: Annotated[
        list[Path] | None,
        typer.Option(
            "--with",
            exists=True,
            dir_okay=False,
            help="Another vectors.bin to take vectors from before any text is embedded: that of a branch that is merged.",
        ),
    ] = None,
) -> None:
    """For maintainers: make the vectors that travel with the project (index/data/vectors.bin)."""
    with one_sentence(), terminal.progress_bar("embedding") as progress:
        held, fresh = pack(load_settings().data_dir, progress, others or ())
        typer.echo(f"{held} vectors packed, {fresh} of them embedded just now")


@index_app.command("status")
def index_status(as_json: JsonFlag = False) -> None:
    """Describe the index folder and say whether it fits."""
    with one_sentence():
        settings = load_settings()
        state = index_state(place(settings), folders=folders(settings), model=settings.embedding_model)
        if as_json:
            emit(state)
        else:
            for name, value in state.items():
                typer.echo(f"{name}: {value}")


@index_app.command("verify")
def index_verify() -> None:
    """Check every file of the index folder against what was built."""
    with one_sentence():
        typer.echo(verify_index(place(load_settings())))


@app.command("eval")
def evaluate(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="JSON Lines of gold questions.")],
    as_json: JsonFlag = False,
    verbose: Annotated[bool, typer.Option("--failures", help="List the questions that failed.")] = False,
) -> None:
    """Run a question file and print the quality table."""
    with one_sentence():
        report = evaluate_file(file, _service(load_settings()))
        if as_json:
            emit(report.as_json())
        else:
            typer.echo(report.table(failures=verbose))


def main() -> None:
    """Entry point of the command."""
    for stream in (sys.stdout, sys.stderr):
        if (reconfigure := getattr(stream, "reconfigure", None)) is not None:
            reconfigure(encoding="utf-8", errors="replace")
    app()
