"""Search in Milvus: the same results as in the process, few round trips, versions that are switched, clear sentences.

milvus-lite stands for the server.
"""

from __future__ import annotations

import sys
from datetime import date

import numpy as np
import pytest

from bot import service
from bot.place import NEEDS, IndexPlace
from bot.service import Yuanfa
from index import tuned
from index.build import build_index
from index.errors import IndexDamaged, IndexMismatch, IndexMissing, SearchError, StoreAway
from index.learned import Taught
from index.retriever import load_retriever
from index.store import read_manifest
from knowledge.models import AskedQuestion, Kind, Topic, TopicArticle, TopicId
from tests.factories import HashingEncoder, make_library, make_statute
from tests.index.factories import ANIMALS, CASE, TODAY

pytest.importorskip("pymilvus", reason="pymilvus is not installed: pip install 'yuanfa[scale]'")
pytest.importorskip("milvus_lite", reason="milvus-lite is not installed: pip install 'yuanfa[scale]'")

from index.milvus import client, schema
from index.milvus import open as afar
from index.milvus.about import About, Vocabulary, numbering_of

TORTS = make_statute(
    "torts",
    "中华人民共和国侵权样本法",
    [
        "网络用户实施侵权行为的，权利人有权通知删除。\n有下列情形之一的，应当赔偿：\n（一）公开他人住址；\n（二）公开他人电话。",
        "出售个人信息的，处拘留。",
        "试用期不得超过六个月。",
        "WiFi password 不得公开。",
        *(f"第{number}类物品从建筑物中抛掷造成损害的，由行为人赔偿{number}元。" for number in range(30)),
    ],
)
TOPICS = [
    Topic(
        TopicId(name), title, title, "结论。", "Conclusion.",
        tuple(TopicArticle(f"《侵权样本法》第{one}条", "general", mark) for one, mark in articles), phrasings,
    )
    for name, title, articles, phrasings in (
        ("doxx", "被开盒", (("一", "权利人有权通知删除"), ("二", "")), ("住址被公开了怎么办", "电话被挂网上了")),
        ("trial", "试用期", (("三", ""),), ("试用期可以多长", "试用期一年合法吗")),
    )
]  # fmt: skip
QUESTIONS = [
    "住址被公开了怎么办",
    "试用期一年",
    "平台不删",
    "侵权样本法第二条",
    "李某卖了多少条信息",
    "wifi password",
    "what about my dog",
    "抛掷物品",
    "没有一个词在里面吗",
    "饲养烈性犬",
    "！",
]


def library(*more, digest="a"):
    return make_library(
        [TORTS, ANIMALS, *more],
        cases=[CASE],
        topics=TOPICS,
        asked={("animals", 1): [AskedQuestion("狗咬人了谁赔", None)]},
        digest=digest,
    )


def taught(corpus, encoder):
    dice = np.random.default_rng(1)
    articles = [p.passage_id for p in corpus.passages if p.article is not None][:20]

    def made(*shape):
        return dice.normal(size=shape).astype(np.float32)

    size = encoder.dimension
    return Taught(
        encoder.fingerprint, tuple(articles), ("doxx",), made(size) * 0.01, made(size, size) * 0.01, 20.0,
        made(len(articles), size) * 0.1, made(len(articles)), made(1, size), made(1),
    )  # fmt: skip


class Both:
    """The same passages in the process and in a file of milvus-lite."""

    def __init__(self, folder, sources, encoder=None):
        self.folder, self.encoder = folder, encoder or HashingEncoder()
        self.url = str(folder / "search.db")
        self.build(sources)

    def build(self, sources):
        self.library = sources
        build_index(
            sources, self.encoder, self.folder / "index", today=TODAY, travelling=None,
            own_cache=self.folder / "vectors.bin",
        )  # fmt: skip
        return afar.publish(self.url, sources, self.folder / "index")

    @property
    def here(self):
        return load_retriever(self.library, self.encoder, self.folder / "index", TODAY)

    @property
    def there(self):
        return afar.open_retriever(afar.connection(self.url), self.library, self.encoder, TODAY)


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    made = Both(tmp_path_factory.mktemp("milvus"), library())
    yield made
    afar.close(made.url)


