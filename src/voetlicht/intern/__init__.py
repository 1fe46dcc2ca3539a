"""What knows people; the extern process never loads it."""
