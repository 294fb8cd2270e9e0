"""The JSON objects hold what the interface names, and nothing that JSON cannot."""

import json
from datetime import date

from bot.answer import Choice, Outcome
from bot.as_json import ask_object, citation_object, excerpt_object, hit_object
from index.types import Hit, Score
from knowledge.citations.types import Resolution, Verdict
from knowledge.models import Kind, PassageId, Status
from tests.bot.factories import make_answer, make_excerpt

HIT = {
    "passage_id", "kind", "title", "article", "case_id", "citation", "text", "verbatim", "status", "effective_from",
    "score", "source",
}  # fmt: skip
CITATION = {
    "matched", "span", "title", "article", "paragraph", "item", "verdict", "message", "text", "status", "effective_from",
}  # fmt: skip


def test_an_answer_has_every_key_and_survives_json():
    answer = make_answer(
        outcome=Outcome.CLARIFY,
        choices=(Choice("甲", "甲案判了几年"),),
        near=(Choice("乙", "乙案判了几年", "两年。"),),
        safety=("先打110。",),
        elapsed_ms=1.234,
    )
    found = ask_object(answer, {"n": 1})
    assert json.loads(json.dumps(found)) == found
    assert {
        "id",
        "outcome",
        "conclusion",
        "excerpts",
        "steps",
        "notices",
        "messages",
        "elapsed_ms",
    } <= found.keys()
    assert found["id"] == {"n": 1}
    assert found["outcome"] == "clarify"
    assert found["notices"][0] == "先打110。"
    assert found["choices"] == [{"label": "甲", "question": "甲案判了几年"}]
    assert found["near"] == [{"label": "乙", "question": "乙案判了几年", "conclusion": "两年。"}]
    assert found["elapsed_ms"] == 1.23
    assert all(isinstance(message, str) and message for message in found["messages"])


def test_the_highlight_of_an_excerpt_cuts_its_text():
    found = excerpt_object(make_excerpt(highlight=(18, 25), paragraph=2, item="（三）"))
    start, end = found["highlight"]
    assert found["text"][start:end]
    assert found.keys() >= HIT | {"paragraph", "item", "highlight"}
    assert (found["paragraph"], found["item"]) == (2, "（三）")
    assert excerpt_object(make_excerpt())["highlight"] is None


def test_a_hit_shows_its_parts_only_when_asked_to():
    hit = Hit(
        PassageId("st-a-1"), Kind.STATUTE, "法", "第一条", None, "《法》第一条", "文", True, Status.IN_FORCE, date(2021, 1, 1),
        Score(0.5, 0.25, 3.0, True, (("law", 0.125),)), "源",
    )  # fmt: skip
    assert hit_object(hit).keys() == HIT
    assert hit_object(hit)["effective_from"] == "2021-01-01"
    assert hit_object(hit, explain=True)["explain"] == {
        "dense": 0.25, "lexical": 3.0, "exact": True, "boosts": {"law": 0.125},
    }  # fmt: skip


def test_a_citation_joins_its_message_and_hint():
    one = Resolution(
        "民法典9999条",
        (2, 10),
        Verdict.NO_SUCH_ARTICLE,
        "共1260条。",
        "1,260 articles.",
        hint="看看第999条？",
    )
    found = citation_object(one)
    assert found.keys() >= CITATION
    assert found["span"] == [2, 10]
    assert found["message"] == "共1260条。 看看第999条？"
    assert found["verdict"] == "no_such_article"
    assert "quote" not in found
