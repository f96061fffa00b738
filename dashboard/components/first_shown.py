"""The first of a long list; the rest is one toggle away."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import streamlit as st

T = TypeVar("T")


def first_shown(found: Sequence[T], most: int, key: str, name: str) -> Sequence[T]:
    """The first `most` of a list, or all of it once the toggle drawn here is on.

    `name` says what they are, in the plural. A list that is not longer has no toggle.
    """
    if len(found) <= most or st.toggle(f"Show all {len(found)} {name}", key=key):
        return found
    return found[:most]
