"""Every form of the dashboard, put on a page of its own and filled with whatever one likes."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import TESTING_KEY

import dashboard
from dashboard import workspace
from tests.proof.nasty import DATES, TYPEABLE
from tests.proof.opening import made_ready

HOME = Path(dashboard.__file__).parent
AT_ONCE = ("selectbox", "checkbox", "radio", "button_group")
FILLED = ("text_input", "text_area", "number_input", "date_input", "multiselect", *AT_ONCE)
READ_ONLY = {"open_scenario"}  # nothing is typed there, and it leads to another page
NO_SAVE = ("Close", "Take", "Cancel", "Done", "Undo", "New invitation", "Open a colleague",
           "Lift", "End")  # fmt: skip


def dialogs() -> set[tuple[str, str]]:
    """Module and name of every function that is drawn as a dialog."""
    found = set()
    for file in HOME.rglob("*.py"):
        module = ".".join(("dashboard", *file.relative_to(HOME).with_suffix("").parts))
        for part in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(part, ast.FunctionDef) and "st.dialog" in "".join(
                ast.unparse(one) for one in part.decorator_list
            ):
                found.add((module, part.name))
    return {one for one in found if one[1] not in READ_ONLY}


def show(module: str, name: str, client_id: object, place: int) -> None:
    """The script of a page with one form: a new entry (place -1), or that one of the file."""
    import importlib
    import inspect

    from dashboard.workspace import start_run
    from tests.proof.opening import Opened, about

    form = getattr(importlib.import_module(module), name)
    given = about(module, Opened(start_run(), name, client_id, place))  # type: ignore[arg-type]
    form(**{one: given[one] for one in inspect.signature(form).parameters})


def opened(practice: Any, module: str, name: str, client_id: UUID, place: int) -> AppTest:
    """The form, drawn once."""
    made_ready(practice, module, client_id)
    workspace.use(practice)
    page = AppTest.from_function(show, args=(module, name, client_id, place), default_timeout=60)
    return page.run()


def fill(at: AppTest, dice: Random, words: Iterator[str]) -> list[str]:
    """Put something nasty into every input a browser lets one change; returns the texts.

    A list or a tick outside of a form is chosen first and the page drawn again, as a browser
    does: what is asked for below may hang on it.
    """
    first = [one for kind in AT_ONCE for one in at.get(kind) if not one.form_id]
    typed = _filled(first, dice, words)
    if first:
        at.run()
    settled = {one.id for one in first}
    rest = [one for kind in FILLED for one in at.get(kind) if one.id not in settled]
    return typed + _filled(rest, dice, words)


def _filled(inputs: list[Any], dice: Random, words: Iterator[str]) -> list[str]:
    """Set each of these inputs to something; nothing is drawn again."""
    typed: list[str] = []
    for one in inputs:
        if getattr(one, "disabled", False) or getattr(one.proto, "disabled", False):
            continue
        if one.type in ("text_input", "text_area"):
            text = next(words)
            typed.append(text[: one.proto.max_chars or None])  # a browser takes no more letters
            one.set_value(typed[-1])
        elif one.type == "selectbox":
            typed += _choose(one, dice, words)
        else:
            one.set_value(_any_of(one, dice))
    return typed


def _any_of(one: Any, dice: Random) -> Any:
    """Any value that an input without words of one's own can have."""
    if one.type == "number_input":
        return dice.choice([None, one.min, one.max, one.value])
    if one.type == "date_input":
        return dice.choice([d for d in DATES if one.min <= d <= one.max] or [one.min])
    if one.type == "checkbox":
        # A row that is not kept is taken out on purpose, with the words in it.
        return one.label == "Keep" or dice.random() < 0.5
    one.root.session_state[TESTING_KEY][one.id] = str  # the options are formatted already
    if one.type == "radio" or (one.type == "button_group" and single(one)):
        return dice.choice(list(one.options))
    most = getattr(one.proto, "max_selections", 0) or 3
    return dice.sample(list(one.options), min(len(one.options), most, dice.randrange(4)))


def single(group: Any) -> bool:
    """Whether one of these buttons can be pressed at a time."""
    return bool(group.proto.click_mode == group.proto.ClickMode.SINGLE_SELECT)


def _choose(choice: Any, dice: Random, words: Iterator[str]) -> list[str]:
    """Pick any option of a list, or type a new one where that is possible."""
    typed = []
    choice.root.session_state[TESTING_KEY][choice.id] = str  # the options are formatted already
    if choice.proto.accept_new_options and dice.random() < 0.3:
        new = next(words)
        begun = new.strip().casefold()
        if not any(one.casefold().startswith(begun) for one in choice.options):
            typed.append(new)  # what begins a word of the list is taken for that word
        choice.options.append(new)
        choice.select_index(len(choice.options) - 1)
    elif choice.options:
        choice.select_index(dice.randrange(len(choice.options)))
    return typed


def filled_inputs(at: AppTest) -> int:
    """How many inputs the page has."""
    return sum(len(at.get(kind)) for kind in FILLED)


def save_button(at: AppTest) -> Any:
    """The button that saves, or None."""
    return next((b for b in at.button if not b.label.startswith(NO_SAVE)), None)


def corpus(dice: Random) -> Iterator[str]:
    """The nasty texts a browser can send, in another order each time round."""
    while True:
        yield from dice.sample(TYPEABLE, len(TYPEABLE))
