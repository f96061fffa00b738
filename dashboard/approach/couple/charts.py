"""Stages and steps 1 to 9 against the sessions of a couple, as a small figure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from core.approaches.definition import Definition, Step
from core.approaches.log import SessionStep
from dashboard.components.plot import Palette, Spec, box, note, safe

MOST = 24
"""As many sessions as stand side by side; the log below has them all."""

_ROW, _TOP, _FOOT, _LEFT = 22, 8, 34, 210
_WIDEST = 30
_ASIDE = 0.32  # a cross beside the dot of the same step


def shown_sessions(log: Sequence[SessionStep]) -> list[SessionStep]:
    """The latest sessions, oldest on the left."""
    return sorted(log, key=lambda one: one.on)[-MOST:]


def steps_figure(log: Sequence[SessionStep], known: Definition, colours: Palette) -> Spec:
    """A mark for the step of each session; an open mark where that step was blocked."""
    shown = shown_sessions(log)
    rows = {step.id: place for place, step in enumerate(known.steps)}
    layout = {
        "height": _TOP + _FOOT + _ROW * len(rows),
        "margin": {"l": _LEFT, "r": 8, "t": _TOP, "b": _FOOT},
        "showlegend": False, "dragmode": False, "hovermode": "closest",
        "xaxis": _days(shown, colours), "yaxis": _steps(known.steps, colours),
        "shapes": _stages(known, rows, colours),
        "annotations": [] if shown else [_nothing(colours)],
    }  # fmt: skip
    return {"data": [_reached(shown, rows, colours), _blocked(shown, rows, colours)],
            "layout": layout}  # fmt: skip


def _nothing(colours: Palette) -> Spec:
    return note(0.5, 0.5, "No session logged yet", colours.faint, xref="paper", yref="paper",
                xanchor="center")  # fmt: skip


def _days(shown: Sequence[SessionStep], colours: Palette) -> Spec:
    several = len(shown) > MOST // 2
    return {
        "range": [-0.6, max(len(shown), 6) - 0.4], "fixedrange": True, "zeroline": False,
        "showgrid": False, "tickmode": "array",
        "tickvals": list(range(0, len(shown), 2 if several else 1)),
        "ticktext": [f"{one.on.day} {one.on:%b}" for one in shown[:: 2 if several else 1]],
        "tickfont": {"size": 11, "color": colours.faint}, "tickangle": -45 if several else 0,
    }  # fmt: skip


def _steps(steps: Sequence[Step], colours: Palette) -> Spec:
    return {
        "range": [len(steps) - 0.5, -0.5], "fixedrange": True, "zeroline": False,
        "gridcolor": colours.grid, "tickmode": "array", "tickvals": list(range(len(steps))),
        "ticktext": [safe(_short(step.label)) for step in steps],
        "tickfont": {"size": 12, "color": colours.ink},
    }  # fmt: skip


def _short(words: str) -> str:
    return words if len(words) <= _WIDEST else f"{words[: _WIDEST - 1].rstrip()}…"


def _stages(known: Definition, rows: dict[str, int], colours: Palette) -> list[Spec]:
    """A shade behind every other stage."""
    found = []
    for place, stage in enumerate(known.stages):
        here = [rows[step.id] for step in known.steps if step.stage == stage.id]
        if here and place % 2 == 0:
            found.append(box((0, 1), (min(here) - 0.5, max(here) + 0.5), xref="paper",
                             fillcolor=colours.shade))  # fmt: skip
    return found


def _reached(shown: Sequence[SessionStep], rows: dict[str, int], colours: Palette) -> Spec:
    at = [(place, one) for place, one in enumerate(shown) if one.step in rows]
    return {
        "type": "scatter", "mode": "markers+text",
        "x": [place for place, _ in at], "y": [rows[one.step] for _, one in at],
        "text": [str(one.enactments or "") for _, one in at],
        "textfont": {"size": 10, "color": colours.page},
        "marker": {"size": 15, "color": colours.line, "symbol": "circle"},
        "hovertext": [_said(one) for _, one in at], "hoverinfo": "text",
    }  # fmt: skip


def _blocked(shown: Sequence[SessionStep], rows: dict[str, int], colours: Palette) -> Spec:
    at = [(place, one) for place, one in enumerate(shown) if one.blocked_step in rows]
    marker: dict[str, Any] = {"size": 13, "color": colours.accent, "symbol": "x-thin",
                              "line": {"width": 3, "color": colours.accent}}  # fmt: skip
    return {
        "type": "scatter", "mode": "markers", "marker": marker,
        "x": [place + (_ASIDE if one.step == one.blocked_step else 0) for place, one in at],
        "y": [rows[one.blocked_step] for _, one in at],
        "hovertext": [f"{one.on.day} {one.on:%b}: blocked" for _, one in at],
        "hoverinfo": "text",
    }  # fmt: skip


def _said(one: SessionStep) -> str:
    count = "" if one.enactments is None else f", enactments: {one.enactments}"
    return f"{one.on.day} {one.on:%b %Y}{count}"


def steps_alt(log: Sequence[SessionStep], known: Definition) -> str:
    """The figure read aloud."""
    names = {step.id: step.label for step in known.steps}
    said = [f"{one.on.day} {one.on:%b}: {names[one.step]}" for one in shown_sessions(log)
            if one.step in names]  # fmt: skip
    return "Steps by session. " + ("; ".join(said) or "No step is noted yet") + "."
