"""One rule in every format gives the same articles; what cannot be read gets one sentence and writes nothing."""

from __future__ import annotations

import io
import os
import re
import zipfile

import docx
import pytest
from docx.oxml import parse_xml

from knowledge.errors import SourceFormatError
from knowledge.importing.encodings import LARGEST_FILE
from knowledge.importing.files import find_files
from knowledge.importing.formats import read_lines
from knowledge.readers.official import parse_official
from tests.knowledge.importing.making import (
    as_docx,
    as_html,
    as_markdown,
    as_pdf,
    as_text,
    make_rule,
    write_pdf,
)

OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)


def read(name: str, data: bytes):
    lines, _ = read_lines(name, data)
    return parse_official(lines, name)


def said(text):
    return (
        text.title,
        text.document_number,
        text.published,
        text.effective_from,
        [(one.number, one.label, one.text, one.headings, one.paragraphs) for one in text.articles],
    )


@pytest.mark.parametrize("start", range(0, 100, 10))
def test_a_rule_says_the_same_in_every_format(start):
    for seed in range(start, start + 10):
        rule = make_rule(seed)
        wanted = read("样本.md", as_markdown(rule))
        assert wanted.title == rule.title
        assert re.fullmatch(r"国务院令第\d{3}号", wanted.document_number)
        assert wanted.gaps == wanted.doubled == wanted.odd == ()
        for name, data in [
            ("样本.docx", as_docx(rule)),
            ("样本.pdf", as_pdf(rule)),
            ("样本.html", as_html(rule)),
            ("样本.TXT", as_text(rule)),
            ("样本.txt", as_text(rule, "utf-16", "\r")),
            ("样本.txt", as_text(rule, "utf-8-sig", "\n")),
        ]:
            assert said(read(name, data)) == said(wanted), (seed, name)


@pytest.mark.parametrize(
    ("written", "labels"),
    [
        ("第1条 甲。\n第２条 乙。\n第3条 丙。", ["第一条", "第二条", "第三条"]),
        ("第 一 条 甲。\n第二 条　乙。\n第 三条 丙。", ["第一条", "第二条", "第三条"]),
        ("第一条 甲。第二条 乙。 第三条 丙。", ["第一条", "第二条", "第三条"]),
        ("第一条　依照\n第二百六十四条的规定处罚。\n第二条 乙。", ["第一条", "第二条"]),
        ("第一条 甲。\n第二条第一款规定的情形除外。\n第二条 乙。", ["第一条", "第二条"]),
        ("第一条\n甲。\n第二条\n乙。", ["第一条", "第二条"]),
        ("一、甲方的事项。\n二、乙方的事项。\n三、丙方的事项。", ["一", "二", "三"]),
        ("第一条 甲。\n— 2 —\n第二条 乙。\n第 3 页 共 4 页\n责任编辑：某某", ["第一条", "第二条"]),
    ],
)
def test_articles_are_found_however_they_are_numbered(written, labels):
    text = read("a.txt", f"样本规定\n2020年1月1日公布\n{written}".encode())
    assert [one.label for one in text.articles] == labels
    assert "页" not in text.articles[-1].text
    assert "编辑" not in text.articles[-1].text


def test_a_reply_in_running_text_is_one_entry_without_its_signature():
    written = "最高人民法院关于样本问题的批复\n（2015年1月1日最高人民法院审判委员会通过，自2015年2月1日起施行）\n某某高级人民法院：\n你院请示收悉。经研究，批复如下：\n应当适用。\n此复。\n最高人民法院\n2015年1月5日"
    text = read("a.txt", written.encode())
    assert [one.label for one in text.articles] == ["全文"]
    assert text.articles[0].text.endswith("此复。")
    assert not text.counted
    assert str(text.effective_from) == "2015-02-01"


def test_an_annex_is_no_part_of_the_last_article():
    written = "样本条例\n2020年1月1日公布\n第一条 甲。\n第二条 乙。\n附件：\n第一条 附件里的条。\n表格"
    text = read("a.txt", written.encode())
    assert [one.text for one in text.numbered] == ["甲。", "乙。"]
    assert "附件里的条" in text.articles[-1].text


