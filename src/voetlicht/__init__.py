"""Voetlicht: mensen met een arbeidsbeperking voor het voetlicht, zonder hen bloot te geven.

The folders follow the chain: ``intern`` knows people, ``koppeling`` is the only door,
``extern`` is what the world can reach, ``basis`` is what both may use.
"""
