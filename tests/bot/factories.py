"""A small service with a handful of real articles, in place of the index: same calls, no model."""

from __future__ import annotations

import os
import threading
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from bot.answer import Answer, Choice, Excerpt, Language, Outcome
from bot.compose.conversation import says_little
from index.types import Hit, Score
from knowledge.citations.types import Resolution, Verdict
from knowledge.models import ArticleNumber, Case, CaseId, Kind, LawId, PassageId, Status
from knowledge.posts import QuizItem, Tip

ARTICLES = {
    "st-civil-code-1194": (
        "《民法典》第一千一百九十四条",
        "网络用户、网络服务提供者利用网络侵害他人民事权益的，应当承担侵权责任。法律另有规定的，依照其规定。",
    ),
    "st-civil-code-1195": (
        "《民法典》第一千一百九十五条",
        "网络用户利用网络服务实施侵权行为的，权利人有权通知网络服务提供者采取删除、屏蔽、断开链接等必要措施。"
        "通知应当包括构成侵权的初步证据及权利人的真实身份信息。",
    ),
    "st-civil-code-1196": (
        "《民法典》第一千一百九十六条",
        "网络用户接到转送的通知后，可以向网络服务提供者提交不存在侵权行为的声明。",
    ),
}


def make_excerpt(passage_id: str = "st-civil-code-1195", **changes: Any) -> Excerpt:
    """An excerpt of the articles above."""
    citation, text = ARTICLES.get(passage_id, ARTICLES["st-civil-code-1195"])
    excerpt = Excerpt(
        passage_id=PassageId(passage_id),
        kind=Kind.STATUTE,
        title="中华人民共和国民法典",
        citation=citation,
        text=text,
        verbatim=True,
        status=Status.IN_FORCE,
        effective_from=date(2021, 1, 1),
        score=1.0,
        source="国家法律法规数据库",
        article=citation.split("》")[1],
        law_id=LawId("civil-code"),
        version_line="2021-01-01起施行",
        english="A right holder may notify the provider." if passage_id.endswith("1195") else "",
    )
    return replace(excerpt, **changes)


def make_answer(**changes: Any) -> Answer:
    """An ordinary answer."""
    answer = Answer(
        outcome=Outcome.ANSWERED,
        conclusion="可以通知平台删除，平台没有及时处理的，对扩大的部分承担责任。",
        excerpts=(make_excerpt(highlight=(18, 25)),),
        steps=("保存链接和截图。", "书面通知平台。"),
        hotlines=("12377（网上违法和不良信息举报）",),
        confidence=0.9,
    )
    return replace(answer, **changes)


def make_case() -> Case:
    """A case in our own words."""
    return Case(
        case_id=CaseId("case-test"),
        title="测试案：出售个人信息",
        english_title="Test case: sale of personal data",
        names=("测试案",),
        standing="press",
        standing_text="据所收新闻素材（当事人匿名，未核判决原文）",
        parties=("王某某",),
        court=None,
        summary="王某某出售个人信息3.9万余条，被提起公诉。",
        english_summary="Wang sold over 39,000 records.",
        points=(),
        laws=("《民法典》第一千一百九十五条",),
    )


