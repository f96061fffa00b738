"""A connection rests while its sign-in is locked and closes when it is over."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor

from starlette.types import Message, Receive, Scope, Send

from dashboard.door.line import MOST_BYTES_HELD, MOST_HELD, Line, Standing

Story = Callable[["Telephone"], Awaitable[None]]


class Telephone:
    """A browser at one end, a script at the other, and a line between them."""

    def __init__(self) -> None:
        self.standing = Standing.OPEN
        self.from_browser: asyncio.Queue[Message] = asyncio.Queue()
        self.at_browser: list[Message] = []
        self.at_script: list[Message] = []
        self.script_send: Send | None = None

    async def script(self, _scope: Scope, receive: Receive, send: Send) -> None:
        self.script_send = send
        while True:
            message = await receive()
            self.at_script.append(message)
            if message["type"] == "websocket.disconnect":
                return

    async def to_browser(self, message: Message) -> None:
        self.at_browser.append(message)

    def types(self, text: str) -> None:
        self.from_browser.put_nowait({"type": "websocket.receive", "bytes": text.encode()})

    def heard(self) -> list[str]:
        return [m["bytes"].decode() for m in self.at_script if "bytes" in m]


def tell(story: Story) -> None:
    async def on_the_line() -> None:
        phone = Telephone()
        line = Line(phone.from_browser.get, phone.to_browser, lambda: phone.standing)
        running = asyncio.create_task(line.run(phone.script, {"type": "websocket"}))
        await asyncio.sleep(0.05)
        try:
            await story(phone)
        finally:
            phone.standing = Standing.OVER
            await asyncio.wait_for(running, 5)

    # In a thread, because a browser test's event loop may still go on in this one.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, on_the_line()).result(timeout=30)


def test_what_is_typed_while_locked_arrives_after_the_unlock_in_order() -> None:
    async def story(phone: Telephone) -> None:
        phone.types("before")
        await asyncio.sleep(0.1)
        phone.standing = Standing.LOCKED
        for number in range(5):
            phone.types(f"late {number}")
        await asyncio.sleep(0.6)
        assert phone.heard() == ["before"]
        phone.standing = Standing.OPEN
        await asyncio.sleep(0.4)
        assert phone.heard() == ["before", *(f"late {number}" for number in range(5))]

    tell(story)


def test_what_the_script_says_while_locked_waits_too() -> None:
    async def story(phone: Telephone) -> None:
        phone.standing = Standing.LOCKED
        assert phone.script_send is not None
        saying = asyncio.create_task(
            phone.script_send({"type": "websocket.send", "bytes": b"name"})  # type: ignore[arg-type]
        )
        await asyncio.sleep(0.5)
        assert phone.at_browser == []
        phone.standing = Standing.OPEN
        await asyncio.wait_for(saying, 2)
        assert [m["bytes"] for m in phone.at_browser] == [b"name"]

    tell(story)


def test_the_end_of_a_sign_in_closes_the_line_within_a_second() -> None:
    async def story(phone: Telephone) -> None:
        phone.standing = Standing.OVER
        await asyncio.sleep(0.8)
        assert phone.at_browser == [{"type": "websocket.close", "code": 1008}]
        assert phone.at_script[-1]["type"] == "websocket.disconnect"
        assert phone.script_send is not None
        await phone.script_send({"type": "websocket.send", "bytes": b"too late"})
        assert len(phone.at_browser) == 1

    tell(story)


def test_a_flood_while_locked_is_not_kept_in_memory() -> None:
    async def story(phone: Telephone) -> None:
        phone.standing = Standing.LOCKED
        for number in range(MOST_HELD * 3):
            phone.types(f"{number}")
        await asyncio.sleep(0.4)
        assert phone.from_browser.qsize() >= MOST_HELD * 2 - 1, "the rest stays in the browser"
        phone.standing = Standing.OPEN
        await asyncio.sleep(0.6)
        assert phone.heard() == [str(number) for number in range(MOST_HELD * 3)]

    tell(story)


def test_few_but_huge_messages_are_bounded_as_well() -> None:
    async def story(phone: Telephone) -> None:
        phone.standing = Standing.LOCKED
        for _ in range(20):
            phone.types("x" * (MOST_BYTES_HELD // 2))
        await asyncio.sleep(0.4)
        assert phone.from_browser.qsize() >= 17

    tell(story)


def test_a_tab_closed_while_locked_is_let_go() -> None:
    async def story(phone: Telephone) -> None:
        phone.standing = Standing.LOCKED
        phone.types("half a sentence")
        phone.from_browser.put_nowait({"type": "websocket.disconnect", "code": 1001})
        await asyncio.sleep(0.5)
        assert [m["type"] for m in phone.at_script] == ["websocket.disconnect"]

    tell(story)
