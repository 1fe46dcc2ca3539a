"""From the name of a gemeente to its regio."""

import pytest
from django.test import Client

pytestmark = [
    pytest.mark.django_db(databases=["default", "extern"]),
    pytest.mark.urls("voetlicht.config.urls_extern"),
    pytest.mark.usefixtures("archive_in_use"),
]


def search(client: Client, **asked: str):
    return client.get("/transparantie/zoek", asked)


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("Rotterdam", "22-rijnmond"),
        ("  voorne AAN zee ", "22-rijnmond"),
        ("Rijnmond", "22-rijnmond"),
        ("groningen", "1-groningen"),
        ("Súdwest-Fryslân", "2-friesland"),
        ("sudwest fryslan", "2-friesland"),
        ("midden-utrecht", "14-midden-utrecht"),
    ],
)
def test_a_name_of_today_leads_straight_to_its_regio(client: Client, name: str, place: str) -> None:
    answer = search(client, naam=name)
    assert (answer.status_code, answer["Location"]) == (302, f"/transparantie/2023Q2/{place}")


def test_the_quarter_decides_what_a_name_means(client: Client) -> None:
    answer = search(client, naam="Brielle", kwartaal="2022Q2")
    assert answer["Location"] == "/transparantie/2022Q2/22-rijnmond"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Brielle", "Brielle ging op 1 januari 2023 op in Voorne aan Zee."),
        ("Den Haag", "&#x27;s-Gravenhage"),
        ("Roterdam", "Rotterdam"),
        ("Bergen", "Bergen"),
        ("Brabant", "Dit is een arbeidsmarktregio."),
        ("Haaren", "voor een deel"),
    ],
)
def test_what_may_be_meant_is_explained(client: Client, name: str, said: str) -> None:
    answer = search(client, naam=name)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert f"Gevonden bij ‘{name}’" in text
    assert said in text


def test_nothing_found_says_how_to_go_on(client: Client) -> None:
    text = search(client, naam="Xyzzyplugh").content.decode()
    assert "Niets gevonden bij ‘Xyzzyplugh’" in text
    assert 'href="/transparantie/2023Q2"' in text


def test_an_empty_question_asks_for_a_name(client: Client) -> None:
    assert "Vul de naam van een gemeente in." in search(client, naam="  ").content.decode()


def test_what_was_typed_comes_back_harmless_and_short(client: Client) -> None:
    text = search(client, naam="<script>alert(1)</script>" + "x" * 500).content.decode()
    assert "<script" not in text
    assert "&lt;script&gt;" in text
    assert "x" * 61 not in text
