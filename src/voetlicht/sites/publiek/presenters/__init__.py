"""What templates show: frozen values with their words and URLs, built once per page."""
