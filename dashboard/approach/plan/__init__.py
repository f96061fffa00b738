"""A chosen approach: its reasons, stages, measures, consents and review."""
