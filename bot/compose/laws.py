"""Questions about a law as such: is it in force, since when, how many articles, was it changed, up to which day we know."""

from __future__ import annotations

import re

from bot.answer import Answer, Excerpt, Language, Outcome
from bot.compose import tuned
from bot.compose.excerpts import ExcerptMaker
from bot.compose.premises import asserts, quantities
from bot.compose.wording import say
from index.corpus import Corpus
from index.query import Query
from knowledge.citations import messages
from knowledge.citations import messages_names as say_name
from knowledge.citations.names import Names
from knowledge.citations.patterns import NO_LAW
from knowledge.errors import UnresolvedReference
from knowledge.models import Article, Law, NamedText, Status, Statute
from knowledge.normalize import normalize
from knowledge.readers.statutes import is_numbered
from knowledge.references import resolve_reference
from knowledge.titles import Mention

_ABOUT = re.compile(
    r"(?:什么时候|何时|哪年|哪一年|几几年|几年|哪天|啥时候|多会儿|\d{4}年?).{0,8}(?:施行|实施|生效|颁布|公布|通过|出台|开始|修改|修订|修正|改)"
    r"|(?:施行|实施|生效|颁布|公布|出台|修改|修订|修正|改过|改了).{0,6}(?:时间|日期|什么时候|哪年|哪天|了吗|过吗|没|吗|过吧|的)"
    r"|(?:一共|共|总共|还是|有|现在)\s*+(?:有|是\s*+)?(?:多少|几|\d++|[一二三四五六七八九十百千]++)\s*+条(?:吧|吗|对吗|对吧|对不对|是吗|是吧|[?？]|$)"
    r"|(?:没|没有|未)(?:有)?(?:改|修改|修订|修正|变)过?|最新版|现行版本|哪个版本"
    r"|when (?:did|does|was|is).{0,40}(?:effect|force|enacted|amended|revised)|how many articles|still (?:in force|valid)",
    re.I,
)
_FILLER = r"[》\"”\s,]{0,2}(?:\(?(?:19|20)\d\d\)?年?(?:的)?|\s|这部法律?|这个法|法律|现在|目前|今年|今天|如今|到底|究竟|是不是|是否|有没有|已经|早就|还|就|又|都|也|最近|刚|不是|的|到){0,6}"
_STANDING = re.compile(
    # Directly behind the name: 合同法还有效吗, not 民法典里的合同还有效吗.
    rf"{_FILLER}(?:有效|失效|废止|废除|作废|过期|算数|在用|能用|可以用|能引用|可以引用|能不能用|能不能引用|适用吗|适用不适用|用不用|管用|存在|取消|没了|被取代|被替代|被代替|用着)"
    r"[^,。;]{0,6}$"
)
_CHANGED = re.compile(
    rf"{_FILLER}(?:改|修改|修订|修正|更新|变|动)(?:过|了|没改|没有改)?[^,。;]{{0,8}}$|{_FILLER}(?:最新|新)(?:的)?(?:版|版本|修改|修订|规定是哪)"
)
_COMES = re.compile(
    rf"{_FILLER}(?:什么时候|何时|哪天|哪年|几时)?(?:出台|通过|颁布|制定|施行|实施|生效|出来|立法)[^,。;]{{0,6}}$"
)
_RULES = re.compile(rf"{_FILLER}(?:规定|要求|里|对|中)")
_DATA_DAY = re.compile(
    r"(?:你|您|你们|库|机器人|法律|法条|条文|法规)的?(?:里的?)?(?:数据|资料|库|法律|法条|条文|信息|知识|内容|法律数据|法律库)?.{0,6}"
    r"(?:更新|收录|收到|收|截止|截至|新)(?:到|至|于|是)?(?:了)?(?:哪一?天|哪一?年|哪个?月|什么时候|何时|几月|几号|多新|哪)"
    r"|(?:数据|法律|法条|条文|资料|库|知识).{0,4}(?:到|截止|截至|是)(?:的)?(?:是)?(?:哪一?天|哪一?年|哪个?月|什么时候|几月|几号)(?:的|为止|了)?[?？]?$"
    r"|(?:how (?:recent|current|up.to.date)|up to (?:what|which) (?:day|date)).{0,40}(?:data|law|statutes|texts)|(?:data|statutes).{0,20}(?:up to date|last updated)"
)
_WHETHER_THERE_IS = re.compile(
    r"(?:有没有|有无|是否有|存在)(?:一部)?《?(?P<name>[\u4e00-\u9fff]{2,16}(?:法典|法|条例))》?(?:吗|么|没有)?[?？]?$"
)
_NAME_AT_START = re.compile(
    r"^(?:请问|我国|中国|国家|现在|目前)?(?:的)?《?(?P<name>[\u4e00-\u9fff]{2,16}?(?:法典|(?<!办)法|条例))》?(?=[^\u4e00-\u9fff]|什么时候|何时|哪|出台|通过|颁布|制定|施行|实施|生效|立法)"
)


