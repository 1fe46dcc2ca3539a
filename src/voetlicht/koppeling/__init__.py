"""The only door between the intern and the extern side: everything outward goes through here."""