@pytest.fixture
def another(tmp_path):
    made = Both(tmp_path, library())
    yield made
    afar.close(made.url)


def agree(here, there, kinds=None):
    for text in QUESTIONS:
        ours, theirs = (one.search(one.prepare(text), 100, kinds=kinds) for one in (here, there))
        found = {hit.passage_id: hit.score for hit in theirs}
        assert found.keys() == {hit.passage_id for hit in ours}, text
        for place, hit in enumerate(ours):
            score = found[hit.passage_id]
            # By score, as two that are all but equal may change places.
            assert theirs[place].score.total == pytest.approx(hit.score.total, abs=1e-4), text
            assert score.total == pytest.approx(hit.score.total, abs=1e-4), text
            assert score.lexical == pytest.approx(hit.score.lexical, abs=1e-4), text
            theirs_moved, ours_moved = dict(score.boosts), dict(hit.score.boosts)
            for name in theirs_moved.keys() | ours_moved.keys():
                moved = theirs_moved.get(name, 0.0), ours_moved.get(name, 0.0)
                assert moved[0] == pytest.approx(moved[1], abs=1e-3), (text, name)


def test_a_search_through_milvus_finds_what_the_process_finds(both):
    agree(both.here, both.there)


@pytest.mark.parametrize("kinds", [[Kind.TOPIC], [Kind.CASE], [Kind.STATUTE], list(Kind)])
def test_it_does_so_for_the_kinds_that_are_asked_for(both, kinds):
    agree(both.here, both.there, kinds)


def test_it_does_so_with_what_labelled_messages_taught(both, monkeypatch):
    weights = taught(both.here.corpus, both.encoder)
    monkeypatch.setattr(Taught, "load", lambda: weights)
    here, there = both.here, both.there
    assert here.learned is not None
    agree(here, there)


def test_it_does_so_where_what_is_read_comes_in_many_pieces(both, monkeypatch):
    monkeypatch.setattr(schema, "MOST_ROWS", 3)
    monkeypatch.setattr(tuned, "CANDIDATES", 3)
    monkeypatch.setattr(tuned, "PHRASINGS", 3)
    monkeypatch.setattr(tuned, "ROWS_PER_PHRASING", 1)
    agree(both.here, both.there)


def test_phrasings_and_units_are_the_same_too(both):
    here, there = both.here, both.there
    for text in QUESTIONS:
        ours, theirs = here.matches(here.prepare(text)), there.matches(there.prepare(text))
        assert [(one.passage.passage_id, one.question) for one in theirs] == [
            (one.passage.passage_id, one.question) for one in ours
        ]
        assert [one.cosine for one in theirs] == pytest.approx([one.cosine for one in ours], abs=1e-5)
        for passage in ("st-torts-1", "st-animals-1"):
            features = [one.highlights.features(one.prepare(text), passage) for one in (here, there)]
            assert features[1] == pytest.approx(features[0], abs=1e-4)
    assert there.words.rarity("住址被公开了") == here.words.rarity("住址被公开了")
    assert there.words.coverage("李某卖信息", "case-sample") == here.words.coverage(
        "李某卖信息", "case-sample"
    )


def test_an_answer_is_the_same_word_by_word(both):
    here, there = Yuanfa(both.here), Yuanfa(both.there)
    for text in QUESTIONS:
        ours, theirs = here.ask(text), there.ask(text)
        assert (theirs.outcome, theirs.conclusion) == (ours.outcome, ours.conclusion)
        assert [one.text for one in theirs.excerpts] == [one.text for one in ours.excerpts]


def test_one_question_takes_at_most_three_round_trips(both, monkeypatch):
    service = Yuanfa(both.there)
    trips: list[int] = []
    together = client.Milvus.together
    monkeypatch.setattr(
        client.Milvus,
        "together",
        lambda self, name, asked: trips.append(len(asked)) or together(self, name, asked),
    )
    asking, searching = [], []
    for text in QUESTIONS:
        trips.clear()
        service.ask(text)
        asking.append(len(trips))
        trips.clear()
        service.search(text)
        searching.append(len(trips))
    assert 0 < max(asking) <= 3
    assert set(searching) == {2}


