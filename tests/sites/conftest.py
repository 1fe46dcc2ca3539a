"""Site tests look at one small archive, filled once per worker."""

import os
from collections.abc import Iterator

import pytest

from sample_archive import alias_at, filled_database
from voetlicht.opdrachten.installatie.prepare import Installation


@pytest.fixture(scope="session")
def archive(installation: Installation, django_db_setup: None, django_db_blocker) -> Iterator[str]:
    """The name of a database with the sample archive."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "gw")
    with (
        django_db_blocker.unblock(),
        filled_database(installation, f"proefarchief_{worker}") as name,
    ):
        yield name


@pytest.fixture(scope="module")
def archive_in_use(archive: str, django_db_blocker) -> Iterator[None]:
    """Lead the alias ``extern`` to the sample archive while this module's tests run."""
    with django_db_blocker.unblock(), alias_at("extern", archive):
        yield


@pytest.fixture(autouse=True)
def _static_files(settings, tmp_path_factory: pytest.TempPathFactory) -> None:
    """The folder of collected files exists; pages only name them, journeys fetch them."""
    settings.STATIC_ROOT = str(tmp_path_factory.getbasetemp())
