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
from typing import Any
from urllib.parse import parse_qsl, unquote

from tests.end_to_end.fake_bot_methods import (
    BOT,
    BOT_ID,
    SUPERGROUP_BELOW,
    TOKEN,
    ApiError,
    Fault,
    Json,
    Methods,
    Sent,
    chat_of,
    user_of,
)

__all__ = ["BOT", "BOT_ID", "SUPERGROUP_BELOW", "TOKEN", "FakeBotApi", "Fault", "Sent"]


class FakeBotApi(Methods):
    """The server and the people who write to the bot."""

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
                "from": user_of(self.real(user_id) if user_id else abs(sent.chat_id) % 10**12, "zh-hans"),
                "message": message, "chat_instance": "1", "data": data}}
        )  # fmt: skip
        return query_id

    def inline(self, query: str, *, user_id: int = 77, offset: str = "", language: str = "zh-hans") -> str:
        """Somebody types ``@bot query``."""
        query_id = f"in{self._update_id}"
        self.push(
            {"inline_query": {"id": query_id, "from": user_of(self.real(user_id), language), "query": query,
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

    def _wake(self) -> None:
        if self._loop is not None and self._news is not None:
            self._loop.call_soon_threadsafe(self._news.set)

    def _new_message(self, chat_id: int, user_id: int, language: str) -> Json:
        message = {
            "message_id": self._next_id(chat_id), "date": int(time.time()),
            "chat": chat_of(chat_id), "from": user_of(user_id, language),
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

    def wait_for(self, condition: Callable[[], Any], seconds: float = 60.0) -> Any:
        """Wait until ``condition`` is true and return it; how long that takes on a busy machine says nothing."""
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
        body = self.mangle(body)
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
                    waiting = [self._updates[n] for n in sorted(self._updates)][
                        : int(data.get("limit") or 100)
                    ]
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
