"""Documents: one tree, several formats."""
