"""One builder at a time, and what killed ones leave."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from index.errors import IndexBusy, IndexMissing, IndexUnwritable
from index.lock import one_builder
from index.store import read_manifest

HOLD = """
import sys, time
from pathlib import Path
from index.lock import one_builder
with one_builder(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(float(sys.argv[2]))
"""


def holder(folder: Path, seconds: float) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder), str(seconds)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout.readline() == "held\n"
    return process


def end(process: subprocess.Popen[str]) -> None:
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()


def test_a_second_builder_waits_for_the_first(tmp_path):
    process = holder(tmp_path / "index", 1.0)
    started = time.monotonic()
    with one_builder(tmp_path / "index"):
        assert time.monotonic() - started > 0.5
    end(process)


def test_one_that_waited_too_long_says_who_holds_it(tmp_path):
    process = holder(tmp_path / "index", 60)
    with (
        pytest.raises(IndexBusy, match=f"process {process.pid} .*yuanfa index build"),
        one_builder(tmp_path / "index", 0.2),
    ):
        raise AssertionError
    end(process)
    with one_builder(tmp_path / "index", 0.2):
        pass


def test_what_killed_builds_left_is_swept_and_nothing_else(tmp_path):
    folder = tmp_path / "index"
    for name in ("index", "index.new", "index.old"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a").write_text(name)
    for name in ("tmpab12cd_9", "tmp", "tmpab12cd_9.txt", "vectors.bin", "telegram-1.sqlite3"):
        (tmp_path / name).write_text("x")
    with one_builder(folder):
        pass
    assert sorted(path.name for path in tmp_path.iterdir() if path.name != "index.lock") == [
        "index", "telegram-1.sqlite3", "tmp", "tmpab12cd_9.txt", "vectors.bin",
    ]  # fmt: skip
    assert (folder / "a").read_text() == "index"


def test_a_reader_puts_the_old_folder_back_but_not_under_a_builder_at_work(tmp_path):
    folder, previous = tmp_path / "index", tmp_path / "index.old"
    process = holder(folder, 60)
    previous.mkdir()
    reading = threading.Thread(target=lambda: pytest.raises(IndexMissing, read_manifest, folder))
    reading.start()
    time.sleep(0.5)
    assert previous.exists()
    assert not folder.exists()
    end(process)
    reading.join()
    assert folder.exists()
    assert not previous.exists()


@pytest.mark.parametrize(
    "error", [OSError(28, "No space left on device"), RuntimeError("Error in faiss::FileIOWriter")]
)
def test_what_cannot_be_written_is_one_sentence(tmp_path, error):
    with pytest.raises(IndexUnwritable, match="yuanfa index build"), one_builder(tmp_path / "index"):
        raise error
    with pytest.raises(RuntimeError, match="^another$"), one_builder(tmp_path / "index"):
        raise RuntimeError("another")
