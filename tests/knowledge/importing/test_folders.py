"""Every file of a folder or zip is in the report: read by its bytes whatever its suffix, or named with why it is not."""

from __future__ import annotations

import zipfile
from datetime import date

import pytest

from knowledge.errors import SourceFormatError
from knowledge.importing.judging import Action
from knowledge.importing.plan import plan_import, summary

RULE = "{}办法\n2020年1月1日公布 2020年2月1日起施行\n第一条　甲。\n第二条　乙。"
FILES = {
    "a.txt": RULE.format("样本甲"),
    "b.bak": RULE.format("样本乙"),
    "无后缀": RULE.format("样本丙"),
    "notes": "关于这些文件的说明\n这里放的是样本办法的文本。",
    "x.exe": "MZ\x00\x01\x02\x03" * 50,
    "_index.md": "- [样本甲](a.txt)",
    ".hidden.txt": RULE.format("样本丁"),
    "~$a.docx": "lock",
    ".git/config.txt": RULE.format("样本戊"),
    "sub/c.md": "# " + RULE.format("样本己"),
}
READ = {"a.txt", "b.bak", "无后缀", "sub/c.md"}
ASIDE = {"notes", "x.exe", "_index.md", ".hidden.txt", "~$a.docx"}


def reports(path, library):
    return {report.file: report for report in plan_import(path, library, date(2026, 11, 30)).reports}


def test_every_file_of_a_folder_is_in_the_report(library, tmp_path):
    for name, text in FILES.items():
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    found = reports(tmp_path / "in", library)
    assert {name for name, one in found.items() if one.action is Action.NEW} == READ
    assert {name for name, one in found.items() if one.action is Action.ASIDE} == {*ASIDE, ".git"}
    assert all(found[name].reason for name in ASIDE)
    assert summary(list(found.values())) == "4 texts: 4 new, 6 left aside"


def test_every_file_of_a_zip_is_in_the_report(library, tmp_path):
    with zipfile.ZipFile(tmp_path / "in.zip", "w") as package:
        for name, text in FILES.items():
            package.writestr(name, text)
    found = reports(tmp_path / "in.zip", library)
    assert {name for name, one in found.items() if one.action is Action.NEW} == {
        f"in.zip/{name}" for name in READ
    }
    assert {name for name, one in found.items() if one.action is Action.ASIDE} == {
        f"in.zip/{name}" for name in {*ASIDE, ".git/config.txt"}
    }


def test_files_that_are_left_aside_are_no_fault_and_a_folder_of_nothing_else_is_one(bring, library, tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "x.exe").write_bytes(b"MZ\x00\x01" * 50)
    with pytest.raises(SourceFormatError, match=r"found none that can be read \(x\.exe\)"):
        plan_import(folder, library, date(2026, 11, 30))
    (folder / "a.txt").write_text(FILES["a.txt"], "utf-8")
    plan, after = bring(folder)
    assert plan.bad == []
    assert "样本甲办法" in {law.title for law in after.laws.values()}
