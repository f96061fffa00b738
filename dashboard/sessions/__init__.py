"""Therapy sessions: note, homework, measures, goals."""
