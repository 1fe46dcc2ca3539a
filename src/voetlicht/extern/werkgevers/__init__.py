"""Accounts of employers, on the extern side."""
