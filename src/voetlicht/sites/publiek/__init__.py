"""The public site: the publication *Transparantie van klantprofielen*, for everyone."""
