"""Checkers of a built site: each returns findings, and an empty list means that all is well."""
