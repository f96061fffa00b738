"""Backups of a whole store: made while it is open, read back before they count, restored."""
