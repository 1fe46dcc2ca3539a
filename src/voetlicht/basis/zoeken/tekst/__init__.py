"""Dutch text: what counts as a word, which words mean the same, and which words there are."""
