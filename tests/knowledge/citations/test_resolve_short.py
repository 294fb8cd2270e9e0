"""What a case number, a bare number and a short form lead to."""

from knowledge.citations import Context, Verdict, find_citations, resolve, resolve_all
from knowledge.models import ArticleNumber, LawId
from tests.knowledge.citations.factories import (
    TODAY,
    make_law,
    registry,
)
from tests.knowledge.citations.resolving import LIBRARY, look_up, one, verdicts

# -- cases


def test_a_case_number_leads_to_its_case() -> None:
    assert one("指导性案例第192号").case_id == "case-guiding-192"
    assert one("检例第999号").verdict is Verdict.NO_TEXT


# -- bare and short forms


def test_a_bare_number_offers_the_laws_that_have_it() -> None:
    found = one("第60条")
    assert found.verdict is Verdict.AMBIGUOUS
    assert [choice.law_id for choice in found.alternatives][:2] == ["civil-code", "criminal-law"]
    assert found.alternatives[0].citation == "《民法典》第六十条"
    assert "《民法典》第六十条" in found.message


def test_a_bare_number_that_one_law_has_is_that_article() -> None:
    found = one("1197")
    assert found.verdict is Verdict.VALID
    assert found.law_id == "civil-code"
    assert found.inferred
    assert "没有写明法律名称" in found.hint


def test_a_bare_number_that_no_law_has_does_not_exist() -> None:
    assert one("第8888条").verdict is Verdict.NO_SUCH_ARTICLE


def test_a_bare_number_behind_a_citation_belongs_to_the_same_law() -> None:
    found = look_up("《民法典》第1195条规定通知，第1197条规定知道规则")
    assert [r.article for r in found] == ["第一千一百九十五条", "第一千一百九十七条"]
    assert found[1].inferred


def test_short_forms_lean_on_the_citation_before() -> None:
    found = look_up("《民法典》第1195条规定通知，同条第二款规定转送，该法第1197条规定知道规则")
    assert [r.citation for r in found] == [
        "《民法典》第一千一百九十五条",
        "《民法典》第一千一百九十五条第二款",
        "《民法典》第一千一百九十七条",
    ]


def test_short_forms_lean_on_the_context_handed_in() -> None:
    context = Context(LawId("civil-code"), ArticleNumber(1195), 3)
    assert [r.paragraph for r in look_up("前两款", context)] == [1, 2]
    assert one("前款", context).paragraph == 2
    assert one("第一款呢", context).text == "权利人有权通知。"
    assert one("前条", context).article == "第一千一百九十四条"
    assert one("该法第三条", context).article == "第三条"


def test_short_forms_without_context_point_nowhere() -> None:
    for text in ("该法第三条", "前款", "同条第二款"):
        found = one(text)
        assert found.verdict is Verdict.AMBIGUOUS
        assert found.text is None


def test_short_forms_behind_an_unknown_law_point_nowhere() -> None:
    found = look_up("《反网红法》第三条，该法第五条")
    assert verdicts(found) == [Verdict.UNKNOWN_LAW, Verdict.UNKNOWN_LAW]


def test_the_paragraph_before_the_first_does_not_exist() -> None:
    within = Context(LawId("civil-code"), ArticleNumber(1195), 1, inside=True)
    assert one("前款", within).verdict is Verdict.AMBIGUOUS
    assert one("前款", Context(LawId("civil-code"), ArticleNumber(1195), 1)).paragraph == 1


def test_a_name_of_several_laws_asks_back() -> None:
    citation = find_citations("刑法3条", registry())[0]
    assert citation.law is not None
    law = citation.law._replace(law_ids=(LawId("criminal-law"), LawId("civil-code")))
    found = resolve(citation._replace(law=law), LIBRARY, TODAY)
    assert found[0].verdict is Verdict.AMBIGUOUS
    assert [choice.citation for choice in found[0].alternatives] == ["《刑法》第三条", "《民法典》第三条"]


def test_a_title_alone_tells_whether_the_law_holds() -> None:
    titles = find_citations("《民法典》和《侵权责任法》还能用吗", registry(), titles=True)
    found = resolve_all(titles, LIBRARY, TODAY)
    assert verdicts(found) == [Verdict.VALID, Verdict.REPEALED]
    assert make_law("civil-code").title == found[0].title
