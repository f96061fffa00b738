"""The pages of one's own account: plain HTML, because secrets should not go through Streamlit."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from html import escape
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from core.errors import InvalidEntry, UserFacingError
from dashboard.door.addresses import ACCOUNT, CHOOSE_PASSPHRASE, SIGN_IN
from dashboard.door.door import Door, TooManyTries
from dashboard.door.forms import TOO_OLD, typed
from dashboard.door.pages import card, field, form, link, page, words
from dashboard.door.sign_ins import SignIn

if TYPE_CHECKING:
    from core.access.accounts import Account

BACK = link("/", "Back to the dashboard")
BACK_TO_ACCOUNT = link(ACCOUNT, "Back to my account")
RECOVERY = f"{ACCOUNT}/recovery-code"
SIGN_OUT = f"{ACCOUNT}/sign-out"
EVERYWHERE = f"{ACCOUNT}/sign-out-everywhere"
SECOND_FACTOR = f"{ACCOUNT}/second-factor"
SAID = {
    "passphrase": "Your passphrase is changed. Your other browsers were signed out.",
    "off": "The second step is off.",
    "ended": "Your other browsers were signed out.",
}
Step = Callable[["Visit", dict[str, str]], Awaitable[Response]]


class Visit:
    """One request of a signed-in account to its own pages."""

    def __init__(self, door: Door, request: Request, sign_in: SignIn, account: Account) -> None:
        self.door = door
        self.request = request
        self.sign_in = sign_in
        self.account = account
        self.token = door.token_of(request.scope)
        self.practice = door.practice

    def form(
        self, action: str, body: str, button: str, step: str = "", *, plain: bool = False
    ) -> str:
        """A form that belongs to this sign-in."""
        token = self.door.tokens.token(self.token)
        return form(action, token, body, button, step=step, plain=plain)

    async def tried(self, check: Callable[[], object]) -> None:
        """Check a secret of this account, counted with the other tries of this sign-in."""
        await self.door.tried_inside(self.sign_in, check)


class AccountPages:
    """Passphrase, recovery code and where one is signed in. Second factor: second_step.py."""

    def __init__(self, door: Door) -> None:
        self._door = door

    def routes(self) -> list[Route]:
        """The Starlette routes of these pages."""
        return [
            Route(ACCOUNT, self.on(_overview), methods=["GET"]),
            Route(
                CHOOSE_PASSPHRASE,
                self.on(_passphrase_page, _set_passphrase),
                methods=["GET", "POST"],
            ),
            Route(RECOVERY, self.on(_recovery_page, _new_recovery), methods=["GET", "POST"]),
            Route(SIGN_OUT, self.on(None, _sign_out), methods=["POST"]),
            Route(EVERYWHERE, self.on(None, _sign_out_everywhere), methods=["POST"]),
        ]

    def on(
        self, shown: Callable[..., Response] | None, step: Step | None = None
    ) -> Callable[[Request], Awaitable[Response]]:
        """A route that shows a page, or does a step after checking the form's token."""

        async def answer(request: Request) -> Response:
            visit = await self._visit(request)
            if visit is None:
                return _no_account(self._door)
            if request.method != "POST" or step is None:
                return shown(visit) if shown else RedirectResponse(ACCOUNT, status_code=303)
            return await self._done(visit, shown or _overview, step)

        return answer

    async def _visit(self, request: Request) -> Visit | None:
        one = self._door.sign_in_of(request.scope)
        if one is None or self._door.practice.demo:
            return None
        account = await asyncio.to_thread(self._door.practice.account, one.account)
        return Visit(self._door, request, one, account) if account else None

    async def _done(self, visit: Visit, shown: Callable[..., Response], step: Step) -> Response:
        fields = await typed(visit.request)
        if not self._door.tokens.fits(visit.token, fields.get("token", "")):
            return _with_status(shown(visit, wrong=TOO_OLD), 403)
        try:
            return await step(visit, fields)
        except UserFacingError as error:
            status = 429 if isinstance(error, TooManyTries) else 400
            return _with_status(shown(visit, wrong=error.sentence), status)


def _with_status(answer: Response, status: int) -> Response:
    answer.status_code = status
    return answer


def _no_account(door: Door) -> Response:
    if door.practice.demo:
        told = "The demo signs in by itself, so there is no passphrase to change here."
        return page("My account", words(told) + BACK, wide=True)
    return RedirectResponse(SIGN_IN, status_code=303)


def _overview(visit: Visit, wrong: str = "") -> Response:
    said = SAID.get(visit.request.query_params.get("done", ""), "")
    parts = [
        words(f"Signed in as {visit.account.name}.", "quiet"),
        card("Passphrase", words("Changing it signs out your other browsers.")
             + link(CHOOSE_PASSPHRASE, "Change my passphrase")),
        card("Second step", _second_step_words(visit)),
        card("Recovery code", words("It opens your account when the passphrase is lost. "
                                    "A new one replaces the old one.")
             + link(RECOVERY, "Make a new recovery code")),
        card("Where I am signed in", _sign_ins_table(visit)
             + visit.form(EVERYWHERE, "", "Sign out everywhere else", plain=True)),
        visit.form(SIGN_OUT, "", "Sign out of this browser"),
        BACK,
    ]  # fmt: skip
    return page("My account", "".join(parts), wrong=wrong, good="" if wrong else said, wide=True)


