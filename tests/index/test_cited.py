"""What a citation lifts: the article, and where it was moved the one that it became."""

from dataclasses import replace
from datetime import date

from knowledge.models import ArticleNumber, LawId, Renumbering
from tests.factories import make_library, make_statute
from tests.index.factories import retriever_over

OLD = make_statute(
    "torts",
    "中华人民共和国侵权样本法",
    ["权利人有权通知删除。", "出售个人信息的，处拘留。"],
    effective_from=date(2015, 1, 1),
    effective_until=date(2026, 1, 1),
    version="old",
)
NEW = make_statute(
    "torts",
    "中华人民共和国侵权样本法",
    ["本法适用于网络。", "权利人有权通知删除。", "出售个人信息的，处拘留。"],
    effective_from=date(2026, 1, 1),
    version="new",
)
MOVED = Renumbering(LawId("torts"), ArticleNumber(2), (ArticleNumber(3),), date(2026, 1, 1), "出售个人信息")


def test_an_old_number_lifts_the_article_that_it_became(tmp_path):
    library = replace(make_library([OLD, NEW]), moves=(MOVED,))
    retriever = retriever_over(tmp_path, library)

    def first(text):
        hit = retriever.search(retriever.prepare(text), 1)[0]
        return hit.passage_id, hit.score.exact

    assert first("侵权样本法（2010年修正）第二条，权利人有权通知删除") == ("st-torts-3", True)
    assert first("侵权样本法第二条") == ("st-torts-2", True)
