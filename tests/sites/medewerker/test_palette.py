"""The palette: pages one may open and klanten one reaches, the same with a script as without."""

import pytest
from django.test import Client

import medewerkers as made
from parts import HEADERS, apply_part, text_of, whole
from voetlicht.intern.toegang.enums import Rol

pytestmark = pytest.mark.django_db(databases=["default", "spoor"])


def offered(client: Client, vraag: str) -> list[str]:
    page = whole(client.post("/ga-naar", {"vraag": vraag}).content)
    return [each.text_content() for each in page.xpath("//*[@role='option']")]


def test_without_a_word_every_page_of_the_role_is_offered(at_work: Client) -> None:
    text = at_work.get("/ga-naar").content.decode()
    assert "Klant zoeken" in text
    assert "Stand van de keten" not in text


def test_a_page_is_found_by_part_of_its_name_and_a_klant_by_hers(at_work: Client) -> None:
    assert offered(at_work, "ZOEK") == ["Klant zoeken"]
    assert offered(at_work, "vri") == ["Vries, Anna de", "Vriesema, Bo"]
    assert offered(at_work, "xyzzy") == []


def test_klanten_are_offered_from_three_letters_on_and_five_at_most(
    at_work: Client, office
) -> None:
    for number in range(7):
        made.toewijzing(made.klant((chr(65 + number), "", "Bos")), office.adviseur)
    assert offered(at_work, "bo") == []
    assert len(offered(at_work, "bos")) == 5


def test_roles_that_reach_nobody_are_offered_pages_only(client: Client, office) -> None:
    made.sign_in(client, made.medewerker(Rol.KWALITEIT, office.adviseur.organisatie))
    assert offered(client, "vries") == []
    assert offered(client, "keten") == ["Stand van de keten"]


@pytest.mark.parametrize("vraag", ["vri", "klant", "xyzzy"])
def test_a_part_in_its_page_is_the_page_loaded_anew(at_work: Client, vraag: str) -> None:
    asked = {"vraag": vraag}
    anew = whole(at_work.post("/ga-naar", asked).content)
    page = whole(at_work.post("/ga-naar", {"vraag": "start"}).content)
    page.get_element_by_id("id_vraag").set("value", vraag)
    part = at_work.post("/ga-naar", asked, headers=HEADERS).content
    both = [text_of(each) for each in (apply_part(page, part, target="palet-keuzes"), anew)]
    assert both[0] == both[1]
