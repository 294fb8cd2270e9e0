"""Building, loading and refusing index folders; the retriever over a small one."""

import json
from datetime import date

import pytest

from index.build import build_index, is_current, next_change
from index.errors import IndexDamaged, IndexMismatch, IndexMissing
from index.retriever import load_retriever
from index.store import MANIFEST, read_manifest, verify_files
from knowledge.models import (
    Case,
    CaseId,
    Kind,
    Point,
    Section,
    Status,
    Topic,
    TopicArticle,
    TopicId,
)
from tests.factories import HashingEncoder, make_library, make_statute

TODAY = date(2026, 11, 24)

TORTS = make_statute(
    "torts",
    "中华人民共和国侵权样本法",
    [
        "网络用户实施侵权行为的，权利人有权通知网络服务提供者删除。",
        "出售个人信息的，处十日以上十五日以下拘留。",
        "试用期最长不得超过六个月。",
    ],
)
CASE = Case(
    CaseId("case-sample"), "样本案", "Sample case", ("样本案",), "press", "据素材", ("李某",), None,
    "李某卖了3.9万余条。", "Li sold data.",
    (Point(Section.FACTS, "李某卖了3.9万余条信息。", questions=("李某卖了多少条",)),),
    ("《侵权样本法》第二条",),
)  # fmt: skip
TOPIC = Topic(
    TopicId("sold"), "卖个人信息", "Selling data", "会被拘留。", "Detention.",
    (TopicArticle("《侵权样本法》第二条", "criminal"),), ("倒卖资料要蹲几天",),
)  # fmt: skip


@pytest.fixture
def library():
    return make_library([TORTS], cases=[CASE], topics=[TOPIC])


def build(library, folder, encoder=None, today=TODAY):
    return build_index(
        library,
        encoder or HashingEncoder(),
        folder,
        today=today,
        travelling=None,
        own_cache=folder.with_name("vectors.bin"),
    )


def test_only_what_changed_is_embedded(library, tmp_path):
    folder = tmp_path / "index"
    first = build(library, folder)
    changed = make_library(
        [TORTS, make_statute("more", "中华人民共和国另法")], cases=[CASE], topics=[TOPIC], digest="d2"
    )
    encoder = HashingEncoder()
    second = build(changed, folder, encoder)
    assert first.embedded == first.manifest.texts + first.manifest.questions
    assert second.embedded == 2
    assert len(encoder.encoded) == 2


def test_nothing_changed_is_seen_and_a_change_too(library, tmp_path):
    folder = tmp_path / "index"
    build(library, folder)
    encoder = HashingEncoder().fingerprint
    assert is_current(folder, library, encoder, TODAY) is not None
    assert is_current(folder, make_library([TORTS], digest="other"), encoder, TODAY) is None
    assert is_current(folder, library, "another encoder", TODAY) is None
    (folder / "rows.npz").write_bytes(b"")
    assert is_current(folder, library, encoder, TODAY) is None


def test_the_same_sources_give_the_same_rows(library, tmp_path):
    build(library, tmp_path / "a" / "index")
    build(library, tmp_path / "b" / "index")
    first, second = (read_manifest(tmp_path / name / "index") for name in "ab")
    same = {"text.faiss", "question.faiss"}
    assert {n: first.files[n] for n in same} == {n: second.files[n] for n in same}


def test_a_missing_index_is_one_sentence_with_the_remedy(tmp_path):
    with pytest.raises(IndexMissing, match=r"YUANFA_DATA_DIR.*yuanfa index build"):
        read_manifest(tmp_path / "index")


@pytest.mark.parametrize("name", ["text.faiss", "rows.npz", "question-words/vocab.index.json"])
def test_a_damaged_file_is_named(library, tmp_path, name):
    folder = tmp_path / "index"
    manifest = build(library, folder).manifest
    path = folder / name
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    with pytest.raises(IndexDamaged, match=name.split("/")[-1]):
        verify_files(folder, manifest)
    with pytest.raises(IndexDamaged):
        load_retriever(library, HashingEncoder(), folder, TODAY)


