"""The pages of the functioneel beheerder: accounts, roles, organisaties and teams; no klant."""
