"""Deliveries: files from UWV, BRP and Sonar, read row by row and taken in as one whole."""
