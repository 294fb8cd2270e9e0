"""The methods of our own Bot API, and what they know: as strict as the real ones where a bot can go wrong."""

from __future__ import annotations

import asyncio
import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.end_to_end.telegram_html import ParseError, parse, utf16

BOT_ID = 4242
TOKEN = f"{BOT_ID}:TEST-token_0123456789abcdefghijkl"
BOT = {"id": BOT_ID, "is_bot": True, "first_name": "援法", "username": "yuanfa_test_bot",
       "can_join_groups": True, "can_read_all_group_messages": False,
       "supports_inline_queries": True}  # fmt: skip
SUPERGROUP_BELOW = -1_000_000_000_000
Json = dict[str, Any]


class ApiError(Exception):
    """A refusal: HTTP status, description, parameters."""

    def __init__(self, status: int, description: str, **parameters: Any) -> None:
        super().__init__(description)
        self.status, self.description, self.parameters = status, description, parameters


@dataclass(frozen=True)
class Fault:
    """What goes wrong with one call: ``409 429 502 garbage no_polls drop drop_after slow hang hang_before``.

    ``drop`` closes the connection before the call takes effect, ``drop_after`` afterwards; ``slow``
    delays the answer by ``seconds``; ``hang`` lets the call take effect and never answers,
    ``hang_before`` neither.
    """

    kind: str
    seconds: float = 1.0


@dataclass
class Sent:
    """A message of the bot."""

    chat_id: int
    message_id: int
    html: str
    text: str
    markup: Json | None
    reply_to: int | None
    thread_id: int | None
    at: float
    edits: list[str] = field(default_factory=list)
    deleted: bool = False
    poll: Json | None = None

    @property
    def buttons(self) -> dict[str, Json]:
        """Label to button."""
        rows = (self.markup or {}).get("inline_keyboard", [])
        return {button["text"]: button for row in rows for button in row}