def test_an_annex_under_a_heading_and_a_footnote_are_no_part_of_the_last_article():
    text = parse_official(
        [
            "样本法",
            "第一条 甲。",
            "第二条 本法自2020年1月1日起施行。",
            "① 施行日期分别确定。",
            "## 附件一",
            "1．样本条例",
        ],
        "a.md",
    )
    assert [one.text for one in text.numbered] == ["甲。", "本法自2020年1月1日起施行。"]
    assert text.articles[-1].text == "附件一\n1．样本条例"


def test_numbered_lines_under_an_item_neither_open_a_paragraph_nor_run_together():
    text = parse_official(
        [
            "样本费用办法",
            "第一条 费用按照下列标准交纳：",
            "(一)财产案件按照请求的金额分段交纳，具体为",
            "1．不超过1万元的，每件交纳50元；",
            "2．超过1万元的部分，按照2.5%交纳。",
            "(二)非财产案件按照下列标准交纳：",
            "1．离婚案件每件交纳50元。",
            "2．其他案件每件交纳100元。",
            "(三)执行案件不交纳。",
            "减交的，从其规定。",
        ],
        "a.md",
    )
    first, second = text.articles[0].paragraphs
    assert [item.number for item in first.items] == [1, 2, 3]
    assert text.articles[0].text[second.start : second.end] == "减交的，从其规定。"
    assert "具体为\n1．不超过" in text.articles[0].text


def test_a_title_of_several_lines_is_one():
    written = "最高人民法院　最高人民检察院\n关于办理样本刑事案件\n适用法律若干问题的解释\n（一）\n2020年1月1日公布\n第一条 甲。"
    assert (
        read("a.txt", written.encode()).title
        == "最高人民法院、最高人民检察院关于办理样本刑事案件适用法律若干问题的解释（一）"
    )


def test_an_order_that_publishes_a_rule_is_not_its_title():
    written = "中华人民共和国国务院令\n第790号\n《样本数据管理条例》已经2024年8月30日国务院第40次常务会议通过，现予公布，自2025年1月1日起施行。\n总理　某某\n2024年9月24日\n样本数据管理条例\n第一条 甲。"
    text = read("a.txt", written.encode())
    assert text.title == "样本数据管理条例"
    assert (str(text.published), str(text.effective_from)) == ("2024-09-24", "2025-01-01")
    assert text.document_number == "国务院令第790号"


def test_html_in_a_markdown_file_and_a_saved_page_are_read():
    rule = make_rule(1)
    wanted = said(read("a.md", as_markdown(rule)))
    page = as_html(rule).decode("gb18030").replace("gb2312", "utf-8")
    assert said(read("a.md", page.encode())) == wanted
    saved = "\r\n".join(
        [
            "From: <Saved by Browser>",
            "MIME-Version: 1.0",
            'Content-Type: multipart/related; boundary="x"',
            "",
            "--x",
            "Content-Type: text/html; charset=utf-8",
            "",
            page,
            "--x--",
        ]
    )
    assert said(read("a.mhtml", saved.encode())) == wanted


def packed(**entries: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in entries.items():
            package.writestr(name.replace("__", "/"), data)
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "make", "words"),
    [
        ("a.doc", lambda: OLD_WORD, "save it as .docx"),
        ("a.docx", lambda: OLD_WORD, "password"),
        ("a.docx", lambda: as_docx(make_rule(0))[:900], "broken"),
        (
            "a.docx",
            lambda: packed(**{"word__document.xml": b"<a>", "[Content_Types].xml": b"<b/>"}),
            "broken",
        ),
        ("a.docx", lambda: packed(**{"word__document.xml": b"<a/>", "word__vbaProject.bin": b"x"}), "macros"),
        ("a.docx", lambda: packed(**{"word__document.xml": bytes(150_000_000)}), "unpack"),
        ("a.docx", lambda: packed(hello=b"x"), "Word document"),
        ("a.pdf", lambda: b"%PDF-1.7\nbroken", "PDF"),
        ("a.pdf", lambda: write_pdf([[]]), "OCR"),
        ("a.rtf", lambda: b"{\\rtf1 text}", "RTF"),
        ("a.jpg", lambda: b"\xff\xd8\xff\xe0", "recognition"),
        ("a.txt", lambda: bytes(range(256)) * 20, "UTF-8"),
        ("a.txt", lambda: b"x" * (LARGEST_FILE + 1), "20 MB"),
        ("a.mhtml", lambda: b"MIME-Version: 1.0\nContent-Type: text/plain\n\nx", "web page"),
    ],
    # Neither days in a package nor megabytes belong into the name of a test.
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_read_gets_one_sentence(name, make, words):
    data = make()
    with pytest.raises(SourceFormatError, match=words) as caught:
        read_lines(name, data)
    assert "\n" not in str(caught.value)


