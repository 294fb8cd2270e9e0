"""A list of titles and days against what is held."""

from __future__ import annotations

import contextlib
import io
import json
import urllib.error
import urllib.request
from datetime import date

import pytest

from knowledge.errors import SourceFormatError
from knowledge.importing.outdated import LARGEST_LIST, Listed, outdated, read_list
from knowledge.models import LawId, Status

ROWS = [
    {"title": "中华人民共和国民法典", "published": "2020-05-28"},
    {"title": "中华人民共和国刑法", "published": "2030-01-01"},
    {"title": "没有人收录的样本条例", "published": "2026-01-01", "standing": "现行有效"},
    {"title": "早就没有的样本条例", "published": "1990-01-01", "standing": "已废止"},
    {"title": "民法典", "standing": "已废止"},
]


def written(kind: str) -> str:
    if kind == "json":
        return json.dumps(ROWS, ensure_ascii=False)
    if kind == "lines":
        return "\n".join(json.dumps(row, ensure_ascii=False) for row in ROWS)
    mark = "," if kind == "csv" else "\t"
    names = ["标题", "公布日期", "时效性"]
    table = [[row["title"], row.get("published", ""), row.get("standing", "")] for row in ROWS]
    return "\n".join(mark.join(line) for line in [names, *table])


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@pytest.mark.parametrize("kind", ["json", "lines", "csv", "tsv"])
def test_what_is_missing_newer_or_repealed_is_told(library, today, tmp_path, kind, encoding):
    path = tmp_path / "list"
    path.write_bytes(written(kind).encode(encoding))
    listed = read_list(str(path))
    assert len(listed) == len(ROWS)
    assert listed[0].published == date(2020, 5, 28)
    found = [(one.what, one.title) for one in outdated(listed, library, today)]
    assert found == [
        ("newer", "中华人民共和国刑法"),
        ("missing", "没有人收录的样本条例"),
        ("repealed", "民法典"),
    ]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("", "title"),
        ("[1, 2]", "title"),
        ("[{", "JSON"),
        ('{"title": "样本法", "published": "昨天"}', "昨天"),
        ('{"title": "样本法", "published": "2026-02-30"}', "2026-02-30"),
        ('{"title": "样本法"}\n{"title": ', "line 2"),
        ('{"titles": "样本法"}', "found titles"),
        ("法律,日期\n样本法,2026-01-01", "found 法律、日期"),
        ("标题；公布日期\n样本法；2026-01-01", "found 标题；公布日期"),
        ("标题,公布日期\n" + "x" * 200_000 + ",2026-01-01", "field larger"),
        ("[" * 100_000, "JSON"),
    ],
)
def test_a_list_that_cannot_be_read_gets_one_sentence(tmp_path, data, words):
    path = tmp_path / "list"
    path.write_text(data, "utf-8")
    with pytest.raises(SourceFormatError, match=words) as caught:
        read_list(str(path))
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("source", ["/nowhere/list", "http://example.invalid/list"])
def test_a_list_that_is_not_there_gets_one_sentence(source):
    with pytest.raises(SourceFormatError):
        read_list(source)


@pytest.mark.parametrize(
    "written", ["2020-05-28", "2020/5/28", "2020.05.28", "2020年5月28日", "2020-05-28 00:00:00", "20200528"]
)
def test_days_are_read_as_lists_write_them(tmp_path, written):
    path = tmp_path / "list.csv"
    path.write_text(
        f" 标题 , 公布日期 \n《民法典》,{written}\n\n,{written}\n多出一列,{written},x,y\n少一列", "utf-8"
    )
    listed = read_list(str(path))
    assert [(one.title, one.published) for one in listed] == [
        ("民法典", date(2020, 5, 28)),
        ("多出一列", date(2020, 5, 28)),
        ("少一列", None),
    ]


def finding(library, today, title, published=None, *, repealed=False):
    found = list(outdated([Listed(title, published, None, repealed)], library, today))
    return found[0].what if found else None


@pytest.mark.parametrize(
    ("title", "published", "repealed", "what"),
    [
        ("中华人民共和国民法典", date(2020, 5, 28), False, None),
        ("民法典", date(2020, 6, 30), False, None),  # within the days that make one version
        ("民法典", date(2020, 8, 1), False, "newer"),
        ("民法典", date(1986, 4, 12), False, None),  # an earlier one is held as what it was
        ("民法典", None, True, "repealed"),
        ("民法典", date(2020, 5, 28), True, "repealed"),
        ("民法典", date(1986, 4, 12), True, None),
        ("没有收录的样本法", None, False, "missing"),
        ("没有收录的样本法", date(2001, 1, 1), True, None),
    ],
)
def test_each_kind_of_line_says_what_it_should(library, today, title, published, repealed, what):
    assert finding(library, today, title, published, repealed=repealed) == what


