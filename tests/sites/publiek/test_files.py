"""Editions as files: their kind, their name, and how long they may be kept."""

import json
from hashlib import sha256

import pytest
from django.db import connections
from django.test import Client

pytestmark = [
    pytest.mark.django_db(databases=["default", "extern"]),
    pytest.mark.urls("voetlicht.config.urls_extern"),
    pytest.mark.usefixtures("archive_in_use"),
]

REGION = "/transparantie/2023Q2/22-rijnmond"
KINDS = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "html": "text/html; charset=utf-8",
    "csv-metadata.json": "application/csvm+json",
}


@pytest.mark.parametrize(("extension", "media_type"), KINDS.items())
def test_a_file_has_its_kind_and_name(client: Client, extension: str, media_type: str) -> None:
    for address, name in (
        (REGION, "transparantie-2023Q2-22-rijnmond-v1"),
        (f"{REGION}/v1", "transparantie-2023Q2-22-rijnmond-v1"),
        (f"{REGION}/gelezen", "transparantie-2023Q2-22-rijnmond-gelezen"),
        ("/transparantie/2023Q2/nederland", "transparantie-2023Q2-nederland-v1"),
    ):
        answer = client.get(f"{address}.{extension}")
        end = "csv-metadata.json" if extension == "csv-metadata.json" else extension
        assert answer.status_code == 200
        assert answer["Content-Type"] == media_type
        assert answer["Content-Disposition"] == f'attachment; filename="{name}.{end}"'
        assert answer["ETag"] == f'"{sha256(answer.content).hexdigest()}"'


@pytest.mark.parametrize("extension", KINDS)
def test_a_file_is_for_reading_only(client: Client, extension: str) -> None:
    assert client.post(f"{REGION}.{extension}").status_code == 405
    head = client.head(f"{REGION}.{extension}")
    assert (head.status_code, head.content) == (200, b"")


def test_the_date_of_a_file_is_the_date_of_its_figures(client: Client) -> None:
    computed = client.get(f"{REGION}.csv")["Last-Modified"]
    assert computed == "Fri, 14 Jul 2023 22:00:00 GMT"
    read = client.get(f"{REGION}/gelezen.csv")["Last-Modified"]
    assert read == "Fri, 30 Jun 2023 22:00:00 GMT"


def test_a_permanent_address_may_be_kept_and_another_is_asked_again(client: Client) -> None:
    for path in (f"{REGION}/v1.pdf", f"{REGION}/gelezen.pdf"):
        assert "immutable" in client.get(path)["Cache-Control"]
    assert client.get(f"{REGION}.pdf")["Cache-Control"] == "public, no-cache"


def test_who_has_the_file_already_does_not_get_it_again(client: Client) -> None:
    first = client.get(f"{REGION}.json")
    again = client.get(f"{REGION}.json", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    changed = client.get(f"{REGION}.json", headers={"If-None-Match": '"iets anders"'})
    assert changed.status_code == 200


def test_a_csv_file_names_its_description(client: Client) -> None:
    link = client.get(f"{REGION}.csv")["Link"]
    described = link.partition("<")[2].partition(">")[0]
    assert 'rel="describedby"' in link
    assert json.loads(client.get(described).content)["url"].endswith(".csv")
    assert "Link" not in client.get(f"{REGION}.json")


def test_the_newest_and_its_permanent_file_are_the_same_bytes(client: Client) -> None:
    newest = client.get("/transparantie/2023Q1/22-rijnmond.json")
    assert newest.content == client.get("/transparantie/2023Q1/22-rijnmond/v2.json").content
    assert newest.content != client.get("/transparantie/2023Q1/22-rijnmond/v1.json").content


def test_a_file_says_that_its_figures_are_made_up(client: Client) -> None:
    assert json.loads(client.get(f"{REGION}.json").content)["voorbeeld"] is True


def test_a_file_takes_two_queries(client: Client, django_assert_num_queries) -> None:
    client.get(f"{REGION}.pdf")
    with django_assert_num_queries(2, connection=connections["extern"]):
        client.get(f"{REGION}.pdf")
