"""Every sentence of the interface (``interface.yaml``): one ``Texts`` a language, which none may leave incomplete."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

from bot.texts.sentences import Locale, Texts
from knowledge.readers.sentences import read_sentences

__all__ = ["TEXTS", "Locale", "Texts", "in_chinese", "language_of", "locale_of"]


def _read() -> dict[Locale, Texts]:
    names = [field.name for field in fields(Texts)]
    said = read_sentences(Path(__file__).with_name("interface.yaml"), [*Locale], names)
    return {locale: Texts(**{name: said[name][locale] for name in names}) for locale in Locale}


TEXTS: dict[Locale, Texts] = _read()


def language_of(texts: Texts) -> Locale:
    """The language that sentences are in."""
    return next(locale for locale, those in TEXTS.items() if those is texts)


def in_chinese(locale: Locale) -> Locale:
    """The script for a reader of Chinese; simplified for one whose interface is English."""
    return Locale.HANT if locale is Locale.HANT else Locale.HANS


def locale_of(language_code: str | None) -> Locale:
    """The interface language for Telegram's ``language_code`` (IETF tag); Chinese where there is none."""
    tag = (language_code or "zh").lower().replace("_", "-")
    parts = tag.split("-")
    if parts[0] not in {"zh", "yue", "wuu"}:
        return Locale.EN
    traditional = {"hant", "tw", "hk", "mo"}
    if traditional & set(parts[1:]) or parts[0] == "yue":
        return Locale.HANT
    return Locale.HANS
