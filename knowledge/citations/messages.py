"""Our sentences about citations, in Chinese and in English. Nothing here is a quotation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from knowledge.citations.format import article_label
from knowledge.citations.types import Alternative
from knowledge.models import Article, ArticleNumber, Law, Paragraph, Renumbering, Statute
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


def zh(law: Law) -> str:
    """《刑法》."""
    return f"《{law.short_title}》"


def en(law: Law) -> str:
    """The usual English name, else the Chinese one."""
    if law.english_names:
        name = law.english_names[0]
        return name if name.isupper() or " " not in name else f"the {name}"
    return zh(law)


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


def which_article(law: Law) -> Both:
    """A paragraph without its article."""
    return Both(f"请说明是{zh(law)}第几条。", f"Please say which article of {en(law)} you mean.")


def inferred(law: Law) -> Both:
    """The law comes from the context."""
    return Both(
        f"没有写法律名称，按上文的{zh(law)}理解。", f"No law is named; read as {en(law)}, cited before."
    )


def whole_law(law: Law, statute: Statute) -> Both:
    """A law cited without an article."""
    since = f"，{statute.effective_from}起施行" if statute.effective_from else ""
    count = f"，共{len(statute.articles)}条" if statute.verbatim and statute.articles else ""
    return Both(f"{zh(law)}现行有效{count}{since}。", f"{en(law)} is in force.")


def repealed(law: Law, statute: Statute) -> Both:
    """A law that no longer holds."""
    day = statute.effective_until
    return Both(
        f"{zh(law)}已{f'于{day}' if day else ''}废止，不能再作为现行法律引用。",
        f"{en(law)} was repealed{f' on {day}' if day else ''} and is no longer law in force.",
    )


def not_yet(law: Law, statute: Statute, day: date) -> Both:
    """A version that is not yet in force on ``day``."""
    note = f"（{statute.version_note}）" if statute.version_note else ""
    return Both(
        f"{zh(law)}{note}自{statute.effective_from}起施行，{day}还没有生效。",
        f"This version of {en(law)} takes effect on {statute.effective_from}; it is not in force on {day}.",
    )


def doubtful(law: Law) -> Both:
    """The source calls a law repealed, but nothing that repeals it is known."""
    return Both(
        f"{zh(law)}状态待核：{law.doubt}。引用前请在国家法律法规数据库（flk.npc.gov.cn）核对。",
        f"The standing of {en(law)} is to be checked: the source marks it repealed, but no act that repeals it was "
        "found; check flk.npc.gov.cn before relying on it.",
    )


def older_text_not_held(law: Law, day: date, later: Statute) -> Both:
    """On the day asked about an earlier version was in force."""
    return Both(
        f"{day}时施行的是{zh(law)}的旧版本，这里没有收录它的正文，无法引用；"
        f"收录的文本自{later.effective_from or later.published}起施行。",
        f"On {day} an earlier version of {en(law)} was in force; its text is not held here. The text held took "
        f"effect on {later.effective_from or later.published}.",
    )


def text_of_today(law: Law, day: date, start: date) -> Both:
    """The sentence tells of a time whose text is not held; today's text is shown."""
    return Both(
        f"句中所说的{day.year}年施行的是{zh(law)}的旧版本，这里没有收录；以下是{start}起施行的文本，内容可能不同。",
        f"In {day.year} an earlier version of {en(law)} was in force, which is not held here; this text took effect on {start}.",
    )


def not_held(law: Law) -> Both:
    """Known to exist, no text."""
    return Both(
        f"知道有{zh(law)}，但这里没有它的正文，无法引用。",
        f"{en(law)} exists, but its text is not held here.",
    )


