"""Sign-in: what the libraries for it ask of us, and how sessions and secrets are kept."""
