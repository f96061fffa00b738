"""Adding and changing an attachment figure: the quick part on top, the rest unfolds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import streamlit as st

from core.history.model import Figure
from core.vocabulary import ids, label
from dashboard.components.closing import close_button, for_client
from dashboard.components.saving import entry_key
from dashboard.components.words import choose_word
from dashboard.history.keeping import choose_state, keep, map_and_remove
from dashboard.history.relationships.view import COMFORTS, RINGS
from dashboard.history.rows import qualities_of, quality_rows, word_rows, words_of
from dashboard.workspace import Workspace

PLAIN = {"not_asked": "Not asked yet", "declined": "Client declined", "unknown": "Not known"}
REPAIR = ("not_asked", "yes", "sometimes", "never", "declined")
YES_NO = ("not_asked", "yes", "no", "unknown", "declined")
COMFORT = ("not_asked", *COMFORTS)
RING_WORDS = {str(ring): words for ring, words in RINGS.items()}


@st.dialog("Attachment figure", width="large", dismissible=False)
def edit_figure(workspace: Workspace, client_id: UUID, entry: Figure | None) -> None:
    """A figure: who, when present, what it was like to turn to them."""
    for_client(workspace)
    was = entry or Figure.model_construct(name="")
    key = entry_key("history.figure", client_id, entry)
    with st.form(key, border=False, enter_to_submit=False):
        fields = _quick(was, key)
        words = _words(was, key)
        with st.expander("Care, period by period"):
            rated = _care(was, key)
        for title, part in _FOLDED.items():
            with st.expander(title):
                fields |= part(was, key)
        if st.form_submit_button("Save", type="primary"):
            keep(
                workspace,
                Figure,
                client_id,
                entry,
                key,
                lambda: fields | {"descriptors": words_of(words), "qualities": qualities_of(rated)},
            )
    map_and_remove(workspace, entry, key)
    close_button("history.edit_figure")


def _quick(was: Figure, key: str) -> dict[str, object]:
    left, right = st.columns(2)
    with left:
        name = st.text_input("Name or initial", was.name, key=f"{key}.name")
        relation = st.text_input("Relation", was.relation, key=f"{key}.relation")
        start = st.number_input("Present from the client's age", 0.0, 120.0, was.from_age,
                                step=1.0, format="%g", key=f"{key}.from")  # fmt: skip
    with right:
        role = choose_word("Role", "caregiver_roles", f"{key}.role", was.role)
        bond = choose_word("Bond now", "bond_lines", f"{key}.bond", was.bond_now)
        end = st.number_input("Until age (empty: still)", 0.0, 120.0, was.to_age,
                              step=1.0, format="%g", key=f"{key}.to")  # fmt: skip
    return {"name": name, "relation": relation, "role": role, "bond_now": bond,
            "from_age": start, "to_age": end}  # fmt: skip


def _words(was: Figure, key: str) -> Sequence[Mapping[str, Any]]:
    st.caption("Up to five words for the relationship, each with a memory if there is one.")
    columns = st.column_config
    typed: Sequence[Mapping[str, Any]] = st.data_editor(
        word_rows(was.descriptors), key=f"{key}.words", hide_index=True, num_rows="fixed",
        placeholder="",
        alt="Up to five words, each with a memory",
        column_config={
            "word": columns.TextColumn("Word", width=110),
            "memory": columns.TextColumn("Memory", width="large"),
            "otherwise": columns.CheckboxColumn("Memory says otherwise", width=90),
            "said by": columns.SelectboxColumn(
                "Said by", options=["client", "record", "other"], required=True, width=90
            ),
            "sure": columns.SelectboxColumn("Sure?", options=["", "sure", "unsure"], width=80),
        },
    )  # fmt: skip
    return typed


def _care(was: Figure, key: str) -> Sequence[Mapping[str, Any]]:
    st.caption("One row for a quality in a period, 0 to 4 or mixed, with an example of it.")
    columns = st.column_config
    lists = {"period": "developmental_periods", "quality": "caregiving_qualities",
             "rating": "quality_scale"}  # fmt: skip
    chosen = {
        name: columns.SelectboxColumn(
            name.capitalize(), width=150,
            options=_options(words, [getattr(one, name) for one in was.qualities]),
            format_func=_shown(words, numbered=name == "rating"),
        )
        for name, words in lists.items()
    }  # fmt: skip
    typed: Sequence[Mapping[str, Any]] = st.data_editor(
        quality_rows(was.qualities), key=f"{key}.qualities", hide_index=True, num_rows="dynamic",
        placeholder="",
        alt="Ratings of care, one for a quality in a period",
        column_config=chosen | {"example": columns.TextColumn("Example", width="large")},
    )  # fmt: skip
    return typed


def _options(words: str, stored: Sequence[str]) -> list[str]:
    known = [one for one in ids(words) if one not in ("not_asked", "declined", "other")]
    return [*known, *dict.fromkeys(one for one in stored if one not in known)]


def _shown(words: str, *, numbered: bool) -> Any:
    def shown(term: str) -> str:
        return (
            f"{term} · {label(words, term)}" if numbered and term != "mixed" else label(words, term)
        )

    return shown


def _comfort(was: Figure, key: str) -> dict[str, object]:
    comfort = st.text_area("What happened when the client was upset, hurt or ill", was.comfort,
                           key=f"{key}.comfort", height=70)  # fmt: skip
    left, right = st.columns(2)
    with left:
        repair = _one_of("Made up after hurts", REPAIR, was.repair, f"{key}.repair")
        haven = st.checkbox("Safe haven: gone to in distress", was.safe_haven, key=f"{key}.haven")
    with right:
        turned = _one_of("The child looked after them", REPAIR, was.role_reversal, f"{key}.turned")
        base = st.checkbox("Secure base: explored from", was.secure_base, key=f"{key}.base")
    return {"comfort": comfort, "repair": repair, "safe_haven": haven, "secure_base": base,
            "role_reversal": turned}  # fmt: skip


def _carried(was: Figure, key: str) -> dict[str, object]:
    return {
        field: st.text_area(title, getattr(was, field), key=f"{key}.{field}", height=70)
        for field, title in (
            ("mental_health", "Mental health"),
            ("substance_use", "Alcohol or drugs"),
            ("violence", "Violence (a headline is enough)"),
            ("culture", "Culture, language, migration"),
        )
    }


def _now(was: Figure, key: str) -> dict[str, object]:
    left, right = st.columns(2)
    with left:
        ring = _one_of("How close now", RING_WORDS, str(was.closeness or 4), f"{key}.ring",
                       RING_WORDS)  # fmt: skip
        alive = _one_of("Alive", YES_NO, was.alive, f"{key}.alive")
    with right:
        comforts = _one_of("Who comforts whom", COMFORT, was.comforts, f"{key}.comforts",
                           PLAIN | COMFORTS)  # fmt: skip
        contact = st.text_input("Contact now", was.contact_now, key=f"{key}.contact")
    return {"closeness": None if ring == "4" else int(ring), "alive": alive,
            "comforts": comforts, "contact_now": contact}  # fmt: skip


def _gave(was: Figure, key: str) -> dict[str, object]:
    guard = st.checkbox("Protective figure", was.protective, key=f"{key}.guard")
    gave = st.text_area("What they gave", was.gave, key=f"{key}.gave", height=70)
    voice = _one_of("Still an inner voice", YES_NO, was.inner_voice, f"{key}.voice")
    resource = st.checkbox("Can be used as a resource figure", was.resource, key=f"{key}.resource")
    return {"protective": guard, "gave": gave, "inner_voice": voice, "resource": resource}


def _asked(was: Figure, key: str) -> dict[str, object]:
    return {"state": choose_state(key, was.state)}


def _one_of(
    title: str, options: Any, value: str, key: str, words: Mapping[str, str] = PLAIN
) -> str:
    """A choice among a few ids; not asked is one of them."""
    listed = list(options)
    chosen: str = st.selectbox(
        title, listed, listed.index(value), key=key,
        format_func=lambda one: (words.get(one) or one).capitalize(),
    )  # fmt: skip
    return chosen


_FOLDED = {
    "Comfort and repair": _comfort,
    "What they carried": _carried,
    "Now: how close, who comforts whom": _now,
    "What they gave": _gave,
    "Asked, declined, headline only": _asked,
}
