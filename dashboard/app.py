"""The ASGI app: gate, sign-in, and the Streamlit dashboard behind them."""

from __future__ import annotations

import contextlib
import logging
import socket
import threading
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING

import uvicorn
from starlette.middleware import Middleware
from streamlit import config
from streamlit.starlette import App

from core.errors import UserFacingError
from dashboard import workspace
from dashboard.gate import Gate, SignedIn
from dashboard.sign_in import SignIn

if TYPE_CHECKING:
    from core.assembly import Practice

NAVIGATION = Path(__file__).with_name("navigation.py")
# Also set in .streamlit/config.toml; repeated here because a config file in the folder the
# server is started from could otherwise turn them round.
_FIXED = {
    "browser.gatherUsageStats": False,
    "client.showErrorDetails": "none",
    "client.disableDataExport": True,
    "server.fileWatcherType": "none",
    "server.headless": True,
    "logger.enableRich": False,
}


def make_app(practice: Practice) -> App:
    """The dashboard on an open practice, with the gate in front of every route."""
    workspace.use(practice)
    signed_in = SignedIn()
    app = App(
        NAVIGATION,
        routes=[SignIn(practice, signed_in).route()],
        middleware=[Middleware(Gate, signed_in=signed_in)],
        on_script_error=workspace.script_failed,
    )
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
        record.msg, record.args = f"Streamlit reported: {kind}", ()
        record.exc_info = record.exc_text = None
        return True


def _keep_client_text_out_of_logs() -> None:
    # Streamlit logs every script error with its text, before our handler sees it.
    for name in list(logging.root.manager.loggerDict):
        if name.startswith("streamlit"):
            logger = logging.getLogger(name)
            logger.setLevel(logging.ERROR)
            logger.addFilter(_NameOnly())


def run(practice: Practice, *, host: str, port: int, browser: bool) -> None:
    """Serve until stopped. Raises UserFacingError when the port is taken."""
    _check_free(host, port)
    address = f"http://{'localhost' if host == '::1' else host}:{port}"
    server = uvicorn.Server(
        uvicorn.Config(make_app(practice), host=host, port=port, log_level="error")
    )
    print(f"Havenline is open at {address} (stop it with Ctrl+C).", flush=True)  # noqa: T201
    if browser:
        threading.Timer(1.0, webbrowser.open, [address]).start()
    try:
        with contextlib.suppress(KeyboardInterrupt):
            server.run()
    finally:
        practice.close()


def _check_free(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host if host != "::1" else "127.0.0.1", port))
        except OSError:
            raise UserFacingError(
                f"Port {port} is in use. Choose another one with --port."
            ) from None
