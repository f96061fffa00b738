"""One client's file as a record: who works with it, holds, handing it over, erasing it."""

from __future__ import annotations

from base64 import b64decode, b64encode
from uuid import UUID

import streamlit as st

from core.access.accounts import Account
from core.access.assigning import Working
from core.access.assignments import Assignment
from core.clients.model import Client
from core.keeping.bundle import LEFT_OUT
from core.keeping.third_party import ForReview
from core.reports.render import render
from dashboard.components.apart import told_apart
from dashboard.components.saving import save
from dashboard.components.text import escaped
from dashboard.workspace import Workspace

RELATION_WORDS: dict[Working, str] = {
    "clinician": "Clinician", "supervisor": "Supervisor", "assistant": "Assistant",
}  # fmt: skip
CERTIFICATE = "client.file.erased"
REASONS = {"third_party": "About somebody else", "harm": "Exempt from release"}


@st.dialog("This file", width="medium", dismissible=False)
def this_file(workspace: Workspace, client: Client) -> None:
    """Everything about the file that is not therapy."""
    if workspace.opened(CERTIFICATE):
        _erased(workspace, client.code)
        return
    st.caption(f"{escaped(client.name)} · {escaped(client.code)}")
    parts = {
        "Who works with it": ("access.assign", _people),
        "Legal hold": ("hold.set", _holds),
        "Data for the client": ("access_request.make", _bundle),
        "Erase": ("client.erase", _erase),
    }
    allowed = [name for name, (action, _) in parts.items() if workspace.may(action)]
    part = st.segmented_control("Show", allowed, default=allowed[0], required=True,
                                key="client.file.part", label_visibility="collapsed")  # fmt: skip
    parts[part or allowed[0]][1](workspace, client)
    if st.button("Close", key="client.file.close", type="tertiary"):
        workspace.clear_inputs("client.file.")
        st.rerun()


def _people(workspace: Workspace, client: Client) -> None:
    services, actor = workspace.services, workspace.actor
    accounts = {a.key: a for a in services.accounts.every(actor)}
    assigned = services.assignments.of_client(actor, client.id)
    if not any(one.relation == "clinician" for one in assigned):
        st.markdown("- The owner of the practice is this client's clinician.")
    for one in assigned:
        _assigned(workspace, accounts, one)
    others = [a for a in accounts.values() if a.active and a.role != "auditor"]
    if len(others) < 2:
        st.caption("Colleagues who have an account can be let in here. Invite them in Settings.")
        return
    _assign(workspace, client, others)


def _assigned(workspace: Workspace, accounts: dict[str, Account], one: Assignment) -> None:
    name = accounts[one.account].name if one.account in accounts else "A closed account"
    sees = "" if one.relation != "supervisor" else (
        ", sees the name" if one.named else ", sees the code only"
    )  # fmt: skip
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{escaped(name)}**: {RELATION_WORDS[one.relation].lower()}{sees}",
                    width="stretch")  # fmt: skip
        if st.button("End", key=f"client.file.end.{one.id}", type="tertiary"):
            services, actor = workspace.services.assignments, workspace.actor
            save(workspace, lambda: services.take_away(actor, one), "No longer works with it.")


def _assign(workspace: Workspace, client: Client, others: list[Account]) -> None:
    names = told_apart({a.key: f"{a.name} ({a.role})" for a in others})
    with st.form("client.file.assign", border=False):
        left, right = st.columns(2)
        account = left.selectbox("Let in", list(names), key="client.file.account",
                                 format_func=names.get)  # fmt: skip
        relation = right.selectbox("As", list(RELATION_WORDS), key="client.file.relation",
                                   format_func=RELATION_WORDS.get)  # fmt: skip
        named = st.checkbox("A supervisor sees the client's name, not only the code",
                            key="client.file.named")  # fmt: skip
        instead = st.checkbox("In place of the clinician there is now (hand the file over)",
                              key="client.file.instead")  # fmt: skip
        if st.form_submit_button("Save", type="primary"):
            save(workspace,
                 lambda: _let_in(workspace, client.id, account, relation, named, instead),
                 f"{names[account]} works with {client.code} now.",
                 then=lambda: _gone_or_again(workspace, client))  # fmt: skip


def _gone_or_again(workspace: Workspace, client: Client) -> None:
    """After a file was handed over it is not ours to look at: back to the caseload."""
    workspace.clear_inputs("client.file.")
    if workspace.services.admission.can(workspace.actor, "caseload.read", client.id):
        workspace.say("Saved.")
        st.rerun()
    workspace.put_down()
    workspace.say(f"The file {client.code} was handed over.")
    st.switch_page("app_pages/caseload.py")


