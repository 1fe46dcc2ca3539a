"""No naked view: each says which methods may write, and for which purpose it reads."""

from collections.abc import Iterator
from importlib import import_module

import pytest
from django.urls import URLPattern, URLResolver

from voetlicht.basis.kern.actor import Purpose
from voetlicht.basis.web.access import Methods

URLCONFS = ("voetlicht.config.urls_intern", "voetlicht.config.urls_extern")


def patterns(entries: list[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    for entry in entries:
        if isinstance(entry, URLResolver):
            yield from patterns(entry.url_patterns)
        else:
            yield entry


ALL = [
    pytest.param(
        pattern.callback, id=f"{urlconf.rsplit('_')[-1]}:{pattern.name or pattern.pattern}"
    )
    for urlconf in URLCONFS
    for pattern in patterns(import_module(urlconf).urlpatterns)
]


@pytest.mark.parametrize("view", ALL)
def test_a_view_declares_its_methods_and_its_purpose(view: object) -> None:
    assert isinstance(getattr(view, "methods", None), Methods)
    assert isinstance(getattr(view, "purpose", None), Purpose)
