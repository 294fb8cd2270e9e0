"""``yuanfa knowledge …``: check, list and show sources; import texts, take them back, tell their history.

What only these commands need is loaded by them: a question waits for every module that the command line names.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from bot import terminal
from bot.command import JsonFlag, emit, folders, one_sentence
from bot.service import read_library
from bot.settings import load_settings
from bot.sources import imported_folder, list_sources, show_source
from knowledge.importing.kept import history
from knowledge.models import Kind

app = typer.Typer(help="Check, list, show, import and take back sources.", no_args_is_help=True)


@app.command("check")
def check() -> None:
    """Validate every source and resolve every reference in it."""
    from knowledge.check import check_library, file_faults

    with one_sentence():
        library = read_library(folders(load_settings()))
        report = check_library(library, date.today())
        for line in report.notes:
            typer.echo(line)
        faults = (*file_faults(), *report.faults)
        for line in faults:
            typer.echo(line, err=True)
        if faults:
            typer.echo(f"{len(faults)} faults; correct the named files", err=True)
            raise typer.Exit(1)
        typer.echo(report.summary)


@app.command("list")
def list_(
    kind: Annotated[Kind | None, typer.Option(help="Only this kind.")] = None,
    as_json: JsonFlag = False,
) -> None:
    """List the sources: laws, digests, cases, topics."""
    with one_sentence():
        for entry in list_sources(read_library(folders(load_settings())), date.today()):
            if kind is not None and entry["kind"] != kind:
                continue
            if as_json:
                emit(entry)
            else:
                typer.echo(f"{entry['id']}\t{entry['kind']}\t{entry['title']}\t{entry['note']}")


@app.command("show")
def show(identifier: Annotated[str, typer.Argument(metavar="ID")]) -> None:
    """Show one source: a law id, a case id, a topic id or a passage id."""
    with one_sentence():
        typer.echo(show_source(read_library(folders(load_settings())), identifier, date.today()))


@app.command("import")
def import_(
    path: Annotated[
        Path,
        typer.Argument(metavar="PATH", help="A .docx, .pdf, .html, .md, .txt, a .zip or a folder of them."),
    ],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be done; write nothing.")
    ] = False,
    replacing: Annotated[
        bool, typer.Option("--replace", help="Put the text in place of what is held, whatever it loses.")
    ] = False,
    anonymise: Annotated[
        bool,
        typer.Option("--anonymise", help="Shorten names of parties of cases (张某); nothing keeps them."),
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON object per text on standard output.")
    ] = False,
) -> None:
    """Import official texts and cases; what would shrink or contradict what is held is refused."""
    from knowledge.importing.plan import carry_out, plan_import, summary

    with one_sentence():
        settings = load_settings()
        library = read_library(folders(settings))
        with terminal.progress_bar("reading") as progress:
            plan = plan_import(
                path, library, date.today(), replacing=replacing, anonymise=anonymise, progress=progress
            )
        if not dry_run:
            carry_out(plan, imported_folder(settings.data_dir))
        for report in plan.reports:
            if as_json:
                emit(report.as_object())
            else:
                typer.echo("\n".join(report.lines()))
        if not as_json:
            typer.echo(summary(plan.reports) + ("; nothing was written" if dry_run else ""))
            if (plan.kept or plan.cases) and not dry_run:
                typer.echo("run `yuanfa index build` to index them")
        if plan.bad:
            typer.echo(
                f"{len(plan.bad)} of {len(plan.reports)} were not taken; the reasons stand with them",
                err=True,
            )
            raise typer.Exit(1)


@app.command("outdated")
def outdated_(
    source: Annotated[
        str, typer.Argument(metavar="LIST", help="A file or https address: titles with days (docs/data.md).")
    ],
    as_json: JsonFlag = False,
) -> None:
    """Compare what is held with a list of titles and days: missing, newer, repealed."""
    from knowledge.importing.outdated import outdated, read_list

    with one_sentence():
        listed = read_list(source)
        found = list(outdated(listed, read_library(folders(load_settings())), date.today()))
        for finding in found:
            if as_json:
                emit(finding.as_object())
            else:
                typer.echo(f"{finding.what}\t{finding.said}")
        if not as_json:
            typer.echo(f"{len(listed)} titles in the list, {len(found)} to look at")


@app.command("remove")
def remove_(identifier: Annotated[str, typer.Argument(metavar="ID")]) -> None:
    """Take an imported text or case back: its id, or ID@DAY for one version of it."""
    from knowledge.importing.remove import remove

    with one_sentence():
        for line in remove(imported_folder(load_settings().data_dir), identifier):
            typer.echo(line)
        typer.echo("run `yuanfa index build` to take it out of the index")


@app.command("history")
def history_(as_json: JsonFlag = False) -> None:
    """Tell what was imported and taken back, when, and from which files."""
    with one_sentence():
        for entry in history(imported_folder(load_settings().data_dir)):
            if as_json:
                emit(entry)
                continue
            files = ", ".join(f"{name} (sha256 {digest[:12]})" for name, digest in entry.get("files", []))
            typer.echo(
                f"{entry['when']}\t{entry['did']}\t{entry['version']}\t{entry.get('action', '')}\t"
                f"《{entry['title']}》\t{files}"
            )