def _let_in(
    workspace: Workspace, client_id: UUID, account: str, relation: Working, named: bool,
    instead: bool,
) -> None:  # fmt: skip
    services, actor = workspace.services.assignments, workspace.actor
    if relation == "clinician" and instead:
        services.hand_over(actor, client_id, account)
    else:
        services.assign(actor, client_id, account, relation, named=named)


def _holds(workspace: Workspace, client: Client) -> None:
    keeping, actor = workspace.services.keeping, workspace.actor
    for hold in keeping.holds(actor, client.id):
        since = f"{hold.since:%d/%m/%Y}"
        until = f" to {hold.lifted_on:%d/%m/%Y}" if hold.lifted_on else ""
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{since}{until}**: {escaped(hold.reason)}", width="stretch")
            if hold.stands and st.button("Lift", key=f"client.file.lift.{hold.id}"):
                save(workspace, lambda h=hold: keeping.lift(actor, h.id), "The hold is lifted.")
    with st.form("client.file.hold", border=False):
        reason = st.text_input("Reason for a new hold", key="client.file.reason",
                               placeholder="a court, an insurer, a complaint")  # fmt: skip
        if st.form_submit_button("Put on hold"):
            save(workspace, lambda: keeping.hold(actor, client.id, reason),
                 "On hold: the file cannot be erased.", inputs="client.file.")  # fmt: skip


def _bundle(workspace: Workspace, client: Client) -> None:
    keeping, actor = workspace.services.keeping, workspace.actor
    listed = keeping.third_party_list(actor, client.id)
    st.markdown(
        "Everything recorded about the client, as a page to read and as data. Look at each entry "
        "that may be about somebody else before you give it away; the rules that find them catch "
        "a lot and cannot know everything."
    )
    chosen = [one.id for one in listed if _review(one)]
    reason = st.selectbox("Why these are left out", list(REASONS), key="client.file.why",
                          format_func=REASONS.get)  # fmt: skip
    left_out = dict.fromkeys(chosen, reason)
    code = client.code

    def made() -> bytes:
        return workspace.own_services().keeping.bundle(actor, client.id, left_out)

    st.download_button("Make the bundle (ZIP)", made, file_name=f"{code}-access-request.zip",
                       mime="application/zip", key="client.file.bundle", type="primary",
                       on_click="ignore")  # fmt: skip
    st.caption(f"Left out entries are marked “{LEFT_OUT['third_party']}” and counted. The folder "
               "“for-the-practice-only” stays with you.")  # fmt: skip


def _review(one: ForReview) -> bool:
    left, right = st.columns([5, 1], vertical_alignment="center")
    left.markdown(f"**{escaped(one.kind)}**: {escaped(one.summary)}  \n:small[{escaped(one.why)}]")
    return right.checkbox("Leave out", key=f"client.file.release.{one.id}")


def _erase(workspace: Workspace, client: Client) -> None:
    keeping, actor = workspace.services.keeping, workspace.actor
    facts = keeping.before_erasing(actor, client.id)
    if not facts.may_be_erased_now:
        st.warning("This file is on legal hold and cannot be erased.", icon=":material/gavel:")
        return
    st.markdown(
        f"Erasing removes all **{facts.entries} entries** of this client in all their "
        f"**{facts.versions} versions**, for good. A partner's own file stays. The audit trail "
        "keeps that it happened, and nothing of what was written."
    )
    st.markdown(escaped(facts.backups))
    st.caption("Where a partner's file names this person, that stays: it is the partner's.")
    typed = st.text_input(f"Type the code {client.code} to erase the file",
                          key="client.file.erase.code")  # fmt: skip
    if st.button("Erase this client for good", key="client.file.erase", type="primary"):
        save(workspace, lambda: _erase_now(workspace, client, typed), "",
             then=lambda: st.rerun(scope="fragment"))  # fmt: skip


def _erase_now(workspace: Workspace, client: Client, typed: str) -> None:
    certificate = workspace.services.keeping.erase(workspace.actor, client.id, typed)
    workspace.open(CERTIFICATE, b64encode(render(certificate, "pdf")).decode("ascii"))


def _erased(workspace: Workspace, code: str) -> None:
    st.success(f"{escaped(code)} is erased. Take the certificate now: it is not kept.")
    st.download_button("Save the certificate (PDF)", b64decode(workspace.opened(CERTIFICATE)),
                       file_name=f"{code}-erased.pdf", mime="application/pdf",
                       key="client.file.certificate", type="primary",
                       on_click="ignore")  # fmt: skip
    if st.button("Back to the caseload", key="client.file.erased.close"):
        workspace.open(CERTIFICATE, "")
        workspace.put_down()
        st.switch_page("app_pages/caseload.py")
