"""Rules made at random and written in the formats in which people have them."""

from __future__ import annotations

import html
import io
import random
from dataclasses import dataclass

import docx

from knowledge.numerals import to_chinese

_WORDS = "个人信息处理应当遵循合法正当必要和诚信原则不得通过误导欺诈胁迫等方式国家机关依法履行职责组织对其活动负责采取措施保障安全"
WIDTH, SIZE, MARGIN = 36, 12, 72
"""Characters of a line, size of the letters and left edge of the PDFs, in points."""


@dataclass(frozen=True)
class Rule:
    """Title, head lines, and body lines as (is heading, words)."""

    title: str
    head: tuple[str, ...]
    body: tuple[tuple[bool, str], ...]


def make_rule(seed: int) -> Rule:
    chance = random.Random(seed)
    body: list[tuple[bool, str]] = []
    for number in range(1, chance.randint(4, 16)):
        if number % 4 == 1:
            body.append((True, f"第{to_chinese(number // 4 + 1)}章　{_sentence(chance, 4)}"))
        body.append((False, f"第{to_chinese(number)}条　{_sentence(chance, chance.randint(8, 120))}。"))
        if chance.random() < 0.3:
            body[-1] = (False, body[-1][1][:-1] + "，有下列情形之一的：")
            count = chance.randint(2, 5)
            for item in range(1, count + 1):
                end = "。" if item == count else "；"
                body.append((False, f"（{to_chinese(item)}）{_sentence(chance, chance.randint(4, 60))}{end}"))
        if chance.random() < 0.3:
            body.append((False, f"{_sentence(chance, chance.randint(10, 90))}。"))
        if chance.random() < 0.15:
            body.append((False, f"第{to_chinese(number)}条之一　{_sentence(chance, 30)}。"))
    day = f"{chance.randint(2001, 2024)}年{chance.randint(1, 9)}月{chance.randint(1, 28)}日"
    head = (f"（{day}中华人民共和国国务院令第{chance.randint(200, 799)}号公布　自2025年1月1日起施行）",)
    return Rule(f"样本{_sentence(chance, 6)}管理条例", head, tuple(body))


def _sentence(chance: random.Random, length: int) -> str:
    return "".join(chance.choice(_WORDS) for _ in range(length))


def as_markdown(rule: Rule) -> bytes:
    lines = [f"# {rule.title}", *rule.head, "<!-- INFO END -->"]
    lines += [f"## {words}" if heading else words for heading, words in rule.body]
    return "\n\n".join(lines).encode()


def as_text(rule: Rule, encoding: str = "gb18030", end: str = "\r\n") -> bytes:
    lines = [f"　　　　{rule.title}", *rule.head, "目　录", *(w for h, w in rule.body if h)]
    lines += [words if heading else f"　　{words}" for heading, words in rule.body]
    return end.join(lines).encode(encoding)


def as_html(rule: Rule) -> bytes:
    lines = [f"<p>{html.escape(words)}</p>" for _, words in rule.body]
    return (
        "<!DOCTYPE html><html><head><title>法规库</title><meta charset='gb2312'><style>p{color:red}</style></head>"
        "<body><nav>首页 &gt; 法规</nav><script>var a = '第一条 不是正文';</script>"
        f"<div class='content'><h1>{rule.title}</h1><p>{rule.head[0]}</p>\n{''.join(lines)}</div>"
        "<footer>版权所有</footer></body></html>"
    ).encode("gb18030")


def as_docx(rule: Rule) -> bytes:
    document = docx.Document()
    for words in (rule.title, *rule.head, *(words for _, words in rule.body)):
        paragraph = document.add_paragraph()
        middle = len(words) // 2  # Word cuts a paragraph into runs where it likes
        paragraph.add_run(words[:middle])
        paragraph.add_run(words[middle:]).bold = True
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def as_pdf(rule: Rule) -> bytes:
    """Pages of lines broken at the width, first lines indented, with page numbers."""
    lines: list[tuple[float, str]] = [(MARGIN + 60, rule.title)]
    for words in (*rule.head, *(words for _, words in rule.body)):
        first = WIDTH - 2
        lines.append((MARGIN + 2 * SIZE, words[:first]))
        lines += [(MARGIN, words[at : at + WIDTH]) for at in range(first, len(words), WIDTH)]
    pages = [lines[at : at + 30] for at in range(0, len(lines), 30)]
    return write_pdf([[*page, (300.0, f"— {number} —")] for number, page in enumerate(pages, 1)])


def write_pdf(pages: list[list[tuple[float, str]]]) -> bytes:
    """A PDF with these lines (left edge, words); letters are UTF-16 units, which its table says of those it has."""
    written = "".join(words for page in pages for _, words in page).encode("utf-16-be").hex()
    letters = sorted({written[at : at + 4] for at in range(0, len(written), 4)})
    blocks = [letters[at : at + 100] for at in range(0, len(letters), 100)]  # a block may not have more
    table = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /A def /CMapType 2 def "
        "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        + "".join(
            f"{len(block)} beginbfrange\n"
            + "".join(f"<{one}> <{one}> <{one}>\n" for one in block)
            + "endbfrange\n"
            for block in blocks
        )
        + "endcmap end end"
    ).encode()
    parts: list[bytes] = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        b"<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H /DescendantFonts [4 0 R] /ToUnicode 5 0 R >>",
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song /DW 1000 /CIDSystemInfo << /Registry (A) /Ordering (I) /Supplement 0 >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(table), table),
    ]
    kids = []
    for page in pages:
        drawn = b"".join(
            b"BT /F1 %d Tf 1 0 0 1 %g %g Tm <%s> Tj ET\n"
            % (SIZE, x, 760 - 20 * row, words.encode("utf-16-be").hex().encode())
            for row, (x, words) in enumerate(page)
        )
        parts.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn))
        kids.append(len(parts) + 1)
        parts.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
            % len(parts)
        )
    parts[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (
        len(kids),
        b" ".join(b"%d 0 R" % kid for kid in kids),
    )
    made = bytearray(b"%PDF-1.7\n")
    places = []
    for number, part in enumerate(parts, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    start = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1)
    made += b"".join(b"%010d 00000 n \n" % place for place in places)
    made += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(parts) + 1, start)
    return bytes(made)
