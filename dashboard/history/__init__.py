"""Attachment history: timeline, figures, events, expectations."""
