"""What sites put around a text gets neither into its title nor into its last article, in saved pages and in pasted text."""

from __future__ import annotations

import contextlib
import time
from datetime import date

import pytest

from knowledge.errors import SourceFormatError
from knowledge.importing.formats import read_lines
from knowledge.readers.official import parse_official

GONE = "最高人民法院关于适用《中华人民共和国婚姻法》若干问题的解释（三）"
ARTICLES = [
    "第一条　甲的规定。",
    "第二条　乙的规定：",
    "（一）丙；",
    "（二）丁。",
    "第三条　本解释自2011年8月13日起施行。",
]
LISTED = ["一、甲的规定。", "二、乙的规定：", "（一）丙；", "（二）丁。", "三、本解释自2011年8月13日起施行。"]
RUNNING = ["某某高级人民法院：", "你院的请示收悉。经研究，答复如下：", "甲可以按照乙的规定处理。", "此复。"]
BODIES = {"articles": ARTICLES, "listed": LISTED, "running": RUNNING}

ABOVE = {
    "links": '<div class="nav"><a href="/">首页</a> <a href="/fl">法规</a></div>',
    "path": "<div>您的位置：首页 &gt; 法律法规 &gt; 司法解释</div>",
    "path without a class": "<p>首页 > 政务公开 > 法规库 > 正文</p>",
    "menu of list items": '<ul class="menu"><li>首页</li><li>新闻</li><li>样本专区</li></ul>',
    "nav element": "<nav><a href=a>某某频道</a><a href=b>某某规定</a></nav>",
    "header element": "<header><h1>某某法律网</h1><p>某某条例库</p></header>",
    "titles of others": "<ul><li><a href=a>某某管理办法</a></li><li><a href=b>某某管理条例</a></li></ul>",
    "bars": "<div>首页 | 登录 | 注册 | English | 无障碍</div>",
}
BELOW = {
    "foot": '<div class="footer">版权所有 某某网站 京ICP备12345678号</div>',
    "footer element": "<footer><p>某某网站主办。</p><p>地址：某路1号</p></footer>",
    "without a class": "<p>版权所有：某某厅</p><p>主办单位：某某厅</p><p>某公网安备 11010202000001号</p><p>网站标识码：bm01000001</p>",
    "editors": "<div>【我要纠错】责任编辑：张某</div><div>扫一扫在手机打开当前页</div><div><a href=x>打印</a> <a href=y>关闭</a></div>",
    "others": "<h3>相关稿件</h3><ul><li><a href=a>某某管理办法</a></li><li><a href=b>某解释的理解与适用</a></li></ul>",
}


def saved(body: list[str], above: str, below: str, title: str = f"<p>{GONE}</p>") -> bytes:
    paragraphs = "\n".join(f"<p>　　{line}</p>" for line in body)
    return (
        f"<html><head><meta charset='utf-8'><title>{GONE}_某某图书馆</title></head><body>{above}"
        f"<div id=zoom>{title}{paragraphs}</div>{below}</body></html>"
    ).encode()


def read(data: bytes, name: str):
    return parse_official(read_lines(name, data)[0], name)


def plain(body: list[str]):
    return read("\n".join([f"# {GONE}", *body]).encode(), "a.md")


def same(one, other) -> bool:
    return (one.title, one.preamble, [article.text for article in one.articles]) == (
        other.title,
        other.preamble,
        [article.text for article in other.articles],
    )


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("above", ABOVE)
@pytest.mark.parametrize("below", BELOW)
def test_a_page_reads_as_its_text_does(body, above, below):
    assert same(read(saved(BODIES[body], ABOVE[above], BELOW[below]), "a.html"), plain(BODIES[body]))


@pytest.mark.parametrize("body", BODIES)
def test_text_pasted_with_the_lines_around_it_reads_as_the_text(body):
    around = ["首页", "新闻 | 政策 | 登录", "您现在的位置：首页 > 法律法规 > 司法解释", GONE, *BODIES[body]]
    around += ["版权所有 某某网站 京ICP备12345678号", "【我要纠错】", "扫一扫在手机打开当前页"]
    assert same(read("\n".join(around).encode(), "a.txt"), plain(BODIES[body]))


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize(
    "title",
    [
        "<p>最高人民法院</p><p>关于适用《中华人民共和国婚姻法》若干问题的解释（三）</p>",
        "<p>最高人民法院关于适用《中华人民共和国婚姻法》</p><p>若干问题的解释（三）</p>",
        "<h1>最高人民法院关于适用《中华人民共和国<br>婚姻法》若干问题的解释（三）</h1>",
        "<p>最高人民法院</p><p>关于适用《中华人民共和国婚姻法》</p><p>若干问题的解释（三）</p>",
    ],
)
def test_a_title_over_several_lines_is_put_together(body, title):
    found = read(saved(BODIES[body], ABOVE["links"], BELOW["foot"], title), "a.html")
    assert same(found, plain(BODIES[body]))


@pytest.mark.parametrize("body", ["articles", "listed"])
def test_a_repealed_rule_from_a_page_is_told_as_such(bring, tmp_path, body):
    path = tmp_path / "page.html"
    path.write_bytes(saved(BODIES[body], ABOVE["path"], BELOW["foot"]))
    plan, _ = bring(path)
    assert (plan.reports[0].title, plan.reports[0].standing) == (GONE, "已废止")


def test_the_signature_below_a_reply_says_its_day():
    body = [*RUNNING, "最高人民法院", "2011年3月1日"]
    found = read(saved(body, ABOVE["links"], BELOW["foot"]), "a.html")
    assert found.published == date(2011, 3, 1)
    assert found.articles[-1].text.endswith("此复。")


def test_a_form_around_the_whole_page_is_no_menu():
    page = saved(ARTICLES, "<form id=aspnetForm>", "</form>")
    assert same(read(page, "a.html"), plain(ARTICLES))


def test_what_only_mentions_a_licence_or_a_place_is_law():
    lines = [
        "样本办法",
        "第一条　申请电信业务经营许可证的，应当备案。",
        "第二条　位置：由样本部确定。",
        "第三条　首页应当标明许可证编号，版权所有人可以要求更正。",
    ]
    found = read("\n".join(lines).encode(), "a.txt")
    assert [one.text for one in found.articles] == [
        "申请电信业务经营许可证的，应当备案。",
        "位置：由样本部确定。",
        "首页应当标明许可证编号，版权所有人可以要求更正。",
    ]


def test_a_page_that_is_too_deep_is_refused_with_one_sentence():
    with pytest.raises(SourceFormatError, match="at most 2000 deep, found more; save its text as") as told:
        read(b"<html>" + b"<div>" * 200_000, "a.html")
    assert "\n" not in str(told.value)


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 200_000 + "第一条 甲。",
        "<div>" * 90_000 + "第一条 甲。" + "</div>" * 90_000,
        "<b>" * 1_900 + "</x>" * 250_000,
        "<!--" * 250_000,
        "<p>第一条 甲。\n" * 60_000,
        "<ul><li>甲</li></ul>" * 50_000,
        "<nav>" * 1_900 + "<p>一、甲。</p>" * 60_000,
        "<a href=x>" * 100_000,
        "&" * 1_000_000,
        "<a " + "b=c " * 250_000,
    ],
    ids=["open", "closed", "stray", "comments", "p", "li", "nav", "links", "signs", "attributes"],
)
def test_a_megabyte_of_markup_ends_within_seconds(page):
    began = time.process_time()
    with contextlib.suppress(SourceFormatError):
        read(f"<html><body>{page}".encode(), "a.html")
    assert time.process_time() - began < 8
