"""The map: nodes, links between them, and how it is drawn."""
