"""Buttons under messages. Callback data is ``kind:argument``, at most 64 bytes, and needs no memory of ours.

``f`` full article · ``g`` turn to an article · ``c`` cases of an article · ``k`` a case · ``l`` laws of a case ·
``m`` more results · ``t`` other language · ``q`` a choice · ``v`` vote · ``r`` reason · ``n`` next tip · ``L`` language · ``s`` setting
"""

from __future__ import annotations

from collections.abc import Sequence

from telegram import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.constants import InlineKeyboardButtonLimit

from bot.answer import Answer, Language, Outcome
from bot.texts import Locale, Texts
from knowledge.models import Case, Kind

LABEL_LENGTH = 60
COPY_LENGTH = 256
"""Bot API, CopyTextButton: 1-256 characters."""
MOST_REFERENCES = 5
"""Articles referred to that get a button of their own: the longest lists are of laws, not of ways on."""
LAWS = (Kind.STATUTE, Kind.INTERPRETATION, Kind.REGULATION)
LANGUAGES = (("简体中文", Locale.HANS), ("繁體中文", Locale.HANT), ("English", Locale.EN))
REASONS = ("wrong", "missing", "unclear", "outdated")
Row = list[InlineKeyboardButton]


def button(label: str, kind: str, argument: object = "") -> InlineKeyboardButton:
    """A callback button; a label that is too long is shortened, data that is too long is our mistake."""
    data = f"{kind}:{argument}"
    if len(data.encode()) > InlineKeyboardButtonLimit.MAX_CALLBACK_DATA:
        raise ValueError(f"callback data too long: {kind}")
    return InlineKeyboardButton(_short(label), callback_data=data)


def under_answer(answer: Answer, texts: Texts, *, cases_at: str | None) -> InlineKeyboardMarkup | None:
    """The buttons of a full answer; ``cases_at``: the passage of the article or topic whose cases are offered."""
    offered = [[button(f"{n}. {c.label}", "q", n)] for n, c in enumerate(answer.offered, 1)]
    if answer.choices:
        return InlineKeyboardMarkup(offered)
    if answer.outcome not in (Outcome.ANSWERED, Outcome.PARTIAL, Outcome.CORRECTED):
        return None
    laws = [excerpt for excerpt in answer.quoted if excerpt.kind in LAWS]
    case = next((excerpt.case_id for excerpt in answer.excerpts if excerpt.case_id), None)
    rows: list[Row] = offered
    full: Row = []
    for number, excerpt in enumerate(laws[:3], 1):
        label = texts.button_full if len(laws) == 1 else f"{texts.button_full} {number}"
        full.append(button(label, "f", excerpt.passage_id))
    rows.append(full)
    second = [button(texts.button_more, "m", 0)]
    if cases_at is not None:
        second.append(button(texts.button_cases, "c", cases_at))
    if case:
        second.append(button(texts.button_laws, "l", case))
    other = Language.ZH if answer.language is Language.EN else Language.EN
    second.append(button(texts.button_other_language, "t", other))
    rows.append(second)
    last = [button(texts.button_good, "v", 1), button(texts.button_bad, "v", 0)]
    if answer.excerpts:
        citation = answer.excerpts[0].citation
        last.append(InlineKeyboardButton(texts.button_share, switch_inline_query=citation[:200]))
        last.append(InlineKeyboardButton(texts.button_copy, copy_text=CopyTextButton(citation[:COPY_LENGTH])))
    rows.append(last)
    return InlineKeyboardMarkup([row for row in rows if row])


def in_group(answer: Answer, texts: Texts, username: str, payload: str) -> InlineKeyboardMarkup:
    """In groups: one row for what the short answer leaves out, one for what is about it."""
    url = f"https://t.me/{username}?start={payload}"
    rows: list[Row] = [[InlineKeyboardButton(texts.button_details, url=url)]]
    if answer.outcome in (Outcome.ANSWERED, Outcome.PARTIAL, Outcome.CORRECTED):
        law = next((excerpt for excerpt in answer.excerpts if excerpt.kind in LAWS), None)
        if law is not None:
            rows[0].append(button(texts.button_full, "f", law.passage_id))
        rows[0].append(button(texts.button_more, "m", 0))
        other = Language.ZH if answer.language is Language.EN else Language.EN
        rows.append(
            [
                button(texts.button_other_language, "t", other),
                button(texts.button_good, "v", 1),
                button(texts.button_bad, "v", 0),
            ]
        )
    return InlineKeyboardMarkup(rows)


def under_article(
    passage_id: str,
    neighbours: tuple[str | None, str | None],
    texts: Texts,
    *,
    references: Sequence[tuple[str, str]] = (),
    has_cases: bool,
) -> InlineKeyboardMarkup | None:
    """Turning pages in a law, the articles that this one refers to, and its cases.

    Args:
        passage_id: The article.
        neighbours: Passages before and after.
        texts: Sentences in the reader's language.
        references: (citation, passage) of articles that it refers to; the first ``MOST_REFERENCES`` get a button.
        has_cases: Some case turns on it.
    """
    before, after = neighbours
    row: Row = []
    if before:
        row.append(button(texts.button_previous, "g", before))
    if after:
        row.append(button(texts.button_next, "g", after))
    rows = [row] if row else []
    rows += [[button(f"→ {citation}", "f", passage)] for citation, passage in references[:MOST_REFERENCES]]
    if has_cases:
        rows.append([button(texts.button_cases, "c", passage_id)])
    return InlineKeyboardMarkup(rows) if rows else None


def case_list(cases: Sequence[Case], *, english: bool) -> InlineKeyboardMarkup:
    """One button for each case."""
    return InlineKeyboardMarkup(
        [[button((case.english_title if english else "") or case.title, "k", case.case_id)] for case in cases]
    )


def article_list(articles: Sequence[tuple[str, str]]) -> InlineKeyboardMarkup | None:
    """Buttons for (label, passage id)."""
    rows = [[button(label, "f", passage_id)] for label, passage_id in articles]
    return InlineKeyboardMarkup(rows) if rows else None


def languages() -> InlineKeyboardMarkup:
    """The three interface languages, each in its own words."""
    return InlineKeyboardMarkup([[button(label, "L", locale)] for label, locale in LANGUAGES])


def reasons(texts: Texts) -> InlineKeyboardMarkup:
    """Why an answer was not good: optional, one tap."""
    rows = [button(getattr(texts, f"reason_{name}"), "r", name) for name in REASONS]
    return InlineKeyboardMarkup([rows[:2], rows[2:]])


def _short(label: str) -> str:
    return label if len(label) <= LABEL_LENGTH else label[: LABEL_LENGTH - 1] + "…"
