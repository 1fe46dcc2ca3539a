"""Filters for templates of all sites."""
