"""Klanten: looked for within reach, and their dossiers."""
