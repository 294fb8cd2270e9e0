"""A law that a message names and that there is not, as far as is known: 房地产税法出台了吗, 《彩礼法》规定……."""

from __future__ import annotations

import re

from bot.compose.standing import is_said
from knowledge.citations import messages
from knowledge.citations import messages_names as say_name
from knowledge.citations.patterns import NO_LAW
from knowledge.titles import LawRegistry

_WHETHER_THERE_IS = re.compile(
    r"(?:有没有|有无|是否有|存在)(?:一部)?《?(?P<name>[\u4e00-\u9fff]{2,16}(?:法典|法|条例))》?(?:吗|么|没有)?[?？]?$"
)
_NAME_AT_START = re.compile(
    r"^(?:请问|我国|中国|国家|现在|目前)?(?:的)?《?(?P<name>[\u4e00-\u9fff]{2,16}?(?:法典|(?<!办)法|条例))》?(?=[^\u4e00-\u9fff]|什么时候|何时|哪|出台|通过|颁布|制定|施行|实施|生效|立法|存在|有效|废止|是不是|还|真)"
)
_MARKED = re.compile(
    r"(?:根据|依据|按照|依照)?《(?P<name>[\u4e00-\u9fff]{2,16}(?:法典|(?<!办)法|条例))》[里中]?(?:不是)?(?:明确)?(?:规定|说|写|要求)?(?:了|的)?[,:]?"
)


def _unknown(name: str, registry: LawRegistry) -> messages.Both | None:
    if NO_LAW.search(name) or registry.match(name) is not None:
        return None
    near = [registry.law(law_id) for law_id in registry.suggest(name)]
    parts = [say_name.unknown_law(name)]
    if near:
        parts.append(say_name.did_you_mean(near))
    return messages.combine(parts)


def asked_of_unknown(text: str, registry: LawRegistry) -> messages.Both | None:
    """What is said to a folded message that asks for such a law: only of what is called a law."""
    found = _WHETHER_THERE_IS.search(text)
    if found is None:
        found = _NAME_AT_START.search(text)
        if found is None or not any(is_said(text[found.end() :], kind) for kind in ("coming", "standing")):
            return None
    return _unknown(found["name"], registry)


def without_unknown(text: str, registry: LawRegistry) -> tuple[messages.Both, str] | None:
    """What is said of such a law that a folded message names in 《》, and the message without it."""
    for found in _MARKED.finditer(text):
        if (both := _unknown(found["name"], registry)) is not None:
            return both, (text[: found.start()] + text[found.end() :]).strip(" ,。")
    return None
