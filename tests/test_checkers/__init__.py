"""Each checker passes a good site and finds every defect that is seeded into a copy of it."""
