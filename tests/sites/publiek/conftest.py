"""The public site as its own process has it: nobody signs in there."""

import pytest

from voetlicht.config.settings import base


@pytest.fixture(autouse=True)
def _as_extern(settings) -> None:
    settings.MIDDLEWARE = base.MIDDLEWARE
