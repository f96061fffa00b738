"""The ASGI app: the door, and the Streamlit dashboard behind it."""

from __future__ import annotations

import contextlib
import logging
import socket
import threading
import webbrowser
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import uvicorn
from starlette.types import Receive, Scope, Send
from streamlit import config
from streamlit.starlette import App

from core.errors import UserFacingError
from core.formulation import exact
from core.listening import Listening, Tls
from dashboard import workspace
from dashboard.door import second_step
from dashboard.door.account import AccountPages
from dashboard.door.addresses import Reached
from dashboard.door.door import Door
from dashboard.door.gate import Gate
from dashboard.door.lock import LockScreen
from dashboard.door.login_settings import LoginSettings, read_login_settings
from dashboard.door.pages import fault_page
from dashboard.door.practice_login import LoginTrips, PracticeLoginPages, StreamlitLogin
from dashboard.door.script import SignedIn
from dashboard.door.sign_in import SignInPage
from dashboard.door.sign_ins import steady

if TYPE_CHECKING:
    from core.assembly import Practice

NAVIGATION = Path(__file__).with_name("navigation.py")
# Also set in .streamlit/config.toml; repeated here because a config file in the folder the
# server is started from could otherwise turn them round.
_FIXED = {
    "browser.gatherUsageStats": False,
    "client.showErrorDetails": "none",
    "client.disableDataExport": True,
    "global.developmentMode": False,
    "logger.enableRich": False,
    "secrets.files": [],
    "server.baseUrlPath": "",
    "server.enableAgentApi": False,
    "server.enableCORS": True,
    "server.enableStaticServing": False,
    "server.enableXsrfProtection": True,
    "server.fileWatcherType": "none",
    "server.headless": True,
    "server.scriptHealthCheckEnabled": False,
}
# A message from a browser is at most this long; Streamlit reads no longer one anyway.
LONGEST_MESSAGE = 32 * 1024 * 1024


class Dashboard:
    """The whole server as one ASGI app: the gate around everything, errors included."""

    def __init__(
        self,
        practice: Practice,
        reached: Reached,
        clock: Callable[[], float],
        login: LoginSettings | None = None,
    ) -> None:
        self.door = Door(practice, reached, clock, practice_login=login is not None)
        practice.on_ended.append(self.door.account_ended)
        workspace.use(practice, SignedIn(self.door))
        pages, sign_in = AccountPages(self.door), SignInPage(self.door)
        trips = LoginTrips(login) if login else None
        self.streamlit = App(
            NAVIGATION,
            routes=[
                *sign_in.routes(),
                *(PracticeLoginPages(self.door, trips, sign_in).routes() if trips else []),
                *pages.routes(),
                *second_step.routes(pages),
                *LockScreen(self.door).routes(),
            ],
            lifespan=self.door.kept,
            on_script_error=workspace.script_failed,
            exception_handlers={Exception: fault_page},
            secrets=login.as_secrets() if login else None,
        )
        behind = StreamlitLogin(self.streamlit, self.door, trips) if trips else self.streamlit
        self._gate = Gate(behind, self.door)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one connection."""
        await self._gate(scope, receive, send)


def make_app(
    practice: Practice,
    reached: Reached | None = None,
    clock: Callable[[], float] = steady,
    login: LoginSettings | None = None,
) -> Dashboard:
    """The dashboard on a practice, open or still locked, with the gate in front of every route."""
    app = Dashboard(practice, reached or Reached(), clock, login)
    # Only after App knows its script does Streamlit find the config file beside it.
    config.get_config_options(force_reparse=True)
    for option, value in _FIXED.items():
        config.set_option(option, value)
    _keep_client_text_out_of_logs()
    return app


class _NameOnly(logging.Filter):
    """Leaves the kind of an error in the log, and neither its text nor its traceback."""

    def filter(self, record: logging.LogRecord) -> bool:
        kind = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else "message"
        record.msg, record.args = f"The server reported: {kind}", ()
        record.exc_info = record.exc_text = None
        return True


_FILTER = _NameOnly()


def _keep_client_text_out_of_logs() -> None:
    # Streamlit logs every script error with its text, before our handler sees it, and the
    # server every failed request with its traceback.
    for name in {"uvicorn.error", *logging.root.manager.loggerDict}:
        logger = logging.getLogger(name)
        if name.startswith(("streamlit", "uvicorn.error")) and _FILTER not in logger.filters:
            logger.setLevel(logging.ERROR)
            logger.addFilter(_FILTER)


def run(
    practice: Practice,
    *,
    host: str,
    port: int,
    browser: bool,
    tls: Tls | None = None,
    public_hosts: tuple[str, ...] = (),
    proxied: bool = False,
    oidc: Path | None = None,
) -> None:
    """Serve until stopped. Raises UserFacingError when the port is taken."""
    listening = Listening(host, port, tls, public_hosts, proxied)
    _check_free(host, port)
    reached = Reached(frozenset(public_hosts), secure=proxied or tls is not None)
    address = _address(listening)
    login = {"login": read_login_settings(oidc, address, public_hosts)} if oidc else {}
    server = uvicorn.Server(_settings(make_app(practice, reached, **login), listening))
    print(f"Havenline is open at {address} (stop it with Ctrl+C).", flush=True)  # noqa: T201
    if browser:
        threading.Timer(1.0, webbrowser.open, [address]).start()
    backups = workspace.backups()
    backups.start()
    threading.Thread(target=exact.ready, daemon=True).start()
    try:
        with contextlib.suppress(KeyboardInterrupt):
            server.run()
    finally:
        backups.stop()
        practice.close()


def _settings(app: Dashboard, listening: Listening) -> uvicorn.Config:
    tls = listening.tls
    return uvicorn.Config(
        app,
        host=listening.host,
        port=listening.port,
        log_level="error",
        proxy_headers=False,
        server_header=False,
        ws_max_size=LONGEST_MESSAGE,
        timeout_graceful_shutdown=3,
        ssl_certfile=tls.certificate if tls else None,
        ssl_keyfile=tls.key if tls else None,
    )


def _address(listening: Listening) -> str:
    named = next(iter(listening.public_hosts), listening.host)
    if listening.proxied and listening.public_hosts:
        return f"https://{named}"
    name = "localhost" if named in ("::1", "[::1]", "0.0.0.0", "::") else named  # noqa: S104
    return f"{'https' if listening.tls else 'http'}://{name}:{listening.port}"


def _check_free(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OverflowError:
            raise UserFacingError("A port is a number from 1 to 65535.") from None
        except OSError:
            raise UserFacingError(
                f"Port {port} on {host} cannot be used: it is in use or not this computer's. "
                "Choose another one with --port or --host."
            ) from None
