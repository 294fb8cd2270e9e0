"""The embedded model's tokenizer: which pieces to keep, and the file that fast tokenizers read.

Pruning goes by character: a piece stays when each of its characters belongs to Chinese or English
text. Segmentation picks the best-scoring path among the pieces that match the text, and a piece
that matches has only characters of the text; so for text of these characters no candidate is lost:
the path, the rows it selects and the vector are the same as before. Accented Latin letters stay as
single pieces: such text is understood, but by other pieces than before.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

METASPACE: Final = "\u2581"
SPECIAL: Final = ("<s>", "<pad>", "</s>", "<unk>")
"""Ids 0 to 3, in this order, before and after pruning."""
MASK: Final = "<mask>"
MAX_TOKENS: Final = 512

KEPT_RANGES: Final = (
    (0x20, 0x7E),  # ASCII: English, digits, punctuation
    (0xA0, 0xBF),  # signs: § · © °
    (0x2000, 0x206F),  # general punctuation: dashes, quotes, ellipsis
    (0x2070, 0x2BFF),  # numbers, currency, arrows, mathematics, shapes
    (0x2E80, 0x303F),  # radicals, CJK punctuation, 〇 and 々
    (0x3100, 0x312F),  # bopomofo
    (0x31A0, 0x33FF),  # bopomofo, strokes, enclosed characters
    (0x3400, 0x4DBF),  # Han, extension A
    (0x4E00, 0x9FFF),  # Han, simplified and traditional
    (0xF900, 0xFAFF),  # Han, compatibility
    (0xFE10, 0xFE6F),  # vertical and small forms
    (0xFF00, 0xFFEF),  # half and full width
    (0x1F000, 0x1FAFF),  # emoji
    (0x20000, 0x3FFFF),  # Han, further extensions
)
LETTERS_ALONE: Final = ((0xC0, 0x17F), (0x1CD, 0x1DC), (0x370, 0x3FF), (0x3040, 0x30FF))
"""Accented Latin (names, pinyin), Greek and kana: kept where a piece is this one character."""

REMOVED: Final = "[\\x{0001}-\\x{0008}\\x{000B}\\x{000E}-\\x{001F}\\x{007F}\\x{008F}\\x{009F}]"
"""Control characters that the model's normalisation drops."""
SPACES: Final = (
    "[\\x{0009}\\x{000A}\\x{000C}\\x{000D}\\x{1680}\\x{200B}-\\x{200F}\\x{2028}\\x{2029}"
    "\\x{2581}\\x{FEFF}\\x{FFFD}]"
)
"""Characters that it turns into a space although NFKC does not."""
WIDE_TILDE: Final = "\uff5e"
TILDE_STAND_IN: Final = "\ue000"
"""NFKC would make ～ a plain ~, the model's normalisation keeps it: so it steps aside meanwhile."""


def is_kept(piece: str) -> bool:
    """Whether a piece may be wanted for Chinese or English text.

    >>> is_kept("▁法律"), is_kept("法律責任"), is_kept("▁закон")
    (True, True, False)
    """
    bare = piece.lstrip(METASPACE)
    if len(bare) == 1 and _in(bare, LETTERS_ALONE):
        return True
    return all(_in(character, KEPT_RANGES) for character in bare)


def _in(character: str, ranges: Sequence[tuple[int, int]]) -> bool:
    point = ord(character)
    return any(first <= point <= last for first, last in ranges)


def kept_ids(pieces: Sequence[str], *, prune: bool = True) -> list[int]:
    """Rows to keep, ascending, so that the order of pieces never depends on the machine."""
    special = {*SPECIAL, MASK}
    return [row for row, piece in enumerate(pieces) if not prune or piece in special or is_kept(piece)]


def tokenizer_json(pieces: Sequence[str], scores: Sequence[float]) -> dict[str, Any]:
    """Content of ``tokenizer.json``: a unigram model with XLM-R's normalisation and template."""
    ids = {piece: row for row, piece in enumerate(pieces) if piece in {*SPECIAL, MASK}}
    added = [
        {
            "id": row,
            "content": piece,
            "single_word": False,
            "lstrip": piece == MASK,
            "rstrip": False,
            "normalized": False,
            "special": True,
        }
        for piece, row in sorted(ids.items(), key=lambda entry: entry[1])
    ]
    metaspace = {"type": "Metaspace", "replacement": METASPACE, "prepend_scheme": "always"}
    first, last = SPECIAL[0], SPECIAL[2]
    return {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": added,
        "normalizer": {
            "type": "Sequence",
            "normalizers": [
                _replace({"Regex": REMOVED}, ""),
                _replace({"Regex": SPACES}, " "),
                _replace({"String": WIDE_TILDE}, TILDE_STAND_IN),
                {"type": "NFKC"},
                _replace({"String": TILDE_STAND_IN}, WIDE_TILDE),
                _replace({"Regex": " {2,}"}, " "),
                {"type": "Strip", "strip_left": True, "strip_right": True},
            ],
        },
        "pre_tokenizer": {**metaspace, "split": True},
        "post_processor": {
            "type": "TemplateProcessing",
            "single": [_special(first), _sequence("A"), _special(last)],
            "pair": [
                *(_special(first), _sequence("A"), _special(last)),
                *(_special(last), _sequence("B"), _special(last)),
            ],
            "special_tokens": {
                token: {"id": token, "ids": [ids[token]], "tokens": [token]} for token in (first, last)
            },
        },
        "decoder": {**metaspace, "split": True},
        "model": {
            "type": "Unigram",
            "unk_id": ids["<unk>"],
            "vocab": [[piece, float(score)] for piece, score in zip(pieces, scores, strict=True)],
            "byte_fallback": False,
        },
    }


def _replace(pattern: dict[str, str], content: str) -> dict[str, Any]:
    return {"type": "Replace", "pattern": pattern, "content": content}


def _special(token: str) -> dict[str, Any]:
    return {"SpecialToken": {"id": token, "type_id": 0}}


def _sequence(name: str) -> dict[str, Any]:
    return {"Sequence": {"id": name, "type_id": 0}}
