"""Digests: what the reader accepts, and what the built-in digests must say exactly.

The figures below were taken from the published rules, not from the digests.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
import yaml

from knowledge.errors import SourceFormatError
from knowledge.models import ArticleNumber, Kind, Law, Status, Statute
from knowledge.readers.digests import (
    UNNUMBERED_FROM,
    read_digest,
    split_paragraphs,
)

DATA = Path(__file__).parents[2] / "knowledge" / "data"
FOLDER = DATA / "digests"
DIGESTS = tuple(map(read_digest, sorted(FOLDER.glob("*.yaml"))))
BY_ID: dict[str, tuple[Law, Statute]] = {law.law_id: (law, statute) for law, statute in DIGESTS}

MINIMAL = """
id: sample
title: 样本规定
kind: regulation
short: [样本规定]
english: [Sample]
issuer: 样本机关
published: 2020-01-01
effective: 2020-02-01
official: {name: 样本, url: "https://www.gov.cn"}
source: 样本
"""


def paragraph_text(law_id: str, number: int, paragraph: int, item: int | None) -> str:
    found = next(a for a in BY_ID[law_id][1].articles if a.number == ArticleNumber(number))
    part = found.paragraphs[paragraph - 1]
    if item is None:
        return found.text[part.start : part.end]
    chosen = part.items[item - 1]
    assert chosen.number == item
    return found.text[chosen.start : chosen.end]


def write(tmp_path: Path, articles: str, head: str = MINIMAL) -> Path:
    path = tmp_path / "sample.yaml"
    path.write_text(head + articles, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("law_id", "number", "paragraph", "item", "words"),
    [
        ("pi-crime-interpretation", 1, 1, None, "行踪轨迹"),
        ("pi-crime-interpretation", 3, 1, None, "提供公民个人信息"),
        ("pi-crime-interpretation", 4, 1, None, "购买、收受、交换"),
        ("pi-crime-interpretation", 5, 1, 3, "五十条以上"),
        ("pi-crime-interpretation", 5, 1, 4, "五百条以上"),
        ("pi-crime-interpretation", 5, 1, 5, "五千条以上"),
        ("pi-crime-interpretation", 5, 1, 7, "违法所得五千元以上"),
        ("pi-crime-interpretation", 5, 1, 8, "一半以上"),
        ("pi-crime-interpretation", 5, 1, 9, "二年内"),
        ("pi-crime-interpretation", 5, 2, 3, "十倍以上"),
        ("pi-crime-interpretation", 6, 1, 1, "五万元以上"),
        ("pi-crime-interpretation", 8, 1, None, "通讯群组"),
        ("pi-crime-interpretation", 11, 3, None, "批量公民个人信息"),
        ("pi-crime-interpretation", 12, 1, None, "一倍以上五倍以下"),
        ("online-personality-rights", 4, 1, None, "及时"),
        ("online-personality-rights", 6, 1, 4, "浏览量"),
        ("online-personality-rights", 12, 1, None, "律师费用"),
        ("online-personality-rights", 12, 2, None, "50万元以下"),
        ("online-defamation", 2, 1, 1, "五千次以上"),
        ("online-defamation", 2, 1, 1, "五百次以上"),
        ("online-defamation", 7, 1, 1, "二万元以上"),
        ("online-defamation", 7, 1, 2, "十五万元以上"),
        ("network-crime-help", 4, 1, 3, "五万条以上"),
        ("network-crime-help", 10, 1, 4, "3.向成员数累计三千以上"),
        ("network-crime-help", 10, 1, 5, "一万元以上"),
        ("network-crime-help", 12, 1, 1, "三个以上"),
        ("network-crime-help", 12, 1, 2, "二十万元以上"),
        ("network-crime-help", 12, 2, None, "五倍以上"),
        ("face-recognition-civil", 2, 1, 3, "单独同意"),
        ("face-recognition-civil", 10, 1, None, "唯一验证方式"),
        ("minors-sex-crimes", 9, 1, None, "网络视频聊天"),
        ("extortion", 1, 1, None, "二千元至五千元以上"),
        ("extortion", 3, 1, None, "二年内敲诈勒索三次以上"),
        ("obscene-e-info-1", 1, 1, 3, "二百件以上"),
        ("obscene-e-info-2", 1, 2, 1, "十个以上"),
        ("obscene-e-info-2", 3, 1, None, "三十人以上"),
        ("computer-crime", 1, 1, 2, "五百组以上"),
        ("emotional-damages", 5, 1, 6, "平均生活水平"),
        ("minors-online-protection", 22, 2, None, "持有"),
        ("minors-online-protection", 26, 1, None, "网络欺凌"),
        ("minors-online-protection", 29, 1, None, "立即停止传输"),
        ("minors-online-protection", 53, 1, None, "5万元以上50万元以下"),
        ("minors-online-protection", 56, 1, None, "10万元以上100万元以下"),
        ("network-data-security", 22, 1, 3, "不满十四周岁"),
        ("police-criminal-procedure", 178, 2, None, "三日以内"),
        ("police-criminal-procedure", 179, 1, None, "七日以内"),
        ("private-lending", 25, 1, None, "四倍"),
        ("credit-reporting", 16, 1, None, "5年"),
        ("civil-procedure-interp", 25, 1, None, "被侵权人住所地"),
        ("civil-evidence", 14, 1, 2, "通讯群组"),
        ("criminal-procedure-interp", 175, 2, None, "一般不予受理"),
        ("criminal-procedure-interp", 320, 1, None, "十五日以内"),
        ("fraud", 1, 1, None, "三千元至一万元以上"),
        ("theft", 1, 1, None, "一千元至三千元以上"),
        ("marriage-interpretation-1", 49, 2, None, "百分之二十至三十"),
        ("work-injury-insurance", 15, 1, 1, "48小时"),
        ("paid-leave", 3, 1, None, "不满10年的5天"),
        ("prepaid-consumption", 14, 1, None, "七日内"),
    ],
)
def test_the_rule_s_own_figures_and_terms_stand_in_their_paragraph_and_item(
    law_id: str, number: int, paragraph: int, item: int | None, words: str
) -> None:
    assert words in paragraph_text(law_id, number, paragraph, item)


@pytest.mark.parametrize(
    ("law_id", "count"),
    [
        ("pi-crime-interpretation", 13),
        ("online-personality-rights", 13),
        ("online-defamation", 10),
        ("network-crime-help", 19),
        ("face-recognition-civil", 16),
        ("minors-sex-crimes", 16),
        ("minors-online-protection", 60),
        ("network-data-security", 64),
        ("net-info-decision-2012", 12),
    ],
)
def test_rules_that_people_cite_most_have_every_article(law_id: str, count: int) -> None:
    law, statute = BY_ID[law_id]
    assert [a.number for a in statute.articles] == [ArticleNumber(n + 1) for n in range(count)]
    assert statute.last_article == count, law.title


@pytest.mark.parametrize(
    "law_id",
    [
        "pi-crime-interpretation",
        "online-personality-rights",
        "online-defamation",
        "network-crime-help",
        "face-recognition-civil",
        "minors-sex-crimes",
    ],
)
def test_articles_of_the_core_interpretations_have_english(law_id: str) -> None:
    missing = [a.label for a in BY_ID[law_id][1].articles if not re.search("[a-z]{3}", a.english)]
    assert missing == []


@pytest.mark.parametrize(("law", "statute"), DIGESTS, ids=[law.law_id for law, _ in DIGESTS])
def test_no_digest_claims_to_be_verbatim_and_its_spans_are_slices(law: Law, statute: Statute) -> None:
    assert not statute.verbatim
    assert (FOLDER / f"{law.law_id}.yaml").is_file()
    for found in statute.articles:
        assert found.paragraphs, found.label
        for position, part in enumerate(found.paragraphs, 1):
            assert part.number == position
            assert found.text[part.start : part.end].strip()
            assert [item.number for item in part.items] == list(range(1, len(part.items) + 1))
            for item in part.items:
                assert found.text[item.start : item.end].startswith(item.label)
                assert part.start < item.start < item.end <= part.end


def test_titles_and_short_names_point_to_one_digest_only() -> None:
    owner: dict[str, str] = {}
    for law, _ in DIGESTS:
        names = {law.title, *law.short_names}
        if law.document_number:
            names.add(law.document_number)
        for name in names:
            assert owner.setdefault(name, law.law_id) == law.law_id, name


def test_the_statute_registry_holds_no_law_that_is_digested() -> None:
    registered = yaml.safe_load((DATA / "laws.yaml").read_text(encoding="utf-8"))
    titles = {entry["title"] for entry in registered}
    assert titles.isdisjoint({law.title for law, _ in DIGESTS})


def test_the_tort_liability_law_is_repealed_since_the_civil_code() -> None:
    statute = BY_ID["tort-liability-law"][1]
    assert statute.status_on(date(2020, 12, 31)) is Status.IN_FORCE
    assert statute.status_on(date(2021, 1, 1)) is Status.REPEALED


def test_the_guiding_opinions_are_not_called_a_judicial_interpretation() -> None:
    law, statute = BY_ID["cyberviolence-opinions"]
    assert law.document_number == "法发〔2023〕14号"
    assert "不是司法解释" in statute.version_note


def test_a_remark_of_ours_stands_outside_the_paragraphs(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "articles:\n  - {number: 第三条, confidence: web, text: 甲乙丙丁。, note: 旧号。}\n",
    )
    (found,) = read_digest(path)[1].articles
    assert found.text == "甲乙丙丁。\n（注：旧号。）"
    assert [(p.start, p.end) for p in found.paragraphs] == [(0, 5)]


def test_an_entry_without_a_number_is_found_by_its_subject(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "articles:\n"
        "  - {number: null, subject: 快捷取证, confidence: web, text: 甲乙丙丁。}\n"
        "  - {number: 第二条, confidence: web, text: 戊己庚辛。}\n",
    )
    law, statute = read_digest(path)
    assert law.kind is Kind.REGULATION
    assert [(a.number, a.label) for a in statute.articles] == [
        (ArticleNumber(2), "第二条"),
        (ArticleNumber(UNNUMBERED_FROM + 1), "快捷取证"),
    ]
    assert statute.articles[1].text == "快捷取证：甲乙丙丁。"
    assert [(p.start, p.end) for p in statute.articles[1].paragraphs] == [(0, 10)]


def test_items_of_a_decision_and_inserted_articles_are_numbered(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "articles:\n"
        "  - {number: 十二, confidence: web, text: 甲乙丙丁。}\n"
        "  - {number: 第十二条之一, confidence: web, text: 戊己庚辛。}\n",
    )
    numbers = [a.number for a in read_digest(path)[1].articles]
    assert numbers == [ArticleNumber(12), ArticleNumber(12, 1)]


@pytest.mark.parametrize(
    ("articles", "complaint"),
    [
        ("articles: []\n", "articles"),
        ("articles:\n  - {number: null, confidence: web, text: 甲乙丙丁。}\n", "subject"),
        ("articles:\n  - {number: 第3条, confidence: web, text: 甲乙丙丁。}\n", "第3条"),
        ("articles:\n  - {number: 第三条, confidence: sure, text: 甲乙丙丁。}\n", "confidence"),
        (
            "articles:\n  - {number: 第三条, confidence: web, text: 甲乙丙丁。, verbatim: true}\n",
            "verbatim",
        ),
        (
            "articles:\n"
            "  - {number: 第三条, confidence: web, text: 甲乙丙丁。}\n"
            "  - {number: 第三条, confidence: web, text: 戊己庚辛。}\n",
            "two entries",
        ),
        (
            "last_article: 2\narticles:\n  - {number: 第三条, confidence: web, text: 甲乙丙丁。}\n",
            "beyond last_article",
        ),
        ("articles: [\n", "sample.yaml"),
    ],
)
def test_a_file_that_is_no_digest_is_refused_with_its_reason(
    tmp_path: Path, articles: str, complaint: str
) -> None:
    with pytest.raises(SourceFormatError, match=complaint):
        read_digest(write(tmp_path, articles))


def test_a_line_is_a_paragraph_unless_it_opens_an_item_or_a_point_below_one() -> None:
    text = "首款：\n（一）甲；\n（二）乙：\n1.子；\n2.丑；\n（三）丙。\n次款。\n"
    first, second = split_paragraphs(text)
    assert [text[i.start : i.end] for i in first.items] == [
        "（一）甲；",
        "（二）乙：\n1.子；\n2.丑；",
        "（三）丙。",
    ]
    assert text[second.start : second.end] == "次款。"


def test_glosses_are_short_english_by_reference() -> None:
    glosses = yaml.safe_load((DATA / "glosses.yaml").read_text(encoding="utf-8"))
    assert len(glosses) >= 120
    for reference, english in glosses.items():
        assert re.fullmatch(r"《[^《》]+》第[^第]+条(之[一二三])?(第[一二三四五]款)?", reference)
        assert not re.search(r"[\u3000-\u9fff]", english), reference
        assert 8 <= len(english.split()) <= 95, reference
