"""Whether a text is well worded: what practice has found to be read in two ways, each a named rule. See `rules`."""
