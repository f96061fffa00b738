"""Choosing an approach and following it."""
