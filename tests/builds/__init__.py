"""Whole builds of a small sample, by the real command in a process of its own."""
