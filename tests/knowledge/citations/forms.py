"""Written forms of citations and what they must be read as; every row written by hand, in
``written_forms``, one file a table.

``text | citations``, several separated by ``;``. A citation is ``law places``:

    law     id; ``?name`` unknown; ``!place`` foreign; ``#name`` a named text; ``@number`` a case;
            ``-`` none (bare); ``^`` short form
    places  ``1195p2i1`` article, paragraph, item; ``253.1`` 第二百五十三条之一; separated by ``,``
            ``=`` same article, ``=p`` same paragraph, ``<a`` previous article, ``<p`` previous
            paragraph, ``<p2`` the two before, ``>a`` next article; ``*`` the text as a whole
    flags   ``old``, ``@2023-12-31`` the day asked for, ``v2021`` the version asked for, ``~`` the
            name was recognised tolerantly

A row without citations says that there is none.
"""

from __future__ import annotations

from pathlib import Path

TABLES = (
    "full",
    "numerals",
    "inserted",
    "paragraphs",
    "lists",
    "names",
    "tolerant",
    "english",
    "numbers",
    "short",
    "bare",
    "versions",
    "foreign",
    "unknown",
    "nothing",
    "mixed",
)
FOLDER = Path(__file__).with_name("written_forms")


def rows() -> list[tuple[str, str, str]]:
    """(table, text, expected). A line without ``|`` begins a text of several lines."""
    found = []
    for name in TABLES:
        pending = ""
        for line in (FOLDER / f"{name}.txt").read_text(encoding="utf-8").strip("\n").split("\n"):
            text, bar, expected = line.rpartition("|")
            if not bar:
                pending = line + "\n"
                continue
            found.append((name, (pending + text).strip(" "), expected.strip()))
            pending = ""
    return found
