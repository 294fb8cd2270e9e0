"""Graphs as onnxruntime runs them (the only importer of it)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onnxruntime import InferenceSession


def open_session(graph: Path | bytes, threads: int | None) -> InferenceSession:
    """Load a graph; ``threads`` is how many a call may use, None is one a core."""
    import onnxruntime

    onnxruntime.disable_telemetry_events()  # only the builds for Windows have any
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads or 0
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # What a graph needs varies with the question: an arena rounds it up to powers of two and keeps it, 23 MB for nothing.
    options.enable_cpu_mem_arena = False
    # A thread that spins for the next product takes the core of another question.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
