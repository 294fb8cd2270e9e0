"""A Bot API server of our own on the loopback interface, as strict as the real one where a bot can go wrong.

    with FakeBotApi() as api:
        start the bot with TELEGRAM_BASE_URL=api.base_url
        api.say(chat_id=7, text="开盒犯法吗")
        api.wait_for(lambda: api.texts(7))

It runs in a thread with an event loop of its own; every public method may be called from the test's thread.
Message numbers are shared by private chats and groups and kept apart in supergroups, as Telegram does.
"""

from __future__ import annotations

import asyncio
import json
import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, unquote

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


class FakeBotApi:
    """The server and the people who write to the bot."""

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

    # Lifecycle ---------------------------------------------------------------------------------

    def __enter__(self) -> FakeBotApi:
        ready = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(ready,), daemon=True)
        self._thread.start()
        assert ready.wait(10)
        return self

    def __exit__(self, *_: object) -> None:
        assert self._loop is not None
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(10)

    def _run(self, ready: threading.Event) -> None:
        async def main() -> None:
            self._loop = asyncio.get_running_loop()
            self._stop = asyncio.Event()
            self._news = asyncio.Event()
            server = await asyncio.start_server(self._connection, "127.0.0.1", self.port, limit=2**22)
            self.port = server.sockets[0].getsockname()[1]
            ready.set()
            await self._stop.wait()
            server.close()
            for writer in list(self._writers):
                writer.close()

        asyncio.run(main())

    @property
    def base_url(self) -> str:
        """For ``TELEGRAM_BASE_URL``."""
        return f"http://127.0.0.1:{self.port}/bot"

    def fresh(self) -> None:
        """The next test: nobody knows anybody, nothing is broken, nothing was said."""
        with self._lock:
            self.shift += 10_000
            self.sent.clear()
            self.calls.clear()
            self.refusals.clear()
            self.admins.clear()
            self.topics.clear()
            self.fault = lambda method, data: None

    def real(self, number: int) -> int:
        """What the bot sees for a test's ``number``."""
        return number + self.shift if number > 0 else number - self.shift

    def _test(self, number: int) -> int:
        """And back."""
        return number - self.shift if number > 0 else number + self.shift

    # People ------------------------------------------------------------------------------------

    def say(
        self,
        chat_id: int,
        text: str | None = None,
        *,
        user_id: int | None = None,
        language: str = "zh-hans",
        **extra: Any,
    ) -> Json:
        """Somebody writes; returns the message. ``extra`` goes into the message as it is."""  # fmt: skip
        person = self.real(user_id) if user_id else abs(self.real(chat_id)) % 10**12
        message = self._new_message(self.real(chat_id), person, language)
        if text is not None:
            message["text"] = text
            command = re.match(r"/\w+(@\w+)?", text)
            if command:
                message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(command.group(0))}]
        message.update(extra)
        self.push({"message": message})
        return message

    def edit(self, message: Json, text: str) -> None:
        """Somebody changes what they wrote."""
        changed = {**message, "text": text, "edit_date": int(time.time())}
        self.push({"edited_message": changed})

    def press(self, sent: Sent, label: str, *, user_id: int | None = None) -> str:
        """Somebody presses a button; returns the callback query's id."""
        return self.press_data(sent, sent.buttons[label]["callback_data"], user_id=user_id)

    def press_data(self, sent: Sent, data: str, *, user_id: int | None = None) -> str:
        """Presses with any data, an old button for example."""
        query_id = f"cb{self._update_id}"
        message = dict(self._messages[sent.chat_id, sent.message_id])
        self.push(
            {"callback_query": {
                "id": query_id,
                "from": _user(self.real(user_id) if user_id else abs(sent.chat_id) % 10**12, "zh-hans"),
                "message": message, "chat_instance": "1", "data": data}}
        )  # fmt: skip
        return query_id

    def inline(self, query: str, *, user_id: int = 77, offset: str = "", language: str = "zh-hans") -> str:
        """Somebody types ``@bot query``."""
        query_id = f"in{self._update_id}"
        self.push(
            {"inline_query": {"id": query_id, "from": _user(self.real(user_id), language), "query": query,
                              "offset": offset, "chat_type": "sender"}}
        )  # fmt: skip
        return query_id

    def push(self, update: Json) -> int:
        """Queue an update for delivery; returns its number."""
        with self._lock:
            self._update_id += 1
            update = {"update_id": self._update_id, **update}
            self._updates[self._update_id] = update
            self._history[self._update_id] = update
        self._wake()
        return int(update["update_id"])

    def redeliver(self, update_id: int) -> None:
        """Deliver an old update once more, as Telegram does when a confirmation got lost."""
        with self._lock:
            self._updates[update_id] = self._history[update_id]
        self._wake()

    @property
    def last_update_id(self) -> int:
        """The newest update's number."""
        return self._update_id

    def undelivered(self) -> int:
        """Updates that the bot has not confirmed."""
        with self._lock:
            return len(self._updates)

    def _wake(self) -> None:
        if self._loop is not None and self._news is not None:
            self._loop.call_soon_threadsafe(self._news.set)

    def _next_id(self, chat_id: int) -> int:
        sequence = chat_id if chat_id < SUPERGROUP_BELOW else 0
        with self._lock:
            self._message_ids[sequence] = self._message_ids.get(sequence, 100) + 1
            return self._message_ids[sequence]

    def _new_message(self, chat_id: int, user_id: int, language: str) -> Json:
        message = {
            "message_id": self._next_id(chat_id), "date": int(time.time()),
            "chat": _chat(chat_id), "from": _user(user_id, language),
        }  # fmt: skip
        self._messages[chat_id, int(str(message["message_id"]))] = message
        return message

    # What tests look at ------------------------------------------------------------------------

    def messages(self, chat_id: int) -> list[Sent]:
        """Messages of the bot in a chat that are still there."""
        with self._lock:
            chat = self.real(chat_id)
            return [m for m in self.sent if m.chat_id == chat and not m.deleted]

    def texts(self, chat_id: int) -> list[str]:
        """What stands in them."""
        return [message.text for message in self.messages(chat_id)]

    def called(self, method: str) -> list[Json]:
        """Arguments of every call of a method."""
        with self._lock:
            return [data for name, data in self.calls if name == method]

    def wait_for(self, condition: Callable[[], Any], seconds: float = 15.0) -> Any:
        """Wait until ``condition`` is true and return it."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            value = condition()
            if value:
                return value
            time.sleep(0.02)
        raise AssertionError(f"not within {seconds} s; calls: {[c[0] for c in self.calls[-12:]]}")

    # HTTP --------------------------------------------------------------------------------------

    async def _connection(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writers.add(writer)
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
                path = head.split(" ", 2)[1]
                length = re.search(r"(?i)\r\ncontent-length: *(\d+)", head)
                body = await reader.readexactly(int(length.group(1))) if length else b""
                if not await self._serve(path, body, reader, writer):
                    break
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            pass
        finally:
            self._writers.discard(writer)
            writer.close()

    async def _serve(
        self, path: str, body: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> bool:
        if unquote(path).startswith(f"/file/bot{TOKEN}/"):
            return await self._give_file(writer, self.files[path.rsplit("/", 1)[1]])
        match = re.fullmatch(r"/bot([^/]+)/(\w+)", path)
        data = _decode(body)
        method = match.group(2) if match else ""
        if match is None or match.group(1) != TOKEN or self.revoked:
            return await self._reply(writer, 401, {"ok": False, "error_code": 401,
                                                   "description": "Unauthorized"})  # fmt: skip
        with self._lock:
            self.calls.append((method, data))
        fault = self.fault(method, data)
        if fault is not None:
            if fault.kind == "drop":
                return False
            if fault.kind == "unauthorized":
                return await self._reply(writer, 401, {"ok": False, "error_code": 401})
            if fault.kind == "no_polls":
                await self._reply(writer, 400, {"ok": False, "error_code": 400, "description":
                                  "Bad Request: not enough rights to send polls to the chat"})  # fmt: skip
                return True
            if fault.kind == "garbage":
                return await self._reply(writer, 200, None)
            if fault.kind == "409":
                return await self._reply(writer, 409, _refusal(
                    ApiError(409, "Conflict: terminated by other getUpdates request")))  # fmt: skip
            if fault.kind == "502":
                return await self._reply(writer, 502, None)
            if fault.kind == "429":
                return await self._reply(writer, 429, _refusal(
                    ApiError(429, f"Too Many Requests: retry after {int(fault.seconds)}",
                             retry_after=int(fault.seconds))))  # fmt: skip
            if fault.kind == "hang_before":
                await asyncio.sleep(fault.seconds)
                return False
            if fault.kind == "slow":
                await asyncio.sleep(fault.seconds)
        try:
            if method == "getUpdates":
                result = await self._get_updates(data, reader)
            else:
                handler = getattr(self, f"_do_{method}", None)
                if handler is None:
                    raise ApiError(404, "Not Found")
                result = handler(data)
            status, answer = 200, {"ok": True, "result": result}
        except ApiError as error:
            status, answer = error.status, _refusal(error)
            with self._lock:
                self.refusals.append((method, error.description))
        if fault is not None and fault.kind == "drop_after":
            return False
        if fault is not None and fault.kind == "garbage_after":
            return await self._reply(writer, 200, None)
        if fault is not None and fault.kind == "hang":
            await asyncio.sleep(fault.seconds)
            return False
        return await self._reply(writer, status, answer)

    async def _give_file(self, writer: asyncio.StreamWriter, body: bytes) -> bool:
        writer.write(f"HTTP/1.1 200 OK\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body)
        await writer.drain()
        return True

    async def _reply(self, writer: asyncio.StreamWriter, status: int, answer: Json | None) -> bool:
        body = json.dumps(answer).encode() if answer is not None else b"<html>Bad Gateway</html>"
        writer.write(
            f"HTTP/1.1 {status} X\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(body)}\r\n\r\n".encode()
            + body
        )
        await writer.drain()
        return True

    # Updates -----------------------------------------------------------------------------------

    async def _get_updates(self, data: Json, reader: asyncio.StreamReader) -> list[Json]:
        if self.webhook.get("url"):
            raise ApiError(409, "Conflict: can't use getUpdates method while webhook is active")
        if self._poll is not None and not self._poll[1].at_eof():
            self._poll[0].set()  # the older poller is the one that is told, if it still listens
        mine = asyncio.Event()
        self._poll = (mine, reader)
        try:
            offset = int(data.get("offset") or 0)
            with self._lock:
                for number in [n for n in self._updates if n < offset]:
                    del self._updates[number]
            end = time.monotonic() + float(data.get("timeout") or 0)
            assert self._news is not None
            while True:
                self._news.clear()
                with self._lock:
                    # An update that is redelivered comes back whatever the offset says.
                    waiting = [self._updates[n] for n in sorted(self._updates)][:100]
                if mine.is_set():
                    raise ApiError(409, "Conflict: terminated by other getUpdates request; make sure "
                                        "that only one bot instance is running")  # fmt: skip
                left = end - time.monotonic()
                if waiting or left <= 0:
                    return waiting
                done = [asyncio.ensure_future(self._news.wait()), asyncio.ensure_future(mine.wait())]
                await asyncio.wait(done, timeout=left, return_when=asyncio.FIRST_COMPLETED)
                for future in done:
                    future.cancel()
        finally:
            if self._poll is not None and self._poll[0] is mine:
                self._poll = None

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
            message: Json = {"message_id": number, "date": int(time.time()), "chat": _chat(chat_id),
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
        user = _user(user_id, "zh-hans")
        if self._test(user_id) in self.admins.get(self._test(chat_id), set()):
            return {"status": "creator", "user": user, "is_anonymous": False}
        return {"status": "member", "user": user}

    def _do_leaveChat(self, data: Json) -> bool:
        return True

    def _do_sendDocument(self, data: Json) -> Json:
        chat_id = self._check_chat(data)
        with self._lock:
            message = {"message_id": self._next_id(chat_id), "date": 1, "chat": _chat(chat_id), "from": BOT}
        return {**message, "document": {"file_id": "d", "file_unique_id": "d"}}

    def _do_getFile(self, data: Json) -> Json:
        return {"file_id": data["file_id"], "file_unique_id": "u", "file_path": data["file_id"]}


def _user(user_id: int, language: str) -> Json:
    return {"id": user_id, "is_bot": False, "first_name": "某人", "language_code": language}


def _chat(chat_id: int) -> Json:
    if chat_id > 0:
        return {"id": chat_id, "type": "private", "first_name": "某人"}
    kind = "supergroup" if chat_id < SUPERGROUP_BELOW else "group"
    return {"id": chat_id, "type": kind, "title": "测试群"}


def _decode(body: bytes) -> Json:
    if body[:1] == b"{":
        return dict(json.loads(body))
    data: Json = {}
    if body[:2] == b"--":
        for part in body.split(body[: body.index(b"\r\n")])[1:-1]:
            head, _, value = part.partition(b"\r\n\r\n")
            name = re.search(rb'name="([^"]+)"', head)
            data[name.group(1).decode() if name else ""] = value.removesuffix(b"\r\n").decode()
        return data
    for key, said in parse_qsl(body.decode(), keep_blank_values=True):
        plain = key in {"text", "question", "explanation", "description", "short_description",
                        "callback_query_id", "inline_query_id", "next_offset", "guest_query_id",
                        "secret_token"}  # fmt: skip
        try:
            data[key] = said if plain else json.loads(said)
        except ValueError:
            data[key] = said
    return data


def _refusal(error: ApiError) -> Json:
    answer: Json = {"ok": False, "error_code": error.status, "description": error.description}
    if error.parameters:
        answer["parameters"] = error.parameters
    return answer
