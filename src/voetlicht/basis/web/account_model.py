"""What an account is on either side: a sign-in name and a public id, and nothing more."""

import uuid

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models


class AbstractAccount(AbstractBaseUser):
    """One person who can sign in. Each side has its own table in its own database.

    The ``uuid`` is what URLs, logs and audit events carry; the number never leaves the database.
    """

    id = models.BigAutoField(primary_key=True)
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(
        "e-mailadres",
        unique=True,
        error_messages={"unique": "Er is al een account met dit e-mailadres."},
    )
    is_active = models.BooleanField("actief", default=True)

    objects = BaseUserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        abstract = True
        verbose_name = "account"
        verbose_name_plural = "accounts"

    def __str__(self) -> str:
        return f"account {self.uuid}"
