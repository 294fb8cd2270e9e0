"""What a citation of another day, another version or a digest leads to."""

from datetime import date

import pytest

from knowledge.citations import Verdict, find_citations, resolve
from knowledge.models import Status
from tests.knowledge.citations.factories import (
    registry,
)
from tests.knowledge.citations.resolving import LIBRARY, one

# -- versions


def test_an_old_number_cited_plainly_is_today_s_article_with_a_hint() -> None:
    found = one("治安法42")
    assert found.verdict is Verdict.VALID
    assert found.article == "第四十二条"
    assert "旧第42条（侮辱诽谤），2026-01-01起为第50条" in found.hint


@pytest.mark.parametrize(
    "text", ["旧治安法42条", "2023年时的治安法42条", "《治安管理处罚法》（2012年修正）第42条"]
)
def test_an_old_number_asked_for_leads_to_today_s_article(text: str) -> None:
    found = one(text)
    assert found.verdict is Verdict.RENUMBERED
    assert found.article == "第五十条"
    assert found.status is Status.IN_FORCE
    assert "2026-01-01起为第50条" in found.message
    assert found.renumbering is not None


def test_an_old_number_without_successor_says_so() -> None:
    found = one("旧治安法119条")
    assert found.verdict is Verdict.RENUMBERED
    assert found.text is None
    assert "不再保留" in found.message


def test_an_old_version_that_is_not_held_is_said_to_be_missing() -> None:
    found = one("2023年的治安法60条")
    assert found.verdict is Verdict.NO_TEXT
    assert found.text is None
    assert "没有《治安管理处罚法》当时的版本" in found.message


def test_an_old_version_that_is_held_is_given() -> None:
    found = one("2023年时的网安法44条")
    assert found.verdict is Verdict.VALID
    assert found.status is Status.AMENDED
    assert found.effective_from == date(2017, 6, 1)
    assert "今为第46条" in found.hint
    assert one("旧网安法44").effective_from == date(2017, 6, 1)
    assert one("网安法（2025年修正）44条").effective_from == date(2026, 1, 1)


def test_the_reader_s_own_day_decides_when_the_citation_names_none() -> None:
    found = resolve(find_citations("网安法44", registry())[0], LIBRARY, date(2023, 1, 1))
    assert found[0].effective_from == date(2017, 6, 1)


def test_the_version_in_force_goes_before_the_one_to_come() -> None:
    found = one("商标法60条")
    assert found.verdict is Verdict.VALID
    assert found.effective_from == date(2019, 11, 1)


def test_an_article_only_in_the_version_to_come_is_not_yet_in_force() -> None:
    found = one("商标法80条")
    assert found.verdict is Verdict.NOT_YET_IN_FORCE
    assert found.status is Status.NOT_YET_IN_FORCE
    assert "2027-01-01" in found.message


def test_a_version_to_come_that_is_asked_for_is_marked() -> None:
    found = one("商标法（2026年修订）第60条")
    assert found.verdict is Verdict.NOT_YET_IN_FORCE
    assert found.effective_from == date(2027, 1, 1)


def test_a_law_to_come_is_not_yet_in_force() -> None:
    found = one("劳动法36条")
    assert found.verdict is Verdict.NOT_YET_IN_FORCE
    assert found.status is Status.NOT_YET_IN_FORCE
    assert found.text


def test_a_law_without_text_is_known_but_not_quoted() -> None:
    found = one("消保法29条")
    assert found.verdict is Verdict.NO_TEXT
    assert found.text is None


# -- digests


def test_a_digest_that_holds_the_article_is_given() -> None:
    found = one("法释〔2017〕10号第五条第一款第（二）项")
    assert found.verdict is Verdict.VALID
    assert found.text == "（二）第二种。"
    assert found.statute is not None
    assert not found.statute.verbatim


def test_a_digest_without_the_article_says_that_it_is_not_held() -> None:
    found = one("法释〔2017〕10号第七条")
    assert found.verdict is Verdict.NO_TEXT
    assert "要旨" in found.message
