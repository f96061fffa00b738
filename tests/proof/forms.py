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
from core.access.audit import Actor
from core.assembly import Services
from dashboard import workspace
from tests.proof.nasty import DATES, TYPEABLE

HOME = Path(dashboard.__file__).parent
READ_ONLY = {"open_scenario"}  # nothing is typed there, and it leads to another page
NO_SAVE = ("Close", "Take", "Cancel", "Done", "Undo", "New invitation", "Open a colleague")


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
    from tests.proof.forms import about

    run = start_run()
    form = getattr(importlib.import_module(module), name)
    asked = inspect.signature(form).parameters
    given = about(run.services, run.actor, client_id, name, place)
    given |= {"workspace": run, "client_id": client_id, "planned": place % 2 == 0}
    form(**{one: given[one] for one in asked})


def about(
    services: Services, actor: Actor, client_id: UUID, name: str, place: int
) -> dict[str, Any]:
    """What the form called `name` is opened with."""
    formulation = services.formulation.formulation(actor, client_id)
    history = services.history.history(actor, client_id)
    files: dict[str, list[Any]] = {
        "edit_figure": history.figures, "edit_event": history.events,
        "edit_belief": history.working_models, "edit_period": history.periods,
        "edit_relationship": history.relationships, "edit_adaptation": history.adaptations,
        "review": services.formulation.versions(actor, client_id),
        "edit_node": list(formulation.nodes), "edit_link": list(formulation.links),
        "edit_goal": services.sessions.goals(actor, client_id),
        "edit_session": services.sessions.sessions(actor, client_id),
        "edit_plan": services.approaches.plans(actor, client_id),
        "edit_target": services.approaches.targets(actor, client_id),
        "edit_episode": services.triggers.episodes(actor, client_id),
        "edit_words": services.sessions.problems(actor, client_id),
    }  # fmt: skip
    of_this = files.get(name, [])
    entry = of_this[place] if 0 <= place < len(of_this) else None
    names = ("entry", "node", "link", "goal", "session", "plan", "target", "episode", "couple",
             "note", "version", "begun")  # fmt: skip
    given: dict[str, Any] = dict.fromkeys(names, entry)
    if name in ("reach_stage", "weigh_caution"):
        given["plan"] = services.approaches.plans(actor, client_id)[0]
    if name == "edit_episode" and entry is None:
        given["episode"] = services.triggers.episodes(actor, client_id)[0]
    if name == "edit_prediction":
        given["link"] = formulation.links[max(0, place)]
    if name == "edit_couple":
        given["couple"] = services.clients.couple_of(actor, client_id)
    flags = services.outcomes.flags(actor, client_id)
    return given | {
        "formulation": formulation,
        "client": services.clients.open(actor, client_id),
        "kind": "problem",
        "topic": "health",
        "known": None,
        "scenario_id": "delayed_reply",
        "by": "cue",
        "place": "",
        "flagged": flags[0] if flags else None,
        "others": [f for f in flags[1:] if f.administration.id == flags[0].administration.id],
        "every": services.accounts.every(actor),
    }


def opened(practice: Any, module: str, name: str, client_id: UUID, place: int) -> AppTest:
    """The form, drawn once."""
    workspace.use(practice)
    page = AppTest.from_function(show, args=(module, name, client_id, place), default_timeout=60)
    return page.run()


def fill(at: AppTest, dice: Random, words: Iterator[str]) -> list[str]:
    """Put something nasty into every input; returns the texts, and draws nothing again."""
    typed = []
    for box in [*at.text_input, *at.text_area]:
        text = next(words)
        box.set_value(text)
        typed.append(text)
    for number in at.number_input:
        number.set_value(dice.choice([None, number.min, number.max, number.value]))
    for day in at.date_input:
        low, high = day.min, day.max
        day.set_value(dice.choice([d for d in DATES if low <= d <= high] or [low]))
    typed += _choose(at, dice, words)
    for box in at.checkbox:
        box.set_value(dice.random() < 0.5)
    for radio in at.radio:
        radio.set_value(dice.choice(list(radio.options)))
    return typed


def _choose(at: AppTest, dice: Random, words: Iterator[str]) -> list[str]:
    """Pick any option of every list, or type a new one where that is possible."""
    typed = []
    for one in [*at.selectbox, *at.multiselect]:
        one.root.session_state[TESTING_KEY][one.id] = str  # the options are formatted already
    for choice in at.selectbox:
        if choice.proto.accept_new_options and dice.random() < 0.3:
            new = next(words)
            begun = new.strip().casefold()
            if not any(one.casefold().startswith(begun) for one in choice.options):
                typed.append(new)  # what begins a word of the list is taken for that word
            choice.options.append(new)
            choice.select_index(len(choice.options) - 1)
        elif choice.options:
            choice.select_index(dice.randrange(len(choice.options)))
    for several in at.multiselect:
        most = several.proto.max_selections or 3
        count = min(len(several.options), most, dice.randrange(4))
        several.set_value(dice.sample(list(several.options), count))
    return typed


def filled_inputs(at: AppTest) -> int:
    """How many inputs the page has."""
    kinds = ("text_input", "text_area", "number_input", "date_input", "selectbox", "multiselect",
             "checkbox", "radio")  # fmt: skip
    return sum(len(at.get(kind)) for kind in kinds)


def save_button(at: AppTest) -> Any:
    """The button that saves, or None."""
    return next((b for b in at.button if not b.label.startswith(NO_SAVE)), None)


def corpus(dice: Random) -> Iterator[str]:
    """The nasty texts a browser can send, in another order each time round."""
    while True:
        yield from dice.sample(TYPEABLE, len(TYPEABLE))