def test_a_rebuild_serves_the_old_one_until_the_new_one_is_whole(another, monkeypatch):
    first = another.there
    name = first.store.name
    dogs = make_statute("dogs", "中华人民共和国犬只样本法", ["犬只应当登记。"])
    insert, seen = client.Milvus.insert, []

    def watched(self, collection, part, rows):
        seen.append((self.in_use(), collection))
        insert(self, collection, part, rows)

    monkeypatch.setattr(client.Milvus, "insert", watched)
    old_library = another.library
    second = another.build(library(dogs, digest="b"))
    assert {used for used, _ in seen} == {name}
    assert {filled for _, filled in seen} == {second}
    assert another.there.store.name == second
    assert "st-dogs-1" in [hit.passage_id for hit in another.there.search(another.there.prepare("犬只登记"))]
    # Who has found the old one goes on with it until the build after.
    assert first.search(first.prepare("试用期"))[0].passage_id == "st-torts-3"
    another.build(old_library)
    assert name not in afar.connection(another.url).collections()
    with pytest.raises(StoreAway, match="expected Milvus at"):
        first.search(first.prepare("遛狗"))


def test_a_build_that_fails_leaves_what_is_in_use_and_nothing_half(another, monkeypatch):
    milvus = afar.connection(another.url)
    before = milvus.in_use(), milvus.collections()
    insert, calls = client.Milvus.insert, []

    def failing(self, *arguments):
        calls.append(1)
        if len(calls) == 3:
            raise StoreAway("the wire was cut")
        insert(self, *arguments)

    monkeypatch.setattr(client.Milvus, "insert", failing)
    with pytest.raises(StoreAway, match="the wire was cut"):
        another.build(library(make_statute("x", "中华人民共和国甲样本法", ["甲。"]), digest="c"))
    milvus = afar.connection(another.url)
    assert (milvus.in_use(), milvus.collections()) == before


def test_what_is_in_use_already_is_not_filled_again(another):
    before = afar.connection(another.url).in_use()
    assert afar.publish(another.url, another.library, another.folder / "index") is None
    assert afar.connection(another.url).in_use() == before


def test_the_place_describes_and_checks_what_is_in_use(another):
    place = IndexPlace(another.folder, another.url)
    assert place.manifest().model_copy(update={"files": {}}) == read_manifest(place.folder).model_copy(
        update={"files": {}}
    )
    assert place.named() == f"{another.there.store.name} at {another.url}"
    assert "is whole" in place.check()
    milvus = afar.connection(another.url)
    milvus._client.delete(milvus.in_use(), filter=f"id == {another.here.corpus.parts.text_rows.size + 3}")
    with pytest.raises(IndexDamaged, match=r"expected \d+ rows .*, found \d+; run"):
        place.check()
    there = another.there
    with pytest.raises(IndexDamaged, match="expected .* rows of what was proposed"):
        there.search(there.prepare(QUESTIONS[0]))


def test_an_index_of_other_sources_encoder_or_day_is_refused(another, monkeypatch):
    milvus = afar.connection(another.url)
    for sources, encoder, day in (
        (library(digest="z"), another.encoder, TODAY),
        (another.library, HashingEncoder(64), TODAY),
    ):
        with pytest.raises(IndexMismatch, match="expected"):
            afar.open_retriever(milvus, sources, encoder, day)
    monkeypatch.setattr(afar, "build_passages", lambda *_: another.here.corpus.passages[1:])
    with pytest.raises(IndexMismatch, match="cut otherwise"):
        afar.open_retriever(milvus, another.library, another.encoder, TODAY)


def test_no_file_and_no_collection_are_one_sentence(tmp_path):
    with pytest.raises(IndexMissing, match="expected an index in the file .*, found no file; run"):
        client.Milvus.open(str(tmp_path / "none.db"))
    assert not (tmp_path / "none.db").exists()
    empty = client.Milvus.open(str(tmp_path / "empty.db"), fill=True)
    with pytest.raises(IndexMissing, match="found none; run `yuanfa index build`"):
        afar.find(empty)
    empty.close()


