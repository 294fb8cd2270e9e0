"""A list of titles and days against what is held."""

from __future__ import annotations

import json
from datetime import date

import pytest

from knowledge.errors import SourceFormatError
from knowledge.importing.outdated import outdated, read_list

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
