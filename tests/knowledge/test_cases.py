"""The reader of case files, and what the shipped case files must and must not say."""

from __future__ import annotations

import itertools
import re
from importlib.resources import files
from pathlib import Path

import pytest

from knowledge.errors import SourceFormatError
from knowledge.models import Case, Point, Section
from knowledge.readers.cases import parse_case, read_case

FOLDER = Path(str(files("knowledge"))) / "data" / "cases"
CASES: dict[str, Case] = {case.case_id: case for case in map(read_case, FOLDER.glob("case-*.md"))}
SEEDS = {"case-jingan-pi", "case-darkweb-li", "case-songjiang-minor", "case-sh1zy-wang"}
HAN = re.compile(r"[\u4e00-\u9fff]")

FRONT = """---
id: case-example
title: 某甲案
english_title: The case of A
names: [某甲案]
standing: typical
standing_text: 典型案例，只有示范意义。
summary: 某甲做了某事。
english_summary: A did something.
source: 某院发布
---
"""
BODY = """
## 案情

- 某甲卖出三条信息，
  收款十元。
  问：某甲卖了几条 | 卖了多少
  EN: A sold three (三条) items.
  Q: How many did A sell?
  依据：《刑法》第二百五十三条之一第一款（推断） | 法释〔2017〕10号第五条

## 容易说错

- 不是五条，是三条。
  问：某甲卖了五条吧
"""


def texts(case: Case) -> str:
    """Everything of a case that is shown in Chinese."""
    return "\n".join([case.summary, *(point.text for point in case.points)])


def points() -> list[tuple[str, Point]]:
    return [(str(case.case_id), point) for case in CASES.values() for point in case.points]


def test_a_case_is_read_with_its_points_questions_and_references() -> None:
    case = parse_case(FRONT + BODY, "case-example.md")
    assert case.case_id == "case-example"
    assert (case.court, case.parties, case.seed, case.minor_involved) == (None, (), False, False)
    first, second = case.points
    assert first.section is Section.FACTS
    assert first.text == "某甲卖出三条信息，收款十元。"
    assert first.questions == ("某甲卖了几条", "卖了多少")
    assert first.questions_en == ("How many did A sell?",)
    assert first.english == "A sold three (三条) items."
    assert first.citations == ("《刑法》第二百五十三条之一第一款", "法释〔2017〕10号第五条")
    assert first.inferred
    assert second.section is Section.CORRECTION
    assert second.citations == ()
    assert not second.inferred


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("", 1, "front matter"),
        ("# 某甲案\n", 1, "first line should be ---"),
        ("---\nid: case-a\n", 1, "not closed"),
        (FRONT.replace("names: [某甲案]", "names: [某甲案"), 6, "not YAML"),
        (FRONT.replace("standing: typical", "standing: rumour") + BODY, 6, "standing"),
        (FRONT.replace("id: case-example", "id: example") + BODY, 2, "id"),
        (FRONT.replace("names: [某甲案]", "names: [192]") + BODY, 5, "names.0"),
        (FRONT.replace("source: 某院发布", "sauce: 某院发布") + BODY, 2, "source"),
        (FRONT.replace("source: 某院发布", "source: 甲\nverdict: 乙") + BODY, 11, "verdict"),
        (FRONT.replace("source: 某院发布", "title: 某乙案") + BODY, 10, "stands twice"),
        (FRONT.replace("某甲做了某事。", "多" * 221) + BODY, 8, "220"),
        (FRONT, 11, "no point"),
        (FRONT + "\n某甲卖信息。\n", 13, "before the first section"),
        (FRONT + "\n## 判决\n", 13, "unknown section 判决"),
        (FRONT + BODY + "\n## 案情\n", 27, "stands twice"),
        (FRONT + "\n## 案情\n\n- 某甲卖信息。\n", 15, "no 问： line"),
        (FRONT + "\n## 案情\n某甲卖信息。\n", 14, "expected a bullet"),
        (FRONT + "\n## 案情\n- 甲。\n  问：谁\n  问：何人\n", 16, "two lines"),
        (FRONT + "\n## 案情\n- 甲。\n  问：谁\n  来源：某报\n", 16, "should begin with"),
        (FRONT + "\n## 案情\n- 甲。\n  问：\n", 15, "nothing stands after"),
    ],
)
def test_a_broken_file_gives_one_sentence_with_file_and_line(text: str, line: int, says: str) -> None:
    with pytest.raises(SourceFormatError) as caught:
        parse_case(text, "case-broken.md")
    message = str(caught.value)
    assert message.startswith(f"case-broken.md:{line}: ")
    assert says in message
    assert message.endswith(".")
    assert "\n" not in message


