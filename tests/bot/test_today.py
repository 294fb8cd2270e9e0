"""A process that runs for months, and the law that changes meanwhile."""

from __future__ import annotations

from datetime import date

import pytest

from bot import today
from bot.answer import Language, Outcome
from bot.place import IndexPlace
from bot.today import LOOK_SECONDS, Following, LawOfToday, with_age
from index.errors import IndexDamaged
from index.store import FORMAT, Manifest
from tests.bot.factories import make_answer

DAY = date(2027, 1, 1)


def stand(folder, as_of: str, change: str | None) -> None:
    manifest = Manifest(
        format=FORMAT, encoder="e", dimension=1, corpus="c", as_of=as_of, next_change=change,
        passages=1, texts=1, questions=1, units=1, files={},
    )  # fmt: skip
    (folder / "index").mkdir(exist_ok=True)
    (folder / "index" / "manifest.json").write_text(manifest.model_dump_json())


@pytest.fixture
def calendar(monkeypatch):
    days = [date(2026, 12, 31)]
    monkeypatch.setattr(today, "this_day", lambda: days[-1])
    return days


def test_a_new_index_is_loaded_once_and_an_old_law_is_known_from_its_day_on(tmp_path, calendar):
    stand(tmp_path, "2026-12-31", "2027-01-01")
    loads = []
    law = LawOfToday(IndexPlace(tmp_path), lambda: loads.append(1) or f"service {len(loads)}")
    assert law.look() is None
    assert (law.old_since, law.trouble) == (None, "")
    calendar.append(DAY)
    assert law.old_since == DAY
    assert "yuanfa index build" in law.trouble
    assert law.look() is None
    stand(tmp_path, "2027-01-01", None)
    assert law.look() == "service 1"
    assert law.look() is None
    assert (law.old_since, law.trouble) == (None, "")


def test_an_index_that_cannot_be_loaded_leaves_the_old_one_in_use_and_is_tried_again_later(
    tmp_path, calendar
):
    stand(tmp_path, "2026-12-31", "2027-01-01")
    loads, now = [], [0.0]

    def load():
        loads.append(1)
        if len(loads) < 3:
            raise IndexDamaged("not whole")
        return "service"

    law = LawOfToday(IndexPlace(tmp_path), load, clock=lambda: now[0])
    calendar.append(DAY)
    stand(tmp_path, "2027-01-01", None)
    assert law.look() is None
    assert law.look() is None
    assert len(loads) == 1
    assert law.old_since == DAY
    now[0] += today.AGAIN_SECONDS + 1
    assert law.look() is None
    stand(tmp_path, "2027-01-02", None)
    assert law.look() == "service"


def test_a_folder_in_the_middle_of_a_build_is_no_new_index(tmp_path, calendar):
    stand(tmp_path, "2026-12-31", None)
    law = LawOfToday(IndexPlace(tmp_path), lambda: pytest.fail("nothing to load"))
    (tmp_path / "index" / "manifest.json").write_text("{")
    assert law.look() is None
    (tmp_path / "index" / "manifest.json").unlink()
    assert law.look() is None


def test_answers_of_law_carry_the_notice_in_their_language_and_greetings_do_not():
    assert with_age(make_answer(), None) == make_answer()
    assert "2027-01-01起有法律变动" in with_age(make_answer(), DAY).notices[0]
    assert "changed on 2027-01-01" in with_age(make_answer(language=Language.EN), DAY).notices[0]
    greeting = make_answer(outcome=Outcome.GREETING)
    assert with_age(greeting, DAY) == greeting


def test_who_asks_now_and_then_gets_the_new_index_and_is_never_left_without_one(tmp_path, calendar):
    stand(tmp_path, "2026-12-31", "2027-01-01")
    now, loads = [0.0], []

    def load():
        loads.append(1)
        if len(loads) == 1:
            raise IndexDamaged("not whole")
        return "new"

    law = LawOfToday(IndexPlace(tmp_path), load, clock=lambda: now[0])
    current = Following("old", law, clock=lambda: now[0])
    calendar.append(DAY)
    assert (current(), current.old_since()) == ("old", DAY)
    stand(tmp_path, "2027-01-01", None)
    assert current() == "old"  # not looked for at every question
    now[0] += LOOK_SECONDS
    assert (current(), len(loads)) == ("old", 1)
    now[0] += today.AGAIN_SECONDS
    assert (current(), current.old_since()) == ("new", None)
    now[0] += LOOK_SECONDS
    assert (current(), len(loads)) == ("new", 2)


def test_while_one_caller_loads_the_others_are_answered_from_the_old_index(tmp_path, calendar):
    stand(tmp_path, "2026-12-31", "2027-01-01")
    now = [0.0]
    asked_meanwhile = []

    def load():
        asked_meanwhile.append(current())
        return "new"

    current = Following("old", LawOfToday(IndexPlace(tmp_path), load), clock=lambda: now[0])
    stand(tmp_path, "2027-01-01", None)
    now[0] += LOOK_SECONDS
    assert current() == "new"
    assert asked_meanwhile == ["old"]
