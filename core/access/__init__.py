"""Who acts, what was done, and the keys to the store."""
