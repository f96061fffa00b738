"""The sign-in page: plain HTML, no script. The demo signs in by itself."""

from __future__ import annotations

import secrets
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from core.errors import SecondFactorNeeded, UserFacingError, WrongCode
from dashboard.door.addresses import BEGIN, FORM_COOKIE, SIGN_IN, safe_next
from dashboard.door.door import DEMO_ACCOUNT, Door, HalfWay, TooBusy, TooManyTries
from dashboard.door.forms import TOO_OLD, typed
from dashboard.door.pages import field, form, link, page, words
from dashboard.door.sign_ins import SignIn

LONGEST_NAME = 200
STARTED_OVER = "That took too long. Please start again with your passphrase."


class SignInPage:
    """Signs people in to one practice, in one step or two."""

    def __init__(self, door: Door) -> None:
        self._door = door

    def routes(self) -> list[Route]:
        """The Starlette route of the page."""
        return [Route(SIGN_IN, self.answer, methods=["GET", "POST"])]

    async def answer(self, request: Request) -> Response:
        """Show the page, or check what was typed into it."""
        if request.method != "POST":
            return self._shown(request)
        fields = await typed(request)
        cookie = self._door.reached.cookie_of(request.scope, FORM_COOKIE)
        if not self._door.tokens.fits(cookie, fields.get("token", "")):
            return self.first_page(request, TOO_OLD, 403)
        steps = {"code": self._code, "unlock": self._unlock, "leave": self._leave}
        step = steps.get(fields.get("step", ""), self._first)
        try:
            return await step(request, fields, cookie)
        except UserFacingError as error:
            return self._again(request, fields, error)

    async def _first(self, request: Request, fields: dict[str, str], cookie: str) -> Response:
        name, secret = fields.get("name", "").strip()[:LONGEST_NAME], fields.get("secret", "")
        self._door.half_way.drop(cookie)
        try:
            return await self._checked(request, name, secret, "")
        except SecondFactorNeeded:
            self._door.half_way.put(cookie, HalfWay(name, secret))
            return self._code_page(request)

    async def _code(self, request: Request, fields: dict[str, str], cookie: str) -> Response:
        half_way = self._door.half_way.get(cookie)
        if half_way is None:
            return self.first_page(request, STARTED_OVER, 401)
        code = fields.get("code", "").strip()
        if half_way.email:
            answer = await self._vouched_for(request, half_way.email, code or "-")
        else:
            answer = await self._checked(request, half_way.name, half_way.secret, code or "-")
        self._door.half_way.drop(cookie)
        return answer

    async def by_login(self, request: Request, email: str, cookie: str) -> Response:
        """Let somebody in whose address the practice's own login vouched for.

        Raises WrongSecret when no account has it, TooManyTries or TooBusy.
        """
        self._door.half_way.drop(cookie)
        try:
            return await self._vouched_for(request, email, "")
        except SecondFactorNeeded:
            self._door.half_way.put(cookie, HalfWay("", "", email))
            return self._code_page(request)

    async def _vouched_for(self, request: Request, email: str, code: str) -> Response:
        sign_in, way_in = secrets.token_hex(8), self._door.practice.by_login
        account = await self._door.tried(
            email, lambda: way_in.sign_in(email, code, sign_in=sign_in)
        )
        return self._let_in(request, account.key, sign_in=sign_in)

    async def _checked(self, request: Request, name: str, secret: str, code: str) -> Response:
        # The id is made first, so that the audit event of signing in can name it.
        sign_in = secrets.token_hex(8)
        practice = self._door.practice
        account = await self._door.tried(
            name, lambda: practice.sign_in(name, secret, code, sign_in=sign_in)
        )
        # Who came in with a code need not type it again to choose a passphrase.
        code_used = secret if account.must_choose_password else ""
        return self._let_in(request, account.key, code_used=code_used, sign_in=sign_in)

    async def _unlock(self, request: Request, fields: dict[str, str], _cookie: str) -> Response:
        one = self._door.sign_in_of(request.scope)
        if one is None:
            return self.first_page(request, "You were signed out. Please sign in.", 401)
        await unlock(self._door, self._door.token_of(request.scope), one, fields.get("secret", ""))
        return RedirectResponse(_next(request), status_code=303)

    async def _leave(self, request: Request, _fields: dict[str, str], _cookie: str) -> Response:
        one = self._door.sign_ins.end(self._door.token_of(request.scope))
        if one is not None:
            await self._door.note("account.signed_out", one)
        return RedirectResponse(SIGN_IN, status_code=303)

    def _let_in(
        self, request: Request, account: str, *, code_used: str = "", sign_in: str = ""
    ) -> Response:
        door, must = self._door, bool(code_used)
        door.sign_ins.end(door.token_of(request.scope))
        token, _ = door.sign_ins.start(account, must_choose_passphrase=must, sign_in=sign_in)
        if must:
            door.choosing.put(token, code_used)
        answer = RedirectResponse(_next(request), status_code=303)
        answer.headers["set-cookie"] = door.reached.set_cookie(request.scope, token)
        return answer

    def _shown(self, request: Request) -> Response:
        one = self._door.sign_in_of(request.scope)
        if one is not None and one.locked:
            return self._with_cookie(request, self._locked_page(request, one))
        if self._door.practice.demo:
            fresh = one is None and request.method == "GET"
            answer = self._let_in(request, DEMO_ACCOUNT) if fresh else None
            return answer or RedirectResponse(_next(request), status_code=303)
        return self.first_page(request)

    def _again(self, request: Request, fields: dict[str, str], error: UserFacingError) -> Response:
        slow = isinstance(error, TooManyTries | TooBusy)
        status = 429 if slow else 401
        one = self._door.sign_in_of(request.scope)
        if fields.get("step") == "unlock" and one is not None:
            answer = self._locked_page(request, one, error.sentence, status)
        elif fields.get("step") == "code" and (slow or isinstance(error, WrongCode)):
            answer = self._code_page(request, error.sentence, status)
        else:
            name = fields.get("name", "")[:LONGEST_NAME]
            answer = self.first_page(request, error.sentence, status, name)
        if isinstance(error, TooManyTries):
            answer.headers["retry-after"] = str(int(error.wait) + 1)
        return answer

    def _with_cookie(self, request: Request, answer: Response) -> Response:
        # Made by _form_cookie while the page was drawn.
        made = getattr(request.state, "form_cookie", "")
        if made:
            cookie = self._door.reached.set_cookie(request.scope, made, FORM_COOKIE)
            answer.headers.append("set-cookie", cookie)
        return answer

    def _token(self, request: Request) -> str:
        cookie = self._door.reached.cookie_of(request.scope, FORM_COOKIE)
        if not cookie:
            cookie = getattr(request.state, "form_cookie", "") or secrets.token_urlsafe(24)
            request.state.form_cookie = cookie
        return self._door.tokens.token(cookie)

    def _form(
        self, request: Request, body: str, button: str, step: str = "", *, plain: bool = False
    ) -> str:
        action = f"{SIGN_IN}?next={quote(_next(request))}"
        return form(action, self._token(request), body, button, step=step, plain=plain)

    def first_page(
        self, request: Request, wrong: str = "", status: int = 200, name: str = ""
    ) -> Response:
        """Where everybody begins, with what went wrong before, if anything did."""
        names, trouble = self._names()
        # Whoever can reach this from elsewhere should not be told who works here.
        known = len(names) == 1 and self._door.reached.only_here
        name = name or (names[0] if known else "")
        body = ""
        if names:  # a store that version 0.1 made has nobody's name yet
            body = field("name", "Name", kind="text", value=name, autocomplete="username",
                         focus=not name)  # fmt: skip
        body += field("secret", "Passphrase", autocomplete="current-password",
                      focus=bool(name) or not names,
                      hint="Or your recovery code, or an invitation code.")  # fmt: skip
        said = "Everything in here is encrypted. It opens with your passphrase."
        shown = words(said, "quiet") + self._form(request, body, "Sign in")
        shown += self._practice_link(request, "Sign in with your practice account")
        made = page("Sign in", shown, wrong=wrong or trouble, status=status)
        return self._with_cookie(request, made)

    def _practice_link(self, request: Request, text: str) -> str:
        if not self._door.practice_login:
            return ""
        return link(f"{BEGIN}?next={quote(_next(request))}", text)

    def _names(self) -> tuple[list[str], str]:
        try:
            return self._door.practice.account_names(), ""
        except UserFacingError as error:  # a damaged key file, said before anybody types
            return [], error.sentence

    def _code_page(self, request: Request, wrong: str = "", status: int = 200) -> Response:
        body = field("code", "Code", kind="text", autocomplete="one-time-code", focus=True,
                     hint="Six digits from your app, or a one-time code.")  # fmt: skip
        again = link(f"{SIGN_IN}?next={quote(_next(request))}", "Start again")
        said = words("The passphrase was right. One more step.", "quiet")
        return page("Second step", said + self._form(request, body, "Sign in", "code") + again,
                    wrong=wrong, status=status)  # fmt: skip

    def _locked_page(
        self, request: Request, one: SignIn, wrong: str = "", status: int = 200
    ) -> Response:
        name, demo = self._door.name_of(one), self._door.practice.demo
        asks = self._door.unlocks_by(one)["passphrase"]
        body = field("secret", "Passphrase", autocomplete="current-password", focus=True)
        who = "This demo has no passphrase." if demo else f"Signed in as {name}."
        forms = ""
        if asks or demo:
            forms += self._form(request, body if asks else "", "Unlock", "unlock")
        forms += self._practice_link(request, "Unlock with your practice account")
        if not demo:
            forms += self._form(request, "", "Sign in as somebody else", "leave", plain=True)
        return page("Locked", words(who, "quiet") + forms, wrong=wrong, status=status)


def _next(request: Request) -> str:
    # After a practice's own login, what was wanted before setting out.
    kept = getattr(request.state, "next", "")
    return safe_next(kept or request.query_params.get("next", "/"))


async def unlock(door: Door, token: str, one: SignIn, secret: str) -> None:
    """Unlock a sign-in by its account's passphrase. Raises WrongSecret or TooManyTries."""
    if not door.practice.demo:
        await door.tried_inside(one, lambda: door.practice.check_again(one.account, secret))
    if one.locked:
        door.sign_ins.unlock(token)
        await door.note("account.unlocked", one)
