"""A retriever over a small library, built and loaded as a real one is."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from index.build import build_index
from index.retriever import Retriever, load_retriever
from index.types import Encoder
from knowledge.library import Library
from knowledge.models import Case, CaseId, Point, Section
from tests.factories import HashingEncoder, make_statute

TODAY = date(2026, 11, 24)

ANIMALS = make_statute(
    "animals", "中华人民共和国动物样本法", ["烈性犬伤人的，饲养人赔偿。", "遛狗应当牵绳。"]
)
CASE = Case(
    CaseId("case-sample"), "样本案", "Sample case", ("样本案",), "press", "据素材", ("李某",), None,
    "李某卖了3.9万余条。", "Li sold data.",
    (Point(Section.FACTS, "李某卖了3.9万余条信息。", questions=("李某卖了多少条",)),), (),
)  # fmt: skip


def retriever_over(folder: Path, library: Library, encoder: Encoder | None = None) -> Retriever:
    """Builds the index in ``folder`` and loads it."""
    encoder = encoder or HashingEncoder()
    build_index(
        library, encoder, folder / "index", today=TODAY, travelling=None, own_cache=folder / "vectors.bin"
    )
    return load_retriever(library, encoder, folder / "index", TODAY)
