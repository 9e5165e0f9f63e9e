"""Compare our build with those of other generators: the same texts, pages and templates.

Every tool builds the same corpus into the same pages, with the same markup, and its pages are
counted. What cannot be the same is in favour of the others:

- Hugo uses what its manual advises: native taxonomies and pagination, `relref`, render hooks, and
  cards from `partialCached`. Its sitemaps leave out the older pages of lists.
- Eleventy and Pelican take addresses in other languages from a rule, not from the content, and
  keep the texts of topics in one file. Links in Eleventy's Markdown are ready-made addresses.
- Pelican finds related articles through a table, where its templates would search a list; its own
  cache is off, as by default. Pictures in its Markdown are ready-made HTML.
- Finished pictures are given to all; ours still says which it needs, and looks for each.
"""
