"""The statute file: each known defect of it that touches law in force, and how it is handled."""

import sqlite3
from datetime import date

import pytest

from knowledge.errors import SourceFormatError, SourceMissing
from knowledge.models import ArticleNumber, LawId, Status
from knowledge.readers.statutes import is_numbered, parse_label, read_statutes
from knowledge.readers.text import HEADING

CRIMINAL, CIVIL = LawId("criminal-law"), LawId("civil-code")


def article(library, law, number, inserted=0, day=date(2026, 11, 24)):
    return library.article(LawId(law), ArticleNumber(number, inserted), day)


@pytest.mark.parametrize(
    ("number", "now", "before"),
    [
        (165, "致使公司、企业利益遭受重大损失的，依照前款的规定处罚", None),
        (166, "其他公司、企业的工作人员违反法律、行政法规规定", None),
        (169, "其他公司、企业直接负责的主管人员，徇私舞弊", None),
        (
            387,
            "处三年以下有期徒刑或者拘役；情节特别严重的，处三年以上十年以下有期徒刑",
            "处五年以下有期徒刑或者拘役",
        ),
        (390, "处三年以下有期徒刑或者拘役，并处罚金", "处五年以下有期徒刑或者拘役，并处罚金"),
        (391, "情节严重的，处三年以上七年以下有期徒刑，并处罚金", None),
        (393, "情节特别严重的，处三年以上十年以下有期徒刑，并处罚金", "处五年以下有期徒刑或者拘役，并处罚金"),
    ],
)
def test_d1_amendment_twelve_is_applied_to_the_criminal_law(library, number, now, before):
    current = article(library, CRIMINAL, number)
    earlier = article(library, CRIMINAL, number, day=date(2024, 2, 29))
    assert now in current.text
    assert now not in earlier.text
    assert before is None or before in earlier.text
    assert any("修正案（十二）" in title for title in current.provenance)


def test_d2_the_criminal_law_is_never_filtered_away(library, today):
    statute = library.statute(CRIMINAL, today)
    assert statute.status_on(today) is Status.IN_FORCE
    assert len(statute.articles) > 500


@pytest.mark.parametrize(
    ("law", "day"),
    [
        ("cybersecurity-law", date(2026, 1, 1)),
        ("public-security-law", date(2026, 1, 1)),
        ("criminal-law", date(2024, 3, 1)),
        ("civil-procedure-law", date(2024, 1, 1)),  # D4
        ("minors-protection-law", date(2024, 4, 26)),
        ("civil-code", date(2021, 1, 1)),
    ],
)
def test_d3_each_version_has_its_own_effective_date(library, today, law, day):
    assert library.statute(LawId(law), today).effective_from == day


def test_d3_no_version_in_force_begins_before_it_was_published(library, today):
    early = [
        statute.law.title
        for statute in library.in_force(today)
        if statute.verbatim
        and statute.effective_from
        and statute.published
        and statute.effective_from < statute.published
    ]
    assert early == []


@pytest.mark.parametrize("law", ["农业法", "商标法"])
def test_d6_law_of_2027_is_kept_apart_from_law_in_force(library, today, law):
    mention = library.registry.lookup(f"中华人民共和国{law}")
    versions = library.versions(mention.law_ids[0])
    assert [v.status_on(today) for v in versions] == [Status.IN_FORCE, Status.NOT_YET_IN_FORCE]
    assert library.statute(mention.law_ids[0], today) is versions[0]
    assert library.statute(mention.law_ids[0], date(2027, 1, 1)) is versions[1]


def test_d6_a_law_that_has_only_a_version_of_2027_is_not_in_force(library, today):
    mention = library.registry.lookup("中华人民共和国医疗保障法")
    assert library.statute(mention.law_ids[0], today) is None


def test_d7_no_first_date_is_passed_off_as_a_later_versions_own(library):
    mention = library.registry.lookup("中华人民共和国注册会计师法")
    latest = library.versions(mention.law_ids[0])[-1]
    assert latest.effective_from != date(1994, 1, 1)


