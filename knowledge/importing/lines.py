"""From the raw text of a file to clean lines: no comments, no markup, no page numbers, no editors' lines."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffc]")
_OTHER_ENDS = re.compile("[\x0b\x0c\x85\u2028\u2029]")
_STRONG = re.compile(r"\*\*|__")
_LINK = re.compile(r"!?\[([^\[\]\n]{0,200})\]\(([^()\n]{0,500})\)")
_INLINE_TAG = re.compile(
    r"</?(?:b|strong|i|em|u|s|font|span|sup|sub|small|big|center|a|br|p|div|script|style)(?:\s[^<>\n]{0,300})?/?>",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:nbsp|lt|gt|amp|quot|ldquo|rdquo|middot|mdash|hellip|#\d{2,6}|#x[0-9a-f]{2,5});")
_SPACES = " \t\u3000\u00a0\u2002\u2003\u2009"
_PAGE = re.compile(
    r"[-—–－―·\s]{0,6}\d{1,4}[-—–－―·\s]{0,6}|第\s?\d{1,4}\s?页(?:[，,\s]{0,3}共\s?\d{1,4}\s?页)?|\d{1,4}\s?/\s?\d{1,4}"
)
_EDITORS = re.compile(
    r"[（(]?(?:责任?编辑|编辑|责编|校对|来源|作者|审核|编审|排版|浏览次数|阅读次数|打印本页|关闭窗口|分享到|字号|字体)"
    r"\s?[:：].{0,60}|[（(]此件(?:公开|主动|依申请).{0,8}[)）]|"
    r"[\u4e00-\u9fff]{0,16}公报[\s·\u3000]{0,3}(?:19|20)\d{2}[\s·\u3000]{0,3}年[\s·\u3000]{0,3}第?\s?\d{1,3}\s?[期号]|"
    r"(?:【?打印】?|【?关闭】?|\[?打印\]?|\[?关闭\]?|返回顶部|上一篇.{0,80}|下一篇.{0,80})"
)
_CONTENTS = re.compile(r"[^。；]{2,60}?(?:\.{3}|．{3}|…|·{3}|_{3})[.．…·_\s]*\d{1,4}")
"""第一章 总则 ........... 1: a line of the contents with the page."""
_PATH = re.compile(
    r"(?:您|你|当前|现在|所在)[^：:。]{0,8}位置\s?[:：].*|(?:网站)?首页(?:\s?[>＞»›→/|｜·\-—]+\s?[^。；>＞]{1,40})+"
)
"""您的位置：首页 > 法律法规 > 司法解释."""
_FOOT = re.compile(
    r"版权所有[^。；]*|[^。；，]*(?:ICP\s?[备证]|公网安备|网站标识码|电信业务经营许可证[:：])[^。；]*|copyright\b.*|©.*|"
    r"(?:微信)?扫(?:一扫|码)[^。；，]{0,30}|[^。；，]{0,8}(?:我要纠错|分享到|设为首页|加入收藏|关注微信公众号)[^。；]{0,20}",
    re.IGNORECASE,
)
_MENU = frozenset(
    [
        "首页",
        "网站首页",
        "新闻",
        "要闻",
        "政策",
        "法规",
        "法律",
        "法律法规",
        "政策法规",
        "行政法规",
        "部门规章",
        "地方性法规",
        "司法解释",
        "公开",
        "政务公开",
        "信息公开",
        "政府信息公开",
        "服务",
        "政务服务",
        "互动",
        "互动交流",
        "数据",
        "机构",
        "机构职能",
        "专题",
        "专题专栏",
        "国情",
        "登录",
        "注册",
        "退出",
        "收藏",
        "搜索",
        "站内搜索",
        "高级搜索",
        "检索",
        "简",
        "繁",
        "简体",
        "繁体",
        "English",
        "EN",
        "无障碍",
        "无障碍浏览",
        "长者模式",
        "适老版",
        "网站地图",
        "联系我们",
        "关于我们",
        "帮助",
        "设为首页",
        "加入收藏",
        "打印",
        "打印本页",
        "关闭",
        "关闭窗口",
        "返回",
        "返回首页",
        "返回顶部",
        "大",
        "中",
        "小",
        "默认",
        "下载",
        "分享",
        "纠错",
        "法律声明",
        "网站声明",
        "友情链接",
        "微博",
        "微信",
        "客户端",
        "律师",
        "律师查询",
        "法规查询",
        "案例",
        "资讯",
        "公告",
        "上一页",
        "下一页",
        "末页",
    ]
)
"""What menus of sites consist of; a line of nothing else is one."""
_BETWEEN = re.compile(r"[\s|｜>＞»›→/·•\[\]【】]+")
_LONGEST_NOISE = 90
_RULES = frozenset("-=_*—·•～~ ")


def without_comments(raw: str) -> str:
    """A text without what stands between ``<!--`` and ``-->``; an opening that is never closed is text."""
    kept: list[str] = []
    place = 0
    while (opening := raw.find("<!--", place)) >= 0 and (closing := raw.find("-->", opening + 4)) >= 0:
        kept.append(raw[place:opening])
        place = closing + len("-->")
    return "".join([*kept, raw[place:]])


def clean_lines(raw: str) -> list[str]:
    """The lines of a text that say something, outer white space taken off; ``#`` of headings stays.

    Front matter between two ``---`` at the top, comments, emphasis, invisible characters, page numbers and the
    lines of web editors (责任编辑, 打印) are left out.
    """
    text = _INVISIBLE.sub("", without_comments(raw.replace("\r\n", "\n").replace("\r", "\n")))
    text = _OTHER_ENDS.sub("\n", text)
    stripped = [_cells(_LINK.sub(r"\1", _STRONG.sub("", line)).strip(_SPACES)) for line in text.split("\n")]
    return [line for line in _without_front_matter(stripped) if line and not is_noise(line)]


def _cells(line: str) -> str:
    """A row of a Markdown table with tabs between its cells, as the rows of other formats; nothing for the line below its head."""
    if len(line) < 3 or not (line.startswith("|") and line.endswith("|")):
        return line
    if set(line) <= set("|-: "):
        return ""
    return "\t".join(cell.strip(_SPACES) for cell in line[1:-1].split("|"))


def without_tags(text: str) -> str:
    """A plain text without the tags and the entities of HTML that stand in it here and there."""
    return (
        html.unescape(_INLINE_TAG.sub("", text)) if _INLINE_TAG.search(text) or _ENTITY.search(text) else text
    )


def is_noise(line: str) -> bool:
    """A page number, a rule of dashes, an editor's line, or what sites put around a text: a path, a menu, a foot."""
    return len(line) < _LONGEST_NOISE and (
        set(line) <= _RULES
        or any(one.fullmatch(line) is not None for one in (_PAGE, _EDITORS, _CONTENTS, _PATH, _FOOT))
        or all(word in _MENU for word in _BETWEEN.split(line) if word)
    )


def _without_front_matter(lines: Sequence[str]) -> Sequence[str]:
    first = next((place for place, line in enumerate(lines) if line), None)
    if first is None or lines[first] != "---":
        return lines
    for place in range(first + 1, min(len(lines), first + 40)):
        if lines[place] == "---":
            return lines[place + 1 :]
    return lines


def bare(line: str) -> str:
    """A heading without its ``#``."""
    return line.lstrip("#").strip(_SPACES) if line.startswith("#") else line


def compact(line: str) -> str:
    """A line without its ``#`` and without any white space."""
    return re.sub(r"\s+", "", bare(line))