def test_a_file_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    path = tmp_path / "case-example.md"
    path.write_bytes((FRONT + BODY).encode("gb18030"))
    with pytest.raises(SourceFormatError, match=r"case-example\.md: not UTF-8"):
        read_case(path)


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "case-example.md"
    path.write_text(FRONT + BODY, encoding="utf-8-sig")
    assert read_case(path).title == "某甲案"


def test_the_four_seed_cases_are_there() -> None:
    assert {str(case.case_id) for case in CASES.values() if case.seed} == SEEDS


def test_files_are_named_after_their_ids() -> None:
    assert {path.stem for path in FOLDER.glob("*.md")} == set(CASES)


@pytest.mark.parametrize(
    ("case_id", "figures"),
    [
        (
            "case-jingan-pi",
            "3.9万余条 3.8万余条 31万余元 10倍以上 另案处理 三年以上七年以下",
        ),
        (
            "case-darkweb-li",
            "1751张 100余条 1.5亿余条 8100万余条 人民币一万元 有期徒刑三年 缓刑三年 "
            "1995年 2020年6月 2021年2月 茶马古道 芥子论坛",
        ),
        (
            "case-songjiang-minor",
            "有期徒刑一年三个月 24岁 2022年夏 去年1月 支持起诉 应当知道 连带责任 永久封禁 "
            "仅自己可见 上海市松江区人民法院",
        ),
        (
            "case-sh1zy-wang",
            "3万元 改判 驳回 扩大部分 道歉信 上海市第一中级人民法院",
        ),
    ],
)
def test_every_figure_of_the_source_is_written_as_in_the_source(case_id: str, figures: str) -> None:
    shown = texts(CASES[case_id])
    english = "\n".join(point.english for point in CASES[case_id].points)
    assert [figure for figure in figures.split() if figure not in shown] == []
    amounts = [figure for figure in figures.split() if re.search(r"\d.*(条|元|张)$", figure)]
    assert [figure for figure in amounts if figure not in english] == []


@pytest.mark.parametrize(
    ("case_id", "forbidden"),
    [
        # Two sets of data that may overlap: the source gives no sum.
        ("case-jingan-pi", r"7\.7万|七万七千|77000"),
        # What public reports add to the source stays out of the four seed cases.
        ("case-jingan-pi", r"月嫂|母婴"),
        ("case-darkweb-li", r"192号|奉贤|社会公益赔偿"),
        ("case-songjiang-minor", r"书面赔礼道歉|2023年10月|(强制猥亵|猥亵儿童|传播淫秽物品)罪"),
        # The word of the source is 精神损害抚慰金 3万元, never thirty times as much.
        ("case-sh1zy-wang", r"(?<!不是)30万"),
    ],
)
def test_what_the_source_does_not_say_is_never_said(case_id: str, forbidden: str) -> None:
    assert re.findall(forbidden, texts(CASES[case_id])) == []


def test_songjiang_is_never_called_a_public_interest_action() -> None:
    said = [p.text for p in CASES["case-songjiang-minor"].points if "公益诉讼" in p.text]
    assert said
    assert [text for text in said if not re.search(r"不是公益诉讼|公益诉讼不同", text)] == []


def test_no_case_claims_a_time_limit_in_hours() -> None:
    said = [text for _, p in points() for text in (p.text, p.english) if re.search("24.?(小时|hour)", text)]
    assert said == []


def test_every_point_is_a_whole_sentence_with_a_translation() -> None:
    assert [(c, p.text) for c, p in points() if not p.text.endswith("。")] == []
    assert [(c, p.text) for c, p in points() if not p.english or not p.questions_en] == []


