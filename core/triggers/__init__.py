"""The trigger diary: episodes and what recurs in them."""
