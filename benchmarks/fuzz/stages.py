"""What is fed: each stage takes a number, makes its input, and complains of what must not be.

A stage returns nothing; it raises ``Wrong`` for a result that is not what it promises, and lets through whatever the
program raises that it does not document.
"""

from __future__ import annotations

import contextlib
import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import PurePath

import yaml

from benchmarks.fuzz.inputs import PLACES, seeds, text
from bot.answer import Answer, Choice, Excerpt, Language, Outcome
from bot.as_json import ask_object, citation_object
from bot.brief import LINES, lines_of, render_brief
from bot.handlers.verifying import report
from bot.render import MESSAGE_LIMIT, render, render_excerpt, render_short, render_tip
from bot.script import in_traditional
from bot.service import Yuanfa, load_service, read_library
from bot.settings import default_data_dir
from bot.texts import TEXTS, Locale
from knowledge.citations import check_text, find_citations
from knowledge.errors import KnowledgeError
from knowledge.importing.formats import read_lines
from knowledge.importing.judgments import as_markdown, is_case, read_case_text
from knowledge.library import Library
from knowledge.models import Kind, PassageId, Status
from knowledge.normalize import fold, normalize, simplify
from knowledge.numerals import parse_number, to_chinese
from knowledge.readers.cases import parse_case
from knowledge.readers.digests import split_paragraphs
from knowledge.readers.official import as_statute, parse_official
from knowledge.readers.statutes import parse_label
from knowledge.readers.yaml_source import load_yaml
from tests.end_to_end.telegram_html import ParseError, parse, utf16


class Wrong(Exception):
    """A result that is not what was promised."""


def check(true: object, what: str) -> None:
    """Complain unless ``true``."""
    if not true:
        raise Wrong(what)


@cache
def library() -> Library:
    """Every built-in source."""
    return read_library()


@cache
def service() -> Yuanfa:
    """The whole, over the built index."""
    whole = load_service(default_data_dir())
    whole.warm()  # as the bot does before it answers
    return whole


def valid_html(messages: list[str], limit: int = MESSAGE_LIMIT) -> None:
    """Complain of what Telegram would refuse."""
    check(messages, "no message")
    for message in messages:
        try:
            seen, _ = parse(message)
        except ParseError as error:
            raise Wrong(f"invalid HTML: {error}") from error
        check(seen.strip(), "empty message")
        check(utf16(message) <= limit, "too long a message")
        check(not any(0xD800 <= ord(one) <= 0xDFFF for one in seen), "surrogate in a message")


def find(number: int) -> None:
    """Citations: found, resolved, checked, as JSON; spans hold what they say."""
    said = text("find", number)
    for one in find_citations(said, library().registry):
        start, end = one.span
        check(0 <= start <= end <= len(said), "span outside the text")
    found = check_text(said, library(), date(2026, 11, 29))
    for citation in map(citation_object, found):
        start, end = citation["span"]
        check(said[start:end] == citation["matched"], "span and matched differ")
    valid_html(report(found, TEXTS[Locale.HANS if number % 2 else Locale.EN]))


