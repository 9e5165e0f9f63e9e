"""Tests of the generator, of the sites it builds, and of the checkers themselves."""
