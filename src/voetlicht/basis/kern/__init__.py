"""Pure Python that everything stands on: clock, actor, errors, Dutch numbers and dates."""
