"""Statements of one known figure of the law (复议要在三十天内提对吧): confirmed or set right from the provision that has it."""

from __future__ import annotations

import re

from bot.answer import Answer, Excerpt, Language, Outcome
from bot.compose import tuned
from bot.compose.bounds import plain, spans
from bot.compose.claims import Bearing
from bot.compose.excerpts import ExcerptMaker, distinct
from bot.compose.figures import Figure, figures, stated_figures
from bot.compose.highest import highest, stated_highest
from bot.compose.judging import tells_more
from bot.compose.limbs import without_figures
from bot.compose.negated_figures import negates_a_figure
from bot.compose.polarity import forbids_what_is_allowed
from bot.compose.premises import Quantity, asserts
from bot.compose.qualifiers import goes_further
from bot.compose.tested import all_tested, has_range
from bot.compose.topics import MOST_EXCERPTS
from bot.compose.verdicts import judge
from bot.compose.wording import say
from index.corpus import Corpus
from knowledge.citations.format import article_label
from knowledge.errors import ChangedSince, UnresolvedReference
from knowledge.known_figures import KnownFigure, known_figures
from knowledge.readers.signs import signs_of
from knowledge.references import Reference, resolve_reference

LONGEST = 40
"""Characters of a message that states one figure and nothing else."""

_BOUND = re.compile(r"才|年龄|标准|分界|必须|至少|以[上下]|之[前后]|(?:岁|周岁)就?(?:是|算)?(?:成年|界)")
_UNLAWFUL = re.compile(r"违法|不合法|犯法|不行|不可以")
_SPOKEN = ((re.compile(r"双倍|双薪"), "2倍"), (re.compile(r"三薪"), "3倍"), (re.compile(r"俩"), "2"))


def _says(text: str, kind: str) -> bool:
    """Whether a message asks for a figure, or has words behind which a figure is not what it states."""
    return any(sign.found(text) for sign in signs_of("figure", kind))


class KnownFigures:
    """Answers from the list of known figures."""

    def __init__(self, corpus: Corpus, excerpts: ExcerptMaker) -> None:
        self._library = corpus.library
        self._today = corpus.today
        self._excerpts = excerpts

    def answer(self, text: str, language: Language) -> Answer | None:
        """Answer a folded message that states one figure of the list, or asks for one that is answered there; else None."""
        if len(text) > LONGEST:
            return None
        for spoken, written in _SPOKEN:
            text = spoken.sub(written, text)
        if asserts(text) and (of_crime := self._of_a_crime(text, language)) is not None:
            return of_crime
        known = next((one for one in known_figures() if one.spoken_of(text)), None)
        if known is None or not self._stands(known):
            return None
        if asserts(text) and not _says(text, "no_statement"):
            if tells_more(text):
                return None
            found = self._judged(text, known)
        else:
            found = Bearing.SILENT if known.asked and _says(text, "how_much") else None
        return None if found is None else self._answer(text, known, found, language)

    def _of_a_crime(self, text: str, language: Language) -> Answer | None:
        """The highest punishment stated for a crime, by the words of its article."""
        stated = stated_highest(text)
        if stated is None:
            return None
        crime, name, most = stated
        reference = self._reference(f"《刑法》{article_label(crime.articles[0])}")
        if reference is None:
            return None
        cited = f"《刑法》{reference.article.label}"
        found = highest(crime, most, reference.article.text)
        if found is None:
            return None
        english = language is Language.EN
        head = say("premise_right" if found.right else "premise_wrong", language)
        said = (
            f"The highest punishment in {cited} is {found.most_en}."
            if english
            else f"{name}最高可以判{found.most}（{cited}）；具体看情节。"
        )
        return Answer(
            outcome=Outcome.ANSWERED if found.right else Outcome.CORRECTED,
            conclusion=head + said,
            excerpts=(self._excerpts.of_reference(reference),),
            notices=(say("unofficial", language),) if english else (),
            language=language,
            disclaimer=say("disclaimer", language),
            confidence=tuned.LAW_AS_SUCH,
        )

    def _answer(self, text: str, known: KnownFigure, found: Bearing, language: Language) -> Answer:
        english = language is Language.EN
        if found is Bearing.SAYS and not _surely(text, known):
            found = Bearing.SILENT
        head = {Bearing.SAYS: "premise_right", Bearing.DENIES: "premise_wrong"}.get(found)
        shown = [one for written in (known.article, *known.also) if (one := self._excerpt(written))]
        notices = [say("digest", language)] if any(not one.verbatim for one in shown) and not english else []
        if english and shown:
            notices.append(say("unofficial", language))
        return Answer(
            outcome=Outcome.CORRECTED if found is Bearing.DENIES else Outcome.ANSWERED,
            conclusion=(say(head, language) if head else "") + (known.english if english else known.says),
            excerpts=distinct(shown, MOST_EXCERPTS),
            notices=tuple(notices),
            language=language,
            disclaimer=say("disclaimer", language),
            confidence=tuned.LAW_AS_SUCH,
        )

    def _judged(self, text: str, known: KnownFigure) -> Bearing | None:
        """The verdict; where the message states a range, that of the limb of that range alone."""
        if not has_range(plain(text)):
            return judged(text, known)
        reference = self._reference(known.article)
        if reference is None:
            return None
        by_limbs = judge(text, reference.article.text, title=known.article)
        return None if by_limbs is None or by_limbs.bearing is Bearing.SILENT else by_limbs.bearing

    def _stands(self, known: KnownFigure) -> bool:
        """The words that an entry rests on are those that it was written for."""
        for written in (known.article, *known.also):
            try:
                if resolve_reference(written, self._library, self._today).changed:
                    return False
            except ChangedSince:
                return False
            except UnresolvedReference:
                continue  # reported by the tests of the list; an answer does without it
        return True

    def _excerpt(self, written: str) -> Excerpt | None:
        reference = self._reference(written)
        return None if reference is None else self._excerpts.of_reference(reference)

    def _reference(self, written: str) -> Reference | None:
        try:
            return resolve_reference(written, self._library, self._today)
        except UnresolvedReference:
            return None  # reported by the tests of the list; an answer does without it


