"""The klanten of a team, and who of the team serves them; for its teamleider."""
