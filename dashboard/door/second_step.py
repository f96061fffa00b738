"""Turning the second step of signing in on and off: a QR code, then one-time codes, shown once."""

from __future__ import annotations

import asyncio
from html import escape
from urllib.parse import parse_qs, urlsplit

import segno
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from core.errors import WrongCode
from dashboard.door.account import (
    BACK_TO_ACCOUNT,
    SECOND_FACTOR,
    AccountPages,
    Visit,
)
from dashboard.door.addresses import ACCOUNT
from dashboard.door.door import TooManyTries
from dashboard.door.pages import field, page, words


def routes(pages: AccountPages) -> list[Route]:
    """The one route of these pages."""
    return [Route(SECOND_FACTOR, pages.on(_shown, _step), methods=["GET", "POST"])]


def _shown(visit: Visit, wrong: str = "") -> Response:
    if visit.account.second_factor:
        return _ask_passphrase(
            visit, "off", "Turn the second step off", "The passphrase alone then opens it.",
            "Turn it off", wrong,
        )  # fmt: skip
    return _ask_passphrase(
        visit, "start", "Turn the second step on",
        "You need an app for one-time codes on your phone. First your passphrase:", "Go on", wrong,
    )  # fmt: skip


def _ask_passphrase(
    visit: Visit, step: str, title: str, told: str, button: str, wrong: str
) -> Response:
    body = field("secret", "Passphrase", autocomplete="current-password", focus=True)
    shown = words(told) + visit.form(SECOND_FACTOR, body, button, step)
    return page(title, shown + BACK_TO_ACCOUNT, wrong=wrong)


async def _step(visit: Visit, fields: dict[str, str]) -> Response:
    step = fields.get("step", "")
    if step == "confirm":
        return await _confirm(visit, fields.get("code", "").strip())
    secret = fields.get("secret", "")
    practice, key = visit.practice, visit.account.key
    if step == "off":
        await visit.tried(lambda: practice.own.end_second_factor(key, secret))
        return RedirectResponse(f"{ACCOUNT}?done=off", status_code=303)
    await visit.tried(lambda: practice.check_again(key, secret))
    address = await asyncio.to_thread(practice.own.begin_second_factor, key)
    visit.door.setting_up.put(visit.token, address)
    return _scan_page(visit, address)


async def _confirm(visit: Visit, code: str) -> Response:
    address = visit.door.setting_up.get(visit.token)
    if address is None:
        return _shown(visit, wrong="That took too long. Please start again.")
    codes: list[str] = []
    practice, key = visit.practice, visit.account.key
    try:
        await visit.tried(lambda: codes.extend(practice.own.confirm_second_factor(key, code)))
    except (WrongCode, TooManyTries) as error:
        return _scan_page(visit, address, error.sentence)
    visit.door.setting_up.drop(visit.token)
    return _codes_page(visit, codes)


def _scan_page(visit: Visit, address: str, wrong: str = "") -> Response:
    picture = segno.make(address, error="m").svg_data_uri(scale=5, border=2)
    key = parse_qs(urlsplit(address).query).get("secret", [""])[0]
    spaced = " ".join(key[i : i + 4] for i in range(0, len(key), 4))
    shown = words("Scan this with the app on your phone, or type the key into it.")
    shown += f'<img class="qr" src="{escape(picture)}" alt="QR code with the key below">'
    shown += f'<p class="code">{escape(spaced)}</p>'
    body = field("code", "The six digits it shows now", kind="text", focus=True,
                 autocomplete="one-time-code", digits=True)  # fmt: skip
    form = visit.form(SECOND_FACTOR, body, "Turn the second step on", "confirm")
    return page("Scan the code", shown + form + BACK_TO_ACCOUNT, wrong=wrong)


def _codes_page(visit: Visit, codes: list[str]) -> Response:
    told = "Each of these opens the second step once, if the phone is lost. Print them (Ctrl+P) "
    told += "and keep them apart from the computer. They are shown only now."
    items = "".join(f"<li>{escape(code)}</li>" for code in codes)
    shown = words(told) + f'<ul class="code codes">{items}</ul>'
    shown += f'<p class="only-print">Account: {escape(visit.account.name)}</p>'
    good = "The second step is on."
    return page("Your one-time codes", shown + BACK_TO_ACCOUNT, good=good)
