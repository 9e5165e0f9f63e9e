"""A small frozen content root in the project's shape: tests build it, and nobody reads it."""
