"""The state of the chain in counts."""
