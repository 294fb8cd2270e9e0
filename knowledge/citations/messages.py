"""Our sentences about citations, in Chinese and in English. Nothing here is a quotation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from knowledge.citations.format import article_label
from knowledge.citations.types import Alternative
from knowledge.models import Article, ArticleNumber, Law, NamedText, Paragraph, Renumbering, Statute
from knowledge.numerals import to_chinese


@dataclass(frozen=True, slots=True)
class Both:
    """One sentence in both languages."""

    chinese: str = ""
    english: str = ""


NOTHING = Both()


def join(first: str, second: str, between: str = "") -> str:
    """Two sentences, either of which may be empty."""
    return f"{first}{between}{second}" if first and second else first or second


def combine(sentences: Iterable[Both]) -> Both:
    """Several notes as one."""
    result = NOTHING
    for sentence in sentences:
        result = Both(join(result.chinese, sentence.chinese), join(result.english, sentence.english, " "))
    return result


def _zh(law: Law) -> str:
    return f"《{law.short_title}》"


def _en(law: Law) -> str:
    if law.english_names:
        name = law.english_names[0]
        return name if name.isupper() or " " not in name else f"the {name}"
    return _zh(law)


def _arabic(number: ArticleNumber) -> str:
    inserted = f"之{to_chinese(number.inserted)}" if number.inserted else ""
    return f"第{number.number}条{inserted}"


def _arabic_en(number: ArticleNumber) -> str:
    return f"Article {number.number}" + (f"-{number.inserted}" if number.inserted else "")


def _list_zh(numbers: Sequence[ArticleNumber]) -> str:
    return "、".join(_arabic(number) for number in numbers)


def _list_en(numbers: Sequence[ArticleNumber]) -> str:
    return ", ".join(_arabic_en(number) for number in numbers)


# -- laws


_STATUTE_NAME = re.compile(r"(?:(?<!办)法|法典)$")


def unknown_law(name: str) -> Both:
    """No text held goes by this name; of laws we hold all, of lesser rules only some."""
    if _STATUTE_NAME.search(name):
        return Both(
            f"没有查到《{name}》：收录的国家法律中没有这个名称，请核对名称。",
            f"No law called “{name}” is among the national laws held here; please check the name.",
        )
    return Both(
        f"没有收录《{name}》，无法核对它是否存在、写了什么；请核对名称，以官方文本为准。",
        f"“{name}” is not held here, so neither its existence nor its text can be checked; rely on the official text.",
    )


def draft(name: str) -> Both:
    """A draft is cited."""
    return Both(
        f"《{name}》是草案，不是法律，不能作为依据引用。",
        f"“{name}” is a draft, not a law, and cannot be relied on.",
    )


def did_you_mean(laws: Sequence[Law]) -> Both:
    """Laws of a like name, as a question."""
    return Both(
        f"是不是想查{'或者'.join(_zh(law) for law in laws)}？",
        f"Did you mean {' or '.join(_en(law) for law in laws)}?",
    )


def unknown_document(number: str) -> Both:
    """No text goes by this document number."""
    return Both(
        f"没有收录文号为{number}的文件，请核对文号。",
        f"No text with the document number {number} is held here.",
    )


def unknown_case(number: str) -> Both:
    """The case is not held."""
    return Both(f"没有收录{number}。", f"The case {number} is not held here.")


def foreign_law(name: str, place: str) -> Both:
    """The law of another place never passes for the law of the mainland."""
    return Both(
        f"这里只有中国大陆的法律，没有收录{place}的《{name}》，也不能用大陆同名法律的条文代替。",
        f"Only the law of mainland China is held here; “{name}” ({place}) is not, and the mainland "
        "law of the same name is a different law.",
    )


def no_english(text: NamedText) -> str:
    """English for a named text that has no sentence of its own."""
    standing = {
        "repealed": "has been repealed",
        "draft": "is a draft, not a law",
        "not_held": "is known, but its text is not held here",
        "foreign": "is not a law of mainland China",
        "invented": "is not a law",
    }.get(text.standing, "is not law in force")
    return f"《{text.title}》 {standing}."


def which_law(name: str, laws: Sequence[Law]) -> Both:
    """A name that several laws go by."""
    return Both(
        f"“{name}”可能指{'、'.join(_zh(law) for law in laws)}，请说明是哪一部。",
        f"“{name}” may mean {', '.join(_en(law) for law in laws)}; please say which.",
    )


def which_article(law: Law) -> Both:
    """A paragraph without its article."""
    return Both(f"请说明是{_zh(law)}第几条。", f"Please say which article of {_en(law)} you mean.")


def taken_for(name: str, law: Law) -> Both:
    """A tolerant match says what it took the name for."""
    return Both(f"“{name}”按{_zh(law)}理解。", f"“{name}” is taken to mean {_en(law)}.")


def inferred(law: Law) -> Both:
    """The law comes from the context."""
    return Both(
        f"没有写法律名称，按上文的{_zh(law)}理解。", f"No law is named; read as {_en(law)}, cited before."
    )


def whole_law(law: Law, statute: Statute) -> Both:
    """A law cited without an article."""
    since = f"，{statute.effective_from}起施行" if statute.effective_from else ""
    count = f"，共{len(statute.articles)}条" if statute.verbatim and statute.articles else ""
    return Both(f"{_zh(law)}现行有效{count}{since}。", f"{_en(law)} is in force.")


def repealed(law: Law, statute: Statute) -> Both:
    """A law that no longer holds."""
    day = statute.effective_until
    return Both(
        f"{_zh(law)}已{f'于{day}' if day else ''}废止，不能再作为现行法律引用。",
        f"{_en(law)} was repealed{f' on {day}' if day else ''} and is no longer law in force.",
    )


def not_yet(law: Law, statute: Statute, day: date) -> Both:
    """A version that is not yet in force on ``day``."""
    note = f"（{statute.version_note}）" if statute.version_note else ""
    return Both(
        f"{_zh(law)}{note}自{statute.effective_from}起施行，{day}还没有生效。",
        f"This version of {_en(law)} takes effect on {statute.effective_from}; it is not in force on {day}.",
    )


def doubtful(law: Law) -> Both:
    """The source calls a law repealed, but nothing that repeals it is known."""
    return Both(
        f"{_zh(law)}状态待核：{law.doubt}。引用前请在国家法律法规数据库（flk.npc.gov.cn）核对。",
        f"The standing of {_en(law)} is to be checked: the source marks it repealed, but no act that repeals it was "
        "found; check flk.npc.gov.cn before relying on it.",
    )


def older_text_not_held(law: Law, day: date, later: Statute) -> Both:
    """On the day asked about an earlier version was in force."""
    return Both(
        f"{day}时施行的是{_zh(law)}的旧版本，这里没有收录它的正文，无法引用；"
        f"收录的文本自{later.effective_from or later.published}起施行。",
        f"On {day} an earlier version of {_en(law)} was in force; its text is not held here. The text held took "
        f"effect on {later.effective_from or later.published}.",
    )


def not_held(law: Law) -> Both:
    """Known to exist, no text."""
    return Both(
        f"知道有{_zh(law)}，但这里没有它的正文，无法引用。",
        f"{_en(law)} exists, but its text is not held here.",
    )


def version_not_held(law: Law, number: ArticleNumber, current: Statute) -> Both:
    """An old version was asked for that is not held."""
    return Both(
        f"这里没有{_zh(law)}当时的版本，无法给出旧{_arabic(number)}的原文；"
        f"现行版本自{current.effective_from or current.published}起施行，条号可能不同。",
        f"The version of {_en(law)} of that time is not held here, so the old {_arabic_en(number)} cannot "
        f"be quoted; the present version took effect on {current.effective_from or current.published}.",
    )


# -- articles


def no_such_article(
    law: Law, number: ArticleNumber, last: int | None, held: Mapping[ArticleNumber, Article]
) -> Both:
    """What does not exist, and what does."""
    parent = ArticleNumber(number.number)
    if number.inserted and parent in held:
        siblings = [n for n in held if n.number == number.number and n.inserted]
        if siblings:
            return Both(
                f"{_zh(law)}没有{_arabic(number)}；有{_list_zh([parent, *siblings])}。",
                f"{_en(law)} has no {_arabic_en(number)}; it has {_list_en([parent, *siblings])}.",
            )
        return Both(
            f"{_zh(law)}{article_label(parent)}没有“之{to_chinese(number.inserted)}”，"
            f"只有{_arabic(parent)}。",
            f"{_en(law)} has {_arabic_en(parent)} but no {_arabic_en(number)}.",
        )
    if last is None:
        return Both(f"{_zh(law)}没有{_arabic(number)}。", f"{_en(law)} has no {_arabic_en(number)}.")
    if number.number > last:
        inserted = any(n.inserted for n in held)
        total = f"最后一条是{_arabic(ArticleNumber(last))}" if inserted else f"共{last}条"
        return Both(
            f"{_zh(law)}{total}，没有{_arabic(number)}。",
            f"{_en(law)} ends with Article {last}; there is no {_arabic_en(number)}.",
        )
    if number.number == 0:
        return Both(
            f"{_zh(law)}从第1条开始，没有{_arabic(number)}。",
            f"{_en(law)} begins with Article 1; there is no {_arabic_en(number)}.",
        )
    return Both(
        f"{_zh(law)}现行文本中没有{_arabic(number)}。",
        f"The present text of {_en(law)} has no {_arabic_en(number)}.",
    )


def deleted(law: Law, number: ArticleNumber) -> Both:
    """An article that an amendment took out; its number stays empty."""
    return Both(
        f"{_zh(law)}{_arabic(number)}已被删去，现行文本中没有内容。",
        f"{_arabic_en(number)} of {_en(law)} has been deleted; the present text leaves it empty.",
    )


def not_digested(law: Law, number: ArticleNumber) -> Both:
    """A rule that we hold as a digest, without this article."""
    return Both(
        f"{_zh(law)}只收录了部分条文的要旨，没有{_arabic(number)}，无法引用。",
        f"Only some articles of {_en(law)} are held, as digests; {_arabic_en(number)} is not among them.",
    )


def no_such_paragraph(law: Law, article: Article, paragraph: int) -> Both:
    """How many paragraphs there are."""
    count = len(article.paragraphs)
    return Both(
        f"{_zh(law)}{article.label}共{to_chinese(count)}款，没有第{to_chinese(paragraph)}款。",
        f"{_arabic_en(article.number)} of {_en(law)} has {count} paragraph{'s' * (count != 1)}; "
        f"there is no paragraph {paragraph}.",
    )


def no_such_item(
    law: Law,
    article: Article,
    paragraph: int | None,
    item: int,
    places: Sequence[Paragraph],
) -> Both:
    """How many items there are."""
    where = article.label + (f"第{to_chinese(paragraph)}款" if paragraph else "")
    count = sum(len(place.items) for place in places)
    held = f"共{to_chinese(count)}项" if count else "没有分项"
    chinese = f"{_zh(law)}{where}{held}，没有第（{to_chinese(item)}）项。"
    english = (
        f"{_arabic_en(article.number)}{f'({paragraph})' if paragraph else ''} of {_en(law)} has "
        f"{count or 'no'} item{'s' * (count != 1)}; there is no item {item}."
    )
    paragraphs = len(article.paragraphs)
    if not count and paragraph is None and item <= paragraphs:
        # In Taiwan 項 is what 款 is here; and many take the one for the other.
        chinese += f"这一条共{to_chinese(paragraphs)}款，如果要找第{to_chinese(item)}款，请写“第{to_chinese(item)}款”。"
        english += f" It has {paragraphs} paragraphs; ask for paragraph {item} if you mean that."
    return Both(chinese, english)


def renumbered(law: Law, move: Renumbering) -> Both:
    """An old number, and where its rule stands today."""
    if not move.new:
        return Both(
            f"{_zh(law)}旧{_arabic(move.old)}（{move.subject}）自{move.since}起已不再保留。",
            f"The old {_arabic_en(move.old)} of {_en(law)} was dropped as of {move.since}.",
        )
    note = f"{move.note}。" if move.note else ""
    return Both(
        f"{_zh(law)}旧{_arabic(move.old)}（{move.subject}），{move.since}起为{_list_zh(move.new)}。{note}",
        f"The old {_arabic_en(move.old)} of {_en(law)} is {_list_en(move.new)} as of {move.since}.",
    )


def old_number(law: Law, move: Renumbering) -> Both:
    """The same number meant another rule before."""
    if not move.new:
        return Both(
            f"注意：旧{_arabic(move.old)}（{move.subject}）自{move.since}起已不再保留。",
            f"Note: the old {_arabic_en(move.old)} was dropped as of {move.since}.",
        )
    return Both(
        f"注意：旧{_arabic(move.old)}（{move.subject}），{move.since}起为{_list_zh(move.new)}。",
        f"Note: the old {_arabic_en(move.old)} is {_list_en(move.new)} as of {move.since}.",
    )


def older_version(law: Law, statute: Statute, move: Renumbering | None) -> Both:
    """The text shown is not today's."""
    until = statute.effective_until
    note = f"（{statute.version_note}）" if statute.version_note else ""
    today = f"，该条今为{_list_zh(move.new)}" if move and move.new else ""
    return Both(
        f"以下为{_zh(law)}旧版{note}{f'，{until}起不再适用' if until else ''}{today}。",
        f"This is an earlier version of {_en(law)}{f', superseded on {until}' if until else ''}"
        f"{f'; today {_list_en(move.new)}' if move and move.new else ''}.",
    )


