"""Numbers of a contract, of house rules, a policy or a lease are no citations, however often they come back."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.citations import check_text
from knowledge.library import Library

DAY = date(2026, 11, 24)


def cited(library: Library, text: str) -> list[str]:
    return [one.citation or one.matched for one in check_text(text, library, DAY)]


@pytest.mark.parametrize(
    "text",
    [
        "《幸福里小区管理规约》第八条不让装防盗窗，第二十一条说要罚款，第二十一条有效吗",
        "物业公约第十二条：不得晾晒。第十二条能约束我吗",
        "保单第七条免赔五百，第三十一条写的是等待期，第三十一条没人告诉我",
        "《平台规则》第九条封了我的号，申诉也说是第九条",
        "《业主公约》第四条收装修押金，违反第四条不退",
        "保证书第二条写自愿离职，第二条是不是废纸",
        "学生手册第二十三条：外宿记过，第二十四条：记过不能评奖。第二十三条合法吗",
        "租约第九条押金不退，第四十条争议归房东所在地法院",
        "Article 6 of our lease bans guests. Article 11 says the landlord may enter any time.",
        "This Agreement shall be governed by the Civil Code of the PRC. Article 9: the deposit is forfeited.",
        "Under the employment contract, Article 4 sets a probation of a year. Is Article 4 lawful?",
        "Article 2 of this Contract: the Seller delivers in May. Article 30: the Civil Code applies.",
    ],
)
def test_numbers_of_ones_own_paper_cite_nothing(library: Library, text: str) -> None:
    assert cited(library, text) == []


@pytest.mark.parametrize(
    ("text", "citations"),
    [
        ("劳动合同第三条写试用期一年，违反劳动合同法第十九条，第八十三条要赔", ["《劳动合同法》第十九条", "《劳动合同法》第八十三条"]),
        ("保险条款第五条我没见过，《保险法》第十七条怎么说，第十九条呢", ["《保险法》第十七条", "《保险法》第十九条"]),
        ("民法典第五百八十五条讲违约金。合同第八条约定每天千分之五，第五百八十五条第二款能用吗", ["《民法典》第五百八十五条", "《民法典》第五百八十五条第二款"]),
        ("Under our lease, Article 7 lets the landlord enter. Does it breach Article 1032 of the Civil Code? And Article 1033?", ["《民法典》第一千零三十二条", "《民法典》第一千零三十三条"]),
        ("《校园暴力处置办法》第三条", ["《校园暴力处置办法》第三条"]),
        ("消费者权益保护法第二十四条怎么退货，第五十五条呢", ["《消费者权益保护法》第二十四条", "《消费者权益保护法》第五十五条"]),
    ],
)  # fmt: skip
def test_laws_beside_a_paper_are_cited(library: Library, text: str, citations: list[str]) -> None:
    assert cited(library, text) == citations
