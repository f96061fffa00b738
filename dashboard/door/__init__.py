"""The door: who gets in, for how long, and what is shown while nobody is there."""
