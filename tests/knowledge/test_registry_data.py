"""The registry's data files are whole, unambiguous and true to each other."""

from __future__ import annotations

import os
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
import yaml

from knowledge.amendment_text import article_number
from knowledge.errors import SourceFormatError
from knowledge.fetch import share_dir
from knowledge.models import ArticleNumber, Law
from knowledge.readers.digests import read_digest
from knowledge.readers.registry import read_laws, read_named_texts, read_renumberings, read_repeals

DATA = Path(__file__).parents[2] / "knowledge" / "data"
LAWS = read_laws(DATA / "laws.yaml")
MOVES = read_renumberings(DATA / "renumbering.yaml")
NAMED = read_named_texts(DATA / "named_texts.yaml")
RAW = yaml.load((DATA / "laws.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
BY_ID: dict[str, Law] = {law.law_id: law for law, _ in LAWS}
DIGESTS = {
    law.law_id: statute for law, statute in map(read_digest, sorted((DATA / "digests").glob("*.yaml")))
}

ORDINARY = {
    "合同",
    "隐私",
    "处罚",
    "治安",
    "消费",
    "公司",
    "民事诉讼",
    "刑事诉讼",
    "行政处罚",
    "基本法",
    "税法",
    "企业法",
}


def test_no_name_belongs_to_two_laws() -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for law, _ in LAWS:
        for name in (law.title, *law.short_names, *law.english_names):
            owners[name.lower()].add(law.law_id)
    held = {law.title for law, _ in LAWS}
    for text in NAMED:
        if text.title in held and text.standing == "repealed":
            continue  # says what has taken the place of a law whose old text is held
        for name in {text.title, *text.names}:
            owners[name.lower()].add(text.title)
    assert {name: found for name, found in owners.items() if len(found) > 1} == {}


def test_short_names_are_no_ordinary_words() -> None:
    names = {name for law, _ in LAWS for name in law.short_names}
    assert names & ORDINARY == set()
    assert min(len(name) for name in names) >= 2


def test_passage_ids_have_room() -> None:
    assert max(len(f"st-{law.law_id}-1242-99") for law, _ in LAWS) <= 48


@pytest.mark.parametrize(
    ("name", "law_id"),
    [
        ("个保法", "pipl"),
        ("治安法", "public-security-law"),
        ("治安处罚法", "public-security-law"),
        ("网安法", "cybersecurity-law"),
        ("数安法", "data-security-law"),
        ("未保法", "minors-protection-law"),
        ("妇保法", "womens-rights-law"),
        ("民诉", "civil-procedure-law"),
        ("刑诉", "criminal-procedure-law"),
        ("消法", "consumer-law"),
        ("反诈法", "telecom-fraud-law"),
        ("道交法", "road-traffic-safety-law"),
        ("反家暴法", "domestic-violence-law"),
        ("预未法", "juvenile-delinquency-law"),
        ("法援法", "legal-aid-law"),
        ("身份证法", "id-card-law"),
        ("电商法", "e-commerce-law"),
        ("PIPL", "pipl"),
        ("PSAPL", "public-security-law"),
    ],
)
def test_people_find_laws_by_the_names_they_use(name: str, law_id: str) -> None:
    law = BY_ID[law_id]
    assert name in (*law.short_names, *law.english_names)


@pytest.mark.parametrize(
    ("law_id", "published", "effective"),
    [
        ("criminal-law", "2023-12-29", "2024-03-01"),
        ("civil-code", "2020-05-28", "2021-01-01"),
        ("pipl", "2021-08-20", "2021-11-01"),
        ("cybersecurity-law", "2025-10-28", "2026-01-01"),
        ("public-security-law", "2025-06-27", "2026-01-01"),
        ("minors-protection-law", "2024-04-26", "2024-04-26"),
        ("civil-procedure-law", "2023-09-01", "2024-01-01"),
        ("consumer-law", "2013-10-25", "2014-03-15"),
        ("id-card-law", "2011-10-29", "2012-01-01"),
        ("food-safety-law", "2025-09-12", "2025-12-01"),
        ("trademark-law", "2026-06-26", "2027-01-01"),
        ("womens-rights-law", "2022-10-30", "2023-01-01"),
    ],
)
def test_versions_carry_their_own_dates(law_id: str, published: str, effective: str) -> None:
    versions = next(known for law, known in LAWS if law.law_id == law_id)
    newest = versions[-1]
    assert newest.published == date.fromisoformat(published)
    assert newest.effective_from == date.fromisoformat(effective)


def test_no_version_takes_effect_before_it_is_published() -> None:
    early = [
        (law.law_id, version.published)
        for law, versions in LAWS
        for version in versions
        if version.effective_from is not None and version.effective_from < version.published
    ]
    assert early == []


def test_the_code_of_the_environment_repealed_ten_laws() -> None:
    repeals = read_repeals(DATA / "laws.yaml")
    assert len(repeals) == 10
    assert set(repeals.values()) == {date(2026, 8, 15)}


@pytest.mark.parametrize(
    ("law_id", "old", "new"),
    [
        ("public-security-law", 42, [50]),
        ("public-security-law", 68, [80]),
        ("public-security-law", 26, [30]),
        ("public-security-law", 29, [33]),
        ("public-security-law", 49, [58, 59]),
        ("cybersecurity-law", 44, [46]),
        ("cybersecurity-law", 42, [44]),
        ("cybersecurity-law", 24, [26]),
        ("cybersecurity-law", 64, [71]),
        ("civil-procedure-law", 55, [58]),
        ("civil-procedure-law", 64, [67]),
        ("civil-procedure-law", 114, [117]),
    ],
)
def test_old_numbers_lead_to_todays_article(law_id: str, old: int, new: list[int]) -> None:
    found = [move for move in MOVES if move.law_id == law_id and move.old == ArticleNumber(old)]
    assert [[number.number for number in move.new] for move in found] == [new]


def test_moves_name_registered_laws_once_and_fall_on_a_version() -> None:
    versions = {law.law_id: {v.effective_from for v in known} for law, known in LAWS}
    versions |= {law_id: {statute.effective_from} for law_id, statute in DIGESTS.items()}
    # One number may have been another rule in each of several earlier versions.
    seen: set[tuple[str, date, ArticleNumber, tuple[ArticleNumber, ...]]] = set()
    for move in MOVES:
        assert move.since in versions[move.law_id], move
        entry = (move.law_id, move.since, move.old, move.new)
        assert entry not in seen, move
        seen.add(entry)


def test_every_statement_about_a_named_text_has_both_languages_and_a_place_to_go() -> None:
    for text in NAMED:
        assert text.message.endswith("。"), text.title
        assert text.message_en.endswith("."), text.title
        if text.standing in {"repealed", "invented"}:
            # An institution may be gone without anything in its place.
            assert text.successors or text.title in {"劳动教养制度", "城市流浪乞讨人员收容遣送办法"}


def test_the_tort_law_article_36_leads_to_the_civil_code() -> None:
    tort = next(text for text in NAMED if "侵权责任法" in text.names)
    assert dict(tort.article_successors)[36] == (
        "《民法典》第一千一百九十四条",
        "《民法典》第一千一百九十五条",
        "《民法典》第一千一百九十七条",
    )


@pytest.fixture(scope="module")
def database() -> Iterator[sqlite3.Connection]:
    path = Path(os.environ.get("YUANFA_TEST_LAWS", share_dir() / "laws.db"))
    if not path.is_file():
        pytest.skip("the statute file is not there; run `yuanfa setup` or name it in YUANFA_TEST_LAWS")
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        yield connection


def test_every_title_of_the_statute_file_is_registered(database: sqlite3.Connection) -> None:
    held = {
        row[0]
        for row in database.execute(
            "SELECT law_name FROM laws WHERE doc_type IN ('法律', '宪法', '立法解释')"
        )
    }
    assert held == {law.title for law, _ in LAWS}


def test_publication_and_article_counts_are_those_of_the_statute_file(
    database: sqlite3.Connection,
) -> None:
    held: dict[str, dict[str, int]] = defaultdict(dict)
    for title, published, count in database.execute(
        "SELECT l.law_name, l.publish_date, (SELECT max(article_no_arabic) FROM articles a"
        " WHERE a.law_id = l.law_id AND a.article_no LIKE '第%条%') FROM laws l"
        " WHERE doc_type IN ('法律', '宪法', '立法解释')"
    ):
        held[title][published] = count
    for entry in RAW:
        ours = {str(v["published"]): v["articles"] for v in entry["versions"] if v.get("held", True)}
        theirs = held[entry["title"]]
        if entry["id"] == "criminal-law":
            ours.pop("2023-12-29")  # our consolidation
        if entry["id"] == "xinjiang-seed-decision":
            continue  # its only article number is one that it quotes
        assert ours == theirs, entry["id"]


def test_every_article_that_the_data_points_to_exists(database: sqlite3.Connection) -> None:
    articles: dict[str, set[ArticleNumber]] = defaultdict(set)
    for title, label in database.execute(
        "SELECT law_name, article_no FROM articles WHERE article_no LIKE '第%条%' AND law_id IN"
        " (SELECT law_id FROM laws WHERE status != '历史版本')"
    ):
        articles[title].add(article_number(label))
    titles = {name: law.title for law, _ in LAWS for name in law.short_names}
    for move in MOVES:
        digest = DIGESTS.get(move.law_id)
        held = {one.number for one in digest.articles} if digest else articles[BY_ID[move.law_id].title]
        for number in move.new:
            assert number in held, move
    for text in NAMED:
        cites = [
            *text.successors,
            *(cite for _, found in text.article_successors for cite in found),
        ]
        for cite in cites:
            name, _, label = cite.removeprefix("《").partition("》")
            assert article_number(label) in articles[titles[name]], (text.title, cite)


@pytest.mark.parametrize(
    ("entry", "named"),
    [
        ("- {law: x-law, since: soon, old: 1, new: [2], subject: 甲乙, source: 丙丁}", "since"),
        (
            "- {law: x-law, since: 2026-01-01, old: 一, new: [2], subject: 甲乙, source: 丙丁}",
            "old",
        ),
        ("- {law: X, since: 2026-01-01, old: 1, new: [2], subject: 甲乙, source: 丙丁}", "law"),
        ("law: x", "list"),
        ("- [", "YAML"),
    ],
)
def test_a_broken_entry_is_told_in_one_sentence(tmp_path: Path, entry: str, named: str) -> None:
    path = tmp_path / "renumbering.yaml"
    path.write_text(entry, encoding="utf-8")
    with pytest.raises(SourceFormatError) as caught:
        read_renumberings(path)
    message = str(caught.value)
    assert named in message
    assert "renumbering.yaml" in message
    assert "\n" not in message
