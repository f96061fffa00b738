"""Therapy sessions, goals, homework, safety and the preparation brief."""