def version_not_held(law: Law, number: ArticleNumber, current: Statute) -> Both:
    """An old version was asked for that is not held."""
    return Both(
        f"这里没有{zh(law)}当时的版本，无法给出旧{_arabic(number)}的原文；"
        f"现行版本自{current.effective_from or current.published}起施行，条号可能不同。",
        f"The version of {en(law)} of that time is not held here, so the old {_arabic_en(number)} cannot "
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
                f"{zh(law)}没有{_arabic(number)}；有{_list_zh([parent, *siblings])}。",
                f"{en(law)} has no {_arabic_en(number)}; it has {_list_en([parent, *siblings])}.",
            )
        return Both(
            f"{zh(law)}{article_label(parent)}没有“之{to_chinese(number.inserted)}”，只有{_arabic(parent)}。",
            f"{en(law)} has {_arabic_en(parent)} but no {_arabic_en(number)}.",
        )
    if last is None:
        return Both(f"{zh(law)}没有{_arabic(number)}。", f"{en(law)} has no {_arabic_en(number)}.")
    if number.number > last:
        inserted = any(n.inserted for n in held)
        total = f"最后一条是{_arabic(ArticleNumber(last))}" if inserted else f"共{last}条"
        return Both(
            f"{zh(law)}{total}，没有{_arabic(number)}。",
            f"{en(law)} ends with Article {last}; there is no {_arabic_en(number)}.",
        )
    if number.number == 0:
        return Both(
            f"{zh(law)}从第1条开始，没有{_arabic(number)}。",
            f"{en(law)} begins with Article 1; there is no {_arabic_en(number)}.",
        )
    return Both(
        f"{zh(law)}现行文本中没有{_arabic(number)}。",
        f"The present text of {en(law)} has no {_arabic_en(number)}.",
    )


def deleted(law: Law, number: ArticleNumber) -> Both:
    """An article that an amendment took out; its number stays empty."""
    return Both(
        f"{zh(law)}{_arabic(number)}已被删去，现行文本中没有内容。",
        f"{_arabic_en(number)} of {en(law)} has been deleted; the present text leaves it empty.",
    )


def not_digested(law: Law, number: ArticleNumber) -> Both:
    """A rule that we hold as a digest, without this article."""
    return Both(
        f"{zh(law)}只收录了部分条文的要旨，没有{_arabic(number)}，无法引用。",
        f"Only some articles of {en(law)} are held, as digests; {_arabic_en(number)} is not among them.",
    )


def no_such_paragraph(law: Law, article: Article, paragraph: int) -> Both:
    """How many paragraphs there are."""
    count = len(article.paragraphs)
    return Both(
        f"{zh(law)}{article.label}共{to_chinese(count)}款，没有第{to_chinese(paragraph)}款。",
        f"{_arabic_en(article.number)} of {en(law)} has {count} paragraph{'s' * (count != 1)}; "
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
    chinese = f"{zh(law)}{where}{held}，没有第（{to_chinese(item)}）项。"
    english = (
        f"{_arabic_en(article.number)}{f'({paragraph})' if paragraph else ''} of {en(law)} has "
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
            f"{zh(law)}旧{_arabic(move.old)}（{move.subject}）自{move.since}起已不再保留。",
            f"The old {_arabic_en(move.old)} of {en(law)} was dropped as of {move.since}.",
        )
    note = f"{move.note}。" if move.note else ""
    return Both(
        f"{zh(law)}旧{_arabic(move.old)}（{move.subject}），{move.since}起为{_list_zh(move.new)}。{note}",
        f"The old {_arabic_en(move.old)} of {en(law)} is {_list_en(move.new)} as of {move.since}.",
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
        f"以下为{zh(law)}旧版{note}{f'，{until}起不再适用' if until else ''}{today}。",
        f"This is an earlier version of {en(law)}{f', superseded on {until}' if until else ''}"
        f"{f'; today {_list_en(move.new)}' if move and move.new else ''}.",
    )


def only_in_later(law: Law, number: ArticleNumber, statute: Statute, later: Statute) -> Both:
    """Only a version still to come has the article."""
    last = max((a.number.number for a in statute.articles), default=0)
    return Both(
        f"{zh(law)}现行版本共{last}条，没有{_arabic(number)}；"
        f"新版有这一条，但{later.effective_from}起才施行。",
        f"The version of {en(law)} in force has no {_arabic_en(number)}; the new version has, but takes "
        f"effect only on {later.effective_from}.",
    )


def sibling(law: Law, numbers: Sequence[ArticleNumber]) -> Both:
    """第253条 and 第253条之一 are two articles; each points to the other."""
    return Both(
        f"另有{zh(law)}{_list_zh(numbers)}，是不同的条文。",
        f"{_list_en(numbers)} of {en(law)} {'are' if len(numbers) > 1 else 'is'} a different provision.",
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
        f"没有写明法律名称；现行法律中只有{zh(law)}有{_arabic(number)}。",
        f"No law is named; only {en(law)} has an {_arabic_en(number)}.",
    )


def merged_amendment(name: str, law: Law) -> Both:
    """Amendments are not quoted: what they say stands in the law."""
    return Both(
        f"《{name}》的内容已并入{zh(law)}，请按{zh(law)}现行文本的条号查询。",
        f"What 《{name}》 changed has become part of {en(law)}; look it up by the article of that law.",
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
