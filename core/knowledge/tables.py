"""The data files of the knowledge base, and the sources they cite."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from core.record import Part

_FOLDER = files("core.knowledge")


class Source(Part):
    """Where a finding was seen: how it is cited, and an address of the page that was read.

    Most were read as an abstract or an excerpt, not as a whole paper.
    """

    reference: str
    address: str

    @property
    def link(self) -> str:
        """The address when a browser can open it, else an empty text."""
        return self.address if self.address.startswith(("https://", "http://")) else ""


def table(name: str) -> dict[str, Any]:
    """One data file as a dictionary, by its name without the ending."""
    return tomllib.loads(_FOLDER.joinpath(f"{name}.toml").read_text(encoding="utf-8"))


@cache
def statement_tables() -> tuple[dict[str, Any], ...]:
    """The files of statements, one for each group of subjects, in the order of their names."""
    found = (one.name for one in _FOLDER.joinpath("statements").iterdir())
    names = sorted(name for name in found if name.endswith(".toml"))
    return tuple(table(f"statements/{name.removesuffix('.toml')}") for name in names)


@cache
def _sources() -> dict[str, Source]:
    rows: dict[str, list[str]] = table("sources")["sources"]
    return {key: Source(reference=row[0], address=row[1]) for key, row in rows.items()}


def sources(keys: list[str]) -> tuple[Source, ...]:
    """The sources with these keys, in this order. Raises KeyError for an unknown key."""
    return tuple(_sources()[key] for key in keys)
