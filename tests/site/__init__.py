"""Assertions on the real site."""
