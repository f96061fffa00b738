"""The approaches side by side for one client: reasons laid out, nothing ranked."""
