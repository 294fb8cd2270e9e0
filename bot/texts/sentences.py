"""The names of the sentences of the interface and its languages; the words stand in ``interface.yaml``.

Law text is not here: it stays as enacted. A sentence that is missing in a language ends the start with a sentence.
Sentences are plain text except ``start``, ``help``, ``privacy``, ``group_help`` and ``welcome``, which are Telegram HTML.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Locale(StrEnum):
    """Language and script of the interface."""

    HANS = "zh-Hans"
    HANT = "zh-Hant"
    EN = "en"


@dataclass(frozen=True, slots=True)
class Texts:
    """The interface in one language; names say where a sentence stands."""

    start: str
    help: str
    privacy: str
    description: str
    short_description: str
    digest_label: str
    translation_label: str
    steps_heading: str
    further_heading: str
    """``{ask}`` is another ask of the message, in its own words."""
    hotlines_heading: str
    choices_heading: str
    near_heading: str
    checked_at: str
    shortened: str
    status_amended: str
    status_repealed: str
    status_not_yet_in_force: str
    disclaimer: str
    error: str
    took_too_long: str
    gave_up: str
    old_law: str
    about_days: str
    slow_down: str
    slow_down_group: str
    only_text: str
    nothing_to_read: str
    button_expired: str
    law_updated: str
    no_more: str
    not_a_choice: str
    button_full: str
    button_previous: str
    button_next: str
    button_more: str
    button_cases: str
    button_laws: str
    button_other_language: str
    button_good: str
    button_bad: str
    button_share: str
    button_copy: str
    button_details: str
    button_private: str
    thanks: str
    thanks_why: str
    reason_wrong: str
    reason_unclear: str
    reason_missing: str
    reason_outdated: str
    more_heading: str
    cases_heading: str
    no_related: str
    ask_usage: str
    law_usage: str
    law_unknown: str
    verify_usage: str
    verify_none: str
    verify_heading: str
    verify_scope: str
    verdict_valid: str
    verdict_no_such_article: str
    verdict_no_such_paragraph: str
    verdict_unknown_law: str
    verdict_ambiguous: str
    verdict_repealed: str
    verdict_renumbered: str
    verdict_not_yet_in_force: str
    verdict_no_text: str
    case_usage: str
    language_choose: str
    language_set: str
    admins_only: str
    settings_heading: str
    settings_heading_private: str
    setting_language: str
    setting_length: str
    setting_verify: str
    setting_who: str
    setting_posts: str
    setting_posts_day: str
    setting_posts_hour: str
    setting_posts_zone: str
    weekdays: str
    """Monday to Sunday, divided by ``|``."""
    value_daily: str
    value_weekly: str
    value_short: str
    value_long: str
    value_on: str
    value_off: str
    value_everyone: str
    value_admins: str
    only_admins_ask: str
    welcome: str
    group_help: str
    group_safety: str
    inline_open_private: str
    tip_heading: str
    button_next_tip: str
    quiz_refused: str
    stats: str
    privacy_unset: str
    privacy_held: str
    privacy_group: str
    forgotten: str
    export_caption: str
    export_failed: str
    export_private: str
    command_forget: str
    command_export: str
    too_old: str
    not_yours: str
    link_expired: str
    document_how: str
    no_voice: str
    no_images: str
    verify_hidden: str
    verify_rest: str
    verify_more_wrong: str
    inline_slow: str
    disclaimer_brief: str
    stats_day: str
    admission_usage: str
    admission_list: str
    admission_everybody: str
    broadcast_usage: str
    broadcast_done: str
    news_heading: str
    setting_news: str
    file_large: str
    file_unknown: str
    file_broken: str
    file_failed: str
    unanswered_kept: str
    privacy_unanswered: str
    business_on: str
    business_silent: str
    command_start: str
    command_help: str
    command_about: str
    command_privacy: str
    command_ask: str
    command_law: str
    command_case: str
    command_verify: str
    command_tip: str
    command_quiz: str
    command_language: str
    command_settings: str
    command_stats: str
