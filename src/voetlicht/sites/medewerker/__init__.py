"""The site of medewerkers of UWV and gemeenten; for now the state of the chain."""
