"""What a cited article leaves to another one: whoever asks how it is punished gets that one, too."""

import pytest

from bot.service import Yuanfa

pytestmark = pytest.mark.index


@pytest.mark.parametrize(
    ("message", "articles"),
    [
        ("没带驾照按道交法95条罚款多少", ["第九十五条", "第九十条"]),
        ("刑法第三百八十六条判几年", ["第三百八十六条", "第三百八十三条"]),
        ("刑法196条第三款怎么判", ["第一百九十六条第三款", "第二百六十四条"]),
        ("刑法264条判几年", ["第二百六十四条"]),
        ("道路交通安全法第九十五条原文", ["第九十五条"]),
    ],
)
def test_the_article_by_which_a_cited_one_is_punished_is_shown_where_the_penalty_is_asked(
    service: Yuanfa, message: str, articles: list[str]
) -> None:
    shown = [excerpt.citation for excerpt in service.ask(message).excerpts]
    assert [one.rpartition("》")[2] for one in shown] == articles
