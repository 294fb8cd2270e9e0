"""The day of the question: today's answer is not passed off as the law of another day.

Answers are composed from today's law. For another day every excerpt is replaced by the words of the version of that day, where it
is held, or left out and said to be left out; conclusions that rest on what was left out or replaced are withdrawn.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from difflib import SequenceMatcher

from bot.answer import Answer, Excerpt, Language, Outcome
from bot.compose import tuned
from bot.compose.excerpts import ExcerptMaker
from bot.compose.wording import say
from knowledge.citations.renumbered import LABEL
from knowledge.following import with_numbers
from knowledge.library import Library
from knowledge.models import Article, Kind, LawId, Statute, Topic, TopicId
from knowledge.numerals import parse_number
from knowledge.readers.statutes import is_numbered, parse_label

_DAY = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)年(?:(?P<month>1[0-2]|0?[1-9])月(?:(?P<day>[12]\d|3[01]|0?[1-9])[日号])?)?(?:底|初|末|期间|那年|的时候|时候)?"
)
_OF_A_TEXT = re.compile(
    r"^(?:起|就|才|已经|已|开始|正式|同时|以后|之后|又|也){0,3}(?:版|修(?:正|订|改|的)|改的|公布|颁布|通过|施行|实施|出台|生效|废止|废除|失效|作废|的?(?:新|旧|老)?(?:《|民法|刑法|公司法|商标法|治安(?:管理处罚)?法|合同法|劳动(?:合同)?法|婚姻法|仲裁法|民诉|刑诉|宪法|条例|司法解释)|的?新)"
)
_NUMBER = re.compile(r"第[一二三四五六七八九十百千零\d]+条|Articles? \d")
_OF_THESE_DAYS = re.compile(
    r"今年|[上这本]个?月|昨[天晚]|前天|[上这本](?:个)?(?:周|星期|礼拜)|[前这]几天|最近"
)
_PAST_YEARS = re.compile(
    r"去年|前年|(?P<count>[二三四五六七八九]?十[一二三四五六七八九]?|[两二三四五六七八九]|\d{1,2})年前"
)


def on_day(answer: Answer, day: date, library: Library, excerpts: ExcerptMaker) -> Answer:
    """The same answer from the law of ``day``, or what can honestly be said in its place."""
    language = answer.language
    kept: list[Excerpt] = []
    missing: list[str] = []
    changed = _withdrawn(answer, library)
    said = _sentences(answer, day, library)
    for excerpt in answer.excerpts:
        if excerpt.law_id is None or excerpt.article is None:
            kept.append(excerpt)
            continue
        then = library.statute(excerpt.law_id, day)
        if then is None:
            changed = True
            missing.append(_why_missing(excerpt.law_id, day, library, language))
            continue
        if (then.effective_from or then.published) == excerpt.effective_from:
            kept.append(replace(excerpt, status=then.status_on(day)))
            said[excerpt.citation] = excerpt.citation
            continue
        rule = _same_rule(excerpt, then, library)
        if rule is None:
            changed = True
            missing.append(say("day_no_such_rule", language, short=then.law.short_title, day=day))
            continue
        changed = changed or not rule.same
        kept.append(_of_then(excerpt, then, rule, day, excerpts))
        said[excerpt.citation] = kept[-1].citation
    if not any(excerpt.law_id for excerpt in answer.excerpts):
        return answer
    notices = [_put(notice, said) for notice in answer.notices]
    moved = any(today != then for today, then in said.items())
    # What else names an article has the number of today.
    rest = _put("\n".join((answer.said, *answer.steps)), dict.fromkeys(said, ""))
    if not changed and not (moved and _NUMBER.search(rest)):
        return replace(
            answer,
            conclusion=_put(answer.conclusion, said),
            near=tuple(replace(one, conclusion=_put(one.conclusion, said)) for one in answer.near),
            steps=tuple(_put(step, said) for step in answer.steps),
            excerpts=tuple(kept),
            notices=(*notices, say("as_of", language, day=day)),
        )
    law_excerpts = [excerpt for excerpt in kept if excerpt.law_id is not None]
    gone = {excerpt.citation for excerpt in answer.excerpts} - {excerpt.citation for excerpt in kept}
    conclusion = list(dict.fromkeys(missing))
    if law_excerpts:
        conclusion.append(say("day_shown", language, day=day, citation=law_excerpts[0].citation))
    return replace(
        answer.without_leads(),
        outcome=Outcome.PARTIAL if law_excerpts else Outcome.NO_SOURCE,
        conclusion="\n".join(conclusion),
        excerpts=tuple(kept),
        steps=(),
        notices=tuple(notice for notice in notices if not any(citation in notice for citation in gone)),
    )


@dataclass(frozen=True, slots=True)
class _Rule:
    """The article of another day's version that has the rule of an excerpt."""

    article: Article
    same: bool = False
    """Our files were written for its words: they are those of today but for the numbers of other articles."""


def _topics(answer: Answer, library: Library) -> tuple[Topic, Topic] | None:
    """The topic of an answer as an import left it today, and as it is written; None without an import or a topic."""
    if answer.topic_id is None or library.made_to_fit is None:
        return None
    today, written = (held.topics.get(TopicId(answer.topic_id)) for held in (library, library.made_to_fit[1]))
    return (today, written) if today is not None and written is not None else None


def _withdrawn(answer: Answer, library: Library) -> bool:
    """An import changed words that the topic of an answer rests on, so that its conclusion is not shown today."""
    pair = _topics(answer, library)
    return pair is not None and len({LABEL.sub("", topic.conclusion) for topic in pair}) > 1


