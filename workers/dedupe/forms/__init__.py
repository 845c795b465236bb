"""Whether two words are one: two spellings or forms of it, one deed told by its verb or by its noun."""
