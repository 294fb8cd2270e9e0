"""What is no question of law: noise, greetings, harmful requests; and signs that somebody is in danger.

Closed forms are signs declared in ``knowledge/data/signs``; what they leave open is decided by likeness to written
examples (``bot.compose.likeness``). A question about the law of an act is no request for it, and a child who is
pressed for images comes before everything: whoever tells of it is never refused.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

from bot.compose.likeness import Likeness
from index.query import Query
from knowledge.signs import Sign, kinds_in

MOST_READ = 4_096
"""What a Telegram message holds: of a longer text so much is read."""

_CONTENT = re.compile(r"[\w\u3400-\u9fff]")
_LAUGHTER = re.compile(
    r"^(?:[哈呵嘿嘻啊哦嗯额呃噢呀喂草艹牛6.。…~!！?？,，]|h[ah]++|lol++|xs++wl|2333++|test|测试|在|收到|ok|好的?+)++$",
    re.I,
)
_GREETING = re.compile(
    r"^(?:你好|您好|哈喽|哈啰|嗨|早上好|早安|晚上好|晚安|中午好|下午好|大家好|在吗|在不在|有人吗|hi|hello|hey|good (?:morning|evening))"
    r"[呀啊哦吗嘛,，.。!！~ ]*+(?:机器人|援法|yuanfa|bot|there)?[呀啊哦吗嘛.。!！~?？ ]*+$",
    re.I,
)
_THANKS = re.compile(r"^(?:谢谢|多谢|感谢|谢了|thx|thanks|thank you|再见|拜拜|bye|辛苦了)[^?？]{0,8}$", re.I)
_IDENTITY = re.compile(
    r"你(?:是|叫)(?:谁|什么|啥|哪位|哪个|哪家|机器人|人工|真人|ai|chatgpt|gpt)|谁(?:开发|做|创造|写|训练)(?:了|的)?你|你(?:是|由)?.{0,6}(?:开发|创造|训练|设计|制作)的"
    r"|你(?:能|会|可以)(?:做|干|帮我?做?)(?:什么|啥|哪些)|你有(?:什么|哪些)功能|(?:怎么|如何)用(?:你|这个机器人)|who (?:are|made|built) you|what (?:can|do) you do|are you (?:a )?(?:bot|human|ai)",
    re.I,
)


class Trivial(StrEnum):
    """Messages that are no question."""

    EMPTY = "empty"
    NOISE = "noise"
    GREETING = "greeting"
    THANKS = "thanks"
    IDENTITY = "identity"


_CODE = re.compile(
    r"(?:^|\s)/(?:etc|usr|var|bin|dev|proc)/|\.\./|\b(?:drop|alter|truncate)\s+table\b|\bselect\b.{1,60}\bfrom\b|\bunion\s+select\b"
    r"|\bor\s+1\s*=\s*1|<\s*+(?:/\s*+)?(?:script|img|iframe|svg|html|body|div)\b|javascript:|\brm\s+-rf\b|\bcurl\s+https?:|\$\{|\{\{|%0[ad]|\\x[0-9a-f]{2}"
    r"|\bconsole\.log|\bprint\(|\bdef\s+\w+\(|\bfunction\s*\w*\(|#include\s*<|\bimport\s+\w+(?:\s+as\b|\s*;|$)",
    re.IGNORECASE,
)
"""Program code and probes for holes in one."""


def trivial(text: str) -> Trivial | None:
    """What kind of non-question a folded text is, or None."""
    stripped = text.strip()
    if not stripped:
        return Trivial.EMPTY
    if not _CONTENT.search(stripped) or _LAUGHTER.match(stripped) or _is_code(stripped):
        return Trivial.NOISE
    if _GREETING.match(stripped):
        return Trivial.GREETING
    if _THANKS.match(stripped):
        return Trivial.THANKS
    if len(set(re.sub(r"[\W_]", "", stripped))) <= 1 and not stripped.isdigit() and len(stripped) > 1:
        return Trivial.NOISE
    if _IDENTITY.search(stripped) and len(stripped) <= 40:
        return Trivial.IDENTITY
    return None


def _is_code(text: str) -> bool:
    """Code without a question around it: 我的网站被人用 drop table 攻击了 is one."""
    return _CODE.search(text) is not None and len(re.findall(r"[\u3400-\u9fff]", text)) < 4


class Danger(StrEnum):
    """Why safety comes before law; each has its sentence ``safety_…`` in ``bot.compose.wording``."""

    MINOR_IMAGES = "minor_images"
    SELF_HARM = "self_harm"
    MINOR = "minor"
    SEXUAL_VIOLENCE = "sexual_violence"
    VIOLENCE = "violence"
    CONFINEMENT = "confinement"
    THREAT = "threat"
    INTIMATE_IMAGES = "intimate_images"
    FRAUD = "fraud"


class Guards:
    """Tells danger and harm in a message; safe to use from several threads."""

    def __init__(self, signs: Sequence[Sign], likeness: Likeness | None) -> None:
        """Take the signs of a library.

        Args:
            signs: Of the groups ``danger``, ``harm`` and ``fair``.
            likeness: None leaves the decision to the signs.
        """
        self._danger = tuple(sign for sign in signs if sign.group == "danger")
        self._harm = tuple(sign for sign in signs if sign.group == "harm")
        self._fair = tuple(sign for sign in signs if sign.group == "fair")
        self._likeness = likeness

    def harmful(self, query: Query, *, of_a_case: bool = False) -> str | None:
        """The kind of harmful request that a message is, an id of ``refusals.yaml``, or None.

        Args:
            query: The message.
            of_a_case: It is about a case of ours, so that only a form of harm refuses it.

        Whoever tells of a child that is pressed for images asks for help, and so does, when no form says otherwise, whoever
        has a form of danger.
        """
        text = query.text[:MOST_READ]
        danger = kinds_in(text, self._danger)
        if Danger.MINOR_IMAGES in danger:
            return None
        by_form = kinds_in(text, self._harm)
        if by_form:
            return by_form[0]
        if of_a_case or danger or kinds_in(text, self._fair):
            return None
        return self._like("harm", query)

    def dangers(self, query: Query, declared: str = "") -> tuple[Danger, ...]:
        """Signs that the asker, or somebody near, may be in danger; the gravest first.

        Args:
            query: The message; one without vectors is read by its signs alone.
            declared: ``Topic.danger`` of the topic that answers.
        """
        found = list(kinds_in(query.text[:MOST_READ], self._danger))
        if not found and (like := self._like("danger", query)) is not None:
            found.append(like)
        if declared and not found:
            found.append(declared)
        return tuple(map(Danger, found))

    def _like(self, head: str, query: Query) -> str | None:
        return None if self._likeness is None else self._likeness.kind(head, query)
