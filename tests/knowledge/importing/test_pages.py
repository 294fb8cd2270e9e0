"""Saved pages of government sites: the rule alone, without paths, tables, buttons, links and feet of the page."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.importing.formats import read_lines
from knowledge.readers.official import parse_official

BODY = (
    "第一条　为了规范样本活动，制定本办法。",
    "第二条　有下列情形之一的，处罚款：",
    "（一）隐瞒的；",
    "（二）伪造的。",
    "第三条　本办法自2024年3月1日起施行。",
)
PARAGRAPHS = "".join(f"<p style='text-indent:2em'>{line}</p>\n" for line in BODY)
HEAD = "（2024年1月15日样本部令第8号公布　自2024年3月1日起施行）"

LIBRARY = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>样本办法_政府网</title></head><body>
<div class="header"><a>首页</a> | <a>简</a> <a>繁</a> <a>登录</a></div><div>首页 &gt; 政策 &gt; 文件库</div>
<table><tr><td>标　　题：</td><td>样本办法</td><td>发文机关：</td><td>样本部</td></tr>
<tr><td>发文字号：</td><td>样本部令第8号</td><td>发布日期：</td><td>2024年01月15日</td></tr></table>
<div>字号：<a>默认</a> <a>大</a> | <a>打印</a></div>
<div id="content"><p><strong>样本办法</strong></p>{{head}}{PARAGRAPHS}</div>
<div>【我要纠错】责任编辑：张某</div><div><h3>相关稿件</h3><ul><li>有关负责人解读</li></ul></div>
<div class="foot"><p>主办单位：某厅</p><p>版权所有 京ICP备1号</p></div></body></html>"""

COURT = f"""<html><head><meta http-equiv=Content-Type content="text/html; charset=gb2312"></head><body><table>
<tr><td>当前位置：首页 &gt; 司法解释</td></tr><tr><td>最高人民法院<br>关于审理样本案件适用法律若干问题的办法</td></tr>
<tr><td>法释〔2024〕3号</td></tr><tr><td>（2024年1月15日最高人民法院审判委员会第1910次会议通过，自2024年3月1日起施行）</td></tr>
<tr><td>{"<br>&nbsp;&nbsp;&nbsp;&nbsp;".join(BODY)}<br></td></tr><tr><td>责任编辑：李某</td></tr></table></body></html>"""

MINISTRY = f"""<html><head><meta charset=utf-8></head><body><h2>国家规章库</h2><div class="detail">
<div class="title">样本办法</div><div>{HEAD}</div><div class="body">{PARAGRAPHS}</div></div>
<h2>相关链接</h2><p>法律法规数据库</p></body></html>"""


@pytest.mark.parametrize(
    ("page", "encoding", "title", "number"),
    [
        (LIBRARY.format(head=f"<p>{HEAD}</p>"), "utf-8", "样本办法", "样本部令第8号"),
        (LIBRARY.format(head=""), "utf-8", "样本办法", "样本部令第8号"),
        (COURT, "gb18030", "最高人民法院关于审理样本案件适用法律若干问题的办法", "法释〔2024〕3号"),
        (MINISTRY, "utf-8", "样本办法", "样本部令第8号"),
    ],
)
def test_a_saved_page_gives_the_rule_alone(page, encoding, title, number):
    lines, kind = read_lines("page.html", page.encode(encoding))
    text = parse_official(lines, "page.html")
    assert (kind, text.title, text.document_number) == ("html", title, number)
    assert (text.published, text.effective_from) == (date(2024, 1, 15), date(2024, 3, 1))
    assert [one.text for one in text.articles] == [
        "为了规范样本活动，制定本办法。",
        "有下列情形之一的，处罚款：\n（一）隐瞒的；\n（二）伪造的。",
        "本办法自2024年3月1日起施行。",
    ]


def test_a_colon_behind_the_label_and_a_day_below_a_notice_are_read():
    text = parse_official(["样本办法", "第一条：甲的规定。", "第二条: 乙的规定，依照第一条：丙。"], "a.txt")
    assert [one.text for one in text.articles] == ["甲的规定。", "乙的规定，依照第一条：丙。"]
    notice = parse_official(
        ["国务院关于样本的通知", "一、加强领导。", "二、落实责任。", "国务院", "2024年1月1日"], "a.txt"
    )
    assert notice.published == date(2024, 1, 1)
    assert [one.text for one in notice.articles] == ["加强领导。", "落实责任。"]
