"""The embedded default model: made at set-up from pinned weights, loaded like any other folder."""

from index.embedded.folder import (
    EMBEDDED_NAME,
    SENSITIVE_LAYERS,
    embedded_dir,
    embedded_fingerprint,
    ensure_embedded_model,
    is_complete,
)

__all__ = [
    "EMBEDDED_NAME",
    "SENSITIVE_LAYERS",
    "embedded_dir",
    "embedded_fingerprint",
    "ensure_embedded_model",
    "is_complete",
]
