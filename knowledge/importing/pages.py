"""The text of web pages and of saved archives of them."""

from __future__ import annotations

import email
import email.policy
import re

from knowledge.errors import SourceFormatError
from knowledge.importing.encodings import decode

_BLOCKS = [
    "p",
    "div",
    "br",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "li",
    "tr",
    "table",
    "ul",
    "ol",
    "dd",
    "dt",
    "blockquote",
    "section",
    "article",
    "title",
    "header",
    "footer",
    "pre",
    "hr",
    "td",
]
_ASIDE = [
    "script",
    "style",
    "noscript",
    "nav",
    "header",
    "footer",
    "aside",
    "form",
    "button",
    "select",
    "iframe",
    "svg",
    "template",
    "head",
]


def saved_page(name: str, data: bytes) -> bytes | str:
    """The page of a saved archive (MHTML)."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes):
                return payload
    raise SourceFormatError(f"expected a web page in {name}, found none; save the page as HTML")


def page_text(data: bytes | str) -> str:
    """The text of a page from its first heading on, without navigation, scripts and forms."""
    from bs4 import BeautifulSoup
    from bs4.dammit import EncodingDetector

    declared = (
        EncodingDetector.find_declared_encoding(data, is_html=True) if isinstance(data, bytes) else None
    )
    if isinstance(data, bytes) and (declared or "").lower() in ("gb2312", "gbk", "x-gbk"):
        data = data.decode("gb18030", "replace")
    elif isinstance(data, bytes) and declared is None:
        data = decode("the page", data)[0]
    page = BeautifulSoup(data, "html.parser")
    for element in page.find_all(_ASIDE):
        element.decompose()
    for words in page.find_all(string=True):
        if words.parent is not None and words.parent.name != "pre":
            words.replace_with(re.sub(r"[\r\n\t ]+", " ", str(words)))
    for element in page.find_all(_BLOCKS):
        element.insert_before("\n")
        if element.name != "br":
            element.insert_after("\n")
    start = page.find(["h1", "h2"])
    marker = "\ue123"
    if start is not None:
        start.insert_before(marker)
    return page.get_text().split(marker)[-1]
