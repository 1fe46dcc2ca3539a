"""Who belongs to the target group of the banenafspraak, on which grondslag, from when."""
