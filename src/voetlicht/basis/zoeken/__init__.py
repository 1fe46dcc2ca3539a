"""A search engine that finds records in a millisecond and says why. It knows no people."""