def _second_step_words(visit: Visit) -> str:
    if visit.account.second_factor:
        told = "On: after the passphrase you are asked for a code from your phone."
        return words(told) + link(SECOND_FACTOR, "Turn the second step off")
    told = "Off. With it on, a stolen passphrase alone opens nothing."
    return words(told) + link(SECOND_FACTOR, "Turn the second step on")


def _sign_ins_table(visit: Visit) -> str:
    rows = ""
    for one in visit.door.sign_ins.of_account(visit.account.key):
        what = "This browser" if one.id == visit.sign_in.id else "Another browser"
        what += " (locked)" if one.locked else ""
        since, seen = one.began_at.astimezone(), one.active_at.astimezone()
        rows += (f"<tr><td>{what}</td><td>{since:%d %b, %H:%M}</td>"
                 f"<td>{seen:%d %b, %H:%M}</td></tr>")  # fmt: skip
    head = "<tr><th>Browser</th><th>Since</th><th>Last active</th></tr>"
    return f"<table><thead>{head}</thead><tbody>{rows}</tbody></table>"


def _passphrase_page(visit: Visit, wrong: str = "") -> Response:
    must = visit.sign_in.must_choose_passphrase
    body = ""
    if not must:
        body = field("old", "Passphrase now", autocomplete="current-password", focus=True)
    elif visit.door.choosing.get(visit.token) is None:
        body = field("old", "Recovery or invitation code, once more", focus=True)
    body += field("new", "New passphrase", autocomplete="new-password", focus=not body,
                  hint="12 characters or more. Four unrelated words do well.")  # fmt: skip
    body += field("again", "New passphrase, once more", autocomplete="new-password")
    told = "You came in with a code. Choose a passphrase to go on." if must else ""
    shown = (words(told) if told else "") + visit.form(
        CHOOSE_PASSPHRASE, body, "Change the passphrase"
    )
    heading = "Choose a passphrase" if must else "Change my passphrase"
    leave = visit.form(SIGN_OUT, "", "Sign out", plain=True) if must else BACK_TO_ACCOUNT
    return page(heading, shown + leave, wrong=wrong)


async def _set_passphrase(visit: Visit, fields: dict[str, str]) -> Response:
    new = fields.get("new", "")
    old = fields.get("old") or visit.door.choosing.get(visit.token) or ""
    if new != fields.get("again", ""):
        raise InvalidEntry("The two new passphrases differ. Nothing was changed; try again.")
    await visit.tried(lambda: visit.practice.own.set_password(visit.account.key, old, new))
    visit.door.sign_ins.end_all(visit.account.key, keep=visit.sign_in.id)
    visit.door.sign_ins.passphrase_chosen(visit.token)
    visit.door.choosing.drop(visit.token)
    must = visit.sign_in.must_choose_passphrase
    return RedirectResponse("/" if must else f"{ACCOUNT}?done=passphrase", status_code=303)


def _recovery_page(visit: Visit, wrong: str = "") -> Response:
    body = field("secret", "Passphrase", autocomplete="current-password", focus=True)
    told = "The new code is shown once. The old one stops working at that moment."
    shown = words(told) + visit.form(RECOVERY, body, "Make a new recovery code")
    return page("New recovery code", shown + BACK_TO_ACCOUNT, wrong=wrong)


async def _new_recovery(visit: Visit, fields: dict[str, str]) -> Response:
    made: list[str] = []
    secret = fields.get("secret", "")
    await visit.tried(
        lambda: made.append(visit.practice.own.new_recovery_code(visit.account.key, secret))
    )
    body = f'<p class="code">{escape(made[0])}</p>'
    body += words("Print this page (Ctrl+P) or write the code down, and keep it apart from the "
                  "computer. It is shown only now.")  # fmt: skip
    body += f'<p class="only-print">Account: {escape(visit.account.name)}</p>'
    return page("Your new recovery code", body + BACK_TO_ACCOUNT)


async def _sign_out(visit: Visit, _fields: dict[str, str]) -> Response:
    visit.door.sign_ins.end(visit.token)
    await visit.door.note("account.signed_out", visit.sign_in)
    answer = RedirectResponse(SIGN_IN, status_code=303)
    answer.headers["set-cookie"] = visit.door.reached.set_cookie(visit.request.scope, "")
    return answer


async def _sign_out_everywhere(visit: Visit, _fields: dict[str, str]) -> Response:
    visit.door.sign_ins.end_all(visit.account.key, keep=visit.sign_in.id)
    await visit.door.note("account.signed_out", visit.sign_in)
    return RedirectResponse(f"{ACCOUNT}?done=ended", status_code=303)
