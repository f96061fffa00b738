"""Screens. Knows nothing about storage."""