class Methods:
    """What each method takes, refuses and gives back."""

    def __init__(self) -> None:
        self.sent: list[Sent] = []
        self.calls: list[tuple[str, Json]] = []
        self.refusals: list[tuple[str, str]] = []
        self.callback_answers: dict[str, Json] = {}
        self.inline_answers: dict[str, Json] = {}
        self.blocked: set[int] = set()
        self.unknown_chats: set[int] = set()
        self.migrated: dict[int, int] = {}
        self.admins: dict[int, set[int]] = {}
        self.topics: dict[int, set[int]] = {}
        self.fault: Callable[[str, Json], Fault | None] = lambda method, data: None
        self.mangle: Callable[[bytes], bytes] = lambda body: body
        """What becomes of an answer's bytes on their way."""
        self.webhook: Json = {}
        self.files: dict[str, bytes] = {}
        """What ``getFile`` leads to, by file id."""
        self.revoked = False
        self._updates: dict[int, Json] = {}
        self._history: dict[int, Json] = {}
        self._update_id = 1000
        self._message_ids: dict[int, int] = {}
        self._messages: dict[tuple[int, int], Json] = {}
        self._poll: tuple[asyncio.Event, asyncio.StreamReader] | None = None
        self._news: asyncio.Event | None = None
        self._lock = threading.RLock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._writers: set[asyncio.StreamWriter] = set()
        self.port = 0
        self.shift = 0
        """Added to every chat and person: tests that share one process meet fresh people."""

    def real(self, number: int) -> int:
        """What the bot sees for a test's ``number``."""
        return number + self.shift if number > 0 else number - self.shift

    def _test(self, number: int) -> int:
        """And back."""
        return number - self.shift if number > 0 else number + self.shift

    def undelivered(self) -> int:
        """Updates that the bot has not confirmed."""
        with self._lock:
            return len(self._updates)

    def _next_id(self, chat_id: int) -> int:
        sequence = chat_id if chat_id < SUPERGROUP_BELOW else 0
        with self._lock:
            self._message_ids[sequence] = self._message_ids.get(sequence, 100) + 1
            return self._message_ids[sequence]

    def _do_getMe(self, data: Json) -> Json:
        return BOT

    def _do_setWebhook(self, data: Json) -> bool:
        self.webhook = data
        return True

    def _do_getWebhookInfo(self, data: Json) -> Json:
        return {"url": "", "has_custom_certificate": False, "pending_update_count": self.undelivered(),
                **{k: v for k, v in self.webhook.items() if k in ("url", "last_error_date", "last_error_message")}}  # fmt: skip

    def _do_deleteWebhook(self, data: Json) -> bool:
        self.webhook = {}
        return True

    # Messages ----------------------------------------------------------------------------------

    def _check_chat(self, data: Json) -> int:
        chat_id = int(data["chat_id"])
        if chat_id in self.migrated:
            raise ApiError(400, "Bad Request: group chat was upgraded to a supergroup chat",
                           migrate_to_chat_id=self.migrated[chat_id])  # fmt: skip
        if chat_id in self.unknown_chats:
            raise ApiError(400, "Bad Request: chat not found")
        if chat_id in self.blocked:
            raise ApiError(403, "Forbidden: bot was blocked by the user" if chat_id > 0
                           else "Forbidden: bot was kicked from the group chat")  # fmt: skip
        return chat_id

    def _check_text(self, data: Json, limit: int = 4096) -> str:
        html = data.get("text", "")
        if data.get("parse_mode") == "HTML":
            try:
                text, _ = parse(html)
            except ParseError as error:
                raise ApiError(400, f"Bad Request: can't parse entities: {error}") from error
        else:
            text = html
        if not text.strip():
            raise ApiError(400, "Bad Request: message text is empty")
        if utf16(text) > limit:
            raise ApiError(400, "Bad Request: message is too long")
        return text.strip()

    def _check_markup(self, data: Json) -> Json | None:
        markup = data.get("reply_markup")
        for row in (markup or {}).get("inline_keyboard", []):
            for button in row:
                kinds = [k for k in button if k != "text"]
                if not button.get("text") or len(kinds) != 1:
                    raise ApiError(400, "Bad Request: text buttons are unallowed in the inline keyboard")
                value = button.get("callback_data")
                if value is not None and not 1 <= len(value.encode()) <= 64:
                    raise ApiError(400, "Bad Request: BUTTON_DATA_INVALID")
                copied = button.get("copy_text")
                if copied is not None and not 1 <= len(copied["text"]) <= 256:
                    raise ApiError(400, "Bad Request: BUTTON_COPY_TEXT_INVALID")
                url = button.get("url")
                if url is not None:
                    start = re.search(r"[?&]start=([^&]*)", url)
                    if start and not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", start.group(1)):
                        raise ApiError(400, "Bad Request: BUTTON_URL_INVALID")
        return markup

    def _do_sendMessage(self, data: Json) -> Json:
        chat_id = self._check_chat(data)
        text = self._check_text(data)
        return self._accept(chat_id, data, html=data["text"], text=text)

    def _accept(self, chat_id: int, data: Json, *, html: str, text: str, poll: Json | None = None) -> Json:
        markup = self._check_markup(data)
        reply = data.get("reply_parameters") or {}
        reply_to = reply.get("message_id")
        replied = self._messages.get((chat_id, reply_to)) if reply_to else None
        if reply_to and replied is None and not reply.get("allow_sending_without_reply"):
            raise ApiError(400, "Bad Request: message to be replied not found")
        thread = data.get("message_thread_id")
        if thread is not None and int(thread) not in self.topics.get(self._test(chat_id), set()):
            raise ApiError(400, "Bad Request: message thread not found")
        with self._lock:
            number = self._next_id(chat_id)
            message: Json = {"message_id": number, "date": int(time.time()), "chat": chat_of(chat_id),
                             "from": BOT, "text": text}  # fmt: skip
            if poll is not None:
                message["poll"] = poll
            if markup:
                message["reply_markup"] = markup
            if replied:
                message["reply_to_message"] = {k: v for k, v in replied.items() if k != "reply_to_message"}
            self._messages[chat_id, number] = message
            self.sent.append(
                Sent(chat_id, number, html, text, markup, reply_to if replied else None,
                     int(thread) if thread else None, time.monotonic(), poll=poll)
            )  # fmt: skip
        return message

    def _find_sent(self, data: Json) -> Sent:
        chat_id, number = int(data["chat_id"]), int(data["message_id"])
        for message in self.sent:
            if (message.chat_id, message.message_id) == (chat_id, number) and not message.deleted:
                return message
        if (chat_id, number) in self._messages:
            raise ApiError(400, "Bad Request: message can't be edited")
        raise ApiError(400, "Bad Request: message to edit not found")

    def _do_editMessageText(self, data: Json) -> Json:
        self._check_chat(data)
        text, markup = self._check_text(data), self._check_markup(data)
        with self._lock:
            sent = self._find_sent(data)
            if sent.html == data["text"] and (sent.markup or None) == (markup or None):
                raise ApiError(400, "Bad Request: message is not modified: specified new message content "
                                    "and reply markup are exactly the same")  # fmt: skip
            sent.edits.append(sent.text)
            sent.html, sent.text, sent.markup = data["text"], text, markup
            message = self._messages[sent.chat_id, sent.message_id]
            message["text"] = text
            if markup:
                message["reply_markup"] = markup
            else:
                message.pop("reply_markup", None)
        return message

    def _do_editMessageReplyMarkup(self, data: Json) -> Json:
        self._check_chat(data)
        markup = self._check_markup(data)
        sent = self._find_sent(data)
        if (sent.markup or None) == (markup or None):
            raise ApiError(400, "Bad Request: message is not modified")
        sent.markup = markup
        return self._messages[sent.chat_id, sent.message_id]

    def _do_deleteMessage(self, data: Json) -> bool:
        sent = self._find_sent(data)
        sent.deleted = True
        return True

    def _do_sendChatAction(self, data: Json) -> bool:
        self._check_chat(data)
        return True

    def _do_sendPoll(self, data: Json) -> Json:
        chat_id = self._check_chat(data)
        options = data["options"]
        if not 1 <= utf16(data["question"]) <= 300 or not 2 <= len(options) <= 12:
            raise ApiError(400, "Bad Request: poll question or options are invalid")
        if any(not 1 <= utf16(option["text"]) <= 100 for option in options):
            raise ApiError(400, "Bad Request: poll option is too long")
        if utf16(data.get("explanation", "")) > 200:
            raise ApiError(400, "Bad Request: poll explanation is too long")
        poll = {"id": f"poll{self._update_id}", "question": data["question"],
                "options": [{"text": o["text"], "voter_count": 0, "persistent_id": str(n)}
                            for n, o in enumerate(options)],
                "total_voter_count": 0, "is_closed": False, "is_anonymous": True,
                "type": data.get("type", "regular"), "allows_multiple_answers": False,
                "allows_revoting": False, "members_only": False}  # fmt: skip
        return self._accept(chat_id, data, html="", text=data["question"], poll=poll)

    # Queries -----------------------------------------------------------------------------------

    def _do_answerCallbackQuery(self, data: Json) -> bool:
        if utf16(data.get("text", "")) > 200:
            raise ApiError(400, "Bad Request: MESSAGE_TOO_LONG")
        with self._lock:
            self.callback_answers[data["callback_query_id"]] = data
        return True

    def _do_answerInlineQuery(self, data: Json) -> bool:
        results = data["results"]
        if len(results) > 50:
            raise ApiError(400, "Bad Request: RESULTS_TOO_MUCH")
        ids = [result["id"] for result in results]
        if len(set(ids)) != len(ids):
            raise ApiError(400, "Bad Request: RESULT_ID_DUPLICATE")
        for result in results:
            if not 1 <= len(result["id"].encode()) <= 64:
                raise ApiError(400, "Bad Request: RESULT_ID_INVALID")
            content = result["input_message_content"]
            self._check_text({"text": content["message_text"], "parse_mode": content.get("parse_mode")})
            self._check_markup(result)
        if len(str(data.get("next_offset", "")).encode()) > 64:
            raise ApiError(400, "Bad Request: NEXT_OFFSET_INVALID")
        with self._lock:
            self.inline_answers[data["inline_query_id"]] = data
        return True

    def _do_answerGuestQuery(self, data: Json) -> Json:
        content = data["result"]["input_message_content"]
        self._check_text({"text": content["message_text"], "parse_mode": content.get("parse_mode")})
        return {"inline_message_id": "guest1"}

    # Settings ----------------------------------------------------------------------------------

    def _do_setMyCommands(self, data: Json) -> bool:
        for command in data["commands"]:
            if not re.fullmatch(r"[a-z0-9_]{1,32}", command["command"]):
                raise ApiError(400, "Bad Request: BOT_COMMAND_INVALID")
            if not 1 <= len(command["description"]) <= 256:
                raise ApiError(400, "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID")
        return True

    def _do_setMyDescription(self, data: Json) -> bool:
        if len(data.get("description", "")) > 512:
            raise ApiError(400, "Bad Request: description is too long")
        return True

    def _do_setMyShortDescription(self, data: Json) -> bool:
        if len(data.get("short_description", "")) > 120:
            raise ApiError(400, "Bad Request: short description is too long")
        return True

    def _do_getChatMember(self, data: Json) -> Json:
        chat_id, user_id = int(data["chat_id"]), int(data["user_id"])
        user = user_of(user_id, "zh-hans")
        if self._test(user_id) in self.admins.get(self._test(chat_id), set()):
            return {"status": "creator", "user": user, "is_anonymous": False}
        return {"status": "member", "user": user}

    def _do_leaveChat(self, data: Json) -> bool:
        return True

    def _do_sendDocument(self, data: Json) -> Json:
        chat_id = self._check_chat(data)
        with self._lock:
            message = {"message_id": self._next_id(chat_id), "date": 1, "chat": chat_of(chat_id), "from": BOT}
        return {**message, "document": {"file_id": "d", "file_unique_id": "d"}}

    def _do_getFile(self, data: Json) -> Json:
        return {"file_id": data["file_id"], "file_unique_id": "u", "file_path": data["file_id"]}


def user_of(user_id: int, language: str) -> Json:
    return {"id": user_id, "is_bot": False, "first_name": "某人", "language_code": language}


def chat_of(chat_id: int) -> Json:
    if chat_id > 0:
        return {"id": chat_id, "type": "private", "first_name": "某人"}
    kind = "supergroup" if chat_id < SUPERGROUP_BELOW else "group"
    return {"id": chat_id, "type": kind, "title": "测试群"}
