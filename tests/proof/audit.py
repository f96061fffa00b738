"""Known vulnerabilities of everything pinned, where the database can be reached.

Run by `make audit`. pip-audit counts a package it knows nothing of as passed; here it does not.
"""

from __future__ import annotations

import json
import subprocess
import sys

LOCK = "requirements-dev.lock"
NOT_REACHED = (
    "The database of vulnerabilities could not be reached, so nothing was audited. "
    "What stands is the review in docs/reference/dependencies.md."
)


def main() -> int:
    """Say what was found; 1 when something has a known vulnerability."""
    words = ["-r", LOCK, "--require-hashes", "--disable-pip", "--format", "json",
             "--progress-spinner", "off"]  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-m", "pip_audit", *words], capture_output=True, text=True, check=False
    )
    if "No module named pip_audit" in done.stderr:
        print("pip-audit is not installed: 'pip install pip-audit' first.")
        return 0
    try:
        found = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        print(NOT_REACHED)
        return 0
    audited = [one for one in found if "vulns" in one and "skip_reason" not in one]
    for one in audited:
        for known in one["vulns"]:
            fixed = ", ".join(known["fix_versions"]) or "no version yet"
            print(f"{one['name']} {one['version']}: {known['id']}, fixed in {fixed}")
    print(f"{len(audited)} of {len(found)} pinned packages were audited.")
    if not audited:
        print(NOT_REACHED)
    return int(any(one["vulns"] for one in audited))


if __name__ == "__main__":
    sys.exit(main())
