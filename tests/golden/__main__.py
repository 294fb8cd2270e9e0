"""Rewrites the rows kept and prints what that changes: ``make golden``."""

from __future__ import annotations

from bot.service import load_service
from bot.settings import load_settings
from tests.golden.difference import difference
from tests.golden.gate import keep_circumstances
from tests.golden.rows import ANSWERS, CITATIONS, QUESTIONS, answers, citations, read, write


def main() -> None:
    """Ask, search and read everything once."""
    service = load_service(load_settings().data_dir)
    keep_circumstances(service.today)
    texts = {row["id"]: row["question"] for row in read(QUESTIONS)}
    for path, rows in (
        (ANSWERS, answers(service)),
        (CITATIONS, citations(service.library, service.today)),
    ):
        before = read(path)
        write(path, rows)
        print(f"{path.name}: {difference(before, rows, texts) or 'nothing changed'}\n")


if __name__ == "__main__":
    main()
