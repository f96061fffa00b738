"""The `havenline` command: reads the words, hands over, and turns problems into sentences."""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from core import backup_commands, cohort_commands, commands, key_commands, services_command
from core.backups.file import program_version
from core.errors import HavenlineError, UserFacingError
from core.outcomes.yardstick import WAYS

PROBLEM = 2
_MODULES = {
    "backup": backup_commands, "restore": backup_commands, "keyfile": key_commands,
    "cohort": cohort_commands, "services": services_command,
}  # fmt: skip


class _Parser(argparse.ArgumentParser):
    """A parser that says what is wrong in one sentence."""

    def error(self, message: str) -> NoReturn:
        first = message[0].upper() + message[1:]
        raise UserFacingError(f"{first.rstrip('.')}. See '{self.prog} --help'.")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="havenline", description="A formulation tested by the client's own data.")
    parser.add_argument("--version", action="version", version=f"havenline {program_version()}")
    add = parser.add_subparsers(dest="command", required=True, parser_class=_Parser).add_parser
    store = _Parser(add_help=False)
    store.add_argument("--store", type=Path, required=True, metavar="DIR")
    as_json = _Parser(add_help=False)
    as_json.add_argument("--json", action="store_true", help="one JSON document on stdout")

    demo = add("demo", help="open the dashboard on sample clients")
    demo.add_argument("--store", type=Path, metavar="DIR", default=None)
    demo.add_argument("--port", type=_port, default=8501)
    demo.add_argument("--no-browser", action="store_true")
    init = add("init", parents=[store], help="make a new encrypted store")
    init.add_argument("--clinician", required=True, metavar="NAME")
    serve = add("serve", parents=[store], help="open the dashboard on a store")
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=_port, default=8501)
    serve.add_argument("--tls-cert", type=Path, metavar="FILE", help="certificate, in PEM form")
    serve.add_argument("--tls-key", type=Path, metavar="FILE", help="its key, in PEM form")
    serve.add_argument(
        "--behind-tls-proxy", action="store_true", help="a proxy in front encrypts the line"
    )
    serve.add_argument(
        "--public-host", action="append", default=[], metavar="NAME",
        help="a further name that browsers reach Havenline by; may be given several times",
    )  # fmt: skip
    serve.add_argument(
        "--oidc", type=Path, metavar="FILE",
        help="offer the practice's own login (OpenID Connect) that this TOML file describes",
    )  # fmt: skip
    add("clients", parents=[store, as_json], help="list the clients of a store")
    instruments = add("instruments", parents=[as_json], help="list the measures, or show one")
    instruments.add_argument("show", nargs="?", choices=["show"])
    instruments.add_argument("instrument", nargs="?")
    score = add("score", parents=[as_json], help="score answers; '-' is a missing one")
    score.add_argument("instrument")
    score.add_argument("answers", nargs="+")
    change = add("change", parents=[as_json], help="is a change more than measurement error?")
    change.add_argument("instrument")
    change.add_argument("--pre", type=float, required=True)
    change.add_argument("--post", type=float, required=True)
    change.add_argument(
        "--method", choices=WAYS,
        help="by this figure or index alone; without it the published figure, else JT",
    )  # fmt: skip
    report = add("report", parents=[store], help="write a document about one client")
    report.add_argument("--client", required=True, metavar="ID")
    report.add_argument("--kind", required=True, choices=commands.REPORT_KINDS)
    report.add_argument("--format", required=True, choices=commands.REPORT_FORMATS)
    report.add_argument("--out", type=Path, required=True, metavar="FILE")
    add("verify", parents=[store, as_json], help="check a store")
    backup = add("backup", parents=[store, as_json], help="back a store up into one file")
    backup.add_argument("--to", type=Path, required=True, metavar="FILE")
    restore = add("restore", parents=[store, as_json], help="restore a backup into a new folder")
    restore.add_argument("--from", type=Path, required=True, metavar="FILE", dest="file")
    restore.add_argument("--dry-run", action="store_true", help="only say what is in it")
    keyfile = add("keyfile", parents=[store, as_json], help="a key that opens the store at start")
    which = keyfile.add_mutually_exclusive_group(required=True)
    which.add_argument("--to", type=Path, metavar="FILE", help="make one and write it to FILE")
    which.add_argument("--revoke", action="store_true", help="take the server's key away")
    cohort_commands.add_command(add, as_json)
    services_command.add_command(add, as_json)
    return parser


def _port(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError("a port is a number from 1 to 65535")
    return int(text)


def _words(arguments: Sequence[str]) -> list[str]:
    # A lone "-" is a missing answer, which argparse would take for the start of an option.
    if list(arguments[:1]) != ["score"]:
        return list(arguments)
    return [commands.MISSING_WORD if word == "-" else word for word in arguments]


def main(
    arguments: Sequence[str] | None = None, open_dashboard: commands.Opener | None = None
) -> int:
    """Run one command; 0 when it worked, 2 with one sentence on stderr when not.

    `open_dashboard` is handed in by the dashboard, so that core knows no screen.
    """
    given = sys.argv[1:] if arguments is None else arguments
    try:
        asked = _parser().parse_args(_words(given))
        asked.open_dashboard = open_dashboard or commands.no_dashboard
        outcome = getattr(_MODULES.get(asked.command, commands), asked.command)(asked)
        if outcome is not None:
            _show(outcome, as_json=getattr(asked, "json", False))
    except HavenlineError as error:
        return _problem(error.sentence)
    except KeyboardInterrupt:
        return _problem("Stopped.")
    except BrokenPipeError:
        # Whoever read the output has gone; what is still buffered goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        return _problem(f"{error.strerror or 'The system refused'}. Check the path and try again.")
    except Exception as error:
        return _problem(f"Havenline met a fault of its own ({type(error).__name__}).")
    return outcome.code if outcome is not None else 0


def _show(outcome: commands.Outcome, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(outcome.data, indent=1, default=str), flush=True)
    else:
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(errors="replace")  # a console may lack a letter
        print("\n".join(outcome.lines), flush=True)


def _problem(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return PROBLEM


if __name__ == "__main__":
    sys.exit(main())
