"""What is read once and never changes, kept out of the garbage collector's sight."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def kept_for_good() -> Iterator[None]:
    """What is made inside stays out of the garbage collector's sight.

    A library is half a million objects that never change and hold no cycles. Walking them again and again
    while they are made takes a third of the reading, and later 50 ms out of the middle of an answer.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
        gc.freeze()
    finally:
        if enabled:
            gc.enable()
