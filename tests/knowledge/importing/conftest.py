"""Importing into a data folder of a test."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.importing.plan import carry_out, plan_import
from knowledge.library import load_library


@pytest.fixture
def bring(statute_file, tmp_path, library, today):
    """Import a path into a data folder; the plan and the library after it."""

    def bring(path: Path, held=None, **options):
        folder = tmp_path / "data"
        plan = plan_import(path, held or library, today, **options)
        carry_out(plan, folder)
        folder.mkdir(exist_ok=True)
        return plan, load_library(statute_file, [folder])

    return bring
