"""Documents: preview and export."""
