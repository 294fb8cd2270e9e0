"""YAML as all readers take it: one safe loader, in C where the wheel has it."""

from __future__ import annotations

from typing import Any

import yaml

# The pure Python loader needs seconds for the topics that we have, and takes fewer spellings than
# libyaml, so that all files must be read by the same one.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def load_yaml(text: str) -> Any:
    """Parse one document.

    Raises:
        yaml.YAMLError: It is no YAML.
    """
    return yaml.load(text, Loader=_LOADER)  # noqa: S506 - a safe loader, whichever it is
