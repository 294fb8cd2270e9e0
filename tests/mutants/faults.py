"""The list of faults, and how one is put into a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]
LIST = Path(__file__).with_name("mutants.yaml")


class StaleFault(Exception):
    """The words that a fault replaces do not stand in its file exactly once."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One change of text that a test must see."""

    name: str
    """What is wrong then, in words."""
    file: str
    before: str
    after: str
    test: str
    """As pytest names it; several are parted by spaces."""

    def put_into(self, text: str) -> str:
        """The file with the fault.

        Raises:
            StaleFault: The code has changed; the fault must be written anew.
        """
        if (count := text.count(self.before)) != 1:
            raise StaleFault(
                f"{self.name}: expected {self.before!r} once in {self.file}, found it {count} times"
            )
        return text.replace(self.before, self.after)


def read_faults() -> Sequence[Fault]:
    """Every fault of the list, in its order."""
    rows = yaml.safe_load(LIST.read_text(encoding="utf-8"))
    return [Fault(row["name"], row["file"], row["from"], row["to"], row["test"]) for row in rows]
