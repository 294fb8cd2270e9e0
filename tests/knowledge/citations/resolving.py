"""A small library, and what citations in a text lead to in it."""

from collections.abc import Sequence
from datetime import date

from knowledge.citations import Context, Resolution, Verdict, find_citations, resolve_all
from knowledge.models import ArticleNumber, LawId, Renumbering
from tests.knowledge.citations.factories import (
    TODAY,
    FakeLibrary,
    make_article,
    make_statute,
    numbered,
    registry,
)

NOTICE = "权利人有权通知。\n提供者应当转送。\n错误通知的，应当承担责任。"
_LAWFUL = "符合下列情形之一的：\n（一）取得同意；\n（二）为订立合同；\n（三）为履行义务。\n有前款第二项情形的，不需取得同意。"


def library() -> FakeLibrary:
    criminal = [
        *numbered(252),
        make_article(253, "邮政工作人员私自开拆邮件的，处二年以下有期徒刑。"),
        make_article(253, "出售个人信息的，处三年以下有期徒刑。\n窃取的，依照前款处罚。", 1),
        make_article(254, "（删去）"),
        *[make_article(n, "内容。") for n in range(255, 453)],
    ]
    digest = [
        make_article(5, "情节严重：\n（一）第一种；\n（二）第二种。"),
        make_article(11, "第一款。\n第二款。"),
    ]
    return FakeLibrary(
        [
            make_statute("civil-code", numbered(1260, {1195: NOTICE})),
            make_statute("criminal-law", criminal, effective=date(2024, 3, 1)),
            make_statute("pipl", numbered(74, {13: _LAWFUL}), effective=date(2021, 11, 1)),
            make_statute(
                "public-security-law", numbered(144), effective=date(2026, 1, 1), version_note="2025年修订"
            ),
            make_statute("trademark-law", numbered(73), effective=date(2019, 11, 1), until=date(2027, 1, 1)),
            make_statute(
                "trademark-law", numbered(87), effective=date(2027, 1, 1), version_note="2026年修订"
            ),
            make_statute("labour-law", numbered(107), effective=date(2027, 5, 1)),
            make_statute(
                "domestic-violence-law",
                numbered(38),
                effective=date(2016, 3, 1),
                until=date(2026, 8, 15),
                repealed=True,
            ),
            make_statute(
                "cybersecurity-law",
                numbered(79),
                effective=date(2017, 6, 1),
                until=date(2026, 1, 1),
                version_note="2016年",
            ),
            make_statute(
                "cybersecurity-law", numbered(81), effective=date(2026, 1, 1), version_note="2025年修正"
            ),
            make_statute(
                "pi-crime-interpretation",
                digest,
                effective=date(2017, 6, 1),
                verbatim=False,
                last_article=13,
            ),
        ],
        [
            Renumbering(
                LawId("public-security-law"),
                ArticleNumber(42),
                (ArticleNumber(50),),
                date(2026, 1, 1),
                "侮辱诽谤",
            ),
            Renumbering(LawId("public-security-law"), ArticleNumber(119), (), date(2026, 1, 1), "旧附则"),
            Renumbering(
                LawId("cybersecurity-law"),
                ArticleNumber(44),
                (ArticleNumber(46),),
                date(2026, 1, 1),
                "禁止出售个人信息",
            ),
        ],
        {"指导案例192号": "case-guiding-192"},
    )


LIBRARY = library()


def look_up(text: str, context: Context | None = None, source: FakeLibrary = LIBRARY) -> list[Resolution]:
    return resolve_all(find_citations(text, registry()), source, TODAY, context)


def one(text: str, context: Context | None = None) -> Resolution:
    results = look_up(text, context)
    assert len(results) == 1, results
    return results[0]


def verdicts(results: Sequence[Resolution]) -> list[Verdict]:
    return [result.verdict for result in results]
