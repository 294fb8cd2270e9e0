"""Keyed hashes of Telegram ids: the same person is recognised, a copy of the file alone tells nobody who it was."""

from __future__ import annotations

import hashlib
import hmac


def secret_of(token: str) -> bytes:
    """The key of one bot, made from its token, which is in no file of the data folder."""
    return hashlib.sha256(b"yuanfa pseudonyms " + token.encode()).digest()


class Pseudonyms:
    """Ids to keyed hashes, as SQLite's signed 64-bit integers."""

    def __init__(self, secret: bytes) -> None:
        """Hash under ``secret``; with another one nothing that was kept is recognised."""
        self._secret = secret

    def of(self, number: int) -> int:
        """The hash that stands for a user or a chat."""
        return self.of_words(str(number))

    def of_words(self, words: str) -> int:
        """The hash of any text."""
        digest = hmac.digest(self._secret, words.encode(), "sha256")
        return int.from_bytes(digest[:8], "big", signed=True)

    def of_place(self, words: str) -> int:
        """The hash, 64 bits unsigned, that names a place without telling it."""
        return self.of_words(words) & 0xFFFFFFFFFFFFFFFF

    def lane(self, chat: str) -> int:
        """The hash that stands for a chat whose updates are handled one after the other."""
        return self.of_words(f"lane {chat}")
