"""The inzagelog: every showing of personal data leaves a line before the answer leaves."""
