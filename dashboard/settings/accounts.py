"""Who works in the practice: invite somebody, set a role, close an account."""

from __future__ import annotations

from typing import get_args

import streamlit as st

from core.access.accounts import Account
from core.access.actor import Role
from dashboard.components.apart import told_apart
from dashboard.components.saving import save
from dashboard.components.text import escaped, table
from dashboard.workspace import Workspace

ROLE_WORDS: dict[Role, str] = {
    "owner": "Owner: a clinician who also runs the practice here",
    "clinician": "Clinician: their own clients",
    "supervisor": "Supervisor: reads assigned clients, under codes",
    "assistant": "Assistant: dates and measures of assigned clients",
    "auditor": "Auditor: the audit trail, nothing else",
}
ROLES: tuple[Role, ...] = get_args(Role)


def accounts(workspace: Workspace) -> None:
    """Draw the list, and what an owner may do with it."""
    every = workspace.services.accounts.every(workspace.actor)
    if workspace.demo:
        st.info(
            "The demo has one account and no passphrase. In a store of your own you invite "
            "colleagues here, and each signs in with a passphrase of their own."
        )
        return
    rows = [(a.name, a.role.capitalize(), _state(a), a.email) for a in every]
    st.markdown(table(("Name", "Role", "State", "Address for the practice's login"), rows))
    with st.container(horizontal=True):
        if st.button("Invite somebody", type="primary", key="settings.accounts.invite"):
            _invite(workspace)
        if st.button("Change an account", key="settings.accounts.change"):
            _change(workspace, every)
    st.caption(
        "Passphrases, second steps and codes are each person's own, under Account at the top."
    )


def _state(account: Account) -> str:
    if not account.active:
        return "Closed"
    if account.must_choose_password:
        return "Invited; has not chosen a passphrase yet"
    return "Active, with a second step" if account.second_factor else "Active"


@st.dialog("Invite somebody", dismissible=False)
def _invite(workspace: Workspace) -> None:
    with st.form("settings.invite", border=False):
        name = st.text_input("Name, as they will sign in with it", key="settings.invite.name")
        role = st.selectbox("Role", ROLES, 1, key="settings.invite.role",
                            format_func=ROLE_WORDS.get)  # fmt: skip
        email = st.text_input("E-mail for the practice's own login (optional)",
                              key="settings.invite.email")  # fmt: skip
        if st.form_submit_button("Make the invitation", type="primary"):
            made: list[str] = []
            save(
                workspace,
                lambda: made.append(
                    workspace.services.accounts.invite(workspace.actor, name, role, email)[1]
                ),
                "",
                then=lambda: _show_code(name, made[0]),
            )
    if st.button("Done", key="settings.invite.close", type="tertiary"):
        workspace.clear_inputs("settings.invite.")
        st.rerun()


def _show_code(name: str, code: str) -> None:
    st.success(f"Give this code to {escaped(name)}, in person or by telephone.")
    st.code(code, language=None)
    st.caption(
        "They sign in with their name and this code, and choose a passphrase nobody else knows. "
        "The code works until then and is shown only now."
    )


@st.dialog("Change an account", dismissible=False)
def _change(workspace: Workspace, every: list[Account]) -> None:
    by_key = {account.key: account for account in every}
    names = told_apart({account.key: account.name for account in every},
                       {account.key: account.role for account in every})  # fmt: skip
    key = st.selectbox("Account", list(by_key), key="settings.account.which",
                       format_func=names.__getitem__)  # fmt: skip
    account = by_key[key]
    if account.active:
        _role(workspace, account)
        _ending(workspace, account)
    elif st.button("Open this account again", key="settings.account.reopen"):
        made: list[str] = []
        services, actor = workspace.services, workspace.actor
        save(workspace, lambda: made.append(services.accounts.reopen(actor, account)), "",
             then=lambda: _show_code(account.name, made[0]))  # fmt: skip
    if st.button("Done", key="settings.account.close", type="tertiary"):
        st.rerun()


def _role(workspace: Workspace, account: Account) -> None:
    with st.form(f"settings.account.{account.key}.{account.version}", border=False):
        role = st.selectbox("Role", ROLES, ROLES.index(account.role),
                            key=f"settings.account.role.{account.key}",
                            format_func=ROLE_WORDS.get)  # fmt: skip
        email = st.text_input("E-mail for the practice's own login", account.email,
                              key=f"settings.account.email.{account.key}")  # fmt: skip
        if st.form_submit_button("Save"):
            save(
                workspace,
                lambda: workspace.services.accounts.change(
                    workspace.actor, account, role=role, email=email
                ),
                "Account saved.",
            )


def _ending(workspace: Workspace, account: Account) -> None:
    services, actor = workspace.services.accounts, workspace.actor
    with st.container(horizontal=True):
        if st.button("New invitation", key="settings.account.again",
                     help="For somebody who has lost passphrase and codes."):  # fmt: skip
            made: list[str] = []
            save(workspace, lambda: made.append(services.invite_again(actor, account)), "",
                 then=lambda: _show_code(account.name, made[0]))  # fmt: skip
    _closing(workspace, account)


def _closing(workspace: Workspace, account: Account) -> None:
    """Two steps, because it signs somebody out at once and leaves their clients to the owners."""
    codes = workspace.services.assignments.codes_of(workspace.actor, account.key)
    if not st.toggle("Close this account", key=f"settings.account.closing.{account.key}"):
        return
    if codes:
        st.warning(
            f"{len(codes)} of the clients are this person's: {escaped(', '.join(codes[:12]))}"
            f"{' and others' if len(codes) > 12 else ''}. They become the owner's; hand them over "
            "on each client's page, under This file.",
            icon=":material/groups:",
        )
    st.caption("They are signed out at once. What they wrote stays.")
    if st.button("Close the account now", key="settings.account.end", type="primary"):
        save(workspace, lambda: workspace.services.accounts.close(workspace.actor, account),
             "Account closed.")  # fmt: skip
