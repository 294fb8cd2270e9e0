"""What an article says in plain words: beside the text that it was written for, and beside no other."""

from __future__ import annotations

import pytest

from knowledge.errors import SourceFormatError
from knowledge.gists import Gist, digest_of, gist_faults, gist_of, read_gists
from knowledge.models import Article, ArticleNumber
from knowledge.readers.text import split_paragraphs

TEXT = "租期不得超过二十年。\n超过的部分无效。"


def article(text: str = TEXT) -> Article:
    return Article(ArticleNumber(705), "第七百零五条", text, split_paragraphs(text))


def gists(**named: str) -> dict[str, Gist]:
    return {name: Gist(digest_of(article()), text) for name, text in named.items()}


def test_the_gist_of_a_paragraph_goes_before_that_of_its_article():
    held = gists(**{"《甲法》第七百零五条": "租期最长20年", "《甲法》第七百零五条第二款": "多出来的不算数"})
    assert gist_of(held, "《甲法》第七百零五条第二款", article()) == "多出来的不算数"
    assert gist_of(held, "《甲法》第七百零五条第一款", article()) == "租期最长20年"
    assert gist_of(held, "《甲法》第七百零六条", article()) == ""


def test_an_inserted_article_is_not_the_one_before_it():
    held = gists(**{"《刑法》第二百五十三条": "开别人的信", "《刑法》第二百五十三条之一": "卖个人信息"})
    assert gist_of(held, "《刑法》第二百五十三条之一第一款", article()) == "卖个人信息"
    assert gist_of(held, "《刑法》第二百五十三条第一款", article()) == "开别人的信"


def test_a_gist_is_silent_beside_another_wording():
    held = gists(**{"《甲法》第七百零五条": "租期最长20年"})
    assert gist_of(held, "《甲法》第七百零五条", article("租期不得超过三十年。")) == ""


@pytest.mark.parametrize(
    ("text", "digest", "fault"),
    [
        ("租期最长30年", None, "expected “30年” in the article"),
        ("租期最长20年", "00000000", "expected the text that the gist was written for"),
        ("长" * 81, None, "expected at most 80 characters"),
    ],
)
def test_what_an_article_does_not_say_is_a_fault(text, digest, fault):
    found = list(gist_faults("《甲法》第七百零五条", Gist(digest or digest_of(article()), text), article()))
    assert len(found) == 1
    assert fault in found[0]


def test_a_true_gist_has_no_fault():
    assert not list(
        gist_faults("《甲法》第七百零五条", Gist(digest_of(article()), "租期最长20年"), article())
    )


@pytest.mark.parametrize(
    "line", ["《甲法》第一条\t租期", "《甲法》第一条\tabcd1234\t", "甲\tabcd1234\t乙\n甲\tabcd1234\t丙"]
)
def test_a_line_that_cannot_be_read_is_named(tmp_path, line):
    path = tmp_path / "gists.tsv"
    path.write_text(line + "\n", encoding="utf-8")
    with pytest.raises(SourceFormatError, match="line"):
        read_gists(path)
