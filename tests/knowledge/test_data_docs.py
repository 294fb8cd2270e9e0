"""The examples of docs/data.md are read by the readers that they describe."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

import pytest

from knowledge.check_topics import FIELDS
from knowledge.readers.asked import read_asked
from knowledge.readers.awareness import read_quiz, read_tips
from knowledge.readers.cases import parse_case
from knowledge.readers.digests import read_digest
from knowledge.readers.registry import read_laws, read_renumberings
from knowledge.readers.signs import read_signs, unexercised
from knowledge.readers.topics import read_topic_file
from knowledge.signs import sign_faults

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "data.md").read_text(encoding="utf-8")
FRONT = """---
id: case-test
title: 测试案
english_title: A test case
names: [测试案]
standing: press
standing_text: 据测试材料。
summary: 一句话。
english_summary: One sentence.
source: 测试
---

## 案情

"""


def examples(heading: str) -> list[str]:
    """The indented blocks under a heading, in order; entries of lists one by one."""
    section = re.split(r"^## ", PAGE.partition(f"## {heading}")[2], flags=re.MULTILINE)[0]
    blocks = re.findall(r"(?:^    .*\n|^\n(?=    ))+", section, re.MULTILINE)
    parts = [part for block in blocks for part in re.split(r"\n\n(?=    - )", block)]
    return [textwrap.dedent(part).strip("\n") + "\n" for part in parts]


@pytest.fixture
def written(tmp_path: Path):
    def write(heading: str, name: str, begins: str = "") -> Path:
        path = tmp_path / name
        (example,) = [one for one in examples(heading) if one.startswith(begins)]
        path.write_text(example, encoding="utf-8")
        return path

    return write


def test_the_law_of_the_registry_is_read(written) -> None:
    ((law, versions),) = read_laws(written("`knowledge/data/laws.yaml`", "laws.yaml"))
    assert (law.law_id, len(versions)) == ("public-security-law", 1)


def test_the_renumbering_is_read(written) -> None:
    (move,) = read_renumberings(written("`knowledge/data/renumbering.yaml`", "renumbering.yaml"))
    assert (move.old.number, [number.number for number in move.new]) == (42, [50])


def test_the_digest_is_read(written) -> None:
    law, statute = read_digest(written("`knowledge/data/digests/*.yaml`", "pi-crime-interpretation.yaml"))
    assert law.issuer == "最高人民法院、最高人民检察院"
    assert [article.label for article in statute.articles] == ["第五条", "快捷取证"]
    assert [item.label for item in statute.articles[0].paragraphs[0].items] == ["（一）", "（二）"]


def test_the_point_of_a_case_is_read() -> None:
    (example,) = examples("`knowledge/data/cases/case-*.md`")
    (point,) = parse_case(FRONT + example, "case-test.md").points
    assert len(point.questions) == 3
    assert len(point.questions_en) == 2
    assert point.inferred


def test_the_topic_is_read_and_of_a_field_that_there_is(written) -> None:
    (topic,) = read_topic_file(written("`knowledge/data/topics/*.yaml`", "own.yaml"))
    assert topic.topic_id == "doxxed"
    assert topic.field in FIELDS
    assert len(topic.steps) == len(topic.english_steps) == 2


def test_the_questions_by_article_are_read(written) -> None:
    asked = read_asked(written("`knowledge/data/asked/*.yaml`", "asked.yaml"))
    assert asked


def test_the_sign_is_read_and_its_examples_prove_it(written) -> None:
    path = written("`knowledge/data/signs/*.yaml`", "danger.yaml")
    signs = read_signs(path)
    assert list(sign_faults(signs)) == []
    assert all(isinstance(one, str) for one in unexercised(path))


def test_the_tip_and_the_quiz_question_are_read(written) -> None:
    heading = "`knowledge/data/tips.yaml`"
    (tip,) = read_tips(written(heading, "tips.yaml", "- id: tip-"))
    assert tip.tip_id == "tip-notice-content"
    (item,) = read_quiz(written(heading, "quiz.yaml", "- id: quiz-"))
    assert item.correct == 2
