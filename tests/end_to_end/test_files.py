"""Files with ``/verify``: read in memory, checked and forgotten; other files are never fetched."""

from __future__ import annotations

import io

import docx
import pytest

GROUP = -50
CITED = "《民法典》第一千一百九十五条，还有民法典9999条。"


def word_file() -> bytes:
    document = docx.Document()
    document.add_paragraph(CITED)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def answer_to(api, chat, content, name, **message):
    file_id = f"file-{len(api.files)}"
    api.files[file_id] = content
    count = len(api.messages(chat))
    message.setdefault("caption", "/verify")
    message = {key: value for key, value in message.items() if value is not None}
    api.say(chat, document={"file_id": file_id, "file_unique_id": file_id, "file_name": name,
                            "file_size": message.pop("size", len(content))}, **message)  # fmt: skip
    return api.wait_for(lambda: len(api.messages(chat)) > count and api.texts(chat)[-1])


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.txt", CITED.encode()), ("a.md", CITED.encode("gb18030")), ("诉状.DOCX", word_file())],
    ids=["txt", "md in GB 18030", "docx"],
)
def test_the_citations_of_a_file_are_checked_and_nothing_of_it_stays_on_disk(api, bot, name, content):
    report = answer_to(api, 7, content, name)
    assert "核对了 2 处引用" in report
    assert "没有第9999条" in report
    for file in bot.data_dir.rglob("*"):
        if file.is_file():
            assert CITED[:12].encode() not in file.read_bytes(), file


def test_a_reply_to_a_file_checks_it_in_a_group(api, bot):
    api.files["doc"] = CITED.encode()
    shared = {"message_id": 3, "date": 1, "chat": {"id": api.real(GROUP), "type": "group", "title": "群"},
              "from": {"id": 44, "is_bot": False, "first_name": "乙"},
              "document": {"file_id": "doc", "file_unique_id": "doc", "file_name": "a.txt", "file_size": 80}}  # fmt: skip
    api.say(GROUP, "/verify", user_id=5, reply_to_message=shared)
    assert "核对了 2 处引用" in api.wait_for(lambda: api.texts(GROUP))[0]


@pytest.mark.parametrize(
    ("name", "content", "size", "words"),
    [
        ("a.txt", b"x", 1_000_001, "1 MB"),
        ("a.exe", b"MZ", 2, ".docx"),
        ("a.docx", b"PK\x03\x04 broken", 20, "读不出文字"),
        ("a.pdf", b"%PDF-1.7 broken", 20, "读不出文字"),
        ("b.txt", b"\x00\x01\x02" * 50, 150, "读不出文字"),
    ],
    ids=["large", "unknown", "broken docx", "broken pdf", "binary"],
)
def test_what_cannot_be_read_gets_one_sentence(api, bot, name, content, size, words):
    assert words in answer_to(api, 7, content, name, size=size)
    assert bool(api.called("getFile")) is (size <= 1_000_000 and name != "a.exe")
    assert "handler failed" not in bot.log()


def test_a_file_without_verify_is_not_fetched(api, bot):
    assert "/verify" in answer_to(api, 7, CITED.encode(), "a.txt", caption=None)
    assert not api.called("getFile")
