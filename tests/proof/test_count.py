"""How many malformed inputs the whole proof tries; each test counts its own share."""

from __future__ import annotations

from tests.proof import test_nasty_commands, test_nasty_files, test_nasty_services


def test_ten_thousand_malformed_inputs_are_tried() -> None:
    services = test_nasty_services.EACH * (len(test_nasty_services.DOORS) + 2)
    files = test_nasty_files.SHARE * 4
    commands = test_nasty_commands.EACH * len(test_nasty_commands.QUICK)
    assert services + files + commands >= 10_000, "inputs to forms come on top"
