"""Drafts, pieces about a rule and contracts are no rules; what a library puts behind a title is no part of it."""

from __future__ import annotations

import io

import docx
import pytest
from docx.oxml import parse_xml

from knowledge.errors import SourceFormatError
from knowledge.importing.enacted import plain_title
from knowledge.importing.formats import read_lines
from knowledge.importing.kept import Kept, as_object, keep, read_kept
from knowledge.importing.pdf import pdf_text
from knowledge.readers.official import parse_official
from tests.knowledge.importing.making import write_pdf

BODY = ["2024年1月1日公布", "第一条 甲的规定。", "第二条 本办法自2024年2月1日起施行。"]


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("样本管理条例（征求意见稿）", "draft"),
        ("样本管理条例（草案二次审议稿）", "draft"),
        ("样本管理条例草案", "draft"),
        ("样本管理条例（修订草案送审稿）", "draft"),
        ("《样本管理条例》解读", "piece about a rule"),
        ("样本部负责人就《样本管理条例》答记者问", "piece about a rule"),
        ("样本管理条例修改前后对照表", "piece about a rule"),
        ("房屋租赁合同", "contract"),
        ("样本公司员工手册（2024版）", "contract"),
    ],
)
def test_what_is_no_enacted_rule_is_refused_by_its_name(title, words):
    with pytest.raises(SourceFormatError, match=words):
        parse_official([title, *BODY], "a.md")


@pytest.mark.parametrize(
    "title",
    [
        "样本管理办法",
        "样本草原管理办法",
        "关于审理合同纠纷案件的解释",
        "样本协议管理规定",
        "样本说明书管理规定",
    ],
)
def test_rules_about_drafts_and_contracts_are_rules(title):
    assert parse_official([title, *BODY], "a.md").title == title


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("样本法（2023修正）", "样本法"),
        ("样本法(2019年修订)", "样本法"),
        ("样本法【最新修订】", "样本法"),
        ("样本法（2018年10月26日修正）", "样本法"),
        ("样本法（试行）", "样本法（试行）"),
        ("样本解释（二）（2020修正）", "样本解释（二）"),
        ("样本办法（2011修订）（已废止）", "样本办法"),
    ],
)
def test_a_version_behind_a_title_is_no_part_of_it(written, title):
    assert plain_title(written) == title


@pytest.mark.parametrize(
    ("lines", "gone"),
    [
        (["样本办法（已废止）", *BODY], True),
        (["样本办法", "时效性：失效", *BODY], True),
        (["样本办法", "【时效性】 现行有效".strip("【】"), *BODY], False),
        (["样本办法", "时效性： 已被修改", *BODY], True),
        (["样本办法", *BODY, "第三条 《旧办法》时效性失效，予以废止。"], False),
    ],
)
def test_a_text_that_says_that_it_is_gone_is_kept_as_such(lines, gone, tmp_path):
    text = parse_official(lines, "a.md")
    assert (text.title, text.gone) == ("样本办法", gone)
    assert as_object(Kept(text, ()))["gone"] is gone
    assert read_kept(keep(tmp_path, "a", Kept(text, ()))).text.gone is gone


def test_a_text_in_traditional_script_is_told():
    with pytest.raises(SourceFormatError, match="simplified"):
        parse_official(["樣本條例", "第一條 甲。", "第二條 乙。"], "a.md")


def test_a_second_rule_in_one_file_is_told():
    text = parse_official(
        [
            "样本条例",
            *(f"第{n}条 内容。" for n in "一二三四五"),
            "另一办法",
            "第一条 其他。",
            "第二条 其他。",
        ],
        "a.md",
    )
    assert len(text.numbered) == 5
    assert any("second text" in line for line in text.odd)


def test_articles_that_word_numbers_itself_are_counted():
    document = docx.Document()
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    levels = "".join(
        f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="{text}"/></w:lvl>'
        for place, text in enumerate(["第%1条", "（%2）"])
    )
    numbering = document.part.numbering_part.element
    numbering.insert(
        0,
        parse_xml(f'<w:abstractNum xmlns:w="{space}" w:abstractNumId="77">{levels}</w:abstractNum>'),
    )
    numbering.append(
        parse_xml(f'<w:num xmlns:w="{space}" w:numId="77"><w:abstractNumId w:val="77"/></w:num>')
    )

    def add(words: str, place: int) -> None:
        paragraph = document.add_paragraph(words)
        paragraph._p.get_or_add_pPr().append(
            parse_xml(f'<w:numPr xmlns:w="{space}"><w:ilvl w:val="{place}"/><w:numId w:val="77"/></w:numPr>')
        )

    document.add_paragraph("样本条例")
    document.add_paragraph("2024年1月1日公布")
    add("有下列情形之一的：", 0)
    add("甲；", 1)
    add("乙。", 1)
    add("又有下列情形的：", 0)
    add("丙。", 1)
    made = io.BytesIO()
    document.save(made)
    text = parse_official(read_lines("a.docx", made.getvalue())[0], "a.docx")
    assert [(one.label, one.text) for one in text.articles] == [
        ("第一条", "有下列情形之一的：\n（一）甲；\n（二）乙。"),
        ("第二条", "又有下列情形的：\n（一）丙。"),
    ]


def test_heads_and_feet_of_pages_are_left_out():
    pages = [
        [
            (200.0, f"样本部公报 2023年第{number}期"),
            (96.0, f"第{label}条　内容{label}。"),
            (280.0, f"样本 {number}"),
        ]
        for number, label in enumerate("一二三四", 1)
    ]
    assert pdf_text("a.pdf", write_pdf(pages)).split("\n") == [
        f"第{label}条　内容{label}。" for label in "一二三四"
    ]
