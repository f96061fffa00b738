"""Keeping records: how long, held, erased, handed over."""