def test_a_broken_manifest_and_another_format_are_told_apart(library, tmp_path):
    folder = tmp_path / "index"
    build(library, folder)
    path = folder / MANIFEST
    raw = json.loads(path.read_text("utf-8"))
    path.write_text("{", "utf-8")
    with pytest.raises(IndexDamaged):
        read_manifest(folder)
    path.write_text(json.dumps({**raw, "format": 0}), "utf-8")
    with pytest.raises(IndexMismatch, match="format 0"):
        read_manifest(folder)


def test_an_index_of_another_encoder_corpus_or_day_is_refused(tmp_path):
    later = make_statute("later", "中华人民共和国来法", effective_from=date(2027, 1, 1))
    library = make_library([TORTS, later])
    folder = tmp_path / "index"
    build(library, folder)
    with pytest.raises(IndexMismatch, match="YUANFA_EMBEDDING_MODEL"):
        load_retriever(library, HashingEncoder(64), folder, TODAY)
    with pytest.raises(IndexMismatch, match="sources"):
        load_retriever(make_library([TORTS], digest="x"), HashingEncoder(), folder, TODAY)
    with pytest.raises(IndexMismatch, match="2027-01-01"):
        load_retriever(library, HashingEncoder(), folder, date(2027, 1, 1))


def test_the_next_change_of_the_law_is_known():
    ending = make_statute("ends", effective_until=date(2028, 5, 1))
    beginning = make_statute("begins", effective_from=date(2027, 1, 1))
    library = make_library([ending, beginning])
    assert next_change(library, TODAY) == date(2027, 1, 1)
    assert next_change(library, date(2027, 1, 1)) == date(2028, 5, 1)
    assert next_change(library, date(2028, 5, 1)) is None


def test_a_build_that_was_killed_between_the_renames_is_mended(library, tmp_path):
    folder = tmp_path / "index"
    build(library, folder)
    folder.rename(tmp_path / "index.old")
    assert read_manifest(folder).passages == 3 + 2 + 1


@pytest.fixture
def retriever(library, tmp_path):
    build(library, tmp_path / "index")
    return load_retriever(library, HashingEncoder(), tmp_path / "index", TODAY)


def test_an_article_is_found_with_its_citation_and_standing(retriever):
    hit = retriever.search(retriever.prepare("试用期最长几个月"), 1)[0]
    assert (hit.passage_id, hit.citation) == ("st-torts-3", "《侵权样本法》第三条")
    assert hit.text == TORTS.articles[2].text
    assert hit.verbatim
    assert hit.status is Status.IN_FORCE
    assert hit.effective_from == date(2020, 1, 1)


def test_a_topic_lifts_its_article_though_no_word_is_shared(retriever, monkeypatch):
    # The stub's cosines are far lower than a model's.
    monkeypatch.setattr("index.tuned.AFFINITY_FLOOR", 0.1)
    monkeypatch.setattr("index.tuned.AFFINITY_FULL", 0.3)
    hit = retriever.search(retriever.prepare("倒卖资料要蹲几天"), 1, kinds=[Kind.STATUTE])[0]
    assert hit.passage_id == "st-torts-2"
    assert any(name == "topic sold" for name, _ in hit.score.boosts)


def test_a_case_competes_with_articles(retriever):
    hit = retriever.search(retriever.prepare("李某卖了多少条"), 1)[0]
    assert (hit.kind, hit.case_id, hit.passage_id) == (Kind.CASE, "case-sample", "case-sample-1")


def test_topics_are_shown_only_when_asked_for(retriever):
    query = retriever.prepare("倒卖资料要蹲几天")
    assert all(hit.kind is not Kind.TOPIC for hit in retriever.search(query, 10))
    assert [hit.kind for hit in retriever.search(query, 1, kinds=[Kind.TOPIC])] == [Kind.TOPIC]


def test_the_order_never_varies_and_k_is_kept(retriever):
    query = retriever.prepare("个人信息")
    orders = {tuple(hit.passage_id for hit in retriever.search(query, 4)) for _ in range(5)}
    assert len(orders) == 1
    assert len(orders.pop()) == 4
    assert len(retriever.search(query, 1000)) <= 6


def test_matches_name_the_phrasing_that_was_nearest(retriever):
    best = retriever.matches(retriever.prepare("李某卖了多少条"))[0]
    assert best.question == "李某卖了多少条"
    assert best.cosine == pytest.approx(1.0, abs=0.02)
    assert best.passage.case_id == "case-sample"
