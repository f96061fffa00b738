"""The looks of the door's own pages: plain HTML and one style sheet, no script."""

from __future__ import annotations

from html import escape
from typing import Literal

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from dashboard.door.addresses import OURS

_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>Havenline: {title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="{ours}door.css"></head>
<body><main{css}><p class="brand">Havenline</p>
<h1>{heading}</h1>
{said}{body}</main></body></html>"""


def page(
    title: str,
    body: str,
    *,
    heading: str = "",
    wrong: str = "",
    good: str = "",
    status: int = 200,
    wide: bool = False,
) -> HTMLResponse:
    """A whole page. `wrong` and `good` are sentences said at its top, also by a screen reader."""
    said = ""
    if wrong or good:
        kind = "wrong" if wrong else "good"
        role = "alert" if wrong else "status"
        said = f'<p class="said {kind}" role="{role}">{escape(wrong or good)}</p>'
    html = _PAGE.format(
        title=escape(title.lower()),
        heading=escape(heading or title),
        said=said,
        body=body,
        ours=OURS,
        css=' class="wide"' if wide else "",
    )
    return HTMLResponse(html, status_code=status)


def field(
    name: str,
    label: str,
    *,
    kind: Literal["text", "password"] = "password",
    value: str = "",
    hint: str = "",
    autocomplete: str = "off",
    focus: bool = False,
    digits: bool = False,
) -> str:
    """A labelled input, with a hint that a screen reader reads along with it."""
    described = f' aria-describedby="{name}-hint"' if hint else ""
    below = f'<p class="hint" id="{name}-hint">{escape(hint)}</p>' if hint else ""
    more = ' inputmode="numeric"' if digits else ""
    return (
        f'<label for="{name}">{escape(label)}</label>'
        f'<input id="{name}" name="{name}" type="{kind}" value="{escape(value)}" '
        f'autocomplete="{autocomplete}" autocapitalize="none" spellcheck="false" maxlength="1000" '
        f"required{more}{described}{' autofocus' if focus else ''}>{below}"
    )


def form(
    action: str, token: str, body: str, button: str, *, step: str = "", plain: bool = False
) -> str:
    """A form with its token against requests from elsewhere."""
    css = ' class="plain"' if plain else ""
    hidden = f'<input type="hidden" name="token" value="{escape(token)}">'
    hidden += f'<input type="hidden" name="step" value="{escape(step)}">' if step else ""
    return (
        f'<form method="post" action="{escape(action)}">{hidden}{body}'
        f'<button type="submit"{css}>{escape(button)}</button></form>'
    )


def card(heading: str, body: str) -> str:
    """One subject of a page."""
    return f'<section class="card"><h2>{escape(heading)}</h2>{body}</section>'


def words(text: str, css: str = "") -> str:
    """A paragraph of plain words."""
    return f"<p{f' class={css}' if css else ''}>{escape(text)}</p>"


def link(address: str, text: str) -> str:
    """A link inside this dashboard, on a line of its own."""
    return f'<p class="no-print"><a href="{escape(address)}">{escape(text)}</a></p>'


def fault_page(_request: Request, error: Exception) -> Response:
    """One sentence for a fault of our own: its kind, and nothing of what it was about."""
    told = f"Havenline met a fault of its own ({type(error).__name__}). What was saved is safe. "
    return PlainTextResponse(told + "Go back and try again.", status_code=500)
