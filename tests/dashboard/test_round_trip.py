"""Opening an entry and saving it untouched changes its version and nothing else.

Every kind of record that a form can edit goes through its form, for sample clients that
use every field.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from core.assembly import Practice, Services
from core.exchange.sample import sample_id
from core.record import HEADER, Record
from tests.dashboard.test_entering import form, press

CODES = ["HL-101", "HL-102", "HL-104"]


def history(name: str, client_id: object, was: object) -> None:
    from dashboard.history import entering
    from dashboard.workspace import start_run

    getattr(entering, name)(start_run(), client_id, was)


def episode(_: str, __: object, was: object) -> None:
    from dashboard.triggers.entering import edit_episode
    from dashboard.workspace import start_run

    edit_episode(start_run(), was)


def formulation(name: str, client_id: object, was: object) -> None:
    from dashboard.map import entering
    from dashboard.workspace import start_run

    run = start_run()
    whole = run.services.formulation.formulation(run.actor, client_id)
    if name == "edit_link":
        entering.edit_link(run, client_id, whole, was)
    else:
        entering.edit_node(run, client_id, was)


def approach(name: str, client_id: object, was: object) -> None:
    from dashboard.approach.emdr.entering import Begun, edit_target
    from dashboard.approach.emdr.gathered import gathered
    from dashboard.approach.plan.entering import edit_plan
    from dashboard.workspace import start_run

    run = start_run()
    if name == "edit_plan":
        whole = run.services.formulation.formulation(run.actor, client_id)
        edit_plan(run, client_id, whole, was)
    else:
        sheet = gathered(run, run.services.clients.open(run.actor, client_id))
        edit_target(sheet, was, Begun(), on_hold=False)


def session(name: str, client_id: object, was: object) -> None:
    from dashboard.sessions import entering
    from dashboard.workspace import start_run

    if name == "edit_goal":
        entering.edit_goal(start_run(), client_id, was)
    else:
        entering.edit_session(start_run(), client_id, was, planned=False)


def own_words(kind: str, client_id: object, was: object) -> None:
    from dashboard.outcomes.personal import edit_words
    from dashboard.workspace import start_run

    edit_words(start_run(), client_id, kind, was)


def asked(_: str, __: object, was: object) -> None:
    from dashboard.history.asked import edit_asked
    from dashboard.workspace import start_run

    edit_asked(start_run(), was)


def client(name: str, _: object, was: object) -> None:
    from dashboard.client import entering
    from dashboard.workspace import start_run

    getattr(entering, name)(start_run(), was)


Read = Callable[[Services, Any, Any], Sequence[Record]]
FORMS: list[tuple[Callable[..., None], str, str, Read]] = [
    (history, "edit_figure", "Save", lambda s, a, c: s.history.history(a, c).figures),
    (history, "edit_event", "Save", lambda s, a, c: s.history.history(a, c).events),
    (history, "edit_belief", "Save", lambda s, a, c: s.history.history(a, c).working_models),
    (history, "edit_period", "Save", lambda s, a, c: s.history.history(a, c).periods),
    (history, "edit_relationship", "Save", lambda s, a, c: s.history.history(a, c).relationships),
    (history, "edit_adaptation", "Save", lambda s, a, c: s.history.history(a, c).adaptations),
    (episode, "episode", "Save the episode", lambda s, a, c: s.triggers.episodes(a, c)[:12]),
    (formulation, "edit_node", "Save", lambda s, a, c: s.formulation.formulation(a, c).nodes[:8]),
    (
        formulation,
        "edit_link",
        "Save as reviewed today",
        lambda s, a, c: s.formulation.formulation(a, c).links[:6],
    ),
    (approach, "edit_plan", "Save", lambda s, a, c: s.approaches.plans(a, c)),
    (approach, "edit_target", "Save", lambda s, a, c: s.approaches.targets(a, c)),
    (session, "edit_goal", "Save", lambda s, a, c: s.sessions.goals(a, c)),
    (own_words, "goal", "Save", lambda s, a, c: s.sessions.goals(a, c)),
    (own_words, "problem", "Save", lambda s, a, c: s.sessions.problems(a, c)),
    (session, "edit_session", "Save the session", lambda s, a, c: s.sessions.sessions(a, c)[-6:]),
    (client, "edit_client", "Save", lambda s, a, c: [s.clients.open(a, c)]),
    (asked, "edit_asked", "Save", lambda s, a, c: [s.clients.open(a, c)]),
]


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize(("script", "name", "button", "read"), FORMS, ids=[f[1] for f in FORMS])
def test_an_untouched_form_changes_nothing(
    sample_practice: Practice,
    script: Callable[..., None],
    name: str,
    button: str,
    read: Read,
    code: str,
) -> None:
    actor, client_id = sample_practice.actor, sample_id(code)
    for before in read(sample_practice.services(), actor, client_id):
        at = press(form(sample_practice, script, name, client_id, before), button)
        assert not at.error, [error.value for error in at.error]
        assert not at.exception
        found = read(sample_practice.services(), actor, client_id)
        after = next(one for one in found if one.id == before.id)
        assert after.version == before.version + 1
        kept = HEADER | {"reviewed_on"}  # saving a link is reviewing it
        assert after.model_dump(exclude=kept) == before.model_dump(exclude=kept)
