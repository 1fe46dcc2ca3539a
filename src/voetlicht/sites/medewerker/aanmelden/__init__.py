"""Pages for signing in, for one's own sessions and second step, and for who helps with those."""