def test_a_server_that_is_away_is_one_sentence_without_the_password(monkeypatch):
    monkeypatch.setattr(client, "CONNECT_SECONDS", 1.0)
    with pytest.raises(StoreAway) as caught:
        client.Milvus.open("http://someone:hush-hush@127.0.0.1:1/laws")
    said = str(caught.value)
    assert said.startswith("expected Milvus at http://127.0.0.1:1/laws (YUANFA_INDEX_URL)")
    assert "hush" not in said
    assert "\n" not in said


def test_without_the_packages_the_setting_says_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setattr(client, "find_spec", lambda _: None)
    with pytest.raises(StoreAway, match="milvus-lite .* not installed"):
        client.Milvus.open(str(tmp_path / "a.db"), fill=True)
    monkeypatch.delitem(sys.modules, "index.milvus.open")
    monkeypatch.delattr("index.milvus.open")
    monkeypatch.setitem(sys.modules, "pymilvus", None)
    monkeypatch.delitem(sys.modules, "index.milvus.client")
    with pytest.raises(StoreAway) as caught:
        IndexPlace(tmp_path, "http://127.0.0.1:19530").manifest()
    assert str(caught.value) == NEEDS


def test_what_a_collection_says_of_itself_comes_back_whole(both, monkeypatch):
    monkeypatch.setattr("index.milvus.about.PIECE", 100)
    about = About(
        read_manifest(both.folder / "index"),
        numbering_of(both.here.corpus.passages),
        Vocabulary(("开盒", "wifi", "法"), np.array([3, 1, 2], np.int32)),
    )
    pieces = about.pieces()
    assert len(pieces) > 1
    assert all(len(piece) <= 100 for piece in pieces)
    again = About.of_pieces(pieces, "there")
    assert again.version == about.version
    assert [again.vocabulary.frequency(word) for word in ("开盒", "wifi", "法", "狗")] == [3, 1, 2, 0]
    for broken in (pieces[1:], pieces[:-1], ["!"], []):
        with pytest.raises(IndexDamaged, match="expected to read in there"):
            About.of_pieces(broken, "there")


def test_the_version_changes_with_the_day_the_encoder_and_the_passages(both):
    manifest = read_manifest(both.folder / "index")
    words = Vocabulary(("法",), np.array([1], np.int32))
    versions = {
        About(one, numbering, words).version
        for one, numbering in (
            (manifest, "a"),
            (manifest, "b"),
            (manifest.model_copy(update={"as_of": date(2026, 1, 1)}), "a"),
            (manifest.model_copy(update={"encoder": "other"}), "a"),
        )
    }
    assert len(versions) == 4


def test_a_build_with_the_setting_fills_milvus_and_a_start_searches_there(tmp_path, monkeypatch):
    sources, encoder, url = library(), HashingEncoder(), str(tmp_path / "search.db")
    monkeypatch.setattr(service, "read_library", lambda *_, **__: sources)
    monkeypatch.setattr(service, "read_encoder", lambda *_, **__: encoder)
    for name in ("keep_indexed", "drop_others", "_compile", "_read_compiled", "load_travelling"):
        monkeypatch.setattr(service, name, lambda *_: None)
    built = service.build(tmp_path / "builder", model="m", today=TODAY, url=url)
    assert built.filled is not None
    assert service.build(tmp_path / "builder", model="m", today=TODAY, url=url).filled is None
    replica = tmp_path / "replica"
    there = service.load_service(replica, model="m", today=TODAY, url=url)
    assert there.search("试用期可以多长")[0].passage_id == "st-torts-3"
    assert not replica.exists()  # nothing of the index is kept there
    with pytest.raises(IndexMissing):
        service.load_service(replica, model="m", today=TODAY)
    afar.close(url)


def test_every_error_is_one_that_commands_turn_into_a_sentence():
    assert issubclass(StoreAway, SearchError)
