"""A websocket that rests while its sign-in is locked and closes when it is over.

While it is locked nothing goes to the script and nothing to the browser. What the browser
sent is held, up to a limit; beyond it nothing more is read, so that it waits in the browser.
What the script says waits in Streamlit's own queue, which has a limit of its own.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from collections.abc import Callable
from enum import Enum

from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOK_SECONDS = 0.25
MOST_HELD = 200
MOST_BYTES_HELD = 4_000_000
OVER: Message = {"type": "websocket.disconnect", "code": 1008}


class Standing(Enum):
    """How things stand for a connection."""

    OPEN = "open"
    LOCKED = "locked"
    OVER = "over"


class Line:
    """One websocket between a browser and its script."""

    def __init__(self, receive: Receive, send: Send, standing: Callable[[], Standing]) -> None:
        self._from_browser = receive
        self._to_browser = send
        self._standing = standing
        self._held: deque[Message] = deque()
        self._bytes = 0
        self._news = asyncio.Event()
        self._room = asyncio.Event()
        self._closed = False

    async def run(self, app: ASGIApp, scope: Scope) -> None:
        """Run the app on this line until it is done, or the sign-in is over."""
        reading = asyncio.create_task(self._read())
        watching = asyncio.create_task(self._watch())
        try:
            await app(scope, self.receive, self.send)
        finally:
            for task in (reading, watching):
                task.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await task

    async def receive(self) -> Message:
        """The next message for the script, once it may have it."""
        while True:
            standing = self._standing()
            if standing is Standing.OVER:
                return OVER
            if self._held and standing is Standing.OPEN:
                return self._take()
            if self._held and self._held[-1]["type"] == "websocket.disconnect":
                return self._held[-1]
            self._news.clear()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._news.wait(), LOOK_SECONDS)

    async def send(self, message: Message) -> None:
        """Send to the browser, once it may have it; a message after the end is dropped."""
        while (standing := self._standing()) is Standing.LOCKED:
            await asyncio.sleep(LOOK_SECONDS)
        if standing is Standing.OPEN and not self._closed:
            await self._to_browser(message)

    def _take(self) -> Message:
        message = self._held.popleft()
        self._bytes -= _size(message)
        self._room.set()
        return message

    async def _read(self) -> None:
        message: Message = {"type": ""}
        while message["type"] != "websocket.disconnect":
            while len(self._held) >= MOST_HELD or self._bytes >= MOST_BYTES_HELD:
                self._room.clear()
                await self._room.wait()
            message = await self._from_browser()
            self._held.append(message)
            self._bytes += _size(message)
            self._news.set()

    async def _watch(self) -> None:
        while self._standing() is not Standing.OVER:
            await asyncio.sleep(LOOK_SECONDS)
        self._closed = True
        self._news.set()
        with contextlib.suppress(RuntimeError):  # the browser may have left already
            await self._to_browser({"type": "websocket.close", "code": 1008})


def _size(message: Message) -> int:
    return len(message.get("bytes") or b"") + len(message.get("text") or "")
