"""The commands that make and restore backups."""

from __future__ import annotations

import argparse

from core.backups.making import make_backup
from core.backups.restoring import RestoreReport, restore_backup
from core.commands import Outcome, ask_secret, opened
from core.errors import StoreInUse


def backup(asked: argparse.Namespace) -> Outcome:
    """Back a store up into a file, or under a name of our own in a folder."""
    try:
        practice = opened(asked)
    except StoreInUse:
        raise StoreInUse(
            "This store is open in the dashboard. Make the backup there, under Settings > Backup, "
            "or close the dashboard first."
        ) from None
    try:
        made = make_backup(practice, asked.to, actor=practice.actor)
    finally:
        practice.close()
    lines = [
        f"The backup is {made.file} ({made.size / 1_000_000:.1f} MB). It was read back and holds "
        f"{made.record_versions} record versions and {made.audit_events} audit events.",
        "It opens with the passphrases and recovery codes that are valid now.",
    ]
    return Outcome(lines, made._asdict())


def restore(asked: argparse.Namespace) -> Outcome:
    """Restore a backup into a new folder, or say what would be restored."""
    found = restore_backup(asked.file, asked.store, ask_secret, dry_run=asked.dry_run)
    return Outcome(_told(found), found._asdict(), code=1 if found.problems else 0)


def _told(found: RestoreReport) -> list[str]:
    lines = [
        f"The backup was made on {found.made_at:%Y-%m-%d at %H:%M} UTC by version {found.program}.",
        f"It holds {found.clients} clients, {found.record_versions} record versions and "
        f"{found.audit_events} audit events.",
    ]
    lines += ["It comes from an earlier version and is brought up to date."] * found.updated
    lines += list(found.problems) or ["No problem found."]
    if found.dry_run:
        return [*lines, f"Nothing was written to {found.directory}: this was a dry run."]
    return [*lines, f"The store is ready in {found.directory}."]
