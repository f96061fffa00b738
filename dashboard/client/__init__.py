"""The session preparation brief: one screen, two minutes."""
