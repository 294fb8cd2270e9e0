"""A newer version of a law that is held: what we wrote of the earlier text follows its words, or is withdrawn."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from bot.service import Yuanfa
from knowledge.check import check_library
from knowledge.citations import check_text
from knowledge.errors import ChangedSince
from knowledge.following import of_the_day
from knowledge.importing.alike import counterparts
from knowledge.importing.plan import carry_out, plan_import
from knowledge.library import Library, load_library
from knowledge.models import ArticleNumber, LawId, TopicId
from knowledge.numerals import to_chinese
from knowledge.references import resolve_reference
from tests.knowledge.importing.factories import INSERTED, NOW, answering_with, newer_text

LAW = LawId("consumer-law")
LATER = "（2026年11月1日第十四届全国人民代表大会常务委员会第二十五次会议修订　自2027年3月1日起施行）"
DAY_BEFORE, FIRST_DAY = date(2027, 2, 28), date(2027, 3, 1)
FRAUD = ArticleNumber(55)
TRIPLE, FIVEFOLD = "接受服务的费用的三倍", "接受服务的费用的五倍"


def newer(library, today, head: str, *, changes=((TRIPLE, FIVEFOLD),), **options) -> str:
    """The text in force with an article put in, which moves those behind it, and with words changed."""
    return newer_text(library, today, LAW, head, changes=changes, **options)


@pytest.fixture(scope="module")
def after(library, statute_file, today, tmp_path_factory):
    """The library after the import of a newer text; each is imported once, for nothing changes it."""

    @cache
    def imported(text: str) -> Library:
        folder: Path = tmp_path_factory.mktemp("newer")
        (folder / "in.txt").write_text(text, "utf-8")
        plan = plan_import(folder / "in.txt", library, today)
        assert [report.action.value for report in plan.reports] == ["a version beside those held"]
        carry_out(plan, folder / "knowledge")
        return load_library(statute_file, [folder / "knowledge"])

    return lambda head=NOW, **options: imported(newer(library, today, head, **options))


def cited(library, text, day):
    return check_text(text, library, day)[0]


def test_the_hand_made_renumberings_are_found_by_words_and_none_leads_elsewhere(library):
    known = agreed = 0
    for law_id, versions in library.editions.items():
        for older, later in pairwise(versions):
            found = counterparts(older, later)
            for move in library.renumberings(law_id):
                if move.since != later.effective_from or not move.new or not older.verbatim:
                    continue
                known += 1
                if move.old in found:
                    agreed += 1
                    assert found[move.old].article.number in move.new, (law_id, move.old)
    assert known > 500
    assert agreed >= 0.95 * known


def test_a_citation_of_ours_follows_its_words_to_another_number(after, today):
    library = after()
    same = resolve_reference("《消费者权益保护法》第二十五条第二款", library, today)
    assert (same.article.number.number, same.paragraph, same.changed) == (26, 2, False)
    assert same.article.text == library.article(LAW, ArticleNumber(26), today).text
    changed = resolve_reference("《消费者权益保护法》第五十五条第一款", library, today)
    assert (changed.article.number.number, changed.changed) == (56, True)
    part = resolve_reference("《消费者权益保护法》第五十五条第二款", library, today)
    assert (part.article.number.number, part.paragraph, part.changed) == (56, 2, False)


def test_a_citation_of_the_imported_version_by_its_year_is_taken_as_it_stands(after, today):
    reference = resolve_reference("《消费者权益保护法》（2026年修订）第五十六条", after(), today)
    assert (reference.article.number.number, reference.changed) == (56, False)


def test_a_provision_that_is_gone_is_said_to_be(after, today):
    library = after(insert=None, instead={55: INSERTED})
    with pytest.raises(ChangedSince, match="第五十五条"):
        resolve_reference("《消费者权益保护法》第五十五条", library, today)


def test_what_rests_on_changed_words_is_withdrawn_and_the_rest_stays(after, library, today):
    written = library.topics[TopicId("g-fraud-triple")]
    now = of_the_day(after(), today)
    told = now.topics[TopicId("g-fraud-triple")]
    assert "三倍" in written.conclusion
    assert "三倍" not in told.conclusion + "".join(told.steps)
    assert "2026-09-01" in told.conclusion
    assert told.questions == written.questions
    kept = [topic_id for topic_id, topic in now.topics.items() if topic == library.topics[topic_id]]
    assert len(library.topics) - 80 < len(kept) < len(library.topics)
    assert len(now.tips) == len(
        [
            one
            for one in library.tips.values()
            if "第五十五条" not in "".join(one.citations) or "消费者" not in "".join(one.citations)
        ]
    )


def test_what_people_ask_of_an_article_follows_it(after, library, today):
    now = of_the_day(after(), today)
    before = library.asked[LAW, ArticleNumber(26)]
    assert now.asked[LAW, ArticleNumber(27)] == before
    fraud = now.asked[LAW, ArticleNumber(56)]
    assert [one.text for one in fraud] == [one.text for one in library.asked[LAW, FRAUD]]
    assert {one.unit for one in fraud} == {None}
    assert now.asked.keys() - {(LAW, ArticleNumber(n)) for n in range(70)} == {
        key for key in library.asked if key[0] != LAW
    }


def test_made_to_fit_twice_is_made_to_fit_once(after, today):
    library = after()
    once = of_the_day(library, today)
    assert of_the_day(once, today) is once
    assert of_the_day(once, date(2026, 8, 31)).asked == library.asked
    assert of_the_day(of_the_day(once, date(2026, 8, 31)), today).asked == once.asked


def test_the_check_finds_no_fault_and_notes_what_is_withdrawn(after, library, today):
    report = check_library(after(), today)
    assert report.faults == ()
    assert any("g-fraud-triple" in line for line in report.notes)


def test_old_numbers_lead_on_by_like_words_too(after, today):
    library = after()
    found = cited(library, "消费者权益保护法第55条", today)
    assert found.text == library.article(LAW, ArticleNumber(55), today).text
    assert "第56条" in found.hint
    assert "第56条" not in cited(library, "消费者权益保护法第55条", date(2026, 8, 31)).hint
    move = next(one for one in library.renumberings(LAW) if one.old == FRAUD and one.since.year == 2026)
    assert "相近" in move.source


def test_a_number_that_moved_before_and_moves_again_leads_to_where_it_stands_now(after, library, today):
    earlier = next(move for move in library.renumberings(LAW) if move.new == (ArticleNumber(27),))
    number = to_chinese(earlier.old.number)
    found = after()
    before, now = (
        cited(found, f"消费者权益保护法第{number}条", day).hint for day in (date(2026, 8, 31), today)
    )
    assert "为第27条" in before
    assert "为第28条" in now
    assert "为第27条" not in now


def test_a_version_still_to_come_changes_nothing_before_its_day(after, library, today):
    found = after(LATER)
    for day in (today, DAY_BEFORE):
        one = cited(found, "消费者权益保护法第55条", day)
        assert TRIPLE in one.text
        assert "2027" not in one.hint
        assert of_the_day(found, day).topics == library.topics
        assert resolve_reference("《消费者权益保护法》第五十五条", found, day).article.number == FRAUD
    then = cited(found, "消费者权益保护法第56条", FIRST_DAY)
    assert FIVEFOLD in then.text
    assert then.effective_from == FIRST_DAY
    assert "第56条" in cited(found, "消费者权益保护法第55条", FIRST_DAY).hint
    assert TRIPLE not in of_the_day(found, FIRST_DAY).topics[TopicId("g-fraud-triple")].conclusion
    assert resolve_reference("《消费者权益保护法》第五十五条", found, FIRST_DAY).article.number.number == 56


def test_an_index_made_before_imports_were_followed_is_built_anew(after, library):
    assert after().digest != library.digest


@pytest.fixture(scope="module")
def answering(after, tmp_path_factory):
    """Yuanfa with a newer version: still to come, or come into force."""

    @cache
    def answering(head: str, day: date) -> Yuanfa:
        return answering_with(after(head), tmp_path_factory.mktemp("answering"), day)

    return answering


QUESTION = "买到假货能要求假一赔三吗"


@pytest.mark.slow
def test_answers_show_the_words_of_the_new_version_and_no_conclusion_from_the_old(answering):
    yuanfa = answering(LATER, FIRST_DAY)
    answer = yuanfa.ask(QUESTION)
    assert answer.excerpts[0].citation.startswith("《消费者权益保护法》第五十六条")
    assert FIVEFOLD in answer.excerpts[0].text
    assert "三倍" not in answer.conclusion
    assert answer.steps == ()
    earlier = yuanfa.ask(QUESTION, as_of=DAY_BEFORE)
    assert earlier.excerpts[0].citation == "《消费者权益保护法》第五十五条"
    assert TRIPLE in earlier.excerpts[0].text
    postage = yuanfa.ask("七天无理由退货运费谁出")
    assert postage.conclusion.startswith("看原因")
    assert "第二十六条第三款" in "".join(one.citation for one in postage.excerpts)


@pytest.mark.slow
def test_answers_follow_a_version_on_the_day_on_which_it_comes_into_force(answering, service, today):
    waiting = answering(LATER, today)
    now, builtin = waiting.ask(QUESTION), service.ask(QUESTION)
    assert replace(now, elapsed_ms=0) == replace(builtin, elapsed_ms=0)
    then = waiting.ask(QUESTION, as_of=FIRST_DAY)
    assert FIVEFOLD in then.excerpts[0].text
    assert "三倍" not in then.conclusion
    arrived = answering(LATER, FIRST_DAY).ask(QUESTION)
    assert FIVEFOLD in arrived.excerpts[0].text
    assert "2027-03-01" in arrived.conclusion
