"""Attachment in two dimensions, a path for each relationship."""