def judged(text: str, known: KnownFigure) -> Bearing | None:
    """What a known figure says of a folded message that speaks of it; None when that cannot be told."""
    right = _read(known.figures)
    units = {one.unit for one in right}
    passed_over = {*_read(known.ignore)} - right
    if any(one.quantity.unit == "yuan" for one in figures(known.says)):
        text = _with_money(text)
    stated = [
        one for one in stated_figures(text) if one.quantity.unit in units and one.quantity not in passed_over
    ]
    if not stated:
        return None
    if len({one.quantity for one in stated}) > 1:
        # 单位三十天内, 自己一年内: which is of whom is not told by figures; our sentence that has both says it.
        told = {two.quantity for two in figures(known.says)}
        return Bearing.SILENT if {two.quantity for two in stated} <= told else None
    one = stated[0]
    if one.quantity.unit == "age" and known.rule == "exact" and one.above is None and not _says_a_bound(text):
        return Bearing.SILENT  # 五岁的孩子 is somebody, and no bound
    if negates_a_figure(text):
        return _of_what_is_negated(text, known, one, right)
    if one.above is not None and _UNLAWFUL.search(text) and one.quantity not in right:
        return Bearing.SILENT  # 超过四十小时违法 is so where more than 36 is
    if known.rule == "open" or one.quantity in _read(known.also_right):
        return Bearing.SILENT
    if one.quantity in right:
        # 十倍赔偿，最少五百: the rest of what is stated must be in our sentence, too.
        told = {two.quantity for two in figures(known.says)} | right | passed_over
        return Bearing.SAYS if all(two.quantity in told for two in stated_figures(text)) else None
    limit = next(two.value for two in right if two.unit == one.quantity.unit)
    return Bearing.DENIES if _breaks(known, one, limit) and not _told_beside(one, known) else None


def _says_a_bound(text: str) -> bool:
    return _BOUND.search(text) is not None


def _of_what_is_negated(text: str, known: KnownFigure, one: Figure, right: set[Quantity]) -> Bearing:
    """不是三十天 is not so of what is thirty days; what is against the rule is rightly said not to be. Else nothing is said."""
    if known.rule == "open" or len(stated_figures(text)) > 1 or one.quantity in _read(known.also_right):
        return Bearing.SILENT
    if one.quantity in right:
        return Bearing.DENIES
    limit = next(two.value for two in right if two.unit == one.quantity.unit)
    return Bearing.SAYS if _breaks(known, one, limit) else Bearing.SILENT


def _with_money(text: str) -> str:
    """A text in which figures without a unit that are money (不足一千按一千) have one."""
    for one in reversed(spans(text)):
        if one.unit == "yuan" and not one.written.endswith(("元", "块")):
            text = f"{text[: one.end]}元{text[one.end :]}"
    return text


def _told_beside(stated: Figure, known: KnownFigure) -> bool:
    """The part of our sentence that has most of the words of a figure has that figure: 职工自己在一年内申请.

    不对 would stand before the person's own statement.
    """
    told = [one for one in figures(known.says) if one.quantity.unit == stated.quantity.unit]
    most = max((len(stated.words & one.words) for one in told), default=0)
    return any(one.quantity == stated.quantity and len(stated.words & one.words) == most for one in told)


def _surely(text: str, known: KnownFigure) -> bool:
    """The figure is right, and so is all else that is said of it."""
    told = known.says + "".join(word.pattern for word in known.words)
    if negates_a_figure(text):  # which is not the one of the rule
        return all_tested(without_figures(plain(text)), told) and not goes_further(text, known.says)
    return (
        all_tested(text, told)
        and not goes_further(text, known.says)
        # 不得早于二十二周岁 forbids nothing but the figure.
        and not forbids_what_is_allowed(text, without_figures(plain(known.says)))
    )


def _breaks(known: KnownFigure, one: Figure, limit: float) -> bool:
    if known.rule == "exact":
        return True
    if known.rule == "most":
        return one.quantity.value > limit or one.most or one.capped
    return one.quantity.value < limit or one.least


def _read(written: tuple[str, ...]) -> set[Quantity]:
    return {one.quantity for text in written for one in figures(text)}
