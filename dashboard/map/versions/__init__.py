"""Reviewed versions of the map, and what changed between them."""