def test_words_that_were_deleted_in_word_are_left_out_and_those_put_in_are_kept():
    document = docx.Document()
    paragraph = document.add_paragraph()
    paragraph._p.append(
        parse_xml(
            '<w:ins xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:r><w:t>留下</w:t></w:r></w:ins>'
        )
    )
    paragraph._p.append(
        parse_xml(
            '<w:del xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:r><w:delText>删去</w:delText></w:r></w:del>'
        )
    )
    made = io.BytesIO()
    document.save(made)
    assert read_lines("a.docx", made.getvalue())[0] == ["留下"]


def faults(path):
    return {one.name: one.fault for one in find_files(path)}


def test_a_zip_is_read_and_its_bad_entries_are_told(tmp_path):
    path = tmp_path / "a.ZIP"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("法规/好.md", as_markdown(make_rule(2)))
        package.writestr("../逃.md", b"x")
        package.writestr("/abs.md", b"x")
        package.writestr("里面.zip", b"x")
        package.writestr("弹.txt", bytes(15_000_000))
        package.writestr("__MACOSX/x.md", b"x")
    found = faults(path)
    assert found.pop("a.ZIP/法规/好.md") == ""
    assert len(found) == 4
    assert all(fault and "\n" not in fault for fault in found.values())
    assert [one.name for one in tmp_path.iterdir()] == ["a.ZIP"]


@pytest.mark.parametrize("data", [b"PK\x03\x04broken", b""])
def test_a_broken_zip_is_one_fault(tmp_path, data):
    (tmp_path / "a.zip").write_bytes(data)
    assert next(iter(faults(tmp_path / "a.zip").values())).startswith("expected a whole zip")


def test_names_that_chinese_windows_packed_are_read(tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("placeholder.md", b"x")
    data = path.read_bytes()
    path.write_bytes(data.replace(b"placeholder.md", "条例样本文".encode("gb18030") + b"1.md"))
    assert list(faults(path)) == ["a.zip/条例样本文1.md"]


def test_a_link_out_of_the_folder_is_not_followed_and_one_inside_is(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    (tmp_path / "secret.md").write_text("样本条例\n第一条 甲。", "utf-8")
    (folder / "real.md").write_text("样本条例\n第一条 甲。", "utf-8")
    (folder / "out.md").symlink_to(tmp_path / "secret.md")
    (folder / "inside.md").symlink_to(folder / "real.md")
    (folder / "gone.md").symlink_to(folder / "nothing.md")
    (folder / "dir").symlink_to(tmp_path)
    os.mkfifo(folder / "pipe.md")
    found = faults(folder)
    assert found.pop("real.md") == found.pop("inside.md") == ""
    assert set(found) == {"out.md", "gone.md", "dir", "pipe.md"}
    assert all(found.values())


def test_a_folder_behind_a_link_is_read(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "a.md").write_text("x", "utf-8")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert faults(tmp_path / "link") == {"a.md": ""}


def test_two_hundred_megabytes_are_told_without_being_read(tmp_path):
    with (tmp_path / "a.md").open("wb") as file:
        file.truncate(200_000_000)
    assert "200 MB" in faults(tmp_path)["a.md"]