def test_d8_no_article_ends_with_a_heading(library, today):
    glued = [
        f"{statute.law.title}{one.label}"
        for statute in library.in_force(today)
        for one in statute.articles
        if statute.verbatim and "\n" in one.text and HEADING.match(one.text.split("\n")[-1].strip())
    ]
    assert glued == []


@pytest.mark.parametrize(
    ("number", "part"),
    [(989, "第四编 人格权"), (1040, "第五编 婚姻家庭"), (1164, "第七编 侵权责任"), (205, "第一分编 通 则")],
)
def test_d9_the_part_is_known_though_the_file_has_only_chapters(library, number, part):
    assert part in article(library, CIVIL, number).headings


def test_d10_the_supplementary_provisions_are_no_chapter_of_torts(library):
    assert article(library, CIVIL, 1260).headings == ("附则",)


def test_d11_a_broken_line_does_not_make_a_paragraph(library):
    mention = library.registry.lookup("居民身份证法")
    assert len(article(library, mention.law_ids[0], 13).paragraphs) == 2


def test_d12_253_and_253_1_are_two_articles(library):
    assert "邮政工作人员" in article(library, CRIMINAL, 253).text
    assert "公民个人信息" in article(library, CRIMINAL, 253, 1).text


def test_d13_amendments_and_decisions_are_no_law_in_force(library, today):
    titles = [statute.law.title for statute in library.in_force(today)]
    assert [t for t in titles if "修正案" in t or t.startswith("全国人民代表大会常务委员会关于修改")] == []


def test_d14_doubled_labels_stay_apart(library):
    for statutes in library.editions.values():
        for statute in statutes:
            numbers = [one.number for one in statute.articles]
            assert len(numbers) == len(set(numbers)), statute.law.title


def test_d15_one_version_at_most_is_in_force_on_a_day(library, today):
    for law_id, statutes in library.editions.items():
        current = [s for s in statutes if s.status_on(today) is Status.IN_FORCE]
        assert len(current) <= 1, law_id


def test_d19_the_repealed_environmental_law_was_in_force_before_the_code(library, today):
    law = library.registry.lookup("中华人民共和国环境保护法").law_ids[0]
    assert library.statute(law, today) is None
    assert library.statute(law, date(2025, 1, 1)) is not None


def test_every_paragraph_and_item_is_a_slice_in_order(library, today):
    for statute in library.in_force(today):
        for one in statute.articles:
            position = 0
            for paragraph in one.paragraphs:
                assert position <= paragraph.start < paragraph.end <= len(one.text)
                position = paragraph.end
                for item in paragraph.items:
                    assert one.text[item.start : item.end].startswith(item.label)


@pytest.mark.parametrize(
    ("label", "number"),
    [
        ("第二百五十三条之一", ArticleNumber(253, 1)),
        ("第十条", ArticleNumber(10)),
        ("条目一", None),
        ("全文", None),
    ],
)
def test_labels_become_numbers(label, number):
    assert parse_label(label) == number


def test_entries_without_a_number_are_never_cited_by_one(library, today):
    for statute in library.in_force(today):
        assert all(
            is_numbered(a.number) == (parse_label(a.label) is not None)
            for a in statute.articles
            if statute.verbatim
        )


def test_a_missing_file_is_one_sentence(tmp_path):
    with pytest.raises(SourceMissing, match="yuanfa setup"):
        read_statutes(tmp_path / "none.db", {}, {})


def test_a_file_that_is_no_database_is_one_sentence(tmp_path):
    path = tmp_path / "laws.db"
    path.write_bytes(b"not a database, at all" * 100)
    with pytest.raises(SourceFormatError, match="delete it"):
        read_statutes(path, {}, {})


def test_a_title_that_the_registry_lacks_is_named(tmp_path):
    path = tmp_path / "laws.db"
    with sqlite3.connect(path) as connection:
        connection.executescript(
            "CREATE TABLE laws (law_id, law_name, doc_type, publish_date, effective_date, status);"
            "CREATE TABLE articles (id, law_id, article_no, article_text, chapter, section);"
            "INSERT INTO laws VALUES ('x', '新法', '法律', '2026-01-01', '2026-01-01', '现行有效');"
        )
    connection.close()
    with pytest.raises(SourceFormatError, match="《新法》"):
        read_statutes(path, {}, {})
