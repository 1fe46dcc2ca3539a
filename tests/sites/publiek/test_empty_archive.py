"""Before the first edition is published."""

import pytest
from django.test import Client

pytestmark = [
    pytest.mark.django_db(databases=["default", "extern"]),
    pytest.mark.urls("voetlicht.config.urls_extern"),
]


def test_the_list_says_that_nothing_is_published_yet(client: Client) -> None:
    answer = client.get("/transparantie/")
    assert answer.status_code == 200
    assert "Er is nog geen editie gepubliceerd." in answer.content.decode()


@pytest.mark.parametrize(
    "path",
    [
        "/transparantie/nieuwste",
        "/transparantie/nieuwste/22-rijnmond.pdf",
        "/transparantie/zoek?naam=Brielle",
        "/transparantie/2023Q2",
    ],
)
def test_what_needs_an_edition_says_that_there_is_none(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "nog geen editie" in answer.content.decode()
