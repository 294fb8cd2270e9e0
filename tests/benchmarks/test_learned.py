"""What the heads are taught: well formed, without a text that is not ours; and that they learn."""

import json
import re
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import torch

from benchmarks.learned.data import (
    ANSWERABLE,
    FIRST,
    FOLDER,
    OF_TOPIC,
    Example,
    Label,
    Message,
    Part,
    cut,
    follow_ups,
    judged_topics,
    judgments,
    labelled_examples,
    labels,
    lines,
    outside,
    outside_examples,
    written,
)
from benchmarks.learned.fit import logistic
from benchmarks.learned.train import train_heads
from benchmarks.record import shared_folder
from bot.compose.likeness import KINDS
from index.embedded import embedded_dir, is_complete
from index.encoder import load_encoder
from index.learned import ARTICLE_SPREAD
from knowledge.fetch import EMBEDDED_WEIGHTS, share_dir

ARTICLE = re.compile(r"第[一二三四五六七八九十百千零]+条(?:之[一二三四五六七八九十])?")
TOLD_APART = 20
"""Characters in a row that two people do not write alike by chance."""


def bare(text):
    return re.sub(r"[\W_]+", "", text)


def public_texts():
    names = ("messages-dev", "consultations-dev", "stard-dev")
    found = [raw["question"] for name in names for raw in lines(shared_folder() / f"{name}.jsonl")]
    for raw in lines(shared_folder() / "conversations-dev.jsonl"):
        found += [turn["text"] if isinstance(turn, dict) else turn for turn in raw["turns"]]
    return found


def test_every_label_has_its_own_id_a_known_kind_and_articles_with_grades():
    rows = labels()
    assert len({one.key for one in rows}) == len(rows) > 2800
    for one in rows:
        assert one.kind in KINDS, one.key
        for (title, article), grade in one.good.items():
            assert title, one.key
            assert ARTICLE.fullmatch(article), (one.key, article)
            assert grade in (1, 2), one.key


def test_a_tenth_of_the_labels_is_unread_and_the_most_train():
    counts = {part: sum(one.part is part for one in labels()) for part in Part}
    assert 0.1 < counts[Part.UNREAD] / sum(counts.values()) < 0.12
    assert counts[Part.TRAIN] > counts[Part.UNREAD] > counts[Part.FIT] > 0


def test_label_files_hold_ids_and_names_alone():
    for raw in lines(FOLDER / "labels.jsonl"):
        assert raw.keys() == {"id", "type", "good", "danger", "part"}
        assert all(one.keys() == {"law", "article", "grade"} for one in raw["good"])
    for raw in lines(FOLDER / "conclusions.jsonl"):
        assert raw.keys() == {"id", "answers", "helps", "misleads"}


def test_topics_are_judged_once_for_messages_that_have_labels():
    found = judgments()
    others = {one.label.key for one in outside(Part)}
    assert len(found) == len(lines(FOLDER / "conclusions.jsonl")) + len(others)
    public = {one.key for one in labels()}
    assert all(key in public or re.match(r"(?:lb38|stard)-\d", key) for key in found.keys() - others)
    assert others <= found.keys()
    for key, one in found.items():
        assert not one.answers & one.helps, key
        assert not (one.answers | one.helps) & one.misleads, key


def test_outside_messages_that_are_kept_train_nothing():
    taught = {text for _, text in written()} | {one.text for one in outside([Part.TRAIN])}
    kept = outside([Part.FIT, Part.UNREAD])
    assert not taught & {one.text for one in kept}
    assert len({one.text for one in kept}) == len(kept) == 320
    assert len({one.label.key for one in outside(Part)}) == len(outside(Part)) > 1000


def test_the_articles_of_an_outside_message_are_those_of_the_topics_that_answer_it():
    asked = next(one for one in outside([Part.TRAIN]) if judgments()[one.label.key].answers)
    topics = sorted(judgments()[asked.label.key].answers)
    passages = [SimpleNamespace(topic_id=topic) for topic in topics]
    corpus = SimpleNamespace(
        passages=passages,
        topic_articles={number: [100 + number, 200, 300, 400] for number in range(len(topics))},
    )
    made: Any = corpus
    judged = judged_topics(made)
    example = next(one for one in outside_examples(made, {}, judged) if one.text == cut(asked.text))
    assert example.topics == dict.fromkeys(range(len(topics)), 1.0)
    assert example.articles == {**{100 + number: 1.0 for number in range(len(topics))}, 200: 0.4, 300: 0.25}


def test_the_articles_of_an_outside_message_are_those_judged_for_it_where_there_are_any():
    asked = next(one for one in outside([Part.TRAIN]) if FIRST in one.label.good.values())
    numbers = {article: place for place, article in enumerate(asked.label.good)}
    made: Any = SimpleNamespace(passages=[], topic_articles={})
    topics = {one.label.key: dict[int, float]() for one in outside([Part.TRAIN])}
    example = next(one for one in outside_examples(made, numbers, topics) if one.text == cut(asked.text))
    grades = list(asked.label.good.values())
    assert [example.articles[place] == 1.0 for place in range(len(grades))] == [
        grade == FIRST for grade in grades
    ]


def test_written_messages_name_a_topic_and_say_something():
    rows = written()
    assert len(rows) > 4600
    for topic, text in rows:
        assert re.fullmatch(r"[a-z0-9-]+", topic), topic
        assert len(text) >= 4, topic
        assert "\t" not in text, topic


def test_follow_ups_of_our_own_name_articles():
    rows = follow_ups()
    assert len(rows) == len(set(rows)) > 150
    for subject, text, cited in rows:
        assert subject, text
        assert re.fullmatch(r"(?:《[^》]+》" + ARTICLE.pattern + "、?)+", cited), (subject, text)


