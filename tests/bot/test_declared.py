"""What authors declare in the sources acts on what people get."""

from dataclasses import replace

import pytest

from bot.answer import Language
from bot.compose.excerpts import ExcerptMaker
from bot.service import Yuanfa
from bot.sources import list_sources, show_source
from knowledge.models import ArticleNumber, LawId
from knowledge.passage_ids import article_passage_id, topic_passage_id
from knowledge.readers.cases import MINOR_INVOLVED

pytestmark = pytest.mark.index


def test_punishment_beside_something_lighter_is_told_apart_from_it(service: Yuanfa) -> None:
    topics = [topic for topic in service.library.topics.values() if topic.steps]
    told = []
    for topic in topics[:60]:
        answer = service.ask(topic.questions[0])
        layers = {article.layer for article in topic.articles[:3]}
        lines = [line for line in answer.notices if line.startswith("这些条文性质不同")]
        told += lines
        if lines:
            assert answer.topic_id is not None
            assert sum(one in lines[0] for one in ("民事看", "行政管理看", "治安处罚看", "刑事看")) >= 2
            assert "刑事看" in lines[0] or "治安处罚看" in lines[0]
            assert all(excerpt.citation.startswith("《") for excerpt in answer.excerpts)
        elif answer.topic_id == topic.topic_id:
            assert len(layers) < 4
    assert told


def test_an_article_that_an_amendment_wrote_names_it(service: Yuanfa) -> None:
    library = service.library
    statute = library.statute(LawId("criminal-law"), service.today)
    assert statute is not None
    amended = next(article for article in statute.articles if article.provenance)
    plain = next(article for article in statute.articles if not article.provenance)
    maker = ExcerptMaker(library, service.today, lambda query, passage: ())
    assert "本条文字出自《刑法修正案" in maker.of_article(statute, amended).version_line
    assert "本条文字出自" not in maker.of_article(statute, plain).version_line


def test_a_digest_says_whose_official_text_it_digests(service: Yuanfa) -> None:
    digest = next(
        statute
        for law_id in service.library.editions
        if (statute := service.library.statute(law_id, service.today)) is not None and not statute.verbatim
    )
    nowhere = replace(digest, law=replace(digest.law, official_url=None, issuer="样本机关"))
    maker = ExcerptMaker(service.library, service.today, lambda query, passage: ())
    assert maker.of_article(nowhere, nowhere.articles[0]).source == "官方正文见样本机关网站"


def test_a_case_with_a_minor_says_that_nobody_is_made_identifiable(service: Yuanfa) -> None:
    cases = service.library.cases.values()
    assert any(case.minor_involved for case in cases)
    for case in cases:
        assert case.standing_text.count(MINOR_INVOLVED) <= 1
        assert (MINOR_INVOLVED in case.standing_text) is case.minor_involved


def test_a_law_that_followed_another_names_it(service: Yuanfa) -> None:
    law = next(
        law
        for law in service.library.laws.values()
        if law.predecessor and service.library.statute(law.law_id, service.today) is not None
    )
    assert law.predecessor is not None
    first = law.predecessor.split("、")[0]
    assert f"前身是《{first}》" in service.ask(f"《{law.short_title}》什么时候施行").conclusion
    english = service.ask(f"《{law.short_title}》什么时候施行", language=Language.EN).conclusion
    assert f"It followed 《{first}》" in english
    assert f"前身：{law.predecessor}" in show_source(service.library, law.law_id, service.today)


def test_the_list_of_sources_gives_each_topic_its_field(service: Yuanfa) -> None:
    notes = {entry["id"]: entry["note"] for entry in list_sources(service.library, service.today)}
    for topic in service.library.topics.values():
        assert notes[topic.topic_id].endswith(f", {topic.field}")


def test_cases_beside_a_topic_are_offered_with_it(service: Yuanfa) -> None:
    beside = service.topics_with_cases()
    topic = next(topic for topic in service.library.topics.values() if topic.related_cases)
    assert beside[topic_passage_id(topic)] == topic.related_cases


def test_an_article_leads_to_those_that_it_refers_to(service: Yuanfa) -> None:
    theft = article_passage_id(LawId("criminal-law"), ArticleNumber(265))
    assert service.references(theft) == (
        ("《刑法》第二百六十四条", article_passage_id(LawId("criminal-law"), ArticleNumber(264))),
    )
    assert service.references("case-jingan-pi-0") == ()
    assert service.references("st-no-such-law-1") == ()
