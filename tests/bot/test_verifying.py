"""What ``/verify`` says about few and about many citations."""

from __future__ import annotations

from bot.handlers.verifying import ALL_SHOWN, MOST_SHOWN, report
from bot.texts import TEXTS, Locale
from knowledge.citations.types import Resolution, Verdict

HANS = TEXTS[Locale.HANS]


def citations(right: int, wrong: int) -> list[Resolution]:
    good = [Resolution(f"刑法{n}条", (0, 1), Verdict.VALID, "", "") for n in range(right)]
    bad = [
        Resolution(f"民法典{9000 + n}条", (0, 1), Verdict.NO_SUCH_ARTICLE, "没有", "no") for n in range(wrong)
    ]
    return good + bad


def test_of_many_only_the_wrong_are_listed_and_the_rest_is_counted():
    (page,) = report(citations(417, 2), HANS)
    assert "核对了 419 处引用" in page
    assert "民法典9000条" in page
    assert "民法典9001条" in page
    assert "其余 417 处存在，现行有效" in page
    assert "\n✓ 存在" not in page


def test_few_are_listed_one_by_one():
    (page,) = report(citations(ALL_SHOWN - 1, 1), HANS)
    assert page.count("\n✓ 存在") == ALL_SHOWN - 1
    assert "其余 " not in page


def test_too_many_wrong_ones_are_counted_too():
    page = "".join(report(citations(0, MOST_SHOWN + 30), HANS))
    assert page.count("✗") == MOST_SHOWN
    assert "另有 30 处" in page
