"""Who looked at whom: in full for the privacy officer, in counts for a teamleider."""
