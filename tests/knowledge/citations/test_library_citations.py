"""The real registry and the real laws: every article by every way to write it."""

from collections.abc import Iterator
from datetime import date

import pytest

from knowledge.citations import Verdict, check_text, find_citations, format_citation, resolve
from knowledge.library import Library
from knowledge.models import ArticleNumber, Law, LawId
from knowledge.numerals import LARGEST, to_chinese
from tests.knowledge.citations.forms import rows
from tests.knowledge.citations.notation import note

_OWN = {"numbers", "unknown", "foreign", "names"}
"""Tables that turn on what the small registry of the tests holds."""


@pytest.mark.parametrize(
    ("text", "expected"), [(text, expected) for table, text, expected in rows() if table not in _OWN]
)
def test_written_forms_are_read_the_same_with_all_laws_held(
    library: Library, text: str, expected: str
) -> None:
    found = "; ".join(note(citation) for citation in find_citations(text, library.registry))
    # The full registry lists some slips and titles that the small one has to recognise or lacks.
    assert found.replace(" ~", "") == expected.replace(" ~", "") or "#1979年刑法" in found


def six_forms(law: Law, number: ArticleNumber) -> Iterator[str]:
    """Six ways to write one article, from the most formal to the shortest."""
    chinese = to_chinese(number.number)
    after = f"之{to_chinese(number.inserted)}" if number.inserted else ""
    wide = str(number.number).translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    name = law.short_title
    yield f"《{law.title}》第{chinese}条{after}"
    yield f"{law.title}第{number.number}条{after}"
    yield f"{name}第{chinese}条{after}"
    yield f"{name}{number.number}条{after}"
    yield f"《{name}》{number.number}{after}"
    yield f"{name} 第 {wide} 条{after}"


@pytest.mark.slow
def test_every_article_in_force_is_found_by_six_written_forms(library: Library, today: date) -> None:
    wrong: list[str] = []
    for statute in library.in_force(today):
        for article in statute.articles:
            if article.number.number > LARGEST or not article.label.startswith("第"):
                continue
            for written in six_forms(statute.law, article.number):
                found = find_citations(written, library.registry)
                targets = [t.article for c in found for t in c.targets]
                laws = [c.law.law_ids for c in found if c.law]
                if targets != [article.number] or laws != [(statute.law.law_id,)]:
                    wrong.append(written)
    assert wrong == []


def test_every_paragraph_and_item_of_the_great_laws_resolves_to_its_words(
    library: Library, today: date
) -> None:
    for law_id in ("civil-code", "criminal-law", "pipl", "public-security-law"):
        statute = library.statute(LawId(law_id), today)
        assert statute is not None
        for article in statute.articles:
            if article.text == "（删去）":
                continue  # 刑法第一百九十九条: said to be taken out, not quoted
            for paragraph in article.paragraphs:
                items = [(item.number, item.start, item.end) for item in paragraph.items]
                for number, start, end in [(None, paragraph.start, paragraph.end), *items]:
                    written = format_citation(statute.law, article.number, paragraph.number, number)
                    (found,) = resolve(find_citations(written, library.registry)[0], library, today)
                    assert found.verdict is Verdict.VALID, written
                    assert found.text == article.text[start:end]
                    assert found.citation == written


def test_the_law_of_today_is_what_is_cited(library: Library, today: date) -> None:
    (found,) = check_text("刑法390条", library, today)
    assert found.text is not None
    assert "三年以下有期徒刑" in found.text
    (found,) = check_text("旧治安法42条", library, today)
    assert found.verdict is Verdict.RENUMBERED
    assert found.article == "第五十条"
    (found,) = check_text("侵权责任法36条", library, today)
    assert found.verdict is Verdict.REPEALED
    assert "《民法典》第一千一百九十五条" in found.successors
    (found,) = check_text("民法典9999条", library, today)
    assert found.message == "《民法典》共1260条，没有第9999条。"


@pytest.mark.parametrize(
    ("text", "leads"),
    [
        ("《消费者权益保护法》第55条第1款，前款所称欺诈", ["《消费者权益保护法》第五十五条第一款"]),
        ("《消费者权益保护法》第二十四条。依照前款规定进行退货的", ["《消费者权益保护法》第二十四条第一款"]),
        ("《民法典》第1195条，前款规定的通知", ["《民法典》第一千一百九十五条"]),
        ("《民法典》第1079条第3款。前两款规定", ["《民法典》第一千零七十九条第一款", "《民法典》第一千零七十九条第二款"]),
        ("《个人信息保护法》第十三条第二款，前款第（二）项", ["《个人信息保护法》第十三条第一款第（二）项"]),
        ("《治安管理处罚法》第五十一条。前述条款第二款第（三）项", ["《治安管理处罚法》第五十一条第二款第（三）项"]),
        ("民法典1079条，刑法260条，后者第二款致人重伤", ["《刑法》第二百六十条第二款"]),
        ("《治安管理处罚法》第五十一条和《刑法》第二百三十四条。前者第二款、后者第一款。",
         ["《治安管理处罚法》第五十一条第二款", "《刑法》第二百三十四条第一款"]),
        ("民法典1165条和1166条，前者的第二款", ["《民法典》第一千一百六十五条第二款"]),
        ("《民法典》和《刑法》，前者第1165条，后者第264条",
         ["《民法典》第一千一百六十五条", "《刑法》第二百六十四条"]),
    ],
)  # fmt: skip
def test_what_points_back_to_a_cited_article_leads_there(
    library: Library, text: str, leads: list[str]
) -> None:
    found = check_text(text, library, date(2026, 11, 24))
    assert [one.citation for one in found][-len(leads) :] == leads
    assert all(one.verdict is Verdict.VALID for one in found)


def test_the_former_of_nothing_leads_nowhere(library: Library) -> None:
    (one,) = check_text("前者第二款", library, date(2026, 11, 24))
    assert one.verdict is Verdict.AMBIGUOUS
    assert check_text("前者规定了离婚，后者规定了收养", library, date(2026, 11, 24)) == []
