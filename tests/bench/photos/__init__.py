"""Compare our making of pictures with that of others: the same originals, sizes and scores.

Every tool makes the same renditions of the same photographs, in whole processes that take turns.
Ours, pyvips and sharp get the same chances: shrink-on-load, the middle size made from the large
one, two photographs at a time, the same effort. Qualities differ by so much that scores do not.
`naive` is what a first version does: for every rendition it opens the original, resizes it from
its full size, and saves it with what Pillow does by itself.
"""
