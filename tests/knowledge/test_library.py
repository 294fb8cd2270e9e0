"""The library as a whole: further folders, ids that clash, versions by day, imported texts."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from knowledge.check import check_library
from knowledge.errors import SourceFormatError
from knowledge.library import DATA, load_library
from knowledge.models import LawId, TopicId
from knowledge.numerals import to_chinese

TOPIC = """
- id: {id}
  title: 样本
  english_title: Sample
  field: general
  conclusion: {conclusion}
  english_conclusion: Sample.
  articles:
    - {{cite: 《民法典》第一千一百九十五条, layer: civil, mark: ""}}
  ask: [{ask}]
"""


def write(root: Path, name: str, *entries: tuple[str, str, str]) -> None:
    path = root / "topics" / name
    path.parent.mkdir(exist_ok=True, parents=True)
    path.write_text(
        "".join(TOPIC.format(id=key, conclusion=conclusion, ask=ask) for key, conclusion, ask in entries),
        encoding="utf-8",
    )


def test_a_further_folder_adds_and_replaces(statute_file, tmp_path, library):
    known = min(library.topics)
    write(
        tmp_path, "own.yaml", ("operator-sample", "新的。", "样本问题甲"), (known, "改写的。", "样本问题乙")
    )
    found = load_library(statute_file, [tmp_path])
    assert found.topics[TopicId("operator-sample")].conclusion == "新的。"
    assert found.topics[known].conclusion == "改写的。"
    assert found.digest != library.digest
    assert len(found.topics) == len(library.topics) + 1


def test_one_id_in_two_files_of_a_folder_is_refused_with_both_named(statute_file, tmp_path):
    write(tmp_path, "a.yaml", ("same", "甲。", "问甲"))
    write(tmp_path, "b.yaml", ("same", "乙。", "问乙"))
    with pytest.raises(SourceFormatError, match="same in a.yaml and b.yaml") as caught:
        load_library(statute_file, [tmp_path])
    assert "\n" not in str(caught.value)


def test_a_folder_that_is_not_there_names_the_setting(statute_file, tmp_path):
    with pytest.raises(SourceFormatError, match="YUANFA_KNOWLEDGE_DIRS"):
        load_library(statute_file, [tmp_path / "none"])


def official(digest, replaced=None):
    """A text with every article that a digest says its rule has."""
    labels = [f"第{to_chinese(number)}条" for number in range(1, (digest.last_article or 0) + 1)]
    return "\n".join(
        [digest.law.title, *(f"{label}　官方正文{label}。" for label in labels if label != replaced)]
    )


def test_an_imported_text_takes_the_place_of_the_digest(statute_file, tmp_path, library):
    digest = library.editions[LawId("pi-crime-interpretation")][-1]
    folder = tmp_path / "imported"
    folder.mkdir()
    (folder / "official.md").write_text(official(digest), encoding="utf-8")
    found = load_library(statute_file, [tmp_path])
    held = found.editions[digest.law.law_id]
    assert [statute.verbatim for statute in held] == [True]
    assert held[-1].articles[0].text == "官方正文第一条。"
    # Where the operator's text says no date, what the digest knew still holds.
    assert held[-1].effective_from == digest.effective_from
    assert found.replaced == {digest.law.law_id}
    assert not library.replaced
    assert not found.left_out


def test_an_imported_text_that_lacks_an_article_of_the_digest_leaves_the_digest_and_is_a_fault(
    statute_file, tmp_path, library, today
):
    digest = library.editions[LawId("pi-crime-interpretation")][-1]
    folder = tmp_path / "imported"
    folder.mkdir()
    (folder / "official.md").write_text(official(digest, "第五条"), encoding="utf-8")
    found = load_library(statute_file, [tmp_path])
    assert found.editions[digest.law.law_id] == (digest,)
    assert "第五条" in found.left_out[0]
    few = replace(found, topics={}, asked={}, gists={})
    assert found.left_out[0] in check_library(few, today).faults


@pytest.mark.parametrize("name", ["黄河.TXT", "黄河.Md"])
def test_what_is_loaded_is_fingerprinted_whatever_the_case_of_its_suffix(
    statute_file, tmp_path, library, name
):
    folder = tmp_path / "imported"
    folder.mkdir()
    (folder / "note.doc").write_text("样本条例\n第一条　甲。", encoding="utf-8")
    before = load_library(statute_file, [tmp_path])
    (folder / name).write_text("黄河样本条例\n2020年1月1日公布\n第一条　甲。", encoding="utf-8")
    after = load_library(statute_file, [tmp_path])
    assert len(after.laws) == len(before.laws) + 1 == len(library.laws) + 1
    assert after.digest != before.digest


def test_marks_and_parts_of_a_digest_are_no_faults_once_its_official_text_is_there(
    statute_file, tmp_path, library, today
):
    digest = library.editions[LawId("pi-crime-interpretation")][-1]
    folder = tmp_path / "imported"
    folder.mkdir()
    (folder / "official.md").write_text(official(digest), encoding="utf-8")
    marked = [
        topic
        for topic in library.topics.values()
        if any(article.mark and "法释〔2017〕10号" in article.citation for article in topic.articles)
    ]
    assert marked
    assert [
        fault
        for fault in check_library(load_library(statute_file, [tmp_path]), today).faults
        if "mark" in fault or "part of" in fault
    ] == []


def test_the_version_of_a_day_is_the_one_in_force_on_it(library, today):
    law_id = LawId("public-security-law")
    if law_id not in library.editions:
        law_id = next(one for one, versions in library.editions.items() if len(versions) > 1)
    for statute in library.editions[law_id]:
        if statute.effective_from is None:
            continue
        found = library.statute(law_id, statute.effective_from)
        assert found is not None
        assert found.effective_from is not None
        assert found.effective_from <= statute.effective_from
        before = library.statute(law_id, statute.effective_from - timedelta(days=1))
        assert before is None or before.version_id != statute.version_id


def test_before_the_republic_no_law_is_in_force(library):
    dated = [s for s in library.in_force(date(1949, 1, 1)) if s.effective_from is not None]
    assert dated == []


def test_every_file_of_the_built_in_folder_is_read(library):
    assert {path.stem for path in (DATA / "cases").glob("*.md")}
    assert len(library.cases) == len(list((DATA / "cases").glob("*.md")))
