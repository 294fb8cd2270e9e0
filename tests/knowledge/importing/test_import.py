"""An import cannot make the law wrong: what would shrink, gap or contradict what is held is refused and says why."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from knowledge.citations import check_text
from knowledge.errors import UnresolvedReference
from knowledge.importing.judging import Action
from knowledge.importing.kept import history
from knowledge.importing.plan import plan_import
from knowledge.importing.remove import remove
from knowledge.library import load_library
from knowledge.models import ArticleNumber, LawId, Status
from knowledge.numerals import to_chinese

CIVIL_CODE = LawId("civil-code")


def rule(
    title: str, count: int, head: str = "2020年1月1日公布\n2020年2月1日 施行", first: int = 1, skip=()
) -> str:
    numbers = [number for number in range(first, first + count) if number not in skip]
    return "\n".join([f"# {title}", head, *(f"第{to_chinese(n)}条　内容{to_chinese(n)}。" for n in numbers)])


def write(folder: Path, name: str, text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def verdict(library, text, today, as_of=None):
    return check_text(text, library, as_of or today)[0]


def parts_of_the_civil_code(library, today, folder):
    statute = library.statute(CIVIL_CODE, today)
    bounds = [1, 205, 464, 989, 1040, 1119, 1164, 1259, 1261]
    names = ["总则", "物权编", "合同编", "人格权编", "婚姻家庭编", "继承编", "侵权责任编", "附则"]
    for name, low, high in zip(names, bounds[:-1], bounds[1:], strict=True):
        lines = [
            "# 中华人民共和国民法典",
            f"# {name}",
            "2020年5月28日 第十三届全国人民代表大会第三次会议通过",
            "2021年1月1日 施行",
        ]
        lines += [f"{one.label} {one.text}" for one in statute.articles if low <= one.number.number < high]
        write(folder, f"{name}.md", "\n\n".join(lines))
    return folder


def test_the_civil_code_in_eight_files_is_one_text_that_is_held_already(bring, library, today, tmp_path):
    plan, after = bring(parts_of_the_civil_code(library, today, tmp_path / "民法典"))
    assert [report.action for report in plan.reports] == [Action.SAME]
    assert plan.reports[0].articles == 1260
    assert verdict(after, "民法典第1195条", today).verdict.value == "valid"


@pytest.mark.parametrize("options", [{}, {"replacing": True}])
def test_one_part_of_a_law_never_takes_the_place_of_the_whole(bring, library, today, tmp_path, options):
    folder = parts_of_the_civil_code(library, today, tmp_path / "民法典")
    path = folder / "附则.md"
    path.write_text(path.read_text("utf-8").replace("自2021年1月1日起施行", "自2022年1月1日起施行"), "utf-8")
    plan, after = bring(path, **options)
    assert plan.reports[0].action is (Action.REPLACES if options else Action.REFUSED)
    assert len(after.statute(CIVIL_CODE, today).articles) == 1260
    assert verdict(after, "民法典第1195条", today).verdict.value == "valid"


def test_parts_of_a_new_law_are_merged_whatever_their_order(bring, tmp_path):
    folder = tmp_path / "parts"
    write(folder, "b.md", rule("样本法典", 10, first=11).replace("样本法典", "样本法典\n# 分则编"))
    write(folder, "a.md", rule("样本法典", 10).replace("样本法典", "样本法典\n# 总则编"))
    plan, after = bring(folder)
    assert [report.action for report in plan.reports] == [Action.NEW]
    law = next(law_id for law_id, law in after.laws.items() if law.title == "样本法典")
    assert [one.number.number for one in after.editions[law][0].articles] == list(range(1, 21))


def test_a_part_alone_of_a_law_that_is_not_held_is_refused(bring, tmp_path):
    plan, after = bring(write(tmp_path / "in", "b.md", rule("样本法典", 10, first=11)))
    assert plan.reports[0].action is Action.REFUSED
    assert "第十一条" in plan.reports[0].reason
    assert "样本法典" not in {law.title for law in after.laws.values()}


def test_one_bad_file_does_not_stop_a_folder(bring, tmp_path):
    folder = tmp_path / "in"
    write(folder, "a.md", rule("甲样本条例", 3))
    (folder / "b.md").write_bytes(bytes(range(256)) * 40)
    write(folder, "c.md", "# \n")
    write(folder, "d.TXT", rule("丁样本条例", 3))
    plan, after = bring(folder)
    assert {report.file for report in plan.bad} == {"b.md", "c.md"}
    assert all("\n" not in report.reason for report in plan.bad)
    assert {"甲样本条例", "丁样本条例"} <= {law.title for law in after.laws.values()}


def test_files_of_one_name_in_two_folders_are_both_kept(bring, tmp_path):
    write(tmp_path / "in" / "a", "办法.md", rule("甲样本办法", 3))
    write(tmp_path / "in" / "b", "办法.md", rule("乙样本办法", 4))
    _, after = bring(tmp_path / "in")
    assert {"甲样本办法", "乙样本办法"} <= {law.title for law in after.laws.values()}


def test_a_number_that_stands_twice_is_told_and_takes_nobodys_place(bring, library, today, tmp_path):
    digest = library.editions[LawId("pi-crime-interpretation")][-1]
    text = f"{digest.law.title}\n2017年5月8日 公布\n2017年6月1日 施行\n第一条 甲。\n第二条 乙。\n第二条 丙。\n第三条 丁。\n"
    plan, after = bring(write(tmp_path / "in", "a.md", text))
    assert plan.reports[0].action is Action.REFUSED
    assert plan.reports[0].doubles == ("第二条",)
    assert after.editions[digest.law.law_id] == (digest,)


def test_other_words_for_the_same_version_are_refused_with_the_articles_named(
    bring, library, today, tmp_path
):
    statute = library.statute(CIVIL_CODE, today)
    lines = ["中华人民共和国民法典", "2020年5月28日通过", "2021年1月1日 施行"]
    lines += [f"{one.label}　{one.text}" for one in statute.articles]
    text = "\n".join(lines).replace("第一千一百六十五条　行为人因过错", "第一千一百六十五条　行为人因故意")
    plan, after = bring(write(tmp_path / "in", "a.txt", text))
    assert plan.reports[0].action is Action.REFUSED
    assert "第一千一百六十五条" in plan.reports[0].reason
    assert "因过错" in after.article(CIVIL_CODE, ArticleNumber(1165), today).text


def test_half_width_items_are_cited_like_full_width_ones(bring, library, today, tmp_path):
    law_id = LawId("work-injury-insurance")
    digest = library.editions[law_id][-1]
    items = "\n".join(f"({to_chinese(n)})情形{to_chinese(n)}；" for n in range(1, 8))
    body = [
        f"第{to_chinese(n)}条　"
        + (f"职工有下列情形之一的，应当认定为工伤：\n{items}" if n == 14 else f"内容{n}。")
        for n in range(1, (digest.last_article or 0) + 1)
    ]
    text = "\n".join(
        [
            digest.law.title,
            f"{digest.published.year}年{digest.published.month}月{digest.published.day}日公布",
            *body,
        ]
    )
    _, after = bring(write(tmp_path / "in", "a.md", text))
    assert after.editions[law_id][-1].verbatim
    found = verdict(after, "工伤保险条例第十四条第（六）项", today)
    assert found.verdict.value == "valid"
    assert found.text == "(六)情形六；"


def test_a_rule_without_a_day_of_effect_is_never_quoted_as_current(bring, today, tmp_path):
    plan, after = bring(write(tmp_path / "in", "a.md", rule("样本管理办法", 4, head="2020年1月1日公布")))
    assert plan.reports[0].standing == "状态待核"
    assert plan.reports[0].standing_reason
    found = verdict(after, "《样本管理办法》第二条", today)
    assert found.verdict.value != "valid"
    assert found.status is Status.UNKNOWN
    assert "待核" in found.message
    assert "样本管理办法" not in {statute.law.title for statute in after.in_force(today)}


def test_a_rule_published_for_next_year_is_not_yet_in_force(bring, today, tmp_path):
    head = "（2026年11月1日中华人民共和国国务院令第999号公布　自2027年3月1日起施行）"
    plan, after = bring(write(tmp_path / "in", "a.md", rule("样本管理条例", 4, head=head)))
    assert plan.reports[0].standing == "尚未施行"
    assert verdict(after, "《样本管理条例》第二条", today).verdict.value == "not_yet_in_force"


def test_versions_stand_side_by_side_with_their_days(bring, today, tmp_path):
    folder = tmp_path / "in"
    write(
        folder,
        "新.md",
        rule("样本条例", 8, "2022年1月1日公布\n2022年5月1日 施行").replace("内容二", "新内容二"),
    )
    write(folder, "旧.md", rule("样本条例", 6, "2010年1月1日公布\n2010年5月1日 施行"))
    _, after = bring(folder)
    then, now = (verdict(after, "《样本条例》第二条", today, day) for day in (date(2015, 1, 1), today))
    assert (then.text, now.text) == ("内容二。", "新内容二。")
    law = next(law_id for law_id, law in after.laws.items() if law.title == "样本条例")
    assert [one.status_on(today) for one in after.editions[law]] == [Status.AMENDED, Status.IN_FORCE]


def test_a_newer_version_of_a_held_law_counts_from_its_day(bring, library, today, tmp_path):
    law_id = LawId("civil-code")
    statute = library.statute(law_id, today)
    lines = ["中华人民共和国民法典", "（2026年6月1日修订　自2026年9月1日起施行）"]
    lines += [f"{one.label}　{one.text}" for one in statute.articles]
    text = "\n".join(lines).replace("第二条　民法调整", "第二条　民法典调整")
    _, after = bring(write(tmp_path / "in", "a.md", text))
    assert "民法典调整" in verdict(after, "民法典第二条", today).text
    assert "民法典调整" not in verdict(after, "民法典第二条", today, date(2026, 8, 31)).text


def test_old_numbers_follow_into_a_newer_version_by_their_words(bring, today, tmp_path):
    folder = tmp_path / "in"
    old = [
        f"处理第{to_chinese(n)}类样本信息的，应当取得样本主管部门的许可并且依法备案。" for n in range(1, 6)
    ]
    for name, head, articles in (
        ("a.md", "2020年1月1日公布\n2020年2月1日 施行", old),
        (
            "b.md",
            "2025年1月1日公布\n2025年2月1日 施行",
            [old[0], "新增的一条规定了样本信息的定义。", *old[1:]],
        ),
    ):
        text = "\n".join(f"第{to_chinese(n)}条　{words}" for n, words in enumerate(articles, 1))
        write(folder, name, f"# 样本信息条例\n{head}\n{text}")
    plan, after = bring(folder)
    law_id = LawId(plan.reports[0].law_id)
    assert [(move.old.number, move.new[0].number) for move in after.renumberings(law_id)] == [
        (2, 3), (3, 4), (4, 5), (5, 6),
    ]  # fmt: skip
    assert "新增" in verdict(after, "《样本信息条例》第二条", today).text
    assert "第二类" in verdict(after, "《样本信息条例》第二条", today, date(2024, 1, 1)).text
    found = verdict(after, "《样本信息条例》第二条", today)
    assert "第3条" in found.message + found.hint


def test_what_a_text_repeals_is_no_longer_in_force(bring, today, tmp_path):
    folder = tmp_path / "in"
    write(folder, "旧.md", rule("旧样本办法", 4))
    new = rule("新样本条例", 4, "2024年1月1日公布\n2024年5月1日 施行")
    write(folder, "新.md", f"{new}\n第五条　本条例自2024年5月1日起施行。《旧样本办法》同时废止。")
    plan, after = bring(folder)
    old = next(report for report in plan.reports if report.title == "旧样本办法")
    assert old.standing == "已废止"
    assert "新样本条例" in old.standing_reason
    assert verdict(after, "《旧样本办法》第二条", today).verdict.value == "repealed"
    assert verdict(after, "《旧样本办法》第二条", today, date(2024, 4, 30)).verdict.value == "valid"


def test_a_text_that_names_its_own_title_as_repealed_means_its_predecessor(bring, today, tmp_path):
    text = rule("样本规定", 4, "2022年3月1日公布\n2022年5月1日 施行")
    text += "\n第五条　本规定自2022年5月1日起施行。2001年1月1日公布的《样本规定》同时废止。"
    plan, _ = bring(write(tmp_path / "in", "a.md", text))
    assert plan.reports[0].standing == "现行有效"


def test_importing_twice_changes_nothing(bring, tmp_path):
    path = write(tmp_path / "in", "a.md", rule("样本条例", 5))
    _, after = bring(path)
    plan, again = bring(path, after)
    assert [report.action for report in plan.reports] == [Action.SAME]
    assert again.digest == after.digest


def test_an_amendment_of_a_held_law_is_no_law_of_its_own(bring, library, tmp_path):
    plan, after = bring(write(tmp_path / "in", "a.md", rule("中华人民共和国刑法修正案（八）", 5)))
    assert plan.reports[0].action is Action.SAME
    assert "刑法" in plan.reports[0].reason
    assert after.editions == library.editions


def test_a_removed_import_leaves_what_was_before_and_its_history(
    bring, library, today, tmp_path, statute_file
):
    path = write(tmp_path / "in", "a.md", rule("样本条例", 5))
    plan, _ = bring(path)
    identifier = plan.reports[0].law_id
    folder = tmp_path / "data"
    assert list((folder / "originals").iterdir())
    assert "样本条例" in remove(folder, identifier)[0]
    assert not list((folder / "originals").iterdir())
    assert load_library(statute_file, [folder]).editions == library.editions
    told = history(folder)
    assert [entry["did"] for entry in told] == ["import", "remove"]
    assert told[0]["files"] == told[1]["files"]
    with pytest.raises(UnresolvedReference, match="history"):
        remove(folder, identifier)


def test_a_plan_alone_writes_nothing(library, today, tmp_path):
    path = write(tmp_path / "in", "a.md", rule("样本条例", 5))
    before = sorted(tmp_path.rglob("*"))
    report = plan_import(path, library, today).reports[0]
    assert sorted(tmp_path.rglob("*")) == before
    assert report.as_object() | {"id": "", "version": ""} == {
        "file": "a.md",
        "action": "new",
        "reason": None,
        "title": "样本条例",
        "kind": "regulation",
        "issuer": None,
        "document_number": None,
        "published": "2020-01-01",
        "effective": "2020-02-01",
        "standing": "现行有效",
        "standing_reason": None,
        "articles": 5,
        "of": 5,
        "gaps": [],
        "doubles": [],
        "odd": [],
        "replaces": None,
        "id": "",
        "version": "",
        "warnings": [],
    }


def test_an_earlier_wording_of_a_digested_rule_is_shown_for_its_own_time_and_the_digest_stays(
    bring, library, today, tmp_path
):
    # A later wording of the rule is known (standing.yaml), so an old official text is not the one in force.
    law_id = LawId("express-delivery")
    digest = library.statute(law_id, today)
    count = digest.last_article or 48
    plan, after = bring(
        write(tmp_path / "in", "a.md", rule(digest.law.title, count, "2019年3月2日公布\n2019年3月2日 施行"))
    )
    assert plan.reports[0].action is Action.VERSION
    assert plan.reports[0].standing == "已被后来的版本取代"
    assert after.statute(law_id, today) == digest
