"""YAML as all readers take it: one safe loader, in C where the wheel has it."""

from __future__ import annotations

from typing import Any

import yaml

# The pure Python loader needs seconds for the topics that we have, and takes fewer spellings than
# libyaml, so that all files must be read by the same one.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_PLAIN_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def load_yaml(text: str, *, plain: bool = False) -> Any:
    """Parse one document.

    Args:
        text: The whole document.
        plain: Every scalar is a str, as it is written: ``1.10`` stays what it is.

    Raises:
        yaml.YAMLError: It is no YAML.
    """
    return yaml.load(text, Loader=_PLAIN_LOADER if plain else _LOADER)  # noqa: S506 - safe loaders both
