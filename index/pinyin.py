"""Questions typed in pinyin without tones: kaihe fanfa ma is 开盒犯法吗 (the only importer of ``pypinyin``).

Nothing is guessed from syllables alone: the phrasing of our own that sounds most like what was typed stands for it,
or nothing does.
"""

from __future__ import annotations

import re
import threading
from collections import defaultdict
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import chain, pairwise
from typing import Final

from index import tuned

LONGEST: Final = 120
"""Characters that are looked at; what is longer is no question typed in pinyin."""

_TYPED = re.compile(r"[a-zü'\s,.?!]+", re.IGNORECASE)
_SYLLABLE = re.compile(
    r"(?:(?:zh|ch|sh|[bpmfdtnlgkhjqxzcsryw])?(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|van|ai|ei|ao|ou|an|en|in|un|vn"
    r"|ia|ie|iu|ua|uo|ui|ue|ve|er|a|o|e|i|u|v))"
)


def syllables(text: str) -> list[str]:
    """The syllables that a text spells, or none when any of it is no pinyin.

    >>> syllables("kaihe fanfa ma?")
    ['kai', 'he', 'fan', 'fa', 'ma']
    >>> syllables("is doxxing a crime")
    []
    """
    if len(text) > LONGEST or _TYPED.fullmatch(text) is None:
        return []
    found: list[str] = []
    for word in re.findall(r"[a-z]+", text.lower().replace("ü", "v")):
        split = _split(word)
        if split is None:
            return []
        found += split
    return found


@lru_cache(maxsize=4096)
def _split(word: str) -> tuple[str, ...] | None:
    """A word as syllables, the longest first that leaves no rest."""
    if not word:
        return ()
    for length in range(min(6, len(word)), 0, -1):
        if _SYLLABLE.fullmatch(word[:length]) and (rest := _split(word[length:])) is not None:
            return (word[:length], *rest)
    return None


class Spelled:
    """Phrasings by how they sound; made by ``warm``, or when the first question in pinyin comes."""

    def __init__(self, phrasings: Sequence[str]) -> None:
        self._phrasings = phrasings
        self._lock = threading.Lock()
        self._holders: dict[tuple[str, str], list[int]] | None = None
        self._lengths: list[int] = []

    def warm(self) -> None:
        """Make the table now, which takes a second or two."""
        self._held()

    def nearest(self, text: str) -> str | None:
        """The phrasing that sounds like the text, or None."""
        typed = syllables(text)
        if len(typed) < tuned.FEWEST_SYLLABLES:
            return None
        holders = self._held()
        asked = set(pairwise(typed))
        shared: dict[int, int] = defaultdict(int)
        for pair in asked:
            for number in holders.get(pair, ()):
                shared[number] += 1
        likeness = {
            number: 2 * count / (len(asked) + self._lengths[number]) for number, count in shared.items()
        }
        best = max(likeness, key=lambda number: (likeness[number], -number), default=None)
        return self._phrasings[best] if best is not None and likeness[best] >= tuned.SOUNDS_ALIKE else None

    def _held(self) -> dict[tuple[str, str], list[int]]:
        with self._lock:
            if self._holders is None:
                from pypinyin import lazy_pinyin
                from pypinyin.seg.simpleseg import seg

                @cache
                def spelled(word: str) -> tuple[str, ...]:
                    return tuple(lazy_pinyin([word], errors="ignore", v_to_u=False))

                holders: dict[tuple[str, str], list[int]] = defaultdict(list)
                for number, phrasing in enumerate(self._phrasings):
                    # Word by word, as pypinyin does it, but each word once: a third of the time.
                    pairs = set(pairwise(chain.from_iterable(map(spelled, seg(phrasing)))))
                    self._lengths.append(len(pairs))
                    for pair in pairs:
                        holders[pair].append(number)
                self._holders = holders
            return self._holders
