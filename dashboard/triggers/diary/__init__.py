"""The diary: finding an episode, reading it, opening it."""
