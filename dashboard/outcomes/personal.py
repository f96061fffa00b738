"""Problems and goals in the client's own words: rate them, add one, put one right."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import streamlit as st

from core.clients.model import Client
from core.outcomes.personal import (
    ANCHORS,
    HIGHEST,
    LOWEST,
    NO_VERDICT,
    Kind,
    PersonalCourse,
    moved_words,
    personal_courses,
)
from core.sessions.model import Goal, Problem, ProblemRating
from dashboard.components.apart import told_apart
from dashboard.components.card import card
from dashboard.components.closing import close_button, for_client
from dashboard.components.saving import entry_key, made, save
from dashboard.components.text import day, escaped, plural, spark
from dashboard.workspace import Workspace

PLACE = "outcomes.own"
STATUSES: dict[Kind, tuple[str, ...]] = {
    "problem": ("open", "closed"),
    "goal": ("open", "reached", "changed", "dropped"),
}
SCALE = tuple(range(LOWEST, HIGHEST + 1))


def own_words(workspace: Workspace, client: Client) -> None:
    """Draw the section; nothing for who may not read the file, as with goals."""
    if not workspace.may("file.read"):
        return
    sessions, actor = workspace.services.sessions, workspace.actor
    goals, problems = sessions.goals(actor, client.id), sessions.problems(actor, client.id)
    courses = personal_courses(goals, problems)
    _head(workspace, client)
    if not courses:
        st.info(
            "Nothing is recorded in the client's own words yet. Add what troubles them most, or "
            "what they want to reach; each is then rated from 0 to 10."
        )
        return
    asked = [course for course in courses if course.open]
    if asked and workspace.may_change():
        _rating(workspace, client, asked)
    entries: dict[UUID, Goal | Problem] = {one.id: one for one in (*goals, *problems)}
    _courses(workspace, client, asked, entries)
    closed = [course for course in courses if not course.open]
    if closed:
        with st.expander(f"Not asked about any more ({len(closed)})"):
            _courses(workspace, client, closed, entries)
    st.caption(NO_VERDICT)


def _head(workspace: Workspace, client: Client) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.subheader("In the client's own words", width="stretch")
        if not workspace.may("file.write"):
            return
        if st.button("Add a problem", icon=":material/add:", key=f"{PLACE}.problem"):
            edit_words(workspace, client.id, "problem", None)
        if st.button("Add a goal", icon=":material/flag:", key=f"{PLACE}.goal"):
            edit_words(workspace, client.id, "goal", None)


def _rating(workspace: Workspace, client: Client, asked: Sequence[PersonalCourse]) -> None:
    """One form for all. Its key changes with every save, so a second press saves nothing."""
    place = f"{PLACE}.{client.id}"
    key = f"{place}.{workspace.opened(place) or '0'}"
    with st.form(key, enter_to_submit=False):
        on = st.date_input("Asked on", workspace.services.today(), key=f"{key}.on", width=160,
                           format="DD/MM/YYYY", max_value=workspace.services.today())  # fmt: skip
        chosen = {course.id: _scale(course, key) for course in asked}
        st.caption("What was not asked stays empty. A second press on a number takes it back.")
        if not st.form_submit_button("Save the ratings", type="primary"):
            return
    given = {record_id: value for record_id, value in chosen.items() if value is not None}
    if not given:
        st.error("Nothing is rated yet. Choose a number for at least one, or leave the page.")
        return

    def act() -> None:
        workspace.services.sessions.rate(workspace.actor, client.id, on, given)
        workspace.open(place, str(int(workspace.opened(place) or "0") + 1))

    save(workspace, act, f"{plural(len(given), 'rating')} saved.", inputs=f"{key}.")


def _scale(course: PersonalCourse, key: str) -> int | None:
    low, high = ANCHORS[course.kind]
    ends = {LOWEST: f"{LOWEST} {low}", HIGHEST: f"{HIGHEST} {high}"}
    return st.segmented_control(
        f"{course.kind.capitalize()} “{escaped(course.words)}” ({course.direction})",
        SCALE,
        key=f"{key}.{course.id}",
        format_func=lambda value: ends.get(value, str(value)),
    )


def _courses(
    workspace: Workspace,
    client: Client,
    courses: Sequence[PersonalCourse],
    entries: dict[UUID, Goal | Problem],
) -> None:
    button = "Change" if workspace.may_change() else ""
    for course in courses:
        if card(_line(course), button, f"{PLACE}.change.{course.id}"):
            edit_words(workspace, client.id, course.kind, entries[course.id])


def _line(course: PersonalCourse) -> str:
    kind = course.kind.capitalize() + ("" if course.open else f", {course.status}")
    line = f"**“{escaped(course.words)}”**  \n{kind}: {escaped(moved_words(course))}"
    bars = spark([value for _, value in course.points], (LOWEST, HIGHEST))
    return f"{line} {bars}".rstrip()


@st.dialog("In the client's own words", dismissible=False)
def edit_words(
    workspace: Workspace, client_id: UUID, kind: Kind, entry: Goal | Problem | None
) -> None:
    """A problem or a goal: its words, whether it is still asked about, a wrong rating."""
    for_client(workspace)
    low, high = ANCHORS[kind]
    better = "lower" if kind == "problem" else "higher"
    st.caption(f"Rated from {LOWEST} ({low}) to {HIGHEST} ({high}); {better} is better.")
    key = entry_key(f"outcomes.{kind}", client_id, entry)
    with st.form(key, border=False, enter_to_submit=False):
        fields: dict[str, object] = {
            "words": st.text_area("In the client's words", entry.words if entry else "",
                                  key=f"{key}.words", height=80),
        }  # fmt: skip
        if entry:
            fields |= _status_and_ratings(entry, kind, key)
        if st.form_submit_button("Save", type="primary"):
            save(workspace, lambda: _keep(workspace, client_id, kind, entry, fields),
                 f"{kind.capitalize()} saved.", inputs=key)  # fmt: skip
    close_button(f"{PLACE}.edit")


def _status_and_ratings(entry: Goal | Problem, kind: Kind, key: str) -> dict[str, object]:
    statuses = STATUSES[kind]
    status = st.selectbox("Status", statuses, statuses.index(entry.status), key=f"{key}.status")
    places = sorted(range(len(entry.ratings)), key=lambda p: (entry.ratings[p].on, p))
    if not places:
        return {"status": status}
    said = told_apart({place: _rated(entry, place) for place in places})
    wrong = st.selectbox(
        "A wrong rating to take out (optional)", places[::-1], None, key=f"{key}.wrong",
        format_func=said.__getitem__, placeholder="None",
        help="Earlier versions stay in the store.",
    )  # fmt: skip
    ratings = dict(enumerate(entry.ratings))
    latest = ratings[places[-1]]
    if isinstance(latest, ProblemRating):
        note = st.text_input("Note on the latest rating (optional)", latest.note,
                             key=f"{key}.note")  # fmt: skip
        ratings[places[-1]] = latest.model_copy(update={"note": note})
    kept = tuple(rating for place, rating in ratings.items() if place != wrong)
    return {"status": status, "ratings": kept}


def _rated(entry: Goal | Problem, place: int) -> str:
    rating = entry.ratings[place]
    return f"{rating.value} on {day(rating.on, year=True)}"


def _keep(
    workspace: Workspace,
    client_id: UUID,
    kind: Kind,
    entry: Goal | Problem | None,
    fields: dict[str, object],
) -> None:
    services, actor = workspace.services, workspace.actor
    if entry is None:
        fields = fields | {"set_on" if kind == "goal" else "raised_on": services.today()}
    if kind == "goal":
        goal = entry if isinstance(entry, Goal) else None
        services.sessions.save_goal(actor, made(workspace, Goal, client_id, goal, fields))
    else:
        problem = entry if isinstance(entry, Problem) else None
        services.sessions.save_problem(actor, made(workspace, Problem, client_id, problem, fields))