def only_in_later(law: Law, number: ArticleNumber, statute: Statute, later: Statute) -> Both:
    """Only a version still to come has the article."""
    last = max((a.number.number for a in statute.articles), default=0)
    return Both(
        f"{_zh(law)}现行版本共{last}条，没有{_arabic(number)}；"
        f"新版有这一条，但{later.effective_from}起才施行。",
        f"The version of {_en(law)} in force has no {_arabic_en(number)}; the new version has, but takes "
        f"effect only on {later.effective_from}.",
    )


def sibling(law: Law, numbers: Sequence[ArticleNumber]) -> Both:
    """第253条 and 第253条之一 are two articles; each points to the other."""
    return Both(
        f"另有{_zh(law)}{_list_zh(numbers)}，是不同的条文。",
        f"{_list_en(numbers)} of {_en(law)} {'are' if len(numbers) > 1 else 'is'} a different provision.",
    )


# -- bare and short forms


def nobody_has(number: ArticleNumber) -> Both:
    """No law in force has such an article."""
    return Both(
        f"已收录的现行法律中没有一部有{_arabic(number)}。",
        f"No law in force held here has an {_arabic_en(number)}.",
    )


def bare(number: ArticleNumber, choices: Sequence[Alternative], total: int) -> Both:
    """An article without its law."""
    names = "、".join(choice.citation for choice in choices[:4])
    return Both(
        f"没有写明是哪部法律的{_arabic(number)}：有这一条的现行法律共{total}部，最可能是{names}。请带上法律名称。",
        f"{_arabic_en(number)} of which law? {total} laws in force have one; likely: {names}. "
        "Please name the law.",
    )


def only_law(law: Law, number: ArticleNumber) -> Both:
    """A bare number that only one law has."""
    return Both(
        f"没有写明法律名称；现行法律中只有{_zh(law)}有{_arabic(number)}。",
        f"No law is named; only {_en(law)} has an {_arabic_en(number)}.",
    )


def merged_amendment(name: str, law: Law) -> Both:
    """Amendments are not quoted: what they say stands in the law."""
    return Both(
        f"《{name}》的内容已并入{_zh(law)}，请按{_zh(law)}现行文本的条号查询。",
        f"What 《{name}》 changed has become part of {_en(law)}; look it up by the article of that law.",
    )


def leans_on_nothing() -> Both:
    """A short form without anything before it."""
    return Both(
        "这是承接上文的写法，但上文没有可以承接的法律条文，请写明法律名称和条号。",
        "This refers back to a provision, but none was cited before; please name the law and the article.",
    )


def leans_on_unknown() -> Both:
    """A short form behind a law that we do not know."""
    return Both(
        "这是承接上文的写法，但上文的法律没有收录，无法核对。",
        "This refers back to a law that is not held here, so it cannot be checked.",
    )
