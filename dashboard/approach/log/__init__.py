"""The log of an approach's sessions, and the plain worksheet made of it."""