def folding(number: int) -> None:
    """Folding: idempotent, spans inside, numerals there and back."""
    said = text("fold", number)
    once = fold(said)
    check(fold(once) == once, "fold is not idempotent")
    simplify(said)
    normalized = normalize(said)
    size = len(normalized.text)
    for start, end in ((0, size), (size // 3, size // 2), (size, size)):
        low, high = normalized.span(start, end)
        check(0 <= low <= high <= len(said), "span outside the original")
    value = parse_number(said[:12])
    if value is not None and 0 < value < 10**8:
        check(parse_number(to_chinese(value)) == value, "numeral does not come back")
    parse_label(said[:30])
    split_paragraphs(said)


def _excerpt(dice: random.Random, stage: str, number: int) -> Excerpt:
    body = text(stage, number) or "无"
    start = dice.randint(0, len(body))
    return Excerpt(
        passage_id=PassageId("st-civil-code-1195"), kind=dice.choice(list(Kind)), title=text(stage, number + 1)[:80],
        citation=text(stage, number + 2)[:120], text=body, verbatim=dice.random() < 0.7, status=dice.choice(list(Status)),
        effective_from=date(2021, 1, 1), score=1.0, source=text(stage, number + 3)[:60],
        highlight=(start, dice.randint(start, len(body))) if dice.random() < 0.7 else None,
        english=text(stage, number + 4)[:200] if dice.random() < 0.3 else "", shortened=dice.random() < 0.3,
        version_line=dice.choice(("", "2021-01-01起施行")),
    )  # fmt: skip


def rendering(number: int) -> None:
    """Answers of any words as messages: valid, within limits, twelve lines in a group."""
    dice = random.Random(f"render {number}")
    stage = "render"

    def lines(most: int) -> tuple[str, ...]:
        return tuple(text(stage, number * 7 + n)[:300] for n in range(dice.randint(0, most)))

    answer = Answer(
        dice.choice(list(Outcome)), text(stage, number) or "结论",
        tuple(_excerpt(dice, stage, number * 11 + n) for n in range(dice.randint(0, 3))),
        steps=lines(4), notices=lines(3), hotlines=lines(2), safety=lines(2),
        choices=tuple(Choice(line or "甲", line) for line in lines(3)) if dice.random() < 0.1 else (),
        language=dice.choice(list(Language)), disclaimer=dice.choice(("", "一般信息")),
    )  # fmt: skip
    locale = dice.choice(list(Locale))
    if not answer.conclusion.strip():
        answer = replace(answer, conclusion="结论")
    limit = dice.choice((MESSAGE_LIMIT, MESSAGE_LIMIT, 1024, 200))
    valid_html(render(answer, locale=locale, limit=limit), limit)
    valid_html(render_short(answer, locale=locale))
    brief = render_brief(answer, locale=locale)
    valid_html(brief)
    if not answer.choices:
        check(len(brief) == 1, "a group's answer is more than one message")
        check(lines_of(parse(brief[0])[0]) <= LINES, "a group's answer has more than twelve lines")
    if answer.excerpts:
        valid_html(render_excerpt(answer.excerpts[0], TEXTS[locale], language=answer.language))
        valid_html(
            [render_tip(answer.conclusion, answer.excerpts[0], TEXTS[locale], language=answer.language)]
        )
    if number % 20 == 0:
        valid_html(render(in_traditional(answer), locale=Locale.HANT))


_HEADS = ("", "中华人民共和国某法\n（2024年1月1日通过）\n", "---\nid: case-x\ntitle: 某案\n---\n", "最高人民法院公告\n法释〔2024〕1号\n",
          "民事判决书\n（2024）沪01民终1号\n", "- id: a\n  text: ")  # fmt: skip
_NAMES = ("a.txt", "a.md", "a.docx", "a.pdf", "a.html", "某法（2024-01-01）.txt", "a.yaml")


def readers(number: int) -> None:
    """Readers of files: what they cannot read is one documented error."""
    dice = random.Random(f"readers {number}")
    body = dice.choice(_HEADS) + "".join(
        dice.choice((f"第{to_chinese(n)}条　", "第一章 总则\n", "", "（一）"))
        + text("readers", number * 9 + n)[:400]
        + "\n"
        for n in range(1, dice.randint(2, 9))
    )
    name = dice.choice(_NAMES)
    data = body.encode(dice.choice(("utf-8", "utf-8", "gb18030", "utf-16")), "replace")
    if dice.random() < 0.3:
        at = dice.randint(0, len(data))
        data = data[:at] + dice.randbytes(dice.randint(1, 20)) + data[at:]
    try:
        read, _ = read_lines(name, data)
    except KnowledgeError:
        read = body.encode("utf-8", "replace").decode("utf-8").splitlines()  # a file has no surrogates
    with contextlib.suppress(KnowledgeError):
        if is_case(read):
            as_markdown(read_case_text(read, name, anonymise=dice.random() < 0.5), "来源")
        else:
            as_statute(parse_official(read, PurePath(name).name), None)
    with contextlib.suppress(KnowledgeError):
        parse_case(body, name)
    # What the readers turn into their own sentence.
    with contextlib.suppress(yaml.YAMLError, ValueError, AttributeError):
        load_yaml(body, plain=dice.random() < 0.5)


def answering(number: int) -> None:
    """The whole way from words to messages, in every form that a chat gets."""
    dice = random.Random(f"answer {number}")
    said = text("answer", number, longest=4096)
    previous = tuple(dice.choice((*seeds(), *PLACES)) for _ in range(dice.choice((0, 0, 0, 1, 2))))
    reply_to = text("answer", number + 10**9)[:1000] if dice.random() < 0.1 else None
    language = dice.choice((None, None, Language.EN, Language.ZH))
    answer = service().ask(said, language=language, previous=previous, reply_to=reply_to)
    ask_object(answer, number)
    for locale in (Locale.HANS, Locale.EN):
        valid_html(render(answer, locale=locale))
    valid_html(render_short(answer))
    brief = render_brief(answer)
    valid_html(brief)
    if not answer.choices:
        check(len(brief) == 1, "a group's answer is more than one message")
        check(lines_of(parse(brief[0])[0]) <= LINES, "a group's answer has more than twelve lines")
    if number % 10 == 0:
        valid_html(render(in_traditional(answer), locale=Locale.HANT))
    for excerpt in answer.excerpts:
        if excerpt.highlight is not None:
            start, end = excerpt.highlight
            check(0 <= start < end <= len(excerpt.text), "highlight outside the excerpt")


STAGES: dict[str, tuple[Callable[[int], None], int]] = {
    "find": (find, 300_000),
    "fold": (folding, 500_000),
    "render": (rendering, 60_000),
    "readers": (readers, 120_000),
    "answer": (answering, 20_000),
}
"""Each stage and how many inputs make a whole run: a million together."""
