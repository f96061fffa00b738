"""The trigger diary."""
