"""Interface sentences: none missing, none unlike its translations in what it fills in."""

from __future__ import annotations

import dataclasses
import re
import string
from pathlib import Path

import pytest

from bot.compose.wording import SENTENCES
from bot.texts import TEXTS, Locale, Texts, locale_of
from knowledge.errors import SourceFormatError
from knowledge.readers.sentences import read_sentences
from tests.end_to_end.telegram_html import parse

ROOT = Path(__file__).resolve().parents[2]
NAMES = [field.name for field in dataclasses.fields(Texts)]
HTML = ("start", "help", "privacy", "privacy_held", "group_help", "welcome")


def fields_of(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("name", NAMES)
def test_every_sentence_is_there_in_every_language_with_the_same_fields(name):
    sentences = [getattr(TEXTS[locale], name) for locale in Locale]
    assert all(sentence.strip() for sentence in sentences)
    assert len({frozenset(fields_of(sentence)) for sentence in sentences}) == 1


@pytest.mark.parametrize("locale", list(Locale))
@pytest.mark.parametrize("name", NAMES)
def test_every_sentence_is_valid_html_when_sent(name, locale):
    text = getattr(TEXTS[locale], name)
    visible, _ = parse(text) if name in HTML else (text, [])
    assert "<" not in visible
    assert name in HTML or "<" not in text


def test_traditional_sentences_hold_no_simplified_characters():
    simplified = set("问题发语权限设吗么时间个为这没请说读认证据")
    for name in NAMES:
        text = getattr(TEXTS[Locale.HANT], name)
        # Names that people type stay as they are.
        assert not simplified & set(text), (name, simplified & set(text))


def test_the_menu_and_descriptions_keep_telegrams_limits():
    for texts in TEXTS.values():
        assert len(texts.description) <= 512
        assert len(texts.short_description) <= 120
        for name in NAMES:
            if name.startswith("command_"):
                assert 1 <= len(getattr(texts, name)) <= 256


@pytest.mark.parametrize(
    ("code", "locale"),
    [
        ("zh-hans", Locale.HANS), ("zh", Locale.HANS), ("zh-CN", Locale.HANS), (None, Locale.HANS),
        ("zh-hant", Locale.HANT), ("zh-TW", Locale.HANT), ("zh_HK", Locale.HANT),
        ("yue", Locale.HANT), ("en", Locale.EN), ("de", Locale.EN), ("en-GB", Locale.EN),
    ],
)  # fmt: skip
def test_the_interface_language_follows_the_client(code, locale):
    assert locale_of(code) is locale


def test_every_sentence_of_the_interface_and_of_answers_is_said_somewhere():
    code = "\n".join(
        path.read_text(encoding="utf-8")
        for path in (ROOT / "bot").rglob("*.py")
        if path.parent.name != "texts" and path.name != "wording.py"
    )
    # Those that are picked by what they are about: the word before {…}.
    families = tuple(re.findall(r'f"([a-z]+_)\{', code))
    unsaid = [
        name
        for name in (*NAMES, *SENTENCES)
        if not re.search(rf"\b{name}\b", code) and not name.startswith(families)
    ]
    assert unsaid == []


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ("a: {zh: 一}", "expected a in zh, en"),
        ("a: {zh: 一, en: one, de: eins}", "expected a in zh, en"),
        ("a: {zh: 一, en: 1}", "expected words for a in en, found 1"),
        ("b: {zh: 一, en: one}", "expected a sentence a, found none"),
        ("a: {zh: 一, en: one}\nb: {zh: 二, en: two}", "b is no sentence that is said"),
        ("- a", "expected names of sentences"),
        ("a: [", "expected sentences in words.yaml"),
    ],
)
def test_a_file_of_sentences_that_lacks_one_or_a_language_is_refused_in_one_sentence(
    tmp_path, written, fault
):
    path = tmp_path / "words.yaml"
    path.write_text(written, encoding="utf-8")
    with pytest.raises(SourceFormatError, match=fault) as caught:
        read_sentences(path, ("zh", "en"), ["a"])
    assert "\n" not in str(caught.value)
    path.write_text("a: {zh: 一, en: one}", encoding="utf-8")
    assert read_sentences(path, ("zh", "en"), ["a"]) == {"a": {"zh": "一", "en": "one"}}
