"""Noodtoegang: asked for by one medewerker, judged afterwards by another."""
