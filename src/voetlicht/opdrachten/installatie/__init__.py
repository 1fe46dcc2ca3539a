"""An installation on one machine: a folder with its own PostgreSQL, secrets and files."""
