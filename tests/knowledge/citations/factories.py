"""A small library with the names of the great laws and texts short enough to read."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cache

from knowledge.models import (
    Article,
    ArticleNumber,
    CaseId,
    Item,
    Kind,
    Law,
    LawId,
    NamedText,
    Paragraph,
    Renumbering,
    Status,
    Statute,
)
from knowledge.numerals import to_chinese
from knowledge.titles import LawRegistry

TODAY = date(2026, 11, 24)

_STATUTES = {
    "civil-code": ("民法典", "民法", "Civil Code", "PRC Civil Code", "Chinese Civil Code"),
    "criminal-law": ("刑法", "刑法典", "中国刑法", "Criminal Law", "Criminal Code"),
    "pipl": ("个人信息保护法", "个保法", "Personal Information Protection Law", "PIPL"),
    "cybersecurity-law": ("网络安全法", "网安法", "Cybersecurity Law", "CSL"),
    "data-security-law": ("数据安全法", "数安法", "Data Security Law", "DSL"),
    "public-security-law": ("治安管理处罚法", "治安处罚法", "治安法", "PSAPL"),
    "minors-protection-law": ("未成年人保护法", "未保法", "未成年保护法"),
    "womens-rights-law": ("妇女权益保障法", "妇保法"),
    "civil-procedure-law": ("民事诉讼法", "民诉法", "民诉", "Civil Procedure Law"),
    "criminal-procedure-law": ("刑事诉讼法", "刑诉法", "刑诉", "Criminal Procedure Law"),
    "consumer-law": ("消费者权益保护法", "消保法", "消法"),
    "telecom-fraud-law": ("反电信网络诈骗法", "反电诈法"),
    "domestic-violence-law": ("反家庭暴力法", "反家暴法"),
    "e-commerce-law": ("电子商务法", "电商法"),
    "labour-law": ("劳动法", "Labour Law"),
    "labour-contract-law": ("劳动合同法",),
    "admin-penalty-law": ("行政处罚法",),
    "admin-litigation-law": ("行政诉讼法", "行诉法"),
    "id-card-law": ("居民身份证法", "身份证法"),
    "constitution": ("宪法",),
    "legislation-law": ("立法法",),
    "trademark-law": ("商标法",),
    "hong-kong-basic-law": ("香港特别行政区基本法", "香港基本法"),
}
_OTHERS = {
    "pi-crime-interpretation": (
        "最高人民法院、最高人民检察院关于办理侵犯公民个人信息刑事案件适用法律若干问题的解释",
        Kind.INTERPRETATION,
        "法释〔2017〕10号",
        ("侵犯公民个人信息司法解释", "两高个人信息解释"),
    ),
    "tort-interpretation-1": (
        "最高人民法院关于适用《中华人民共和国民法典》侵权责任编的解释（一）",
        Kind.INTERPRETATION,
        "法释〔2024〕12号",
        ("侵权责任编解释（一）", "侵权责任编解释一"),
    ),
    "minors-online-protection": (
        "未成年人网络保护条例",
        Kind.REGULATION,
        "国务院令第766号",
        ("未成年人网络保护条例", "未网保条例"),
    ),
    "net-info-decision-2012": (
        "全国人民代表大会常务委员会关于加强网络信息保护的决定",
        Kind.STATUTE,
        None,
        ("加强网络信息保护的决定",),
    ),
}
NAMED = (
    NamedText(
        "中华人民共和国侵权责任法",
        ("侵权责任法", "侵权法"),
        "repealed",
        "《侵权责任法》2021年1月1日废止。",
        "The Tort Liability Law was repealed on 2021-01-01.",
        ("《民法典》第一千一百六十五条",),
        ((36, ("《民法典》第一千一百九十四条", "《民法典》第一千一百九十五条")),),
    ),
    NamedText("中华人民共和国合同法", ("合同法",), "repealed", "《合同法》2021年1月1日废止。"),
    NamedText(
        "网络犯罪防治法（征求意见稿）",
        ("网络犯罪防治法",),
        "draft",
        "《网络犯罪防治法》只公布过征求意见稿，不是法律。",
    ),
    NamedText("反开盒法", ("反开盒法",), "invented", "没有这部法律。", "There is no such law."),
    NamedText("检察公益诉讼法", ("检察公益诉讼法",), "not_held", "这里没有它的正文。"),
)


def make_law(law_id: str) -> Law:
    """One of the laws above."""
    if law_id in _STATUTES:
        names = _STATUTES[law_id]
        return Law(
            LawId(law_id),
            f"中华人民共和国{names[0]}",
            Kind.STATUTE,
            tuple(name for name in names if not name.isascii()),
            tuple(name for name in names if name.isascii()),
        )
    title, kind, number, short = _OTHERS[law_id]
    return Law(LawId(law_id), title, kind, short, (), number)


@cache
def registry() -> LawRegistry:
    """Every law above and the named texts."""
    return LawRegistry([make_law(law_id) for law_id in (*_STATUTES, *_OTHERS)], NAMED)


_ITEM = re.compile(r"^（([一二三四五六七八九十]+)）", re.MULTILINE)


def make_article(number: int, text: str, inserted: int = 0) -> Article:
    """An article whose paragraphs are its lines; lines that begin with （一） are items."""
    paragraphs: list[Paragraph] = []
    items: list[Item] = []
    start = position = 0
    lines = text.split("\n")
    for index, line in enumerate(lines):
        following = lines[index + 1] if index + 1 < len(lines) else ""
        match = _ITEM.match(line)
        if match:
            items.append(Item(match.group(), len(items) + 1, position, position + len(line)))
        position += len(line)
        if not _ITEM.match(following):
            paragraphs.append(Paragraph(len(paragraphs) + 1, start, position, tuple(items)))
            items, start = [], position + 1
        position += 1
    label = f"第{to_chinese(number)}条" + (f"之{to_chinese(inserted)}" if inserted else "")
    return Article(ArticleNumber(number, inserted), label, text, tuple(paragraphs))


def make_statute(
    law_id: str,
    articles: Sequence[Article],
    *,
    effective: date | None = date(2021, 1, 1),
    until: date | None = None,
    published: date | None = None,
    **more: object,
) -> Statute:
    """One version."""
    return Statute(
        make_law(law_id),
        f"{law_id}-{effective}",
        tuple(articles),
        published or (effective - timedelta(days=30) if effective else None),
        effective,
        until,
        **more,  # type: ignore[arg-type]
    )


def numbered(count: int, special: Mapping[int, str] | None = None) -> list[Article]:
    """Articles 1 to ``count`` with a sentence each, some of them given."""
    return [
        make_article(n, (special or {}).get(n, f"这是第{to_chinese(n)}条的内容。"))
        for n in range(1, count + 1)
    ]


class FakeLibrary:
    """A ``StatuteSource`` over hand-made versions."""

    def __init__(
        self,
        statutes: Sequence[Statute],
        moves: Sequence[Renumbering] = (),
        cases: Mapping[str, str] | None = None,
    ) -> None:
        self.registry = registry()
        self._statutes = statutes
        self._moves = moves
        self._cases = cases or {}

    def versions(self, law_id: LawId) -> Sequence[Statute]:
        return [s for s in self._statutes if s.law.law_id == law_id]

    def statute(self, law_id: LawId, as_of: date) -> Statute | None:
        for statute in reversed(self.versions(law_id)):
            if statute.status_on(as_of) is Status.IN_FORCE:
                return statute
        return None

    def articles(self, statute: Statute) -> Mapping[ArticleNumber, Article]:
        return {article.number: article for article in statute.articles}

    def written_for(self, law_id: LawId, as_of: date) -> Statute | None:
        return self.statute(law_id, as_of)

    def followed(self, statute: Statute) -> None:
        return None

    def followed_laws(self, day: date) -> dict[LawId, None]:
        return {}

    def renumberings(self, law_id: LawId) -> Sequence[Renumbering]:
        return [move for move in self._moves if move.law_id == law_id]

    def named_text(self, name: str) -> NamedText | None:
        return next((t for t in NAMED if name in (t.title, *t.names)), None)

    def case_by_number(self, text: str) -> CaseId | None:
        found = self._cases.get(text)
        return CaseId(found) if found else None

    def laws_with_article(self, number: ArticleNumber, as_of: date) -> Sequence[LawId]:
        return [
            law_id
            for law_id in dict.fromkeys(s.law.law_id for s in self._statutes)
            if (statute := self.statute(law_id, as_of)) and number in self.articles(statute)
        ]