def test_a_digest_and_a_doubtful_text_are_told(library, bring, today, tmp_path):
    digest = library.editions[LawId("express-delivery")][-1]
    assert finding(library, today, digest.law.title, digest.published) == "missing"
    path = tmp_path / "in.md"
    path.write_text("样本办法\n2020年1月1日公布\n第一条　甲。\n第二条　乙。", "utf-8")
    _, after = bring(path)
    assert finding(after, today, "样本办法", date(2020, 1, 1)) == "unchecked"
    assert finding(after, today, "样本办法", date(2024, 1, 1)) == "newer"


def test_an_imported_newer_version_is_no_longer_newer(library, bring, today, tmp_path):
    statute = library.statute(LawId("consumer-law"), today)
    lines = "\n".join(f"{one.label}　{one.text}" for one in statute.articles)
    path = tmp_path / "in.md"
    path.write_text(f"{statute.law.title}\n（2026年6月1日修订　自2026年9月1日起施行）\n{lines}", "utf-8")
    assert finding(library, today, statute.law.title, date(2026, 6, 1)) == "newer"
    _, after = bring(path)
    assert finding(after, today, statute.law.title, date(2026, 6, 1)) is None
    assert finding(after, today, statute.law.title, statute.published, repealed=True) is None
    old = next(one for one in after.versions(LawId("consumer-law")) if one.published == statute.published)
    assert old.status_on(today) is Status.AMENDED


def test_a_list_that_is_too_large_is_told_without_being_read(tmp_path):
    path = tmp_path / "list"
    with path.open("wb") as file:
        file.truncate(LARGEST_LIST + 1)
    with pytest.raises(SourceFormatError, match="20 MB"):
        read_list(str(path))


def test_a_long_list_is_compared_in_a_moment(library, today, tmp_path):
    path = tmp_path / "list"
    path.write_text("title\n" + "\n".join(f"第{n}号样本条例" for n in range(100_000)), "utf-8")
    listed = read_list(str(path))
    assert len(listed) == 100_000
    assert sum(1 for _ in outdated(listed, library, today)) == 100_000


class Answer(io.BytesIO):
    def __init__(self, data: bytes, address: str) -> None:
        super().__init__(data)
        self._address = address

    def geturl(self) -> str:
        return self._address


LIST = "https://example.invalid/list"


@pytest.mark.parametrize(
    ("raised", "words"),
    [
        (urllib.error.URLError("no route to host"), "no route to host"),
        (urllib.error.HTTPError(LIST, 404, "Not Found", None, None), "404"),
        (TimeoutError("timed out"), "timed out"),
        (ConnectionResetError("reset by peer"), "reset by peer"),
    ],
)
def test_an_address_that_fails_gets_one_sentence(monkeypatch, raised, words):
    def fails(address, timeout):
        raise raised

    monkeypatch.setattr(urllib.request, "urlopen", fails)
    with pytest.raises(SourceFormatError, match=words) as caught:
        read_list(LIST)
    assert "save it as a file" in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("data", "address", "words"),
    [
        (b'[{"title": "A"}]', "http://example.invalid/list", "not https"),
        (b" " * (LARGEST_LIST + 1), LIST, "larger one"),
        (b"<html><body>Not here</body></html>", LIST, "found nothing"),
        (bytes(range(256)) * 20, LIST, "other bytes"),
    ],
)
def test_an_address_that_gives_something_else_gets_one_sentence(monkeypatch, data, address, words):
    monkeypatch.setattr(
        urllib.request, "urlopen", lambda _, timeout: contextlib.closing(Answer(data, address))
    )
    with pytest.raises(SourceFormatError, match=words):
        read_list(LIST)


def test_a_list_at_an_address_is_read(monkeypatch):
    data = json.dumps(ROWS, ensure_ascii=False).encode()
    monkeypatch.setattr(urllib.request, "urlopen", lambda _, timeout: contextlib.closing(Answer(data, LIST)))
    assert [one.title for one in read_list(LIST)] == [row["title"] for row in ROWS]