def test_summaries_fit_a_telephone_screen() -> None:
    assert [c.case_id for c in CASES.values() if not 40 <= len(c.summary) <= 220] == []


def test_english_keeps_the_chinese_words() -> None:
    assert [(c, p.english) for c, p in points() if not HAN.search(p.english)] == []


def test_gaps_are_called_gaps() -> None:
    gaps = [(c, p.text) for c, p in points() if p.section is Section.NOT_STATED]
    assert gaps
    assert [gap for gap in gaps if not re.match("(素材|来源)没有写|没有核到", gap[1])] == []
    assert [gap for gap in gaps if gap[0] in SEEDS and not gap[1].startswith("素材")] == []


@pytest.mark.parametrize("case_id", sorted(SEEDS))
def test_seed_cases_cover_every_section_and_many_ways_to_ask(case_id: str) -> None:
    case = CASES[case_id]
    assert {point.section for point in case.points} == set(Section)
    assert [p.text for p in case.points if len(p.questions) < 5] == []


def test_every_case_says_what_is_open_and_what_is_often_wrong() -> None:
    for case in CASES.values():
        assert len(case.points) >= 6, case.case_id
        sections = {point.section for point in case.points}
        assert {Section.FACTS, Section.NOT_STATED, Section.CORRECTION} <= sections, case.case_id
        assert [p.text for p in case.points if len(p.questions) < 3] == []


def test_figures_of_one_seed_case_are_not_given_to_another() -> None:
    own = {
        "case-jingan-pi": "3.9万余条 3.8万余条 31万余元",
        "case-darkweb-li": "1751张 1.5亿余条 8100万余条",
        "case-songjiang-minor": "一年三个月",
    }
    stating = (Section.FACTS, Section.PROCEDURE, Section.OUTCOME)
    for owner, figures in own.items():
        for other in SEEDS - {owner}:
            said = "".join(p.text for p in CASES[other].points if p.section in stating)
            assert [figure for figure in figures.split() if figure in said] == []


def test_a_name_points_to_one_case_only() -> None:
    owners: dict[str, set[str]] = {}
    for case in CASES.values():
        for name in case.names:
            owners.setdefault(name.casefold(), set()).add(str(case.case_id))
    assert {name: ids for name, ids in owners.items() if len(ids) > 1} == {}


def test_one_way_of_asking_leads_to_one_point() -> None:
    for case in CASES.values():
        asked = [q.casefold() for p in case.points for q in (*p.questions, *p.questions_en)]
        assert sorted({q for q in asked if asked.count(q) > 1}) == [], case.case_id


def test_cases_share_a_question_only_when_they_are_told_apart() -> None:
    asked = {c.case_id: {q for p in c.points for q in p.questions} for c in CASES.values()}
    for one, other in itertools.combinations(CASES.values(), 2):
        if asked[one.case_id] & asked[other.case_id]:
            assert other.case_id in one.confusable_with


def test_confusable_cases_name_each_other() -> None:
    for case in CASES.values():
        for other in case.confusable_with:
            assert case.case_id in CASES[other].confusable_with, (case.case_id, other)


def test_references_are_written_in_the_form_of_the_citation_grammar() -> None:
    form = re.compile(r"(《[^》]+》|法[释发]〔\d{4}〕\d+号)第[一二三四五六七八九十百千零]+条")
    written = [r for _, p in points() for r in p.citations]
    written += [r for case in CASES.values() for r in case.laws]
    assert [reference for reference in written if not form.match(reference)] == []


def test_no_address_of_a_repost_is_shown() -> None:
    shown = [texts(case) + case.source + case.standing_text for case in CASES.values()]
    assert [text for text in shown if re.search(r"https?:|www\.|\.com", text)] == []


def test_standing_lines_say_what_the_source_is_worth() -> None:
    expected = {
        "press": "新闻",
        "guiding": "应当参照",
        "typical": "示范意义",
        "reference": "检索",
        "press_release": "发布",
        "event": "事件",
    }
    wrong = [c.case_id for c in CASES.values() if expected[c.standing] not in c.standing_text]
    assert wrong == []
