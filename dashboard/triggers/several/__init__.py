"""Several episodes at once: pasted lines, or a table."""
