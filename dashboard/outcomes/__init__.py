"""Measures over time, and entering one."""
