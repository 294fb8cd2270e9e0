"""Questions made ready: language, slang, long stories."""

import numpy as np
import pytest

from index.query import LONGEST, Query, fold, is_english, translate_slang, wordings_of
from knowledge.models import Slang

SLANG = (
    Slang(("开盒", "人肉"), "非法获取、公开他人个人信息"),
    Slang(("开盒挂人",), "公开他人个人信息并辱骂"),
)


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("Is doxxing a crime in China?", True),
        ("PIPL Art. 10", True),
        ("开盒犯法吗", False),
        ("我的APP被封了", False),
        ("1197", False),
        ("?", False),
        ("What is 开盒", True),
    ],
)
def test_language_is_told_by_script(text, english):
    assert is_english(text) is english


def test_slang_keeps_its_word_and_gains_its_meaning():
    assert translate_slang("开盒犯法吗", SLANG) == "开盒（非法获取、公开他人个人信息）犯法吗"


def test_the_longest_slang_wins():
    assert translate_slang("开盒挂人", SLANG) == "开盒挂人（公开他人个人信息并辱骂）"


def test_a_meaning_is_given_once_however_often_its_word_comes():
    assert translate_slang("开盒" * 3, SLANG) == "开盒（非法获取、公开他人个人信息）开盒开盒"
    assert translate_slang("开盒和人肉", SLANG) == "开盒（非法获取、公开他人个人信息）和人肉"


def test_no_wording_is_longer_than_a_text_and_its_meanings_may_be():
    many = tuple(Slang((chr(0x4E00 + n) + "盒",), f"{n}" + "义" * 40) for n in range(160))
    text = "".join(word for entry in many for word in entry.words)
    assert len(text) <= LONGEST
    translated = wordings_of(text, many)[1]
    assert len(text) < len(translated) <= 2 * LONGEST


class Lengths:
    """Encodes a text as its length, and remembers what it encoded."""

    fingerprint = "lengths"
    dimension = 1

    def __init__(self):
        self.encoded = []

    def encode_queries(self, texts):
        self.encoded += texts
        return np.array([[len(text)] for text in texts], dtype=np.float32)

    def encode_passages(self, texts, progress=None):
        return self.encode_queries(texts)


def test_a_question_that_follows_a_subject_is_encoded_after_it_and_nothing_twice():
    encoder = Lengths()
    alone = Query.of("要等几天", ("要等几天", "要等几天（期限）"), encoder)
    follows = alone.after("公司拖欠工资", encoder)
    assert follows.wordings == ("公司拖欠工资 要等几天", "要等几天", "要等几天（期限）")
    assert follows.vectors.tolist() == [[11], [4], [8]] == follows.taught.tolist()
    assert encoder.encoded == ["要等几天", "要等几天（期限）", "公司拖欠工资 要等几天"]
    assert len(alone.after("长" * LONGEST, encoder).wordings[0]) == LONGEST


def test_no_slang_gives_nothing():
    assert translate_slang("试用期多久", SLANG) is None
    assert translate_slang("试用期多久", ()) is None


def test_a_short_question_is_one_wording_and_its_translation():
    assert wordings_of("试用期多久", SLANG) == ("试用期多久",)
    assert len(wordings_of("人肉犯法吗", SLANG)) == 2


def test_of_a_long_story_the_asking_sentences_are_worded_too():
    story = "昨天我去上班。" * 60 + "请问被人肉了怎么办？" + "谢谢大家。" * 10
    wordings = wordings_of(story, SLANG)
    assert len(story) > LONGEST
    assert wordings[0] == story[:LONGEST]
    assert any("怎么办" in wording and "个人信息" in wording for wording in wordings[1:])
    assert all(len(wording) <= LONGEST * 2 for wording in wordings)


@pytest.mark.parametrize(
    ("raw", "folded"),
    [
        ("  民法典\t１１９５\n条 ", "民法典 1195 条"),
        ("個人資訊", "个人资讯"),
        ("a\x00b\x07", "a b"),
    ],
)
def test_folding(raw, folded):
    assert fold(raw) == folded
