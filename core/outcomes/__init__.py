"""Measures: instruments, scoring, change."""
