"""Settings of the practice."""
