"""Entering a measure: which one, about whom, the answers, or only its scores."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID, uuid4

import streamlit as st

from core.approaches.model import Target
from core.clients.model import Client
from core.outcomes.answers import read_answers
from core.outcomes.instrument import Instrument, instrument, instruments
from core.outcomes.model import Administration
from core.outcomes.naming import RELATIONSHIPS
from core.outcomes.scoring import score_administration
from core.outcomes.series import in_order
from core.record import build
from core.vocabulary import label
from dashboard.components.apart import told_apart
from dashboard.components.saving import save
from dashboard.components.text import escaped
from dashboard.outcomes.entry import measure_entry
from dashboard.outcomes.entry_words import explained, recorded_words, there_already
from dashboard.outcomes.typed_scores import score_fields, typable
from dashboard.workspace import Workspace

SUBMISSION = "outcomes.submission"
WITHOUT_SCORE = "outcomes.without_score"
CLEAR = "outcomes.clear"
ANOTHER = "another"
_CHOOSE_FIRST = {
    "relationship": "Choose first whom it is about.",
    "target": "Choose the target first; targets are added on the Approach page.",
}


def entering(workspace: Workspace, client: Client, *, place: str = "outcomes") -> None:
    """Draw the choice of measures and, when one is chosen, its entry."""
    if workspace.opened(CLEAR) == place:
        workspace.open(CLEAR, "")
        workspace.put_input(f"{place}.enter", None)
    chosen = st.pills(
        "Enter a measure",
        [*_in_use(workspace, client), ANOTHER],
        key=f"{place}.enter",
        format_func=lambda name: "Another measure" if name == ANOTHER else instrument(name).short,
    )
    if chosen == ANOTHER:
        chosen = _another(place)
    if chosen:
        with st.container(border=True):
            _one_measure(workspace, client, instrument(chosen), place)
    _without_score(workspace, client)


def _in_use(workspace: Workspace, client: Client) -> list[str]:
    """The usual measures and those this client has filled in, the newest first."""
    taken = workspace.services.outcomes.administrations(workspace.actor, client.id)
    filled_in = [one.instrument for one in reversed(in_order(taken))]
    every = instruments()
    named = dict.fromkeys([client.main_measure, "phq-9", "gad-7", *filled_in])
    return [name for name in named if name in every]


def _another(place: str) -> str | None:
    every = instruments()
    return st.selectbox(
        "Which measure",
        list(every),
        index=None,
        key=f"{place}.another",
        format_func=lambda name: f"{every[name].short}: {every[name].title}",
        placeholder="Type part of its name",
        filter_mode="contains",
    )


def _one_measure(workspace: Workspace, client: Client, one: Instrument, place: str) -> None:
    submission = workspace.opened(SUBMISSION)
    if not submission:
        submission = str(uuid4())
        workspace.open(SUBMISSION, submission)
    scores_only = one.entry == "score"
    with st.container(horizontal=True, vertical_alignment="bottom"):
        taken_on = st.date_input(
            "Filled in on", workspace.services.today(), key=f"{place}.on", format="DD/MM/YYYY",
            max_value=workspace.services.today(), width=160,
        )  # fmt: skip
        about = _about(workspace, client, one, place)
        if not scores_only and typable(one):
            scores_only = st.toggle("Only the total is known", key=f"{place}.total_only")
    lines = explained(one, scores_only=scores_only)
    st.caption("  \n".join(escaped(line) for line in lines))
    if about is None:
        st.caption(_CHOOSE_FIRST[one.about])
        return
    if said := there_already(one, _of_that_day(workspace, client.id, one, taken_on, about)):
        st.caption(escaped(said))
    fields: dict[str, object] = {"taken_on": taken_on, "about": about}
    if scores_only:
        _scores(workspace, client, one, fields, place)
    else:
        _answers(workspace, client, one, fields, place)


def _answers(
    workspace: Workspace, client: Client, one: Instrument, fields: dict[str, object], place: str
) -> None:
    submission = workspace.opened(SUBMISSION)
    recorded = measure_entry(one, submission, key=f"{place}.entry.{one.id}")
    if recorded and recorded["submission"] == submission:
        fields |= {"answers": tuple(read_answers(one, recorded["answers"]))}
        _record(workspace, client, one, fields, submission, place)


def known_targets(workspace: Workspace, client_id: UUID) -> list[Target]:
    """The EMDR targets by name, none for an assistant, who reads no plans."""
    if not workspace.may("file.read"):
        return []
    return workspace.services.approaches.targets(workspace.actor, client_id)


def target_names(targets: Sequence[Target]) -> dict[str, str]:
    """The targets by the id a rating names them by; two of one headline are told apart."""
    prongs = {str(one.id): label("emdr_prongs", one.prong).lower() for one in targets}
    return told_apart({str(one.id): one.title for one in targets}, prongs)


def _about(workspace: Workspace, client: Client, one: Instrument, place: str) -> str | None:
    if one.about == "relationship":
        return st.selectbox(
            "About",
            list(RELATIONSHIPS),
            index=None,
            key=f"{place}.about.{client.id}",
            format_func=RELATIONSHIPS.get,
            placeholder="Choose whom",
        )
    if one.about == "target":
        targets = known_targets(workspace, client.id)
        titles = target_names(targets)
        return st.selectbox(
            "About the target",
            list(titles),
            index=None,
            key=f"{place}.about.{client.id}",
            format_func=titles.get,
            placeholder="Choose the target",
        )
    return ""


def _scores(
    workspace: Workspace, client: Client, one: Instrument, fields: dict[str, object], place: str
) -> None:
    submission = workspace.opened(SUBMISSION)
    what = "scores" if len(typable(one)) > 1 else "total"
    # Each submission has fields of its own, so that a recorded score is not there to record again.
    key = f"{place}.total.{one.id}.{submission}"
    with st.form(key, border=False):
        st.caption(_what_is_not_known(one))
        typed = score_fields(one, key)
        if st.form_submit_button(f"Record the {what}", type="primary"):
            if not typed:
                st.error(f"Type the {what} first.")
                return
            fields |= {"typed": typed, "entered_as": "total"}
            _record(workspace, client, one, fields, submission, place)


def _what_is_not_known(one: Instrument) -> str:
    words = ["Marked as typed: no item, and so no risk answer, can be read from it."]
    if one.entry == "score":
        words = ["Only scores are typed: the items of this measure are not known here."]
    if any(scale.min is None for scale in typable(one)):
        words.append("The range of the scores was not found in a source.")
    if len(typable(one)) > 1:
        words.append("Leave blank what you do not know.")
    return " ".join(words)


def _record(
    workspace: Workspace,
    client: Client,
    one: Instrument,
    fields: dict[str, object],
    submission: str,
    place: str,
) -> None:
    done: list[Administration] = []

    def act() -> None:
        administration = build(
            Administration,
            id=UUID(submission),
            client_id=client.id,
            instrument=one.id,
            instrument_version=one.version,
            order=next_order(workspace, client.id, one, fields["taken_on"]),
            **fields,
        )
        done.append(workspace.services.outcomes.record(workspace.actor, administration))

    def then() -> None:
        _told(workspace, one, done[0], place)

    save(workspace, act, "", inputs=f"{place}.total", then=then)


def _told(workspace: Workspace, one: Instrument, saved: Administration, place: str) -> None:
    """Say what was recorded, and draw the page again without the form that was just filled in.

    A target is rated several times in a row: its measure stays chosen.
    """
    reason = score_administration(saved).why_no_score
    said = f"{saved.client_id} {one.short} recorded. {reason}" if reason else ""
    workspace.open(WITHOUT_SCORE, said)
    workspace.open(SUBMISSION, "")
    if one.about != "target":
        workspace.open(CLEAR, place)
    workspace.say(recorded_words(saved))
    st.rerun()


def _without_score(workspace: Workspace, client: Client) -> None:
    """Why what was recorded last for this client has no score; it stays until the next."""
    whose, _, sentence = workspace.opened(WITHOUT_SCORE).partition(" ")
    if whose == str(client.id):
        st.info(sentence)


def next_order(workspace: Workspace, client_id: UUID, one: Instrument, on: object) -> int:
    """The place of a further form of one measure on a day: after those there are."""
    same = _of_that_day(workspace, client_id, one, on)
    return same[-1].order + 1 if same else 0


def _of_that_day(
    workspace: Workspace, client_id: UUID, one: Instrument, on: object, about: str | None = None
) -> list[Administration]:
    """The forms of a measure on a day, in order; only those about the same when it is given."""
    taken = workspace.services.outcomes.administrations(workspace.actor, client_id)
    same = [a for a in in_order(taken) if a.instrument == one.id and a.taken_on == on]
    return [a for a in same if about in (None, a.about)]
