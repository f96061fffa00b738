"""Symbols and dashes by which several courses in one figure are told apart without colour."""

from __future__ import annotations

SYMBOLS = ("circle", "square", "diamond", "triangle-up", "x", "star")
DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "solid")
