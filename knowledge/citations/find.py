"""Finds citations in text. What a short form points to is never guessed here: see ``resolve``.

Candidates are collected by cheap scans (names of laws, document numbers, 第N, English ``Art.``),
put in order and read one after the other; text that one citation has used up starts no other.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from operator import itemgetter

from knowledge.citations import english, numbers, signatures
from knowledge.citations import patterns as p
from knowledge.citations.counted import counts_things, is_question, of_a_paper_in_english
from knowledge.citations.edges import is_private
from knowledge.citations.names import Names
from knowledge.citations.places import Places, read_places
from knowledge.citations.reading import readable
from knowledge.citations.scan import Candidate, Scan, after_name
from knowledge.citations.types import Form, FoundCitation, LawMention, Target
from knowledge.name_tables import Mention
from knowledge.numerals import parse_number
from knowledge.titles import LawRegistry

_ORDINAL = re.compile(rf"第(?=\s{{0,2}}\(?[0-9{p.CN}])")
_HOTLINES = frozenset({110, 114, 119, 120, 122})
"""A message that is only one of these numbers asks for the hotline."""


def find_citations(
    text: str, registry: LawRegistry, *, titles: bool = False, inside_statute: bool = False
) -> list[FoundCitation]:
    """Every citation in ``text``, in order, spans not overlapping.

    Args:
        text: Anything; offsets in the result are code points of it.
        registry: The names that laws go by.
        titles: Also report laws that are named in 《》 without an article.
        inside_statute: The text is an article of a law, where 第一款 and 第（二）项 alone refer
            to the article itself.
    """
    norm = readable(text, registry.spans_a_name)
    scan = Scan(norm, registry, Names(norm, registry), inside_statute)
    mentions = scan.mentions = scan.names.mentions()
    text = norm.text
    candidates: list[Candidate] = [(mention.end, 0, _read_mention, mention) for mention in mentions]
    candidates.extend(numbers.candidates(text))
    candidates.extend(
        (anchor.start(), 2, _read_english, (anchor, mentions)) for anchor in english.anchors(text)
    )
    candidates.extend((word.end(), 3, _read_unknown, word) for word in p.LAW_WORD.finditer(text))
    candidates.extend((hit.start(), 4, _read_relative, hit) for hit in p.RELATIVE.finditer(text))
    candidates.extend((hit.start(), 5, _read_bare, hit.start()) for hit in _ORDINAL.finditer(text))
    if scan.quotes:
        candidates.extend(
            (hit.end(), 6, _read_words_of, hit.end()) for hit in p.BARE_BEFORE_WORDS.finditer(text)
        )
    starts = [mention.start for mention in mentions]
    candidates = [one for one in candidates if one[1] == 0 or not _in_a_name(one, mentions, starts)]
    candidates.sort(key=itemgetter(0, 1))
    for _, _, read, match in candidates:
        read(scan, match)
    if not scan.found:
        _whole_message(scan)
    if titles:
        _add_titles(scan, mentions)
    scan.found.sort(key=lambda citation: citation.span)
    return scan.found


def _in_a_name(candidate: Candidate, mentions: list[Mention], starts: list[int]) -> bool:
    """第三十条 inside 关于《刑法》第三十条的解释 is part of that title."""
    at = bisect_right(starts, candidate[0]) - 1
    return at >= 0 and mentions[at].start < candidate[0] < mentions[at].end


# -- laws by name


def _read_mention(scan: Scan, mention: Mention) -> None:
    if mention.start < scan.reached:
        return
    text = scan.text
    places, note = after_name(text, mention.end)
    note = note or mention.match.note
    if places is None or (places.unit is None and mention.match.name[:1].isascii()):
        places, note = english.places_after(text, mention), mention.match.note
    if places is None:
        return
    if not (mention.match.law_ids or mention.match.named) and is_private(mention.match.name):
        scan.of_a_paper(places)  # 《业主公约》第十条
        scan.reached = places.end
        return
    start = mention.start - (text[mention.start - 1 : mention.start] == "《")
    law = scan.whose.law(mention, note, places.end)
    scan.emit(
        Form.FULL,
        start,
        places.end,
        tuple(places.targets),
        law=law,
        truncated=places.truncated,
        note=note,
    )


_NAME_END = re.compile(r"[》\"”\s的里中]")


def _read_unknown(scan: Scan, word: re.Match[str]) -> None:
    """该法3条, and names that nobody registered: 反开盒法第三条."""
    position = word.end()
    text = scan.text
    if word.start() < scan.reached:
        return
    places = read_places(text, position)
    if places is None or places.unit != "条":
        places = None
    short = _short_law(text, position)
    if short:
        if places:
            _emit_short(scan, short, places)
        return
    name = _NAME_END.split(word.group(), maxsplit=1)[0]
    mention = scan.names.before(word.start() + len(name), scan.reached)
    if mention is None:
        return
    if places is None:
        if not mention.match.close or "\n" in word.group():
            return
        places = read_places(text, position, unit_free=True)
        if places is None or places.unit is not None:
            return
    if not places.ordinal and p.COUNTED.match(text, places.end):
        return
    known = bool(mention.match.law_ids or mention.match.named)
    if not known and not places.ordinal and not _STATUTE_WORD.search(mention.match.name):
        return  # 公司规定5条 counts
    start = mention.start - (text[mention.start - 1 : mention.start] == "《")
    scan.emit(
        Form.FULL,
        start,
        places.end,
        tuple(places.targets),
        law=scan.whose.law(mention),
        truncated=places.truncated,
    )


_STATUTE_WORD = re.compile(r"(?:法|法典|条例)$")


def _short_law(text: str, position: int) -> re.Match[str] | None:
    """该法, 本条例 and the like right before ``position``."""
    start = max(0, position - 12)
    if _SHORT_HINT.search(text, start, position) is None:
        return None
    return p.SHORT_LAW.search(text, start, position)


_SHORT_HINT = re.compile("[该本同此述部个]")


def _emit_short(scan: Scan, short: re.Match[str], places: Places) -> None:
    span = scan.norm.span(*short.span("law"))
    scan.emit(
        Form.SHORT,
        short.start("law"),
        places.end,
        tuple(places.targets),
        law=LawMention(scan.norm.original[span[0] : span[1]], span),
        truncated=places.truncated,
    )


def _read_english(scan: Scan, match: tuple[re.Match[str], list[Mention]]) -> None:
    anchor, mentions = match
    if anchor.start() < scan.reached:
        return
    reading = english.read(scan.text, anchor, mentions, scan.reached)
    if reading is None:
        return
    mention = reading.mention
    if mention is None and of_a_paper_in_english(scan, reading.start, reading.places):
        scan.reached = reading.end
        return
    scan.emit(
        Form.FULL if mention else Form.BARE,
        reading.start,
        reading.end,
        tuple(reading.places.targets),
        law=scan.whose.law(mention) if mention else None,
        truncated=reading.places.truncated,
    )


# -- short and bare forms

_RELATIVES = {
    "same": "same",
    "prev_article": "previous_article",
    "next_article": "next_article",
    "prev_par": "previous_paragraph",
    "count": "previous_paragraphs",
    "same_par": "same_paragraph",
    "former": "former",
    "latter": "latter",
}
"""Group of ``patterns.RELATIVE`` that has matched -> what it points to."""


def _read_relative(scan: Scan, match: re.Match[str]) -> None:
    start = match.start()
    if start < scan.reached or start < scan.quoted_until:
        return
    kind = _RELATIVES[match.lastgroup or ""]
    count = parse_number(match["count"]) or 1 if match["count"] else 1
    of = _OF.match(scan.text, match.end())
    places = read_places(scan.text, of.end() if of else match.end())
    end = match.end()
    if kind in ("former", "latter") and places is not None and places.unit == "条":
        _of_two_laws(scan, start, places, kind)
        return
    targets: tuple[Target, ...] = (Target(relative=kind, how_many=count),)
    if places is not None and places.unit in ("款", "项"):
        end = places.end
        targets = tuple(t._replace(relative=kind, how_many=count) for t in places.targets)
    elif kind in ("same", "same_paragraph") or (
        kind in ("former", "latter") and p.TO_WORDS.match(scan.text, match.end()) is None
    ):
        return  # 本条 alone says nothing that could be looked up
    scan.emit(Form.SHORT, start, end, targets)


def _of_two_laws(scan: Scan, start: int, places: Places, kind: str) -> None:
    """民法典和刑法，前者第1165条，后者第264条: of the two laws named last."""
    named = [mention for mention in scan.mentions if mention.end <= start][-2:]
    if len(named) < 2 or places.targets[0].article is None:
        return
    scan.emit(Form.BARE, start, places.end, tuple(places.targets), truncated=places.truncated)
    law = scan.whose.law(named[0] if kind == "former" else named[1])
    scan.found[-1] = scan.found[-1]._replace(antecedent=law)


_OF = re.compile(r"\s?(?:的|中的?|里的?)?\s?")


def _read_bare(scan: Scan, position: int) -> None:
    text = scan.text
    if position < scan.reached:
        return
    places = read_places(text, position)
    if places is None:
        return
    if places.unit in ("款", "项"):
        _paragraph_alone(scan, position, places)
        return
    if places.unit != "条":
        return
    short = _short_law(text, position)
    if short and short.start() >= scan.reached:
        _emit_short(scan, short, places)
        return
    law = _name_behind(scan, places.end)
    if law is not None:
        scan.emit(Form.FULL, position, law[1], tuple(places.targets), law=law[0])
        return
    if not scan.inside_statute and signatures.read(scan, position, places):
        return
    if not scan.inside_statute and counts_things(scan, position, places):
        scan.reached = places.end  # nor does the rest of its list cite anything
        return
    scan.emit(Form.BARE, position, places.end, tuple(places.targets), truncated=places.truncated)


def _name_behind(scan: Scan, end: int) -> tuple[LawMention, int] | None:
    """第1195条民法典: the name behind its number, when nothing but the name follows."""
    rest = _NAME_AFTER.match(scan.text, end)
    if rest is None:
        return None
    start = rest.end()
    for mention in scan.registry.mentions(scan.text[start : start + 40]):
        if mention.start != 0:
            return None
        stop = start + mention.end
        after = _AFTER_NAME_BEHIND[rest["open"] is not None].match(scan.text, stop)
        if after is None:
            return None
        moved = Mention(start, stop, mention.match)
        closed = after.end() if rest["open"] else stop + (scan.text[stop : stop + 1] == "》")
        return scan.whose.law(moved), closed
    return None


_NAME_AFTER = re.compile(r"[\s,]{0,2}(?P<open>\()?《?(?=[^\s\d第,。;:!?、()])")
_AFTER_NAME_BEHIND = {
    False: re.compile(r"》?\s{0,2}(?=$|[,。;:!?\n)是])"),
    True: re.compile(r"》?\s{0,2}\)"),  # 第705条(《民法典》)
}


def _paragraph_alone(scan: Scan, position: int, places: Places) -> None:
    """第二款 without its article: inside a statute, behind 其中, or as a whole follow-up."""
    text = scan.text
    before = text[max(0, position - 4) : position]
    alone = is_question(scan, position, places.end)
    # 第一款是……，第二款“……”: of the article cited before, whose words follow.
    says = (
        before.rstrip()[-1:] in _PAUSES
        and bool(scan.found)
        and p.TO_WORDS.match(text, places.end) is not None
    )
    if scan.inside_statute or before.endswith(("其中", "该条的")) or alone or says:
        scan.emit(
            Form.SHORT,
            position,
            places.end,
            tuple(target._replace(relative="same") for target in places.targets),
        )


_PAUSES = frozenset(',;:、。和与及而”"')
"""What may stand between words of one place and the number of the next."""


def _read_words_of(scan: Scan, position: int) -> None:
    """民法典1199条“……”，1200条“……”: a bare number is cited where a law was and the words of the number follow it."""
    if position < scan.reached or not any(one.law is not None for one in scan.found):
        return
    places = read_places(scan.text, position, unit_free=True)
    if places is None or places.ordinal or places.unit not in ("条", None):
        return
    if p.TO_WORDS.match(scan.text, places.end) is not None:
        scan.emit(Form.BARE, position, places.end, tuple(places.targets), truncated=places.truncated)


def _whole_message(scan: Scan) -> None:
    """1197, 1195条是什么, 253之一: a message that is nothing but a number."""
    text = scan.text
    start = len(text) - len(text.lstrip())
    places = read_places(text, start, unit_free=True)
    if places is None or places.unit not in ("条", None) or not places.targets:
        return
    if p.QUESTION_TAIL.match(text, places.end) is None:
        return
    first = places.targets[0].article
    if places.unit is None and first is not None:
        plain = text[start : places.end]
        alone = not text[places.end :].strip(" .。?？!！\n\r")
        if not plain[0].isdigit() or not alone:
            return
        if first.number in _HOTLINES or not 0 < first.number <= 9999 or len(plain) < 2:
            return
    if p.COUNTED.match(text, places.end):
        return
    scan.emit(Form.BARE, start, places.end, tuple(places.targets), truncated=places.truncated)


# -- titles


def _add_titles(scan: Scan, mentions: list[Mention]) -> None:
    """Laws named in 《》 that no citation covers."""
    covered = sorted(citation.span for citation in scan.found)
    position = 0
    for mention in mentions:
        if scan.text[mention.start - 1 : mention.start] != "《":
            continue
        span = scan.norm.span(mention.start - 1, min(mention.end + 1, len(scan.text)))
        while position < len(covered) and covered[position][1] <= span[0]:
            position += 1
        if position < len(covered) and covered[position][0] < span[1]:
            continue
        scan.emit(
            Form.TITLE, mention.start - 1, min(mention.end + 1, len(scan.text)), law=scan.whose.law(mention)
        )
