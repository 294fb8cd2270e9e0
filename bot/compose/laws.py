"""Questions about a law as such: since when, how many articles, was it changed."""

from __future__ import annotations

import re

from bot.answer import Answer, Language, Outcome
from bot.compose.excerpts import ExcerptMaker
from bot.compose.premises import asserts, quantities
from bot.compose.wording import say
from index.query import Query
from index.retriever import Retriever
from knowledge.models import Article, Statute
from knowledge.readers.statutes import is_numbered

_ABOUT = re.compile(
    r"(?:什么时候|何时|哪年|哪一年|几几年|几年|哪天|啥时候|多会儿|\d{4}年?).{0,8}(?:施行|实施|生效|颁布|公布|通过|出台|开始|修改|修订|修正|改)"
    r"|(?:施行|实施|生效|颁布|公布|出台|修改|修订|修正|改过|改了).{0,6}(?:时间|日期|什么时候|哪年|哪天|了吗|过吗|没|吗|过吧|的)"
    r"|(?:一共|共|总共|还是|有|现在)\s*+(?:有\s*+)?(?:多少|几|\d++|[一二三四五六七八九十百千]++)\s*+条(?:吧|吗|对吗|[?？]|$)"
    r"|(?:没|没有|未)(?:有)?(?:改|修改|修订|修正|变)过?|最新版|现行版本|哪个版本|还有效|失效了|废止了"
    r"|when (?:did|does|was|is).{0,40}(?:effect|force|enacted|amended|revised)|how many articles|still (?:in force|valid)",
    re.I,
)


class LawAnswers:
    """Answers from the registry and the text's own last article."""

    def __init__(self, retriever: Retriever, excerpts: ExcerptMaker) -> None:
        self._retriever = retriever
        self._library = retriever.library
        self._excerpts = excerpts

    def answer(self, query: Query, language: Language) -> Answer | None:
        """Answer when the question is about one law as such, else None."""
        if not _ABOUT.search(query.text):
            return None
        mentions = [m for m in self._library.registry.mentions(query.text) if m.match.law_ids]
        if not mentions:
            return None
        first = mentions[0]
        law_id = first.match.law_ids[0]
        statute = self._library.statute(law_id, self._retriever.today)
        if statute is None:
            return None
        rest = query.text[: first.start] + " " + query.text[first.end :]
        wrong = asserts(query.text) and (
            self._contradicts(statute, rest) or self._denies_change(statute, rest)
        )
        facts = self._facts(statute, language)
        final = self._final_article(statute)
        return Answer(
            outcome=Outcome.CORRECTED if wrong else Outcome.ANSWERED,
            conclusion=(say("premise_wrong", language) if wrong else "") + facts,
            excerpts=(
                (self._excerpts.of_article(statute, final, mark=self._date_words(final)),) if final else ()
            ),
            language=language,
            disclaimer=say("disclaimer", language),
            confidence=0.95,
        )

    def _facts(self, statute: Statute, language: Language) -> str:
        law = statute.law
        values = {
            "short": law.short_title,
            "title": law.english_names[0] if law.english_names else law.title,
            "note": statute.version_note or f"{statute.published}公布",
            "count": statute.last_article,
            "published": statute.published,
        }
        if statute.effective_from is None:
            return say("law_no_date", language, **values)
        return say("law_dates", language, day=statute.effective_from, **values)

    def _contradicts(self, statute: Statute, rest: str) -> bool:
        """True when a year or a number of articles in the question is not this law's."""
        years = {day.year for day in (statute.effective_from, statute.published) if day}
        final = self._final_article(statute)
        if final is not None:
            years |= {int(year) for year in re.findall(r"(\d{4})年", final.text)}
        for quantity in quantities(rest):
            if quantity.unit == "calendar" and int(quantity.value) not in years:
                return True
            if quantity.unit == "record" and int(quantity.value) != statute.last_article:
                return True
        return False

    def _denies_change(self, statute: Statute, rest: str) -> bool:
        changed = "修" in statute.version_note or len(self._library.versions(statute.law.law_id)) > 1
        return changed and re.search(r"(?:没|没有|未)(?:有)?(?:改|修|变)", rest) is not None

    @staticmethod
    def _final_article(statute: Statute) -> Article | None:
        """The article that says since when the law applies; usually the last one."""
        for article in reversed(statute.articles[-6:]):
            if is_numbered(article.number) and "施行" in article.text:
                return article
        return None

    @staticmethod
    def _date_words(article: Article) -> str:
        found = re.search(r"自.{0,20}起施行", article.text)
        return found.group() if found else ""
