"""``./voetlicht genereer``: invented people whose figures equal the published editions."""