def _sentences(answer: Answer, day: date, library: Library) -> dict[str, str]:
    """What the topic of an answer says today, and the same with the numbers of the day."""
    pair = _topics(answer, library)
    if pair is None or library.made_to_fit is None:
        return {}
    today, then = pair[0], with_numbers(pair[1], library.made_to_fit[1], day)
    told = [
        (
            topic.conclusion,
            topic.english_conclusion,
            *topic.steps,
            *topic.english_steps,
            *(text for one in topic.corrections for text in (one.text, one.english)),
        )
        for topic in (today, then)
    ]
    return {now: before for now, before in zip(*told, strict=False) if now}


def _of_then(excerpt: Excerpt, then: Statute, rule: _Rule, day: date, excerpts: ExcerptMaker) -> Excerpt:
    """The excerpt from the version of the day: the same part where the words are the same, else what is shown of a whole article."""
    if not rule.same or (excerpt.paragraph or 0) > len(rule.article.paragraphs):
        older = excerpts.of_article(then, rule.article, score=excerpt.score)
    else:
        older = excerpts.of_article(
            then,
            rule.article,
            paragraph=excerpt.paragraph,
            item=excerpt.item,
            mark=excerpt.text[slice(*excerpt.highlight)] if excerpt.highlight else "",
            whole=not excerpt.shortened,
            score=excerpt.score,
        )
    return replace(older, status=then.status_on(day))


def _put(text: str, said: Mapping[str, str]) -> str:
    """A text with sentences and citations of the day in place of today's."""
    if not said:
        return text
    today = "|".join(re.escape(one) for one in sorted(said, key=len, reverse=True))
    return re.sub(today, lambda found: said[found.group()], text)


def _why_missing(law_id: LawId, day: date, library: Library, language: Language) -> str:
    law = library.laws[law_id]
    versions = library.versions(law_id)
    since = next((v.effective_from or v.published for v in versions), None)
    key = (
        "day_older_text" if law.existed_on(day) or (since is not None and since <= day) else "day_before_law"
    )
    return say(key, language, short=law.short_title, day=day, since=since)


def _same_rule(excerpt: Excerpt, then: Statute, library: Library) -> _Rule | None:
    """The article of another version that has the rule of today's: by its number and words, or by its words alone."""
    number = parse_label(excerpt.article or "")
    statute = next(
        (one for one in library.versions(then.law.law_id) if one.effective_from == excerpt.effective_from),
        None,
    )
    if statute is None:
        return None
    today = next((one for one in statute.articles if one.label == excerpt.article), None)
    if today is None:
        return None
    if (imported := _over_an_import(today, statute, then, library)) is not None:
        return imported
    own = library.articles(then).get(number) if number else None
    if own is not None and own.text == today.text:
        return _Rule(own)
    best, likeness = None, tuned.ALIKE
    for article in then.articles:
        if not is_numbered(article.number):
            continue
        matcher = SequenceMatcher(None, today.text, article.text, autojunk=False)
        if matcher.real_quick_ratio() > likeness and matcher.quick_ratio() > likeness:
            ratio = matcher.ratio()
            if ratio > likeness:
                best, likeness = article, ratio
    return _Rule(best) if best is not None else None


def _over_an_import(today: Article, statute: Statute, then: Statute, library: Library) -> _Rule | None:
    """The same rule before an imported version of today, by what ``Library.followed`` says; None where there is none such."""
    since, start = statute.effective_from or date.min, then.effective_from or date.min
    followed = library.followed(statute) if start < since else None
    written = library.written_for(then.law.law_id, since) if followed else None
    if followed is None or written is None:
        return None
    old = next((number for number, one in followed.items() if one.article.number == today.number), None)
    if old is None or then is not written:
        return None
    return _Rule(library.articles(then)[old], same=followed[old].same)


def day_of_the_facts(text: str, today: date) -> date | None:
    """The last day of the past time that a question tells of, or None: 2020年偷拍, 去年, 三年前."""
    found: list[date] = []
    for hit in _DAY.finditer(text):
        if _OF_A_TEXT.match(text[hit.end() :]):
            continue
        year, month = int(hit["year"]), int(hit["month"] or 12)
        last = monthrange(year, month)[1]
        found.append(date(year, month, min(int(hit["day"] or last), last)))
    for hit in _PAST_YEARS.finditer(text):
        word = hit.group()
        count = hit["count"]
        years = 1 if word == "去年" else 2 if word == "前年" else parse_number(count) or 0
        found.append(date(today.year - years, 12, 31))
    past = [day for day in found if day < today]
    return min(past) if past else None


def facts_older_than_the_law(answer: Answer, text: str, today: date) -> Answer:
    """Say it when the facts of a question are older than the law that is shown, and none of them is of these days: 2019年结婚, 今年五月发现.

    A judicial interpretation says how a law is read, and as a rule holds for cases not yet decided: nothing is said of it.
    """
    day = day_of_the_facts(text, today)
    if day is None or _OF_THESE_DAYS.search(text):
        return answer
    younger = [
        excerpt
        for excerpt in answer.excerpts
        if excerpt.law_id is not None
        and excerpt.kind is not Kind.INTERPRETATION
        and excerpt.effective_from is not None
        and excerpt.effective_from > day
    ]
    if not younger:
        return answer
    first = younger[0]
    short = re.sub(r"第[^《》]*$", "", first.citation)
    notice = say("facts_older", answer.language, short=short, since=first.effective_from, day=_told(day))
    return replace(answer, notices=(notice, *answer.notices))


def _told(day: date) -> str:
    return str(day.year) if (day.month, day.day) == (12, 31) else f"{day.year}-{day.month:02d}"