class LawAnswers:
    """Answers from the registry and the text's own last article."""

    def __init__(self, corpus: Corpus, excerpts: ExcerptMaker) -> None:
        self._library = corpus.library
        self._today = corpus.today
        self._excerpts = excerpts

    def of_the_data(self, text: str, language: Language) -> Answer | None:
        """Answer when a folded question asks up to which day our texts reach, else None."""
        if not _DATA_DAY.search(text):
            return None
        return self._plain(Outcome.ANSWERED, self._data_day(language), language)

    def answer(self, query: Query, language: Language) -> Answer | None:
        """Answer when the question is about one law as such, else None."""
        text = query.text
        norm = normalize(text)
        mentions = [m for m in Names(norm, self._library.registry).mentions() if m.match.name]
        known = next((m for m in mentions if m.match.law_ids or m.match.named), None)
        if known is None:
            return self._of_an_unknown_law(text, language)
        rest = text[known.end :]
        asks_standing = _STANDING.match(rest) is not None
        asks_change = _CHANGED.match(rest) is not None
        asks_coming = _COMES.match(rest) is not None
        if known.match.named is not None and not known.match.law_ids:
            if asks_standing or asks_change or asks_coming or _ABOUT.search(text):
                return self._of_named(known.match.named, language)
            return None
        law = self._library.registry.law(known.match.law_ids[0])
        statute = self._library.statute(law.law_id, self._today)
        if statute is None:
            if asks_standing or asks_change or asks_coming or _RULES.match(rest) or _ABOUT.search(text):
                return self._of_no_text_in_force(law, language)
            return None
        if not (asks_standing or asks_change or _ABOUT.search(text)):
            return None
        return self._of_law(query, known, statute, language, standing=asks_standing)

    # -- one kind of law each

    def _of_law(
        self, query: Query, mention: Mention, statute: Statute, language: Language, *, standing: bool
    ) -> Answer:
        law = statute.law
        if law.doubt:
            doubt = messages.doubtful(law)
            return self._plain(
                Outcome.PARTIAL, doubt.english if language is Language.EN else doubt.chinese, language
            )
        rest = query.text[: mention.start] + " " + query.text[mention.end :]
        wrong = asserts(query.text) and (
            self._contradicts(statute, rest) or self._denies_change(statute, rest)
        )
        parts = [say("premise_wrong", language)] if wrong else []
        if standing and not wrong:
            parts.append(say("law_in_force", language))
        parts.append(self._facts(statute, language))
        if law.predecessor:
            before = "、".join(f"《{name}》" for name in law.predecessor.split("、"))
            parts.append(say("law_predecessor", language, predecessor=before))
        parts.extend(self._other_versions(statute, language))
        final = self._final_article(statute)
        return Answer(
            outcome=Outcome.CORRECTED if wrong else Outcome.ANSWERED,
            conclusion="".join(parts) if language is Language.ZH else " ".join(p.strip() for p in parts),
            excerpts=(
                (self._excerpts.of_article(statute, final, mark=self._date_words(final)),) if final else ()
            ),
            notices=(self._data_day(language),),
            language=language,
            disclaimer=say("disclaimer", language),
            confidence=tuned.LAW_AS_SUCH,
        )

    def _of_no_text_in_force(self, law: Law, language: Language) -> Answer:
        """A law that is repealed, that is still to come, or whose text is not held."""
        today = self._today
        versions = self._library.versions(law.law_id)
        english = language is Language.EN
        named = self._library.named_text(law.title)
        excerpts: tuple[Excerpt, ...] = ()
        if versions and versions[-1].status_on(today) is Status.REPEALED:
            both = (
                messages.Both(named.message, named.message_en)
                if named
                else messages.repealed(law, versions[-1])
            )
            outcome = Outcome.CORRECTED
            excerpts = self._successors(named)
        elif versions and versions[0].status_on(today) is Status.NOT_YET_IN_FORCE:
            both = messages.not_yet(law, versions[0], today)
            outcome = Outcome.CORRECTED
            final = self._final_article(versions[0])
            if final is not None:
                excerpts = (self._excerpts.of_article(versions[0], final, mark=self._date_words(final)),)
        else:
            both = messages.Both(named.message, named.message_en) if named else messages.not_held(law)
            outcome = Outcome.NO_SOURCE
        return self._plain(outcome, both.english if english else both.chinese, language, excerpts)

    def _of_named(self, text: NamedText, language: Language) -> Answer:
        message = text.message_en if language is Language.EN and text.message_en else text.message
        outcome = (
            Outcome.CORRECTED if text.standing in ("repealed", "draft", "invented") else Outcome.NO_SOURCE
        )
        return self._plain(outcome, message, language, self._successors(text))

    def _of_an_unknown_law(self, text: str, language: Language) -> Answer | None:
        """房地产税法出台了吗, 有没有动物保护法: said only of what is called a law."""
        found = _WHETHER_THERE_IS.search(text)
        if found is None:
            found = _NAME_AT_START.search(text)
            if found is None or not (
                _COMES.match(text[found.end() :]) or _STANDING.match(text[found.end() :])
            ):
                return None
        name = found["name"]
        if NO_LAW.search(name) or self._library.registry.match(name) is not None:
            return None
        near = [self._library.registry.law(law_id) for law_id in self._library.registry.suggest(name)]
        parts = [say_name.unknown_law(name)]
        if near:
            parts.append(say_name.did_you_mean(near))
        both = messages.combine(parts)
        return self._plain(
            Outcome.NO_SOURCE, both.english if language is Language.EN else both.chinese, language
        )

    # -- parts

    def _plain(
        self, outcome: Outcome, conclusion: str, language: Language, excerpts: tuple[Excerpt, ...] = ()
    ) -> Answer:
        notice = self._data_day(language)
        return Answer(
            outcome=outcome,
            conclusion=conclusion,
            excerpts=excerpts,
            notices=() if notice == conclusion else (notice,),
            language=language,
            disclaimer=say("disclaimer", language),
            confidence=tuned.LAW_AS_SUCH,
        )

    def _data_day(self, language: Language) -> str:
        return say("data_day", language, newest=self._library.newest, today=self._today)

    def _successors(self, named: NamedText | None) -> tuple[Excerpt, ...]:
        excerpts: list[Excerpt] = []
        for written in named.successors[:3] if named else ():
            try:
                reference = resolve_reference(written, self._library, self._today)
            except UnresolvedReference:
                continue  # reported by `yuanfa knowledge check`
            excerpts.append(self._excerpts.of_reference(reference))
        return tuple(excerpts)

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

    def _other_versions(self, statute: Statute, language: Language) -> list[str]:
        """A version still to come, and a later one that is known though its text is not held."""
        today = self._today
        law = statute.law
        held = self._library.versions(law.law_id)
        parts = [
            say("law_coming", language, note=later.version_note, day=later.effective_from)
            for later in held
            if later.status_on(today) is Status.NOT_YET_IN_FORCE
        ]
        starts = {one.effective_from or one.published for one in held}
        current = statute.effective_from or statute.published
        for day, note in law.known_changes:
            if day not in starts and current is not None and current < day <= today:
                parts.append(say("law_changed_since", language, note=note, day=day))
        return parts

    def _contradicts(self, statute: Statute, rest: str) -> bool:
        """True when a year or a number of articles in the question is not this law's."""
        days = [statute.effective_from, statute.published, statute.law.first_effective]
        days += [day for day, _ in statute.law.known_changes]
        years = {day.year for day in days if day}
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
