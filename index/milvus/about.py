"""What a collection was filled from, and its words: kept in the collection itself, so that one cannot be without the other."""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
from pydantic import ValidationError

from index.errors import IndexDamaged
from index.milvus.schema import FORMAT, PIECE
from index.store import REBUILD, Manifest
from knowledge.models import Passage


@dataclass(frozen=True)
class Vocabulary:
    """Words by number, from 1 on."""

    words: tuple[str, ...]
    texts: npt.NDArray[np.int32]
    """[words]: in how many texts each stands."""

    @cached_property
    def numbers(self) -> dict[str, int]:
        """Number of each word."""
        return {word: number for number, word in enumerate(self.words, 1)}

    def frequency(self, word: str) -> int:
        """In how many texts a word stands; 0 for an unknown one."""
        number = self.numbers.get(word)
        return 0 if number is None else int(self.texts[number - 1])


@dataclass(frozen=True)
class About:
    """What a collection was filled from."""

    manifest: Manifest
    """Of the index folder, without its files."""
    numbering: str
    """Digest of the passages in their order; see ``numbering_of``."""
    vocabulary: Vocabulary

    @property
    def version(self) -> str:
        """Digest of all of it but the words, which follow from the rest."""
        said = json.dumps([FORMAT, self.numbering, self.manifest.model_dump(mode="json")], sort_keys=True)
        return hashlib.sha256(said.encode()).hexdigest()

    def pieces(self) -> list[str]:
        """In text of at most ``PIECE`` bytes each."""
        said = {
            "format": FORMAT,
            "manifest": self.manifest.model_dump(mode="json"),
            "numbering": self.numbering,
            "words": "\n".join(self.vocabulary.words),
            "texts": self.vocabulary.texts.tolist(),
        }
        packed = base64.b85encode(zlib.compress(json.dumps(said, ensure_ascii=False).encode())).decode(
            "ascii"
        )
        return [packed[start : start + PIECE] for start in range(0, len(packed), PIECE)]

    @classmethod
    def of_pieces(cls, pieces: Iterable[str], where: str) -> About:
        """Read what ``pieces`` gave.

        Args:
            pieces: In their order.
            where: Named when it cannot be read.

        Raises:
            IndexDamaged: It is not whole, or another version of Yuanfa wrote it.
        """
        try:
            said = json.loads(zlib.decompress(base64.b85decode("".join(pieces))))
            if said["format"] != FORMAT:
                raise IndexDamaged(
                    f"expected passages of format {FORMAT} in {where}, found format {said['format']}; {REBUILD}"
                )
            vocabulary = Vocabulary(tuple(said["words"].split("\n")), np.array(said["texts"], dtype=np.int32))
            return cls(Manifest.model_validate(said["manifest"]), said["numbering"], vocabulary)
        except (ValueError, KeyError, TypeError, zlib.error, ValidationError) as error:
            raise IndexDamaged(
                f"expected to read in {where} what it was built from, found it damaged; {REBUILD}"
            ) from error


def numbering_of(passages: Sequence[Passage]) -> str:
    """Digest of what numbers mean: passage ids in their order, and how many texts, phrasings and units each has."""
    digest = hashlib.sha256()
    for passage in passages:
        sizes = len(passage.search_texts), len(passage.questions), len(passage.units)
        digest.update(f"{passage.passage_id} {sizes}\n".encode())
    return digest.hexdigest()
