"""Predictions on links, and what the client's own data say about them."""
