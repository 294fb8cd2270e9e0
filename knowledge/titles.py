"""Names of laws: found in running text, looked up, and recognised when people bend them.

A name leads to a law that we know (``law_ids``) or to a text that is no law in force (``named``).
Finding is exact: every known name, longest first. ``LawRegistry.match`` is tolerant and is meant
for what stands in 《》 or directly before a number: decorations are taken off, then abbreviations
(网安法), dropped and added characters (治安管理处法) and one wrong character are accepted. A
tolerant match says so (``close``), and several equally good laws are all returned.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from difflib import SequenceMatcher
from functools import lru_cache

from knowledge import tuned
from knowledge.models import Law, LawId, NamedText
from knowledge.name_tables import ChineseNames, EnglishNames, Mention
from knowledge.normalize import normalize
from knowledge.title_cores import Cores, NameMatch, is_english_name, title_key
from knowledge.title_forms import (
    PRC,
    derived_names,
    document_key,
    slips,
    without_last_brackets,
)

_YEAR_NOTE = r"(?:\d{4}|最新|现行)?年?\s?(?:修正|修订|修改|修正版|修订版|版|新版|全文|试行|草案)?(?:文本)?"
_TRAILING_NOTE = re.compile(r"\((?:" + _YEAR_NOTE + r")\)$")
_LEADING_WORDS = re.compile(
    r"^(?:中华人民共和国|中国大陆|中国|我国|国家|大陆|全国|最新的?|现行的?|新版?的?|新修订的?)"
)
_SOUND_ALIKE = str.maketrans("发罚点电殿形型邢制志按", "法法典典典刑刑刑治治安")
"""Characters that input methods swap in the names of the great codes: 民法点, 形法, 治安发."""

_REGIONAL_WORDS = (("资讯", "信息"), ("讯息", "信息"), ("网路", "网络"), ("智慧财产", "知识产权"))
"""Words of Taiwan and Hong Kong for which character tables are not enough."""


_SHORTEST_TAIL = 5
"""Characters of the end of an unknown name that may be like a title by themselves."""

_SHORTEST_SLIP = 3
_RANKS = ("条例", "办法", "规定", "法")
"""What texts of one subject are called by, the longer names of a rank first."""


class LawRegistry:
    """All known names, built once from laws and named texts."""

    def __init__(self, laws: Iterable[Law], named_texts: Iterable[NamedText] = ()) -> None:
        self._laws: dict[LawId, Law] = {}
        self._named: tuple[NamedText, ...] = tuple(named_texts)
        self._names: dict[str, NameMatch] = {}
        self._documents: dict[str, LawId] = {}
        for law in laws:
            self._laws.setdefault(law.law_id, law)
        self._register_all()
        forms = dict(self._chinese_forms())
        self._chinese = ChineseNames(forms)
        self._english = EnglishNames(self._english_forms())
        self._pairs = frozenset(form[at : at + 2] for form in forms for at in range(len(form) - 1))
        self._cores = Cores(self._laws.values(), self._named)
        self._match = lru_cache(maxsize=4096)(self._match_uncached)
        self._suggest = lru_cache(maxsize=1024)(self._suggest_uncached)

    # -- construction

    def _register_all(self) -> None:
        for law in self._laws.values():
            self._add(law.title, law.law_id)
            if law.document_number:
                self._documents.setdefault(document_key(law.document_number), law.law_id)
        for law in self._laws.values():
            for name in (*law.short_names, *law.english_names):
                self._add(name, law.law_id)
        for text in self._named:
            for name in (text.title, *text.names):
                for key in self._variants(name):
                    self._names.setdefault(key, NameMatch(name, named=text))
        for law in self._laws.values():  # derived names never displace a registered one
            for name in (*derived_names(law.title), *map(without_last_brackets, law.short_names)):
                key = title_key(name)
                if key not in self._names:
                    self._names[key] = NameMatch(name, (law.law_id,))
        for key, match in list(self._names.items()):
            if not 2 <= len(key) <= 4 or is_english_name(key):
                continue
            for slip in slips(key):
                self._names.setdefault(slip, replace(match, close=True))

    def _variants(self, name: str) -> list[str]:
        bare = name.removeprefix(PRC)
        return [title_key(name)] if bare == name else [title_key(name), title_key(bare)]

    def _add(self, name: str, law_id: LawId) -> None:
        for key in self._variants(name):
            if len(key) < 2:
                continue
            known = self._names.get(key)
            if known is None:
                self._names[key] = NameMatch(name, (law_id,))
            elif law_id not in known.law_ids:
                self._names[key] = replace(known, law_ids=(*known.law_ids, law_id))

    def _chinese_forms(self) -> Iterator[tuple[str, NameMatch]]:
        """Keys as they may stand in normalised text, with and without inner brackets."""
        for key, match in self._names.items():
            if not is_english_name(key):
                yield key, match
        for law in self._laws.values():
            for name in (law.title, *law.short_names):
                if "《" in name or "〈" in name:
                    yield normalize(name).text, self._names[title_key(name)]

    def _english_forms(self) -> Iterator[tuple[str, NameMatch]]:
        named = (name for text in self._named for name in text.names if is_english_name(name))
        for name in (*(name for law in self._laws.values() for name in law.english_names), *named):
            match = self._names.get(title_key(name))
            if match is not None:
                yield name, match

    # -- reading

    @property
    def laws(self) -> Mapping[LawId, Law]:
        """All laws by id."""
        return self._laws

    @property
    def named_texts(self) -> tuple[NamedText, ...]:
        """Texts that are cited but are no law in force."""
        return self._named

    def law(self, law_id: LawId) -> Law:
        """The law of an id."""
        return self._laws[law_id]

    def lookup(self, name: str) -> NameMatch | None:
        """Exact name, whatever its width, script, case and brackets."""
        found = self._names.get(title_key(name))
        return found and replace(found, name=name)

    def document(self, number: str) -> LawId | None:
        """Law of a document number: 法释〔2017〕10号, 法释(2017)10号, 国务院令第766号."""
        return self._documents.get(document_key(number))

    def mentions(self, text: str) -> list[Mention]:
        """Known names in normalised ``text``, longest first where they overlap, in order."""
        found, english = self._chinese.mentions(text), self._english.mentions(text)
        return sorted(found + english, key=lambda mention: mention.start) if english else found

    def spans_a_name(self, before: str, after: str) -> bool:
        """True when a known name begins in ``before`` and ends in ``after``, which stand on two lines."""
        if normalize(before[-1:] + after[:1]).text not in self._pairs:
            return False
        position = len(normalize(before).text)
        mentions = self.mentions(normalize(before + after).text)
        return any(mention.start < position < mention.end for mention in mentions)

    # -- tolerant matching

    def match(self, name: str) -> NameMatch | None:
        """What a name most probably means: exact, then decorated, abbreviated, misspelt."""
        return self._match(title_key(name))

    def _match_uncached(self, key: str) -> NameMatch | None:
        exact = self._names.get(key)
        if exact:
            return exact
        plain = _LEADING_WORDS.sub("", _TRAILING_NOTE.sub("", key))
        plain = plain.removesuffix("全文")
        for elsewhere, here in _REGIONAL_WORDS:
            if elsewhere in plain:
                return self._as_close(plain.replace(elsewhere, here))
        if plain.endswith(("发", "条列")):
            return self._as_close(plain[:-1] + ("法" if plain.endswith("发") else "例"))
        exact = self._names.get(plain)
        if exact:
            return exact
        if is_english_name(plain) or not 2 <= len(plain) <= 60:
            return None
        alike = self._names.get(plain.translate(_SOUND_ALIKE))
        if alike:
            return replace(alike, close=True)
        return self._cores.abbreviated(plain) or self._cores.with_slip(plain)

    def _as_close(self, name: str) -> NameMatch | None:
        match = self._match_uncached(name)
        return match and replace(match, close=True)

    def suggest(self, name: str) -> tuple[LawId, ...]:
        """Laws whose name is like an unknown one, for a question whether they are meant; at most two.

        >>> registry.suggest("个人破产法")
        (LawId('enterprise-bankruptcy-law'),)
        """
        return self._suggest(title_key(name).removeprefix(PRC))

    def _suggest_uncached(self, key: str) -> tuple[LawId, ...]:
        if not 3 <= len(key) <= 40 or is_english_name(key):
            return ()
        if other := self._of_another_rank(key):
            return other
        lacking = self._cores.lacking(key)
        if lacking:
            return lacking
        for start in range(1, len(key) - 2):
            inside = self._names.get(key[start:])
            if inside is not None and inside.law_ids:
                return inside.law_ids[:2]
            if len(key) - start >= _SHORTEST_TAIL and (behind := self._cores.lacking(key[start:])):
                return behind  # 信息保护法 in 公民信息保护法
        # Of three characters any one is the subject: 信访法 is no slip for 信托法.
        return self._cores.near(key) or self._much_alike(key) if len(key) > _SHORTEST_SLIP else ()

    def _of_another_rank(self, key: str) -> tuple[LawId, ...]:
        """A text of the same subject that is called otherwise: 失业保险条例 of 失业保险法, 工会法 of 工会条例."""
        for rank in _RANKS:
            if not key.endswith(rank):
                continue
            for other in _RANKS:
                found = self._names.get(key.removesuffix(rank) + other)
                if found is not None and found.law_ids:
                    return found.law_ids[:2]
        return ()

    def _much_alike(self, key: str) -> tuple[LawId, ...]:
        """Laws that begin alike and share most characters in their order: 个人信息安全法, 反家庭暴力防治法."""
        found: dict[LawId, float] = {}
        for name, match in self._names.items():
            if name[:2] != key[:2] or name[-1:] != key[-1:] or is_english_name(name):
                continue
            shared = sum(
                block.size for block in SequenceMatcher(None, key, name, autojunk=False).get_matching_blocks()
            )
            share = shared / max(len(key), len(name))
            if share >= tuned.TITLES_ALIKE:
                for law_id in match.law_ids[:1]:
                    found[law_id] = max(found.get(law_id, 0.0), share)
        return tuple(sorted(found, key=lambda law_id: (-found[law_id], law_id))[:2])
