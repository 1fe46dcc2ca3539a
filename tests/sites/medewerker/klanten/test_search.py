"""Looking for a klant: within reach, over POST, the same with a script as without."""

import pytest
from django.test import Client
from django.urls import reverse

import medewerkers as made
from parts import HEADERS, apply_part, text_of, whole

pytestmark = pytest.mark.django_db(databases=["default", "spoor"])
SEARCH = "/klanten/zoeken"


def found(client: Client, **asked: str) -> str:
    return client.post(SEARCH, asked).content.decode()


def test_a_name_finds_whom_one_reaches_and_nobody_else(at_work: Client, office) -> None:
    text = found(at_work, naam="vri")
    assert "2 klanten gevonden" in text
    for klant in (office.own, office.ours):
        assert reverse("medewerker:dossier", args=[klant.uuid]) in text
    assert "Vriens" not in text
    assert str(office.elsewhere.uuid) not in text


def test_a_birth_date_and_a_bsn_find_a_klant_too(at_work: Client, office) -> None:
    assert "2 klanten gevonden" in found(at_work, geboortedatum="17-05-1990")
    bsn = "999990019"
    made.toewijzing(made.klant(("Dirk", "", "Bos"), bsn=bsn), office.adviseur)
    text = found(at_work, bsn=f"{bsn[:4]}.{bsn[4:6]}.{bsn[6:]}")
    assert "1 klant gevonden" in text
    assert "Bos, Dirk" in text


def test_nothing_found_says_what_to_do_and_the_same_for_who_is_out_of_reach(
    at_work: Client,
) -> None:
    answers = {found(at_work, naam=naam).replace(naam, "") for naam in ("Vriens", "Nergens")}
    (text,) = {" ".join(whole(each.encode()).text_content().split()) for each in answers}
    assert "0 klanten gevonden" in text
    assert "aan u of uw team toe te wijzen" in text


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({}, "Vul een naam, een geboortedatum of een BSN in."),
        ({"geboortedatum": "gisteren"}, "Schrijf de datum als 31-12-1985."),
        ({"bsn": "123"}, "Dit is geen burgerservicenummer"),
    ],
)
def test_what_cannot_be_looked_for_is_said_at_its_field(
    at_work: Client, asked: dict[str, str], says: str
) -> None:
    page = whole(at_work.post(SEARCH, asked).content)
    assert page.findtext("head/title").startswith("Fout: Klant zoeken")
    assert says in page.get_element_by_id("fouten").text_content()


@pytest.mark.parametrize("asked", [{"naam": "vri"}, {"naam": "xyz"}, {"bsn": "123"}])
def test_a_part_in_its_page_is_the_page_loaded_anew(at_work: Client, asked: dict[str, str]) -> None:
    page = whole(at_work.get(SEARCH).content)
    part = at_work.post(SEARCH, asked, headers=HEADERS).content
    anew = whole(at_work.post(SEARCH, asked).content)
    assert text_of(apply_part(page, part, target="zoeken")) == text_of(anew)


def test_a_long_list_is_paged_by_the_form_itself(at_work: Client, office) -> None:
    for number in range(26):
        made.toewijzing(made.klant((chr(65 + number), "", "Bos")), office.adviseur)
    first = found(at_work, naam="bos")
    assert '<button class="utrecht-button utrecht-button--secondary-action" type="submit" ' in first
    assert "Pagina 1 van 2" in first
    assert "Pagina 2 van 2" in found(at_work, naam="bos", pagina="2")


def test_who_has_not_signed_in_is_led_to_sign_in_also_by_a_script(client: Client) -> None:
    assert client.get(SEARCH).status_code == 302
    answer = client.post(SEARCH, {"naam": "vri"}, headers=HEADERS)
    assert answer.status_code == 200
    assert answer.content == b""
    assert answer["HX-Redirect"]
