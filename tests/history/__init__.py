"""The attachment history: what is left open, what stands on the map, where it is drawn."""