def test_chains_of_our_own_have_turns_with_articles():
    for raw in lines(FOLDER / "chains.jsonl"):
        assert len(raw["turns"]) > 1, raw["id"]
        assert not raw["turns"][0]["leans"], raw["id"]
        assert all(turn["q"] for turn in raw["turns"]), raw["id"]


def test_nothing_of_the_public_texts_lies_in_the_project():
    public = [bare(text) for text in public_texts()]
    if not public:
        pytest.skip("the public data is absent")
    runs = {text[at : at + TOLD_APART] for text in public for at in range(max(1, len(text) - TOLD_APART + 1))}
    runs = {run for run in runs if len(run) == TOLD_APART}
    own = [text for _, text in written()]
    own += [turn["q"] for raw in lines(FOLDER / "chains.jsonl") for turn in raw["turns"]]
    own += [subject + text for subject, text, _ in follow_ups()]
    for text in map(bare, own):
        assert not any(text[at : at + TOLD_APART] in runs for at in range(len(text) - TOLD_APART + 1)), text


def test_messages_teach_only_articles_that_are_held():
    good = {("甲法", "第一条"): 2, ("乙法", "第二条"): 1, ("丙法", "第三条"): 1}
    asked = [
        Message("怎么办", Label("a", ANSWERABLE, good, None)),
        Message("怎么办", Label("b", ANSWERABLE, {("丙法", "第三条"): 2}, None)),
    ]
    (one,) = labelled_examples(asked, {("甲法", "第一条"): 7, ("乙法", "第二条"): 9}, 4.0)
    assert one.articles.keys() == {7, 9}
    assert one.articles[7] > one.articles[9]


@pytest.fixture(autouse=True)
def one_thread():
    """Tensors this small are slower shared out."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture
def toy():
    """Questions round three centres; each asks about the article whose text is near another centre."""
    dice = np.random.default_rng(0)
    centres = np.eye(3, 16, dtype=np.float32)
    about = np.repeat(np.arange(3), 40)
    vectors = centres[about] + 0.1 * dice.normal(size=(120, 16)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    examples = [Example("", {10 + (one + 1) % 3: OF_TOPIC[0]}, {20 + one: 1.0}) for one in about.tolist()]
    return examples, vectors, centres, about


def test_heads_learn_articles_that_do_not_read_like_the_question_and_topics(toy):
    examples, vectors, texts, about = toy
    held = torch.tensor(vectors)
    own, taught = train_heads(
        examples, lambda rows: held[rows], [], [10, 11, 12], texts, [20, 21, 22], epochs=300
    )
    assert own == [10, 11, 12]
    away = vectors - taught["mean"]
    turned = vectors + vectors @ taught["turn"]
    turned /= np.linalg.norm(turned, axis=1, keepdims=True)
    odds = taught["scale"] * (turned @ texts.T) + ARTICLE_SPREAD * away @ taught["own"].T + taught["own_bias"]
    assert (odds.argmax(1) == (about + 1) % 3).mean() > 0.95
    assert ((away @ taught["about"].T + taught["about_bias"]).argmax(1) == about).mean() > 0.95


def test_layers_under_the_heads_learn_with_them(toy):
    examples, vectors, texts, about = toy
    torch.manual_seed(0)
    layer = torch.nn.Linear(16, 16)
    before = layer.weight.detach().clone()
    held = torch.tensor(vectors)
    train_heads(
        examples,
        lambda rows: torch.nn.functional.normalize(layer(held[rows]), dim=1),
        list(layer.parameters()),
        [10, 11, 12],
        texts,
        [20, 21, 22],
        epochs=20,
    )
    assert not torch.equal(layer.weight.detach(), before)


@pytest.mark.model
def test_the_upper_half_before_training_is_the_model_itself():
    if not (share_dir() / EMBEDDED_WEIGHTS.name).is_file() or not is_complete(embedded_dir()):
        pytest.skip("the embedded model is not set up: run `make setup`")
    from benchmarks.learned.layers import Halves  # transformers: seconds that no other test needs

    texts = ["被人开盒了怎么办", "房东不退押金，合同里没写，怎么要回来", "Is doxxing a crime?"]
    halves = Halves()
    cosines = (halves.vectors(halves.below(texts)) * load_encoder().encode_queries(texts)).sum(axis=1)
    assert cosines.min() > 0.995
    names = halves.tensors()
    assert {"l6.q.w", "l11.fo.b", "l11.oln.w"} <= names.keys()
    assert not any(name.startswith("l5.") for name in names)


def test_judged_topics_count_whole_where_one_answers_and_less_where_they_only_help():
    asked = [Message("怎么办", Label("a", ANSWERABLE, {("甲法", "第一条"): 2}, None))]
    (one,) = labelled_examples(asked, {("甲法", "第一条"): 7}, 3.0, {"a": {5: 0.3}})
    assert one.topics == {5: 0.3}


def test_a_sign_that_tells_weighs_more_than_one_that_does_not():
    dice = np.random.default_rng(1)
    rows = np.column_stack([np.ones(200), dice.normal(size=(200, 2))])
    weights = logistic(rows, (rows[:, 1] > 0.3).tolist(), 1.0)
    assert weights[1] > 10 * abs(weights[2])
    assert weights[0] < 0
    assert abs(logistic(rows, (rows[:, 1] > 0.3).tolist(), 100.0)[1]) < weights[1]


def test_labels_are_json_a_line():
    for name in ("labels.jsonl", "conclusions.jsonl", "chains.jsonl"):
        for line in (FOLDER / name).read_text("utf-8").splitlines():
            assert json.loads(line)["id"]
