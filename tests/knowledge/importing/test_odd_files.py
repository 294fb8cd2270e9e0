"""Odd and hostile files: a right import or one clear sentence, and nothing lost."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml

from knowledge.errors import SourceFormatError
from knowledge.importing.formats import read_lines
from knowledge.importing.judging import Action
from knowledge.importing.plan import plan_import
from knowledge.importing.standing import repeals_told
from knowledge.models import LawId
from knowledge.numerals import to_chinese
from knowledge.readers.official import as_statute, parse_official

HEAD = "2020年1月1日公布\n2020年2月1日 施行"
WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def body(count: int = 4) -> str:
    return "\n".join(
        f"第{to_chinese(number)}条　内容{to_chinese(number)}应当办理。" for number in range(1, count + 1)
    )


def read(written: str | bytes, name: str = "a.md"):
    data = written.encode() if isinstance(written, str) else written
    return parse_official(read_lines(name, data)[0], name)


def says(text) -> list[tuple[str, str]]:
    return [(one.label, one.text) for one in text.articles]


@pytest.mark.parametrize(
    ("written", "name", "words"),
    [
        (f"样本办法\n（征求意见稿）\n{HEAD}\n{body()}", "a.md", "a draft"),
        (f"样本法\n（草案）\n2019年12月28日\n{body()}", "a.md", "a draft"),
        (f"样本法\n（二次审议稿）\n{body()}", "a.md", "a draft"),
        (f"样本法\n{HEAD}\n{body()}", "样本法(草案).md", "a draft"),
        (f"样本法\n{HEAD}\n{body()}", "样本法（征求意见稿）.docx.md", "a draft"),
        (f"样本法\nLaw of Samples\n{HEAD}\nArticle 1 This Law is made.\nArticle 2 It governs.", "a.md", "Latin letters"),
        (f"样本法\n{HEAD}\n第一条　甲应当依照法律的规定及时办理有关事项，不得拖延，也不得推诿。\nArticle 1 A.\n第二条　乙应当依照法律办理。\nArticle 2 B.", "a.md", "two languages"),
        (f"中华人民共和国样本法\n法释〔2025〕99号\n（2025年1月1日最高人民法院审判委员会第1900次会议通过）\n{body()}", "a.md", "judicial interpretation"),
        ("样本条例\n目录\n第一章 总则\n第二章 附则", "a.md", "found none"),
        ("", "a.md", "nothing in it"),
        ("  \n\n", "a.txt", "nothing in it"),
    ],
)  # fmt: skip
def test_what_is_no_rule_in_force_gets_one_sentence(written, name, words):
    with pytest.raises(SourceFormatError, match=words) as caught:
        read(written, name)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "title", ["样本草案管理办法", "人民检察院提起样本诉讼工作实施办法", "关于样本草案审议程序的规定"]
)
def test_rules_that_only_look_like_drafts_or_laws_are_rules(title):
    head = "（2015年12月16日最高人民检察院第十二届检察委员会第四十五次会议通过）"
    assert read(f"{title}\n{head}\n{body()}").title == title


@pytest.mark.parametrize(
    ("labels", "told"),
    [
        (["第-条", "第二条", "第三条"], 1),
        (["第一条", "第二条", "第—条"], 0),  # the third is due: nothing says that this is it
        ([*(f"第{to_chinese(n)}条" for n in range(1, 11)), "第十-条", "第十二条"], 1),
        ([*(f"第 {n} 条" for n in range(1, 10)), "第 1O 条", "第 l1 条", "第 12 条"], 2),
    ],
)
def test_labels_that_text_recognition_spoilt_are_read_where_only_one_number_is_due(labels, told):
    text = read("\n".join(["样本条例", HEAD, *(f"{label}　内容应当办理。" for label in labels)]))
    assert sum("read as" in line for line in text.odd) == told
    if told:
        assert [one.number.number for one in text.numbered] == list(range(1, len(labels) + 1))
        assert {one.text for one in text.numbered} == {"内容应当办理。"}
    else:
        assert text.last < len(labels)


def test_every_kind_of_line_end_ends_a_line():
    ends = ["\r\n", "\n", "\r", "\x85", "\u2028", "\x0b"]
    lines = ["样本条例", "2020年1月1日公布", *body(4).split("\n")]
    mixed = "".join(line + ends[place % len(ends)] for place, line in enumerate(lines))
    assert says(read(mixed, "a.txt")) == says(read("\n".join(lines), "a.txt"))
    assert len(read(mixed, "a.txt").numbered) == 4


def test_tags_entities_and_marks_of_direction_are_no_part_of_a_text():
    written = f"样本\u202e\u2066条例\n{HEAD}\n第一条　<b>甲</b>应当办理。\n第二条　a&lt;b&nbsp;的，<font color=red>乙</font>办理。\n第三条　丙<丁的办理。"
    text = read(written, "a.txt")
    assert text.title == "样本条例"
    assert [one.text for one in text.articles] == ["甲应当办理。", "a<b\u00a0的，乙办理。", "丙<丁的办理。"]


def test_rows_of_a_markdown_table_are_rows():
    table = "| 项目 | 金额 |\n| --- | --- |\n| 甲 | 10 |"
    text = read(f"样本条例\n{HEAD}\n第一条　标准如下：\n{table}\n第二条　乙办理。")
    assert text.articles[0].text == "标准如下：\n项目\t金额\n甲\t10"


def test_rows_of_a_table_that_begin_with_articles_of_another_law_are_no_articles():
    rows = "| 第一百三十三条之二 | 妨害样本罪 |\n| 第一百三十四条之一 | 危险样本罪 |"
    text = read(
        f"关于确定样本罪名的补充规定\n2021年2月26日公布\n对样本罪名作如下补充：\n{rows}\n自2021年3月1日起施行。"
    )
    assert text.numbered == ()
    assert "第一百三十三条之二\t妨害样本罪" in text.articles[0].text


def test_footnotes_below_a_text_are_no_part_of_its_last_article():
    text = read(
        f"样本条例\n{HEAD}\n第一条　甲[1]应当办理。\n第二条　乙①应当办理。\n[1] 指样本。\n① 也是样本。"
    )
    assert text.articles[-1].text == "乙①应当办理。"
    listed = read(f"样本条例\n{HEAD}\n第一条　甲办理。\n第二条　包括：\n①甲；\n②乙。")
    assert listed.articles[-1].text.endswith("②乙。")


def test_a_rule_below_the_notice_that_brings_it_has_its_own_title():
    written = (
        "样本部关于印发《样本工作办法》的通知\n样本发〔2020〕1号\n各省：\n现将《样本工作办法》印发给你们，请遵照执行。\n"
        "样本部\n2020年1月1日\n样本工作办法\n第一条　甲应当办理。\n第二条　本办法自2020年3月1日起施行。"
    )
    text = read(written)
    assert (text.title, text.document_number) == ("样本工作办法", "样本发〔2020〕1号")
    assert (str(text.published), str(text.effective_from)) == ("2020-01-01", "2020-03-01")
    alone = "样本部关于印发《样本工作办法》的通知\n2020年1月1日\n一、加强领导。\n二、落实责任。"
    assert read(alone).title == "样本部关于印发《样本工作办法》的通知"


def test_a_file_that_is_named_after_another_text_is_told_and_its_day_is_not_taken():
    text = read(f"样本保护条例\n{HEAD}\n{body()}", "中华人民共和国劳动合同法(2025-01-01).md")
    assert str(text.published) == "2020-01-01"
    assert any("劳动合同法" in line for line in text.odd)
    for name in (
        "样本保护条例(2020-01-01).md",
        "样本保护条例（2020修正）.md",
        "01样本保护条例全文.md",
        "下载.md",
    ):
        assert read(f"样本保护条例\n{HEAD}\n{body()}", name).odd == ()


def test_links_to_articles_above_a_page_and_links_below_it_are_left_out():
    links = "".join(f"<li><a href='#{n}'>第{to_chinese(n)}条</a></li>" for n in range(1, 4))
    rule = "".join(f"<p>{line}</p>" for line in body(3).split("\n"))
    page = (
        f"<html><body><div><ul><li>第一章 总则</li>{links}</ul><h1>样本条例</h1><p>（2020年1月1日国务院令第801号公布　"
        f"自2020年2月1日起施行）</p>{rule}</div><div>相关：<a>民法典</a><a> 第一条 的解读</a></div></body></html>"
    )
    text = read(page, "样本条例.html")
    assert text.title == "样本条例"
    assert says(text) == says(read(f"样本条例\n{HEAD}\n{body(3)}"))


# -- Word


def word(*paragraphs: str | Callable[[Any], object]) -> bytes:
    document = docx.Document()
    document.add_paragraph("样本条例")
    document.add_paragraph("（2020年1月1日国务院令第804号公布　自2020年2月1日起施行）")
    for one in paragraphs:
        if isinstance(one, str):
            document.add_paragraph(one)
        else:
            one(document)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def with_xml(before: str, xml: str, after: str = ""):
    def add(document):
        paragraph = document.add_paragraph(before)
        paragraph._p.append(parse_xml(xml))
        paragraph.add_run(after)

    return add


BOX = (
    f'<w:r {WORD} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml">'
    '<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>{0}</w:drawing></mc:Choice>'
    "<mc:Fallback><w:pict><v:textbox>{0}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)
CONTENT = "<w:txbxContent><w:p><w:r><w:t>{0}</w:t></w:r></w:p></w:txbxContent>"


def test_a_text_box_is_read_once_and_behind_the_paragraph_that_holds_it():
    data = word(
        "第一条　甲应当办理。",
        with_xml("", BOX.format(CONTENT.format("第二条　乙应当办理。"))),
        with_xml("第三条　丙应当", BOX.format(CONTENT.format("旁注")), "办理。"),
    )
    assert says(read(data, "a.docx")) == [
        ("第一条", "甲应当办理。"), ("第二条", "乙应当办理。"), ("第三条", "丙应当办理。\n旁注"),
    ]  # fmt: skip


def test_words_that_are_hidden_or_moved_away_are_left_out():
    run = "<w:r {0}><w:rPr><w:vanish{1}/></w:rPr><w:t>隐藏</w:t></w:r>"
    moved = f'<w:moveFrom {WORD} w:id="1" w:author="x"><w:r><w:t>第二条　移走的。</w:t></w:r></w:moveFrom>'
    data = word(
        with_xml("第一条　甲", run.format(WORD, ""), "应当办理。"),
        with_xml("", moved),
        with_xml("第二条　乙", run.format(WORD, ' w:val="0"'), "应当办理。"),
    )
    assert says(read(data, "a.docx")) == [("第一条", "甲应当办理。"), ("第二条", "乙隐藏应当办理。")]


def test_a_table_within_a_cell_is_read_once():
    def nested(document):
        table = document.add_table(1, 2)
        table.cell(0, 0).text = "甲"
        table.cell(0, 1).text = "外"
        table.cell(0, 1).add_table(1, 1).cell(0, 0).text = "内"

    data = word("第一条　标准如下：", nested, "第二条　乙应当办理。")
    assert says(read(data, "a.docx"))[0] == ("第一条", "标准如下：\n甲\t外 内")


def test_articles_in_a_cell_and_in_two_columns_are_articles():
    def cell(document):
        inside = document.add_table(1, 1).cell(0, 0)
        for line in body(3).split("\n"):
            inside.add_paragraph(line)

    def columns(document):
        table = document.add_table(3, 2)
        for row, line in enumerate(body(3).split("\n")):
            table.cell(row, 0).text, table.cell(row, 1).text = line.split("\u3000")

    for kind in (cell, columns):
        assert [one.number.number for one in read(word(kind), "a.docx").numbered] == [1, 2, 3]


# -- against what is held


def test_a_decision_later_than_what_is_held_of_the_law_that_it_amends_is_not_passed_over(
    library, today, tmp_path
):
    decision = "全国人民代表大会常务委员会关于修改《中华人民共和国民法典》的决定\n{}年1月1日通过\n一、第二条修改为：“甲。”\n二、删去第三条。"
    for year, action in ((2019, Action.SAME), (2026, Action.REFUSED)):
        path = tmp_path / f"{year}.md"
        path.write_text(decision.format(year), "utf-8")
        report = plan_import(path, library, today).reports[0]
        assert report.action is action
        assert "民法典" in report.reason


def test_a_refused_part_names_what_is_missing(library, today, tmp_path):
    lines = [line for line in body(12).split("\n") if not line.startswith(("第七条", "第八条"))]
    path = tmp_path / "a.md"
    path.write_text("\n".join(["样本条例", HEAD, *lines]), "utf-8")
    report = plan_import(path, library, today).reports[0]
    assert report.action is Action.REFUSED
    assert "missing 第七条、第八条" in report.reason


@pytest.mark.parametrize(
    ("clause", "titles"),
    [
        ("《旧样本条例》同时废止。", ["旧样本条例"]),
        ("《旧样本条例》、《老样本办法》（样发〔1990〕1号）同时废止。", ["旧样本条例", "老样本办法"]),
        ("《旧样本条例》中有关样本的规定同时废止。", []),
        ("《旧样本条例》第三条同时废止。", []),
        ("《甲条例》、《乙条例》中关于样本的规定即行废止。", []),
    ],
)
def test_only_what_is_repealed_as_a_whole_is_told_as_repealed(clause, titles):
    text = read(f"新样本条例\n2024年1月1日公布\n第一条　甲。\n第二条　本条例自2024年5月1日起施行。{clause}")
    assert [title for title, _ in repeals_told(as_statute(text, None)[1])] == titles


def test_a_day_of_effect_before_publication_is_pointed_out(bring, tmp_path):
    path = tmp_path / "a.md"
    path.write_text(f"样本条例\n（2025年6月1日国务院令第900号公布　自2024年1月1日起施行）\n{body()}", "utf-8")
    plan, _ = bring(path)
    assert any("before it was published" in line for line in plan.reports[0].warnings)


def test_a_version_beside_a_law_is_told_as_brought_and_a_new_law_is_not(bring, library, tmp_path):
    path = tmp_path / "a.md"
    path.write_text(f"样本条例\n{HEAD}\n{body()}", "utf-8")
    _, after = bring(path)
    assert after.brought == frozenset()
    assert LawId("civil-code") in after.editions