class StubService:
    """Answers by simple rules; counts its calls and can be told to fail or to take its time."""

    def __init__(self, seconds: float = 0.0, name: str = "第1版") -> None:
        self.seconds = seconds
        self.name = name
        self.asked: list[tuple[str, Language | None, Sequence[str]]] = []
        self.threads: set[str] = set()

    def warm(self) -> None:
        pass

    def ask(
        self,
        question: str,
        *,
        language: Language | None = None,
        as_of: date | None = None,
        previous: Sequence[str] = (),
        reply_to: str | None = None,
    ) -> Answer:
        if reply_to and says_little(question) and not self.cite(question):
            question, previous = f"{reply_to}\n{question}", ()  # as the service does
        self.asked.append((question, language, previous))
        self.threads.add(threading.current_thread().name)
        if self.seconds:
            threading.Event().wait(self.seconds)
        if "爆炸" in question:
            raise RuntimeError(f"index broke over {question}")
        if "想很久" in question:
            threading.Event().wait(30)
        if "哪一版" in question:
            return make_answer(conclusion=f"法律库是{self.name}。")
        if "断电" in question:
            os._exit(9)
        if "没有依据的" in question:
            return Answer(Outcome.NO_SOURCE, "没有可靠的依据，不乱答。", notices=("我答中国大陆的法律。",))
        if "哪个李某" in question:
            return Answer(
                Outcome.CLARIFY,
                "您问的是哪一个李某？",
                choices=(
                    Choice("暗网案李某", "暗网案的李某判了几年"),
                    Choice("静安案李某", "静安案的李某判了几年"),
                ),
            )
        if "裸照" in question:
            return make_answer(safety=("如果正在被威胁，请先打 110。",))
        english = language is Language.EN or (language is None and question.isascii())
        conclusion = f"关于“{question}”：可以通知平台删除。" if not english else f"On {question}: yes."
        if previous:
            conclusion += f"（接着“{previous[-1]}”）"
        if "很长" in question:
            text = "\n".join(f"第{n}款，{'应当依法处理。' * 20}" for n in range(60))
            return make_answer(conclusion=conclusion, excerpts=(make_excerpt(text=text),))
        return make_answer(conclusion=conclusion, language=Language.EN if english else Language.ZH)

    def cite(self, text: str) -> Sequence[Resolution]:
        found = []
        for passage_id, (citation, article) in ARTICLES.items():
            if citation in text or citation.replace("《", "").replace("》", "") in text:
                number = int(passage_id.rsplit("-", 1)[1])
                found.append(
                    Resolution(
                        citation,
                        (0, len(citation)),
                        Verdict.VALID,
                        "",
                        "",
                        text=article,
                        title="中华人民共和国民法典",
                        law_id=LawId("civil-code"),
                        number=ArticleNumber(number),
                        citation=citation,
                        status=Status.IN_FORCE,
                    )
                )
        if "9999" in text:
            found.append(
                Resolution(
                    "民法典9999条",
                    (0, 8),
                    Verdict.NO_SUCH_ARTICLE,
                    "《民法典》共1260条，没有第9999条。",
                    "The Civil Code has 1,260 articles.",
                )
            )
        return found

    def data_days(self) -> tuple[date | None, date]:
        return date(2026, 8, 1), date(2026, 11, 29)

    def law_question(self, name: str) -> str | None:
        return "《民法典》什么时候施行" if name == "民法典" else None

    def article(self, passage_id: str) -> Excerpt | None:
        return make_excerpt(passage_id) if passage_id in ARTICLES else None

    def neighbours(self, passage_id: str) -> tuple[str | None, str | None]:
        ids = list(ARTICLES)
        if passage_id not in ids:
            return None, None
        place = ids.index(passage_id)
        return (
            ids[place - 1] if place else None,
            ids[place + 1] if place + 1 < len(ids) else None,
        )

    def references(self, passage_id: str) -> Sequence[tuple[str, str]]:
        return [(citation, key) for key, (citation, _) in list(ARTICLES.items())[:1] if key != passage_id]

    def topics_with_cases(self) -> Mapping[PassageId, Sequence[CaseId]]:
        return {PassageId("tp-test"): (CaseId("case-test"),)}

    def search(self, query: str, k: int) -> Sequence[Hit]:
        if "查无" in query:
            return []
        return [
            Hit(
                PassageId(passage_id),
                Kind.STATUTE,
                "中华人民共和国民法典",
                citation.split("》")[1],
                None,
                citation,
                text,
                True,
                Status.IN_FORCE,
                date(2021, 1, 1),
                Score(1.0),
                "测试",
            )
            for passage_id, (citation, text) in ARTICLES.items()
        ][:k]

    def case(self, case_id: str) -> Case | None:
        return make_case() if case_id == "case-test" else None

    def tips(self) -> Sequence[Tip]:
        return [
            Tip(
                f"tip-{n}",
                f"第{n}条小贴士：通知平台要写明证据。",
                f"Tip {n}: a notice needs evidence.",
                (citation,),
            )
            for n, (citation, _) in enumerate(ARTICLES.values(), 1)
        ]

    def quiz(self) -> Sequence[QuizItem]:
        return [
            QuizItem(
                f"quiz-{n}",
                f"第{n}题：通知平台要写什么？",
                f"Question {n}: what does a notice need?",
                ("什么都不用", "初步证据和真实身份"),
                ("Nothing", "Evidence and identity"),
                1,
                "通知应当包括证据和身份信息。",
                "A notice needs evidence and identity.",
                (citation,),
            )
            for n, (citation, _) in enumerate(ARTICLES.values(), 1)
        ]

    def excerpt(self, citation: str) -> Excerpt:
        return make_excerpt(next(key for key, (written, _) in ARTICLES.items() if written == citation))

    def cases(self) -> Sequence[Case]:
        return (make_case(),)
