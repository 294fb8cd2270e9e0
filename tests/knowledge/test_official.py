"""Official texts that an operator brings: dates, numbers, articles and headings are taken as they stand."""

from datetime import date

import pytest

from knowledge.errors import SourceFormatError
from knowledge.models import ArticleNumber, Kind, LawId
from knowledge.readers.official import as_statute, read_official
from tests.factories import make_statute

TEXT = """# 最高人民法院关于审理样本案件适用法律若干问题的解释

法释〔2026〕7号
2026年1月5日由最高人民法院审判委员会通过
自2026年3月1日起施行

第一章 一般规定

第一条　样本是指供检验的文本。
第二款写在这里。

## 第二章 附则
**第二条** 有下列情形之一的：
（一）甲；
（二）乙。
第二条之一　插入的一条。
第三条　本解释自2026年3月1日起施行。
"""


def write(folder, text, name="样本.md"):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_title_number_dates_and_articles_are_read(tmp_path):
    text = read_official(write(tmp_path, TEXT))
    assert text.title == "最高人民法院关于审理样本案件适用法律若干问题的解释"
    assert text.document_number == "法释〔2026〕7号"
    assert text.published == date(2026, 1, 5)
    assert text.effective_from == date(2026, 3, 1)
    assert [article.label for article in text.articles] == ["第一条", "第二条", "第二条之一", "第三条"]
    assert [article.number for article in text.articles][2] == ArticleNumber(2, 1)
    assert len(text.articles[0].paragraphs) == 2
    assert [item.label for item in text.articles[1].paragraphs[0].items] == ["（一）", "（二）"]


def test_headings_are_no_part_of_an_article(tmp_path):
    first, second, *_ = read_official(write(tmp_path, TEXT)).articles
    assert "第二章" not in first.text
    assert first.headings == ("第一章 一般规定",)
    assert second.headings == ("第二章 附则",)


def test_a_date_in_the_file_name_and_in_the_last_article_serve_where_the_head_has_none(tmp_path):
    text = read_official(
        write(
            tmp_path,
            "样本条例\n第一条　甲。\n第二条　本条例自2025年7月1日起施行。\n",
            "样本条例（2025-05-20）.txt",
        )
    )
    assert (text.published, text.effective_from) == (date(2025, 5, 20), date(2025, 7, 1))
    assert text.document_number is None


def test_a_date_that_is_none_is_left_out(tmp_path):
    text = read_official(write(tmp_path, "样本条例\n2025年13月40日公布\n第一条　甲。\n"))
    assert text.published is None


@pytest.mark.parametrize("content", ["", "# 只有标题\n", "<!-- 什么也没有 -->\n"])
def test_a_text_that_says_nothing_is_refused_in_one_sentence(tmp_path, content):
    with pytest.raises(SourceFormatError, match="第一条|official text") as caught:
        read_official(write(tmp_path, content))
    assert "\n" not in str(caught.value)


def test_bytes_that_are_no_text_are_refused(tmp_path):
    path = tmp_path / "样本.md"
    path.write_bytes("第一条　甲。".encode("gb18030"))
    with pytest.raises(SourceFormatError, match="UTF-8"):
        read_official(path)


def test_it_becomes_a_verbatim_version_of_the_law_that_is_known(tmp_path):
    known = make_statute("sample", "最高人民法院关于审理样本案件适用法律若干问题的解释", ["要旨。"]).law
    law, statute = as_statute(read_official(write(tmp_path, TEXT)), known)
    assert law is known
    assert statute.verbatim
    assert statute.effective_from == date(2026, 3, 1)
    assert statute.last_article == 3


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("最高人民法院关于样本的批复", Kind.INTERPRETATION),
        ("样本管理办法", Kind.REGULATION),
        ("样本法", Kind.STATUTE),
    ],
)
def test_a_law_that_nobody_knows_gets_a_lasting_id_and_a_kind_by_its_title(tmp_path, title, kind):
    path = write(tmp_path, f"{title}\n第一条　甲。\n")
    first, second = (as_statute(read_official(path), None)[0] for _ in range(2))
    assert first.law_id == second.law_id != LawId("")
    assert first.kind is kind
