"""Every page of the public site: what it shows, and what it answers to a wrong question."""

import re

import pytest
from django.db import connections
from django.test import Client

pytestmark = [
    pytest.mark.django_db(databases=["default", "extern"]),
    pytest.mark.urls("voetlicht.config.urls_extern"),
    pytest.mark.usefixtures("archive_in_use"),
]

REGION = "/transparantie/2023Q2/22-rijnmond"
PAGES = (
    "/transparantie/",
    "/transparantie/definities",
    "/transparantie/zoek",
    "/transparantie/zoek?naam=Brielle",
    "/transparantie/2023Q2",
    "/transparantie/2023Q2?kaart=profiel",
    "/transparantie/2023Q2/nederland",
    "/transparantie/2023Q2/nederland/v1",
    REGION,
    f"{REGION}/v1",
    f"{REGION}/gelezen",
)


def text_of(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def notices_of(client: Client, path: str) -> list[str]:
    """The sentences in the bar above a page."""
    content = client.get(path).content.decode()
    bar = re.search(r'<aside class="voetlicht-notices".*?</aside>', content, re.DOTALL)
    return re.findall(r"<p>(.*?)</p>", bar[0]) if bar else []


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_there_for_reading_only(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/html; charset=utf-8"
    assert client.head(path).status_code == 200
    for method in (client.post, client.put, client.delete):
        refused = method(path)
        assert refused.status_code == 405
        assert refused["Allow"] == "GET, HEAD"


@pytest.mark.parametrize("path", [*PAGES, "/transparantie/2024Q1", "/onbekend"])
def test_a_page_of_an_example_says_once_and_first_that_figures_are_made_up(
    client: Client, path: str
) -> None:
    notices = notices_of(client, path)
    assert notices[0].startswith("Voorbeeldcijfers: verzonnen personen.")
    assert "Voorbeeldcijfers" not in " ".join(notices[1:])


def test_a_page_of_a_real_installation_says_so_of_an_example_edition_only(
    client: Client, settings
) -> None:
    settings.SOORT = "echt"
    assert notices_of(client, "/transparantie/definities") == []
    assert notices_of(client, "/onbekend") == []
    assert "Voorbeeldcijfers: verzonnen personen." in notices_of(client, REGION)


def test_read_figures_are_told_apart_from_those_that_are_made_up(client: Client) -> None:
    path = f"{REGION}/gelezen"
    assert notices_of(client, path)[0].endswith("niet voor de gelezen cijfers.")
    text = text_of(client, path)
    for title in ("per gemeente", "hele regio"):
        assert f"Gelezen naast berekend (verzonnen personen), {title}" in text
    assert '<th scope="col">Gelezen en berekend (verzonnen personen)</th>' in text


@pytest.mark.parametrize("path", PAGES)
def test_a_page_carries_its_headers_and_no_script_or_style_of_its_own(
    client: Client, path: str
) -> None:
    answer = client.get(path)
    assert "script-src 'self'" in answer["Content-Security-Policy"]
    assert answer["Cache-Control"] == "public, max-age=60"
    assert "Cookie" not in answer.get("Vary", "")
    assert not answer.cookies
    content = answer.content.decode()
    assert "<script" not in content
    assert "style=" not in content
    assert "{{" not in content
    assert "{%" not in content
    assert '<html lang="nl"' in content


def test_the_way_in_leads_to_the_list_of_quarters(client: Client) -> None:
    answer = client.get("/")
    assert (answer.status_code, answer["Location"]) == (302, "/transparantie/")


def test_the_list_shows_every_quarter_and_every_document(client: Client) -> None:
    text = text_of(client, "/transparantie/")
    for quarter in ("2023Q2", "2023Q1", "2022Q2"):
        assert f'href="/transparantie/{quarter}"' in text
    assert "2 (gecorrigeerd)" in text
    assert 'href="/transparantie/2022Q2/9-twente/gelezen"' in text
    assert 'href="/transparantie/2021Q4/9-twente/gelezen"' in text


def test_the_overview_has_a_tile_and_a_row_for_each_of_the_35_regions(client: Client) -> None:
    text = text_of(client, "/transparantie/2023Q2")
    assert text.count('class="voetlicht-tile"') == 35
    assert text.count('class="utrecht-link" href="/transparantie/2023Q2/') == 35 + 2
    assert 'aria-label="22 Rijnmond: 74% bekend in Sonar, 53% met een klantprofiel"' in text
    assert 'role="group"' in text


def test_the_name_of_a_region_may_break_after_its_slash(client: Client) -> None:
    assert "7 Zaanstreek/<wbr>Waterland</a>" in text_of(client, "/transparantie/2023Q2")


def test_the_map_is_coloured_by_the_share_that_is_asked_for(client: Client) -> None:
    known = text_of(client, "/transparantie/2023Q2")
    profiled = text_of(client, "/transparantie/2023Q2?kaart=profiel")
    assert '<text class="voetlicht-tile__share" x="79" y="50" text-anchor="end">74%' in known
    assert '<text class="voetlicht-tile__share" x="79" y="50" text-anchor="end">53%' in profiled
    assert text_of(client, "/transparantie/2023Q2?kaart=onzin") == known


def test_a_region_page_has_the_figures_both_shares_and_the_files(client: Client) -> None:
    text = text_of(client, REGION)
    assert "14.247 van de 19.222 mensen in het doelgroepregister" in text
    assert "7.585 van de 14.247 mensen die bekend zijn in Sonar" in text
    assert ">1.097</td>" in text
    assert "uitgegeven door UWV" in text
    for extension in ("pdf", "xlsx", "ods", "csv", "json", "html"):
        assert f'href="{REGION}/v1.{extension}"' in text


def test_a_page_leads_to_the_quarters_around_it_and_says_when_there_is_none(
    client: Client,
) -> None:
    newest = text_of(client, REGION)
    assert 'rel="prev" href="/transparantie/2023Q1/22-rijnmond"' in newest
    assert "Er is geen later kwartaal" in newest
    oldest = text_of(client, "/transparantie/2022Q2/22-rijnmond")
    assert "Er is geen eerder kwartaal" in oldest
    assert 'rel="next" href="/transparantie/2023Q1/22-rijnmond"' in oldest


def test_an_older_version_stays_and_names_the_newest(client: Client) -> None:
    older = text_of(client, "/transparantie/2023Q1/22-rijnmond/v1")
    assert "Dit is een eerdere versie" in older
    newest = text_of(client, "/transparantie/2023Q1/22-rijnmond")
    assert "Dit is een eerdere versie" not in newest
    assert "versie 2" in newest
    assert 'href="/transparantie/2023Q1/22-rijnmond/v1"' in newest


def test_a_document_is_compared_cell_by_cell(client: Client) -> None:
    equal = text_of(client, "/transparantie/2022Q2/9-twente/gelezen")
    assert "Alle 78 cijfers zijn gelijk." in equal
    assert "gelezen uit een eerder uitgegeven document: het document over Twente" in equal
    assert "voetlicht-differs" not in equal
    different = text_of(client, f"{REGION}/gelezen")
    # Five cells of the lost gemeente, two changed cells, five totals and the share known.
    assert "13 van de 78 cijfers verschillen." in different
    assert different.count('class="voetlicht-differs"') == different.count(">≠</span>") == 13


def test_a_comparison_has_the_heads_of_the_table_above_it(client: Client) -> None:
    heads = re.findall(r"<thead.*?</thead>", text_of(client, f"{REGION}/gelezen"))
    above, beside, _ = [re.findall(r"<th [^>]*>(.*?)</th>", head) for head in heads]
    assert beside == above
    assert len(above) == 8


def test_a_document_without_a_computed_edition_says_so(client: Client) -> None:
    text = text_of(client, "/transparantie/2021Q4/9-twente/gelezen")
    assert "geen berekende editie om mee te vergelijken" in text


@pytest.mark.parametrize(
    ("asked", "canonical"),
    [
        ("/transparantie/2023q2", "/transparantie/2023Q2"),
        ("/transparantie/2023Q2/", "/transparantie/2023Q2"),
        ("/transparantie/2023q2?kaart=profiel", "/transparantie/2023Q2?kaart=profiel"),
        ("/transparantie/2023Q2/22", REGION),
        ("/transparantie/2023Q2/22-twente", REGION),
        ("/transparantie/2023Q2/22-rijnmond/", REGION),
        ("/transparantie/2023Q2/Nederland", "/transparantie/2023Q2/nederland"),
        ("/transparantie/2023Q2/22-x/gelezen", f"{REGION}/gelezen"),
        ("/transparantie/2023Q2/22-x.pdf", f"{REGION}.pdf"),
        ("/transparantie/2023Q2/22-x/v1.csv-metadata.json", f"{REGION}/v1.csv-metadata.json"),
    ],
)
def test_another_spelling_moves_to_the_one_address(
    client: Client, asked: str, canonical: str
) -> None:
    answer = client.get(asked)
    assert (answer.status_code, answer["Location"]) == (301, canonical)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("/transparantie/nieuwste", "/transparantie/2023Q2"),
        ("/transparantie/nieuwste/22-rijnmond", REGION),
        ("/transparantie/nieuwste/22", REGION),
        ("/transparantie/nieuwste/nederland", "/transparantie/2023Q2/nederland"),
        ("/transparantie/nieuwste/22-rijnmond.pdf", f"{REGION}.pdf"),
    ],
)
def test_the_newest_is_found_without_knowing_the_quarter(
    client: Client, asked: str, found: str
) -> None:
    answer = client.get(asked)
    assert (answer.status_code, answer["Location"]) == (302, found)


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/transparantie/2024Q1", "Over het eerste kwartaal 2024 is nog geen editie verschenen."),
        ("/transparantie/2024Q1/22-rijnmond", "Over het eerste kwartaal 2024"),
        ("/transparantie/2022Q4", "Over het vierde kwartaal 2022"),
        ("/transparantie/2021Q4/9-twente", "Over het vierde kwartaal 2021"),
        ("/transparantie/2023Q9", "is geen kwartaal"),
        ("/transparantie/2010Q1", "Over het eerste kwartaal 2010"),
        ("/transparantie/2010Q1/22-rijnmond", "2015"),
        ("/transparantie/2023Q2/99-nergens", "Arbeidsmarktregio 99 bestaat niet"),
        ("/transparantie/2023Q2/rijnmond", "is geen arbeidsmarktregio"),
        ("/transparantie/2023Q2/22-rijnmond/v7", "bestaat versie 7 niet"),
        ("/transparantie/2023Q2/22-rijnmond/v0", "is geen versie"),
        ("/transparantie/2023Q2/22-rijnmond/laatste", "is geen versie"),
        ("/transparantie/2023Q2/nederland/gelezen", "is geen versie"),
        ("/transparantie/2023Q2/1-groningen/gelezen", "geen document gelezen"),
        ("/transparantie/2023Q2/22-rijnmond.docx", "kies uit: pdf"),
        ("/transparantie/2023Q2/1-groningen.pdf", "geen bestand"),
        ("/transparantie/zoek?naam=Brielle&kwartaal=ooit", "is geen kwartaal"),
        ("/onbekend", "Op dit adres staat geen pagina."),
        ("/transparantie/2023Q2/a/b/c", "Op dit adres staat geen pagina."),
    ],
)
def test_what_is_not_there_is_explained(client: Client, path: str, reason: str) -> None:
    answer = client.get(path)
    text = " ".join(answer.content.decode().split())
    assert answer.status_code == 404
    assert reason in text
    assert 'href="/transparantie/"' in text
    assert 'role="search"' in text


def test_an_empty_quarter_offers_the_quarters_around_it(client: Client) -> None:
    text = client.get("/transparantie/2022Q4").content.decode()
    assert 'href="/transparantie/2022Q2"' in text
    assert 'href="/transparantie/2023Q1"' in text


@pytest.mark.parametrize(
    ("path", "queries"),
    [
        ("/transparantie/", 3),
        ("/transparantie/2023Q2", 3),
        (REGION, 5),
        (f"{REGION}/gelezen", 6),
        ("/transparantie/definities", 0),
        ("/transparantie/zoek?naam=Brielle", 1),
    ],
)
def test_a_page_reads_the_archive_in_few_queries(
    client: Client, django_assert_num_queries, path: str, queries: int
) -> None:
    client.get(path)  # each process parses an edition once
    with django_assert_num_queries(queries, connection=connections["extern"]):
        client.get(path)
