"""Everything that was measured, as a table."""
