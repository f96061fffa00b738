"""Therapy knowledge and storage. Knows nothing about screens."""
