"""A link as a sentence. Pure."""

from __future__ import annotations

from core.formulation.model import Formulation, Link
from core.vocabulary import label
from dashboard.components.text import escaped


def link_says(link: Link, formulation: Formulation) -> str:
    """A link as words, its verb set apart."""
    ends = (formulation.node(link.from_node), formulation.node(link.to_node))
    first, last = (escaped(node.name) if node else "?" for node in ends)
    return f"{first} *{label('edge_types', link.kind)}* {last}"
