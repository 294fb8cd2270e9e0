"""The embedded default model: made at set-up from pinned weights, run by onnxruntime."""

from index.embedded.encoder import EmbeddedEncoder
from index.embedded.folder import (
    EMBEDDED_NAME,
    embedded_dir,
    embedded_fingerprint,
    ensure_embedded_model,
    is_complete,
)

__all__ = [
    "EMBEDDED_NAME",
    "EmbeddedEncoder",
    "embedded_dir",
    "embedded_fingerprint",
    "ensure_embedded_model",
    "is_complete",
]
