"""One Persoon per BSN, with one residence history. Everything else points here."""
