"""Attachment history: figures, periods, events, working models."""
