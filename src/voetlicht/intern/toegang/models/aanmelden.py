"""How medewerkers sign in: the provider of their organisatie, and the sessions they have open."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from voetlicht.basis.kern import clock
from voetlicht.intern.toegang.models.organisaties import Organisatie


class Aanmeldvoorziening(models.Model):
    """The OpenID Connect provider with which an organisatie lets its own medewerkers sign in.

    ``toepassing`` is the client id: as what the provider knows Voetlicht. ``geheim`` is its secret,
    sealed with a key outside the database. ``domeinen`` are the e-mail domains that the provider
    vouches for; of any other it is not believed.
    """

    id = models.BigAutoField(primary_key=True)
    organisatie = models.OneToOneField(
        Organisatie, models.PROTECT, related_name="aanmeldvoorziening"
    )
    adres = models.URLField(max_length=300)
    toepassing = models.CharField(max_length=191)
    geheim = models.BinaryField()
    domeinen = ArrayField(models.CharField(max_length=100))
    actief = models.BooleanField(default=True)

    class Meta:
        verbose_name = "aanmeldvoorziening"
        verbose_name_plural = "aanmeldvoorzieningen"

    def __str__(self) -> str:
        return f"aanmeldvoorziening van organisatie {self.organisatie_id}"


class Sessie(AbstractBaseSession):
    """One browser that is, or may become, signed in; written over ``spoor``, apart from the rest.

    ``account`` is the number of an Account and no foreign key, as that is another transaction's.
    """

    account = models.BigIntegerField(null=True, db_index=True)
    apparaat = models.CharField(max_length=100, blank=True)
    begonnen_op = models.DateTimeField(default=clock.now)
    laatst_gezien = models.DateTimeField(default=clock.now)

    class Meta(AbstractBaseSession.Meta):
        verbose_name = "sessie"
        verbose_name_plural = "sessies"

    @classmethod
    def get_session_store_class(cls):
        """The engine that keeps sessions in this table."""
        from voetlicht.intern.toegang.aanmelden.sessions import SessionStore

        return SessionStore
