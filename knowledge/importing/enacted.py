"""What looks like a rule and is none in force: drafts, pieces about a rule, contracts, texts that say that they are gone."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.errors import SourceFormatError
from knowledge.importing.lines import bare, compact

_VERSION = re.compile(
    r"[（(〔\[【](?:(?:19|20)\d{2}年?(?:\d{1,2}月)?(?:\d{1,2}日)?(?:第[一二三四五六七八九十]次)?"
    r"(?:修正本?|修订本?|修正文本|修改|公布|发布|通过|版|最新版?)?|(?:最新)?(?:修正|修订)(?:版|本)?|最新版?|全文)[)）〕\]】]$"
)
"""What libraries put behind a title: （2023修正）, （2019年修订）, 【全文】; it is no part of it."""
_GONE_TITLE = re.compile(r"[（(〔\[【]已?(?:经)?(?:废止|失效|被废止|被修改)[)）〕\]】]$")
_DRAFT = re.compile(
    r"[（(〔\[【][^（）()]{0,16}(?:草案|征求意见|送审|讨论|审议)[^（）()]{0,12}[)）〕\]】]|(?:征求意见稿|送审稿|草案)$"
)
_ABOUT = re.compile(r"(?:解读|答记者问|释义|新闻发布会.{0,8}|对照表|修改对照|起草说明|的说明|理解与适用)$")
_CONTRACT = re.compile(r"(?:合同|协议|协议书|员工手册|承诺书|须知)(?:[（(][^（）()]{1,12}[)）])?$")
_GONE_HEAD = re.compile(r"^(?:时效性|效力状态|时效|效力)[:：]?(?:已?(?:经)?(?:失效|废止)|已被(?:废止|修改))")
_TRADITIONAL = re.compile(r"^[#\s\u3000]*第[一二三四五六七八九十百零\d]{1,6}條")
_HEAD = 30
_DRAFT_LINE = re.compile(
    r"[（(〔\[【]?[^（）()《》。，]{0,14}(?:草案|征求意见稿|送审稿|审议稿|讨论稿)[^（）()《》。，]{0,10}[)）〕\]】]?"
)
"""A line above the first article that says nothing else."""
_DRAFT_LINES = 12
_IN_ENGLISH = re.compile(r"(?:Article|Section)\s{0,2}\d{1,4}\b", re.IGNORECASE)
_OF_A_COURT = re.compile(
    r"(?:审判委员会|检察委员会)第?.{0,12}(?:会议)?(?:讨论)?通过|^[（(]?(?:法释|高检发释字)"
)
_A_LAW = re.compile(r"(?<![办方])法典?$")


def plain_title(title: str) -> str:
    """A title without what a library put behind it: the version and its standing."""
    for _ in range(3):
        title = _VERSION.sub("", _GONE_TITLE.sub("", title)).strip()
    return title


def says_that_it_is_gone(title: str, lines: Sequence[str]) -> bool:
    """The title or the head says 已废止, 时效性：失效; that it holds is not taken from it."""
    return _GONE_TITLE.search(_VERSION.sub("", title)) is not None or any(
        _GONE_HEAD.match(compact(line)) for line in lines[:_HEAD]
    )


def refuse_what_is_not_enacted(
    title: str, lines: Sequence[str], name: str, above: Sequence[str] = ()
) -> None:
    """Drafts, pieces about a rule, contracts and translations are not taken for rules, an interpretation not for its law.

    Args:
        title: As it was read.
        lines: All lines.
        name: Of the file.
        above: The lines above the first article.

    Raises:
        SourceFormatError: The text is one of them, or is set in traditional script.
    """
    if not lines:
        raise SourceFormatError(f"expected a text in {name}, found nothing in it; give the official text")
    if sum(1 for line in lines if _TRADITIONAL.match(bare(line))) >= 2:
        raise SourceFormatError(
            f"expected a text in simplified Chinese in {name}, found articles marked 條; give the official text"
        )
    if len(re.findall("[\u4e00-\u9fff]", title)) < 2:
        raise SourceFormatError(
            f"expected a text with a Chinese title in {name}, found “{title[:40]}”; put the title on its first line"
        )
    _refuse_translations(lines, name)
    stem = re.sub(r"\.\w{1,8}$", "", name)
    says_draft = any(_DRAFT_LINE.fullmatch(compact(line)) for line in above[:_DRAFT_LINES])
    for found, what in (
        (_DRAFT.search(title) or _DRAFT.search(compact(stem)) or says_draft, "a draft"),
        (_ABOUT.search(title), "a piece about a rule"),
        (_CONTRACT.search(title), "a contract or a notice"),
        (
            _A_LAW.search(title) and any(_OF_A_COURT.search(compact(line)) for line in above[:_DRAFT_LINES]),
            "the head of a judicial interpretation",
        ),
    ):
        if found:
            raise SourceFormatError(
                f"expected an enacted rule in {name}, found {what} (《{title[:60]}》); give the official text as it was published"
            )


def _refuse_translations(lines: Sequence[str], name: str) -> None:
    whole = "".join(lines)
    if len(re.findall("[A-Za-z]", whole)) > len(re.findall("[\u4e00-\u9fff]", whole)):
        raise SourceFormatError(
            f"expected a text in Chinese in {name}, found one in Latin letters; give the Chinese text, which alone is law"
        )
    if sum(1 for line in lines if _IN_ENGLISH.match(bare(line))) >= 2:
        raise SourceFormatError(
            f"expected a text in Chinese in {name}, found one in two languages; give the Chinese text alone"
        )
