"""Tests of the making of renditions."""
