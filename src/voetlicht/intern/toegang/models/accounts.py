"""Who can sign in on the intern side."""

from django.db import models

from voetlicht.basis.web.account_model import AbstractAccount


class Account(AbstractAccount):
    """A medewerker who can sign in on the intern side; what she may do follows from Aanstellingen.

    ``naam`` is how colleagues know her. ``adres_index`` is a keyed hash of her own address, where
    she gave it, so that looking at a neighbour or a relative can be noticed without keeping it.
    """

    naam = models.CharField(max_length=200, blank=True)
    adres_index = models.BinaryField(max_length=32, null=True)

    class Meta(AbstractAccount.Meta):
        pass
