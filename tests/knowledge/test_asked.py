"""Questions by the article that answers: reading, checking, and what passages make of them."""

from datetime import date

import pytest

from knowledge.check import check_library
from knowledge.errors import SourceFormatError
from knowledge.models import ArticleNumber, AskedQuestion, LawId
from knowledge.passages import build_passages
from knowledge.readers.asked import read_asked
from tests.factories import make_library, make_statute

TODAY = date(2026, 11, 24)


def written(tmp_path, text):
    path = tmp_path / "asked.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_questions_are_read_by_article(tmp_path):
    held = read_asked(written(tmp_path, "law: 刑法\nasked:\n  264: [偷手机]\n  133之一: [醉驾要坐牢吗]\n"))
    assert held.law == "刑法"
    assert held.questions == {
        ArticleNumber(264): (AskedQuestion("偷手机"),),
        ArticleNumber(133, 1): (AskedQuestion("醉驾要坐牢吗"),),
    }


def test_questions_may_stand_under_parts(tmp_path):
    held = read_asked(
        written(
            tmp_path,
            "law: 刑法\nasked:\n  270:\n    条: [侵占罪]\n    1.1: [代管的钱花了]\n    1.10: [第十句]\n    2(3): [第三项]\n"
            "within:\n  270:\n    2.1: [捡到不还]\n",
        )
    )
    assert held.questions == {
        ArticleNumber(270): (
            AskedQuestion("侵占罪"),
            AskedQuestion("代管的钱花了", "1.1"),
            AskedQuestion("第十句", "1.10"),
            AskedQuestion("第三项", "2(3)"),
            AskedQuestion("捡到不还", "2.1", leads=False),
        ),
    }


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "law: 刑法",
        "law: 刑法\nasked: {}\nmore: 1",
        "law: 刑法\nasked:\n  第二条: [问]",
        "law: 刑法\nasked:\n  2: []",
        "law: 刑法\nasked:\n  2: 偷手机",
        "law: 刑法\nasked: [",
        "law: 刑法\nasked: {}\nwithin: {}",
        "law: 刑法\nwithin:\n  270: [捡到不还]",
        "law: 刑法\nwithin:\n  270: {}",
        "law: 刑法\nasked:\n  270:\n    第二款: [捡到不还]",
    ],
)
def test_a_broken_file_gives_one_sentence(tmp_path, text):
    with pytest.raises(SourceFormatError) as raised:
        read_asked(written(tmp_path, text))
    assert "asked.yaml" in str(raised.value)
    assert "\n" not in str(raised.value)


def library_asking(*questions, number=1, unit=None):
    statute = make_statute("sample", "中华人民共和国样本法", ["甲应当还款。", "乙应当赔偿。"])
    asked = tuple(AskedQuestion(question, unit) for question in questions)
    return make_library([statute], asked={(LawId("sample"), ArticleNumber(number)): asked})


def test_a_passage_holds_the_questions_of_its_article():
    passages = {p.article: p for p in build_passages(library_asking("借钱不还"), TODAY)}
    assert passages[ArticleNumber(1)].questions == ("借钱不还",)
    assert passages[ArticleNumber(2)].questions == ()


def faults_of(library):
    return [fault for fault in check_library(library, TODAY).faults if fault.startswith("asked")]


def test_an_article_that_is_not_in_force_is_a_fault():
    assert faults_of(library_asking("借钱不还")) == []
    (fault,) = faults_of(library_asking("借钱不还", number=9))
    assert "9" in fault


def test_a_part_that_the_article_does_not_have_is_a_fault():
    assert faults_of(library_asking("借钱不还", unit="1.1")) == []
    (fault,) = faults_of(library_asking("借钱不还", unit="2.1"))
    assert "1.1" in fault
    assert "found 2.1" in fault


def test_a_question_stands_once():
    (fault,) = faults_of(library_asking("借钱不还", "借钱不还"))
    assert "借钱不还" in fault


def test_several_thousand_are_held(library):
    assert sum(map(len, library.asked.values())) >= 6000
    assert len({law_id for law_id, _ in library.asked}) >= 20
