"""The start page of the intern process: counts, and nothing of any person."""

import pytest
from django.test import Client

from voetlicht.sites.medewerker.presenters import Counts, start_page

COUNTS = Counts(
    personen=1_097,
    geregistreerd=1_000,
    dossiers=900,
    bediend=800,
    profielen=700,
    peilbestanden=12,
    edities=13,
    wachtend=2,
)


@pytest.mark.django_db
def test_the_state_of_the_chain_is_shown_and_not_kept(client: Client) -> None:
    answer = client.get("/")
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "Stand van de keten" in text
    assert "Voorbeeldcijfers: verzonnen personen." in text
    assert answer["Cache-Control"] == "private, no-store"


@pytest.mark.django_db
def test_the_start_page_is_for_reading_only(client: Client) -> None:
    assert client.post("/").status_code == 405


def test_every_count_is_shown_in_dutch_notation() -> None:
    shown = [count.number for step in start_page(COUNTS).chain for count in step.counts]
    assert shown == ["1.097", "1.000", "900", "800", "700", "12", "13", "2"]


@pytest.mark.django_db
def test_a_real_installation_carries_no_notice_of_example_data(client: Client, settings) -> None:
    settings.SOORT = "echt"
    assert "verzonnen" not in client.get("/").content.decode()
