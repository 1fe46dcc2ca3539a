"""What both sides share. Holds no personal data."""
