"""Resolves citations that lean on what stands before them: bare numbers, 该法第三条, 同条第二款, 前款, 前者."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from knowledge.citations import messages as say
from knowledge.citations.format import article_label, format_citation
from knowledge.citations.in_law import LawResolver
from knowledge.citations.relative import absolute
from knowledge.citations.results import bare_result
from knowledge.citations.source import StatuteSource
from knowledge.citations.types import (
    Alternative,
    Context,
    FoundCitation,
    Resolution,
    Target,
    Verdict,
)
from knowledge.models import ArticleNumber, LawId

MOST_ALTERNATIVES = 6
"""Laws offered for a bare number."""

_KINDS = {
    "司法解释": ("解释", "规定", "批复"),
    "法典": ("法典",),
    "条例": ("条例",),
    "解释": ("解释", "规定"),
    "规定": ("规定",),
    "办法": ("办法",),
    "决定": ("决定",),
    "意见": ("意见",),
    "规则": ("规则",),
    "细则": ("细则",),
    "法": ("法", "法典"),
}
"""What the name of a text ends with that 该条例, 该法 and the like point to; 该法律 may be any."""
_ENDING_NOTE = re.compile(r"\s?[（(][^（）()]{1,14}[）)]$")


class LeaningResolver:
    """One citation that names no law, and the context that gives it one."""

    def __init__(
        self,
        found: FoundCitation,
        source: StatuteSource,
        today: date,
        context: Context,
        within: LawResolver,
    ) -> None:
        self.found = found
        self.source = source
        self.today = today
        self.context = context
        self.within = within

    def bare(self) -> list[Resolution]:
        """第1195条: by the law named last, cited or not, else the laws that have it."""
        named = self.found.antecedent
        if named is not None and not named.foreign and len(named.law_ids) == 1:
            return self.within.places(named.law_ids[0], close=False, inferred=True)
        if (named is not None and len(named.law_ids) != 1) or self.context.unknown_law:
            return [bare_result(self.found, Verdict.UNKNOWN_LAW, say.leans_on_unknown())]
        if self.context.law_id is not None:
            return self.within.places(self.context.law_id, close=False, inferred=True)
        results = []
        for target in self.found.targets:
            number = target.article
            if number is None:
                continue
            law_ids = list(self.source.laws_with_article(number, self.today))
            choices = tuple(
                Alternative(
                    law_id,
                    number,
                    format_citation(self.source.registry.law(law_id), number, target.paragraph, target.item),
                )
                for law_id in law_ids[:MOST_ALTERNATIVES]
            )
            if not law_ids:
                results.append(
                    bare_result(
                        self.found,
                        Verdict.NO_SUCH_ARTICLE,
                        say.nobody_has(number),
                        article=article_label(number),
                        number=number,
                    )
                )
                continue
            if len(law_ids) == 1:
                results.extend(self._only_law(law_ids[0], target, number))
                continue
            results.append(
                bare_result(
                    self.found,
                    Verdict.AMBIGUOUS,
                    say.bare(number, choices, len(law_ids)),
                    article=article_label(number),
                    number=number,
                    paragraph=target.paragraph,
                    alternatives=choices,
                )
            )
        return results

    def _only_law(self, law_id: LawId, target: Target, number: ArticleNumber) -> list[Resolution]:
        law = self.source.registry.law(law_id)
        statute = self.source.statute(law_id, self.today)
        note = say.only_law(law, number)
        return [
            replace(
                result,
                inferred=True,
                hint=say.join(note.chinese, result.hint),
                hint_en=say.join(note.english, result.hint_en, " "),
            )
            for result in self.within.place(law, statute, target, asked_old=False)
        ]

    def short(self) -> list[Resolution]:
        """该法第三条, 同条第二款, 前款: everything hangs on the context."""
        if any(target.relative in ("former", "latter") for target in self.found.targets):
            return self._of_two()
        law_id, kind_known = self._pointed_at()
        if law_id is None:
            if kind_known is False and not self.context.unknown_law:
                return [bare_result(self.found, Verdict.AMBIGUOUS, say.leans_on_nothing())]
            message = say.leans_on_unknown() if self.context.unknown_law else say.leans_on_nothing()
            verdict = Verdict.UNKNOWN_LAW if self.context.unknown_law else Verdict.AMBIGUOUS
            return [bare_result(self.found, verdict, message)]
        law = self.source.registry.law(law_id)
        statute, asked_old = self.within.version(law_id)
        results: list[Resolution] = []
        for target in self.found.targets:
            places = absolute(target, self.context, statute, self.source)
            if not places:
                results.append(
                    bare_result(self.found, Verdict.AMBIGUOUS, say.leans_on_nothing(), law_id=law_id)
                )
            for place in places:
                results.extend(self.within.place(law, statute, place, asked_old=asked_old))
        return [replace(result, inferred=True) for result in results]

    def _of_two(self) -> list[Resolution]:
        """前者第二款, 后者第一款: of the two articles cited last."""
        recent = self.context.recent
        if len(recent) < 2:
            return [bare_result(self.found, Verdict.AMBIGUOUS, say.leans_on_nothing())]
        results: list[Resolution] = []
        for target in self.found.targets:
            law_id, number = recent[0] if target.relative == "former" else recent[1]
            law, (statute, asked_old) = self.source.registry.law(law_id), self.within.version(law_id)
            place = Target(number, target.paragraph, target.item)
            results.extend(self.within.place(law, statute, place, asked_old=asked_old))
        return [replace(result, inferred=True) for result in results]

    def _pointed_at(self) -> tuple[LawId | None, bool]:
        """The text that 该法, 该条例, 该解释 means: the last one of that kind; and whether any of it was named."""
        word = self.found.law.text if self.found.law else ""
        wanted = _KINDS.get(next((kind for kind in _KINDS if word.endswith(kind)), ""))
        named = self.context.named
        antecedent = None if word.startswith("本") else self.found.antecedent
        if antecedent is not None:
            known = antecedent.law_ids[0] if len(antecedent.law_ids) == 1 and not antecedent.foreign else None
            title = self.source.registry.law(known).title if known else antecedent.text
            named = ((title, known), *named)
        if wanted is None or not named:
            return self.context.law_id, True
        for title, law_id in named:
            if _ENDING_NOTE.sub("", title).endswith(wanted) and not (
                wanted == ("法", "法典") and title.endswith("办法")
            ):
                return law_id, True
        return None, False
