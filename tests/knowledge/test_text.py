"""Layout of statute text: headings, broken lines, paragraphs, items."""

import pytest

from knowledge.readers.text import join_broken_lines, split_paragraphs, strip_headings


def spans(text: str) -> list[tuple[str, list[str]]]:
    return [(text[p.start : p.end], [text[i.start : i.end] for i in p.items]) for p in split_paragraphs(text)]


@pytest.mark.parametrize(
    ("glued", "text", "headings"),
    [
        ("应当返还。\n第四编 人格权", "应当返还。", ("第四编 人格权",)),
        ("除外。\n第二编 物 权\n第一分编 通 则", "除外。", ("第二编 物 权", "第一分编 通 则")),
        ("应当赔偿。\n附\u3000\u3000则", "应当赔偿。", ("附\u3000\u3000则",)),
        ("依照第二编的规定。", "依照第二编的规定。", ()),
        ("第二编 分 则", "第二编 分 则", ()),  # an article is never emptied
    ],
)
def test_headings_glued_to_an_article_are_taken_off(glued, text, headings):
    assert strip_headings(glued) == (text, headings)


def test_a_line_broken_in_mid_sentence_is_joined():
    broken = "公民从事有关活动，需要证明身份的，有权使用\n居民身份证证明身份，有关单位不得拒绝。\n有关单位应当保密。"
    assert join_broken_lines(broken).split("\n") == [
        "公民从事有关活动，需要证明身份的，有权使用居民身份证证明身份，有关单位不得拒绝。",
        "有关单位应当保密。",
    ]


@pytest.mark.parametrize(
    "kept",
    [
        "由下列人员组成：\n委员长，\n副委员长若干人，\n秘书长。",  # a list set line by line
        "税率如下：\n合同（指书面合同）的印花税税率 | 0.5 | 备注\n借款合同的印花税税率 | 0.5 | 备注",
        "有下列情形之一的：\n（一）甲；\n（二）乙。",
    ],
)
def test_lists_tables_and_items_keep_their_lines(kept):
    assert join_broken_lines(kept) == kept


def test_items_belong_to_the_paragraph_before_them():
    text = "有下列行为之一的，处罚：\n（一）写恐吓信的；\n（二）侮辱他人的。\n有前款第二项行为的，从重。"
    assert spans(text) == [
        (
            "有下列行为之一的，处罚：\n（一）写恐吓信的；\n（二）侮辱他人的。",
            ["（一）写恐吓信的；", "（二）侮辱他人的。"],
        ),
        ("有前款第二项行为的，从重。", []),
    ]


def test_a_list_without_numbers_stays_in_its_paragraph():
    text = "委员会由下列人员组成：\n委员长，\n秘书长。\n委员会行使职权。"
    assert [paragraph for paragraph, _ in spans(text)] == [
        "委员会由下列人员组成：\n委员长，\n秘书长。",
        "委员会行使职权。",
    ]


def test_an_annex_is_no_paragraph():
    text = "本法自1997年10月1日起施行。\n附件一\n下列条例予以废止。"
    assert [paragraph for paragraph, _ in spans(text)] == ["本法自1997年10月1日起施行。"]
