"""Numbers that Word makes itself (第%1条, （%1）): they stand in no paragraph and are counted here as Word counts them."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

from knowledge.numerals import to_chinese

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OURS = re.compile(r"第%\d[条编章节]|[（(]%\d[）)]|%\d[、．.]")
"""Labels that mean something in a rule; bullets and others are left out."""
_DIGITS = frozenset({"decimal", "decimalFullWidth", "decimalZero"})


class Labels:
    """Counts the numbered paragraphs of one document in their order."""

    def __init__(self, document: Any) -> None:
        """Read how the lists of ``document`` are numbered; one without numbering gives no labels."""
        self._levels: dict[tuple[str, int], tuple[str, str, int]] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._list_of: dict[str, str] = {}
        self._styles: dict[str, tuple[str, int]] = {}
        try:
            numbering = document.part.numbering_part.element
        except (KeyError, NotImplementedError, AttributeError):
            return
        for abstract in numbering.iter(f"{_W}abstractNum"):
            name = abstract.get(f"{_W}abstractNumId")
            for level in abstract.iter(f"{_W}lvl"):
                place = _number(level, "", "ilvl")
                text, form = _value(level, "lvlText"), _value(level, "numFmt")
                self._levels[name, place] = (text, form, _number(level.find(f"{_W}start"), "1"))
        for one in numbering.iter(f"{_W}num"):
            self._list_of[one.get(f"{_W}numId")] = _value(one, "abstractNumId")
        for style in document.styles.element.iter(f"{_W}style"):
            found = next(style.iter(f"{_W}numPr"), None)
            if found is not None:
                self._styles[style.get(f"{_W}styleId")] = (_value(found, "numId"), _level(found))

    def of(self, paragraph: Any) -> str:
        """The label of a paragraph with a blank behind it, or nothing; counts it."""
        properties = paragraph.find(f"{_W}pPr")
        if properties is None or not self._levels:
            return ""
        own = properties.find(f"{_W}numPr")
        if own is not None:
            wanted = (_value(own, "numId"), _level(own))
        else:
            wanted = self._styles.get(_value(properties, "pStyle"), ("", 0))
        name, place = self._list_of.get(wanted[0], ""), wanted[1]
        known = self._levels.get((name, place))
        if known is None:
            return ""
        text, _, start = known
        counts = self._counts[name]
        counts[place] = counts.get(place, start - 1) + 1
        for deeper in [one for one in counts if one > place]:
            del counts[deeper]
        if not _OURS.search(text):
            return ""
        label = re.sub(r"%(\d)", lambda found: self._written(name, int(found.group(1)) - 1), text)
        return f"{label}\u3000" if "条" in label or "章" in label or "节" in label or "编" in label else label

    def _written(self, name: str, place: int) -> str:
        count = self._counts[name].get(place, 1)
        form = self._levels.get((name, place), ("", "decimal", 1))[1]
        return str(count) if form in _DIGITS else to_chinese(count)


def _value(element: Any, child: str) -> str:
    found = element.find(f"{_W}{child}")
    return found.get(f"{_W}val") or "" if found is not None else ""


def _level(properties: Any) -> int:
    return _number(properties.find(f"{_W}ilvl"), "0")


def _number(element: Any, default: str, attribute: str = "val") -> int:
    value = element.get(f"{_W}{attribute}") if element is not None else default
    return int(value) if value and value.isdigit() else int(default or 0)
