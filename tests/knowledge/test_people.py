"""What a message says of its asker."""

from pathlib import Path

import pytest

from knowledge.people import Fact, Side
from knowledge.readers import people, signs
from knowledge.readers.people import people_faults, people_signs, said_of_asker
from knowledge.readers.signs import unexercised


@pytest.fixture
def other_signs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Puts a file of signs in the place of ours."""

    def put(text: str) -> Path:
        path = tmp_path / "sides.yaml"
        path.write_text(text, encoding="utf-8")
        monkeypatch.setattr(people, "PEOPLE", tmp_path)
        monkeypatch.setattr(signs, "_known", {})
        return path

    return put


def test_the_signs_of_the_project_are_without_fault_and_each_has_what_it_spares():
    assert list(people_faults()) == []
    assert all(sign.spares for sign in people_signs())


@pytest.mark.parametrize(
    ("sign", "fault"),
    [
        ("{id: a, kind: pilot, any: [飞], matches: [我飞]}", "found pilot"),
        (
            "{id: a, kind: worker, any: [上班], matches: [我下班]}",
            "expected it to match its example “我下班”",
        ),
        (
            "{id: a, kind: worker, any: [上班], matches: [我上班], spares: [他上班]}",
            "expected “他上班” to be spared",
        ),
    ],
)
def test_a_sign_that_its_examples_do_not_prove_is_a_fault(other_signs, sign, fault):
    other_signs(f"signs: [{sign}]")
    assert any(fault in one for one in people_faults())


def test_neighbours_may_say_so_at_once_and_capitals_tell_apart_only_where_the_file_says_it(other_signs):
    signs = "signs: [{id: a, kind: worker, any: [APP], matches: [APP], spares: [x]}, {id: b, kind: victim, any: [PP], matches: [PP]}]"
    path = other_signs(f"cased: true\n{signs}")
    assert unexercised(path) == ()
    assert list(people_faults()) == []
    assert said_of_asker("APP")[0] == {Side.WORKER, Side.VICTIM}
    assert said_of_asker("apply")[0] == frozenset()
    other_signs(signs)
    assert said_of_asker("apply")[0] == {Side.WORKER, Side.VICTIM}


@pytest.mark.parametrize(
    ("text", "side", "fact"),
    [
        ("公司拖欠我工资", Side.WORKER, None),
        ("我店里的员工偷东西，我是老板", Side.EMPLOYER, None),
        ("超市说我偷东西，我根本没偷", None, Fact.DENIES),
        ("我13岁，想注册账号", None, Fact.UNDER_14),
        ("我十六岁能打工吗", None, Fact.MINOR),
        ("我35岁被裁了", Side.WORKER, Fact.ADULT),
        ("没领证，孩子归谁", None, Fact.UNMARRIED),
    ],
)
def test_side_and_facts_of_a_message(text, side, fact):
    sides, facts = said_of_asker(text)
    assert side is None or side in sides
    assert fact is None or fact in facts


def test_a_message_that_says_nothing_of_its_asker_gives_nothing():
    assert said_of_asker("民法典什么时候施行") == (frozenset(), frozenset())
