"""A browser, somebody with a local account, and a provider that runs."""

from collections.abc import Iterator

import pytest
from django.test import Client

from signing_in import FIREFOX, Provider, local, running_provider
from voetlicht.intern.toegang.models import Aanstelling


@pytest.fixture
def anna(db) -> Aanstelling:
    """A klantmanager at a gemeente without a provider, with a password and no second step yet."""
    return local("anna@rotterdam.example")


@pytest.fixture
def client() -> Client:
    """A browser."""
    return Client(headers={"user-agent": FIREFOX})


@pytest.fixture(scope="session")
def provider() -> Iterator[Provider]:
    """A provider on this machine."""
    with running_provider() as running:
        yield running
