"""``./voetlicht genereer``: invented people whose figures equal the published editions."""

from voetlicht.opdrachten.genereer.command import genereer

__all__ = ["genereer"]
