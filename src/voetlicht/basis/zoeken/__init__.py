"""A search engine that finds records in a millisecond and says why. Knows no Django and no people."""
