"""The home page: what one has at hand in one's role."""
