"""``bench zoeken``: the search engine on invented profiles, beside others and beside the floor."""
