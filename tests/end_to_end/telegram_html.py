"""Telegram's HTML, read as strictly as the Bot API does: what is unknown or unbalanced is refused."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

SIMPLE = {"b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "code", "pre", "tg-spoiler"}
ENTITIES = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_TOKEN = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)([^<>]*)>|&(#?[a-zA-Z0-9]+);|([<>])|([^<>&]+)|(&)")


class ParseError(ValueError):
    """``can't parse entities``, with the reason."""


def parse(html: str) -> tuple[str, list[tuple[str, int, int]]]:
    """Visible text and its entities (tag, start, end in code points).

    Raises:
        ParseError: What Telegram would refuse.
    """
    text: list[str] = []
    length = 0
    stack: list[tuple[str, int]] = []
    entities: list[tuple[str, int, int]] = []
    for match in _TOKEN.finditer(html):
        closing, tag, attributes, entity, bare, words, _ = match.groups()
        if tag is not None:
            tag = tag.lower()
            if closing:
                if not stack or stack[-1][0].split()[0] != tag:
                    raise ParseError(f"unmatched end tag </{tag}>")
                name, start = stack.pop()
                entities.append((name, start, length))
            else:
                stack.append((_open(tag, attributes.strip(), stack), length))
        elif bare is not None:
            raise ParseError("unescaped < or >")
        else:
            piece = words if words is not None else _entity(entity) if entity else "&"
            text.append(piece)
            length += len(piece)
    if stack:
        raise ParseError(f"can't find end tag for <{stack[-1][0]}>")
    return "".join(text), entities


def _open(tag: str, attributes: str, stack: list[tuple[str, int]]) -> str:
    if tag in SIMPLE and not attributes:
        name = tag
    elif tag == "blockquote" and attributes in ("", "expandable"):
        if any(name.startswith("blockquote") for name, _ in stack):
            raise ParseError("blockquote can't be nested")
        name = f"blockquote {attributes}".strip()
    elif tag == "a" and (link := re.fullmatch(r'href="([^"]*)"', attributes)):
        if urlsplit(link.group(1)).scheme not in {"http", "https", "tg"}:
            raise ParseError("bad link")
        name = "a"
    else:
        raise ParseError(f"unsupported start tag <{tag} {attributes}>")
    if any(open_tag in ("code", "pre") for open_tag, _ in stack):
        raise ParseError("code and pre can't contain other entities")
    return name


def _entity(name: str) -> str:
    if name in ENTITIES:
        return ENTITIES[name]
    if re.fullmatch(r"#\d{1,7}", name):
        return chr(int(name[1:]))
    if re.fullmatch(r"#x[0-9a-fA-F]{1,6}", name):
        return chr(int(name[2:], 16))
    raise ParseError(f"unsupported entity &{name};")


def utf16(text: str) -> int:
    """How Telegram counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
