"""Dividing the klanten of a team: by its teamleider, with a reason, and undone where needed."""

import re

import pytest
from django.test import Client

import medewerkers as made
from voetlicht.basis.kern.errors import Conflict
from voetlicht.intern.sonar.models import Klant
from voetlicht.intern.toegang.actions.teams import dissolve_team
from voetlicht.intern.toegang.enums import Rol
from voetlicht.intern.toegang.models import Aanstelling, Gebeurtenis
from voetlicht.intern.toegang.queries import toewijzingen

pytestmark = pytest.mark.django_db(databases=["default", "spoor"])

LIST, ASSIGN, UNDO = "/team/", "/team/toewijzen/", "/team/ongedaan/"
WHY = "Verdeling na vertrek van een collega"


@pytest.fixture
def leads(db) -> Aanstelling:
    gemeente = made.organisatie("GM0599")
    return made.medewerker(Rol.TEAMLEIDER, gemeente, made.team(gemeente, "Noord"), naam="Loes Vos")


@pytest.fixture
def serves(leads: Aanstelling) -> Aanstelling:
    return made.medewerker(Rol.KLANTMANAGER, leads.organisatie, leads.team, naam="Karin Bos")


@pytest.fixture
def site(leads: Aanstelling) -> Client:
    return made.sign_in(Client(), leads)


@pytest.fixture
def anna(leads: Aanstelling, serves: Aanstelling) -> Klant:
    """Of the team, and served by Karin."""
    return of_team(leads, ("Anna", "de", "Vries"), serves)


@pytest.fixture
def bram(leads: Aanstelling) -> Klant:
    """Of the team, and of nobody in it."""
    return of_team(leads, ("Bram", "", "Aalders"))


def of_team(leads: Aanstelling, naam: tuple[str, str, str], by: Aanstelling | None = None) -> Klant:
    klant = made.klant(naam)
    made.toewijzing(klant, leads.team)
    if by:
        made.toewijzing(klant, by)
    return klant


def rows(text: str) -> list[str]:
    """The rows of the table, as one reads them."""
    body = text.partition("<tbody>")[2].partition("</tbody>")[0]
    plain = re.sub(r"<[^>]+>", " ", body.replace("</tr>", "|"))
    return [" ".join(row.split()) for row in plain.split("|") if row.strip()]


def test_the_klanten_of_the_team_stand_by_name_with_who_serves_them(
    site: Client, anna: Klant, bram: Klant
) -> None:
    assert rows(site.get(LIST).content.decode()) == [
        "Aalders, Bram Niemand –",
        "Vries, Anna de Karin Bos 1 januari 2020",
    ]


def test_the_list_can_be_narrowed_to_nobody_and_to_one_medewerker(
    site: Client, anna: Klant, bram: Klant, serves: Aanstelling
) -> None:
    text = site.get(LIST).content.decode()
    assert "Zonder medewerker (1)" in text
    assert [row[:7] for row in rows(site.get(f"{LIST}?wie=zonder").content.decode())] == ["Aalders"]
    hers = site.get(f"{LIST}?wie={serves.account.uuid}").content.decode()
    assert [row[:5] for row in rows(hers)] == ["Vries"]


def test_assigning_asks_first_and_names_whom(site: Client, anna: Klant, bram: Klant) -> None:
    text = site.post(ASSIGN, {"klant": [anna.uuid, bram.uuid]}).content.decode()
    assert "U wijst 2 klanten toe." in text
    assert text.index("Aalders, Bram") < text.index("Vries, Anna de")
    assert "Fout:" not in text


def test_klanten_are_assigned_and_it_can_be_undone(
    site: Client, leads: Aanstelling, bram: Klant, serves: Aanstelling
) -> None:
    done = site.post(
        ASSIGN,
        {"klant": bram.uuid, "naar": serves.account.uuid, "reden": WHY},
        follow=True,
    ).content.decode()
    assert "1 klant toegewezen." in done
    assert [row[:24] for row in rows(done)] == ["Aalders, Bram Karin Bos "]
    undone = site.post(UNDO, follow=True).content.decode()
    assert rows(undone) == ["Aalders, Bram Niemand –"]
    assert "toegewezen." not in undone
    assert site.post(UNDO).status_code == 404


def test_what_changed_since_is_not_undone_and_a_page_says_so(
    site: Client, leads: Aanstelling, bram: Klant, serves: Aanstelling
) -> None:
    change = {"klant": bram.uuid, "reden": WHY}
    site.post(ASSIGN, {**change, "naar": serves.account.uuid})
    leads_too = made.medewerker(Rol.TEAMLEIDER, leads.organisatie, leads.team)
    made.sign_in(Client(), leads_too).post(ASSIGN, {**change, "naar": "niemand"})
    told = site.post(UNDO)
    assert "Dit kan niet meer ongedaan worden gemaakt" in told.content.decode()
    assert "toegewezen." not in site.get(LIST).content.decode()


def test_a_klant_can_go_back_to_the_team(site: Client, anna: Klant) -> None:
    done = site.post(ASSIGN, {"klant": anna.uuid, "naar": "niemand", "reden": WHY}, follow=True)
    assert rows(done.content.decode()) == ["Vries, Anna de Niemand –"]


def test_what_is_traced_names_nobody(site: Client, bram: Klant, serves: Aanstelling) -> None:
    site.post(ASSIGN, {"klant": bram.uuid, "naar": serves.account.uuid, "reden": WHY})
    told = " ".join(map(str, Gebeurtenis.objects.values_list("what", "about", "details")))
    assert "toegang.toe" in told
    assert "Aalders" not in told
    assert WHY not in told


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"naar": ""}, "Kies bij ‘Wie begeleidt deze klanten voortaan?’."),
        ({"naar": "00000000-0000-4000-8000-000000000000"}, "Fout:"),
        ({"reden": " "}, "Vul ‘Waarom?’ in."),
    ],
)
def test_it_needs_somebody_and_a_reason(
    site: Client, bram: Klant, serves: Aanstelling, wrong: dict[str, str], told: str
) -> None:
    asked = {"klant": bram.uuid, "naar": serves.account.uuid, "reden": WHY} | wrong
    assert told in site.post(ASSIGN, asked).content.decode()
    assert rows(site.get(LIST).content.decode()) == ["Aalders, Bram Niemand –"]


@pytest.mark.parametrize("chosen", [[], ["x"], ["00000000-0000-4000-8000-000000000000"]])
def test_without_a_klant_of_the_team_there_is_nothing_to_assign(
    site: Client, bram: Klant, chosen: list[str]
) -> None:
    assert site.post(ASSIGN, {"klant": chosen})["Location"] == LIST


def test_a_klant_of_another_team_is_not_there(site: Client, leads: Aanstelling) -> None:
    other = made.medewerker(Rol.TEAMLEIDER, leads.organisatie, made.team(leads.organisatie))
    klant = of_team(other, ("Carla", "", "Cuypers"))
    assert "Cuypers" not in site.get(LIST).content.decode()
    assert site.post(ASSIGN, {"klant": klant.uuid})["Location"] == LIST
    assert "Cuypers" in made.sign_in(Client(), other).get(LIST).content.decode()


def test_a_teamleider_without_a_team_is_told_so(leads: Aanstelling, anna: Klant) -> None:
    alone = made.sign_in(Client(), made.medewerker(Rol.TEAMLEIDER, leads.organisatie))
    assert "U hoort in deze rol bij geen team" in alone.get(LIST).content.decode()
    assert alone.post(ASSIGN, {"klant": anna.uuid})["Location"] == LIST


@pytest.mark.parametrize("rol", sorted(set(Rol) - {Rol.TEAMLEIDER}), ids=str)
def test_only_a_teamleider_divides(rol: Rol, leads: Aanstelling, anna: Klant) -> None:
    site = made.sign_in(Client(), made.medewerker(rol, leads.organisatie, leads.team))
    assert site.get(LIST).status_code == 403
    assert site.post(ASSIGN, {"klant": anna.uuid}).status_code == 403
    assert site.post(UNDO).status_code == 403


def test_who_is_not_signed_in_is_asked_to(client: Client) -> None:
    assert {client.get(LIST).status_code, client.post(ASSIGN).status_code} == {302}


def test_a_whole_caseload_is_handed_over_and_it_can_be_undone(
    site: Client, leads: Aanstelling, anna: Klant, serves: Aanstelling
) -> None:
    of_team(leads, ("Cor", "", "Cuypers"), serves)
    receives = made.medewerker(Rol.KLANTMANAGER, leads.organisatie, leads.team, naam="Omar Dik")
    hers = site.get(LIST, {"wie": serves.account.uuid}).content.decode()
    (page,) = re.findall(r'href="(/team/overdragen/[^"]+)"', hers)
    assert "Draag de caseload van Karin Bos over" in hers
    asked = site.get(page).content.decode()
    assert "Karin Bos begeleidt 2 klanten van uw team" in asked
    assert "Cuypers" not in asked
    offered = re.findall(r"<option[^>]*>([^<]+)", asked)
    assert offered == ["Kies een medewerker", "Omar Dik", "Niemand: het team doet het samen"]
    done = site.post(page, {"naar": receives.account.uuid, "reden": WHY}, follow=True)
    assert "2 klanten toegewezen." in done.content.decode()
    assert ["Omar Dik" in row for row in rows(done.content.decode())] == [True, True]
    undone = site.post(UNDO, follow=True).content.decode()
    assert ["Karin Bos" in row for row in rows(undone)] == [True, True]


def test_a_caseload_that_is_empty_or_elsewhere_is_not_handed_over(
    site: Client, leads: Aanstelling, serves: Aanstelling
) -> None:
    page = f"/team/overdragen/{serves.account.uuid}/"
    assert "Draag de caseload" not in site.get(LIST, {"wie": serves.account.uuid}).content.decode()
    told = site.post(page, {"naar": "niemand", "reden": WHY}).content.decode()
    assert "Deze medewerker heeft geen klanten van uw team." in told
    other = made.medewerker(Rol.KLANTMANAGER, leads.organisatie, made.team(leads.organisatie))
    assert site.get(f"/team/overdragen/{other.account.uuid}/").status_code == 404
    alone = made.sign_in(Client(), made.medewerker(Rol.TEAMLEIDER, leads.organisatie))
    assert alone.get(page)["Location"] == LIST
    assert made.sign_in(Client(), serves).get(page).status_code == 403


def test_klanten_go_to_another_team_so_that_a_team_can_be_dissolved(
    site: Client, leads: Aanstelling, anna: Klant, bram: Klant
) -> None:
    other = made.team(leads.organisatie, "Zuid")
    beheer = made.medewerker(Rol.FUNCTIONEEL_BEHEERDER, leads.organisatie)
    with pytest.raises(Conflict, match="aan een ander team"):
        dissolve_team(by=made.actor(beheer), uuid=leads.team.uuid)
    both = {"klant": [anna.uuid, bram.uuid]}
    assert "Ander team: Zuid" in site.post(ASSIGN, both).content.decode()
    given = both | {"naar": f"team-{other.uuid}", "reden": WHY}
    assert "2 klanten toegewezen." in site.post(ASSIGN, given, follow=True).content.decode()
    assert rows(site.get(LIST).content.decode()) == []
    with pytest.raises(Conflict, match="medewerkers"):
        dissolve_team(by=made.actor(beheer), uuid=leads.team.uuid)


def test_assigning_what_is_so_already_says_that_nothing_changes(
    site: Client, anna: Klant, serves: Aanstelling
) -> None:
    told = site.post(ASSIGN, {"klant": anna.uuid, "naar": serves.account.uuid, "reden": WHY})
    assert "er verandert niets" in told.content.decode()
    assert "toegewezen." not in site.get(LIST).content.decode()


def test_assigning_keeps_where_in_the_list_one_is(
    site: Client, leads: Aanstelling, bram: Klant, serves: Aanstelling, monkeypatch
) -> None:
    monkeypatch.setattr(toewijzingen, "PAGE", 1)
    of_team(leads, ("Cor", "", "Cuypers"))
    here = {"wie": "zonder", "pagina": "2"}
    shown = site.get(LIST, here).content.decode()
    hidden = ['name="wie" value="zonder"', 'name="pagina" value="2"']
    assert all(each in shown for each in hidden)
    asked = {"klant": bram.uuid} | here
    assert all(each in site.post(ASSIGN, asked).content.decode() for each in hidden)
    done = site.post(ASSIGN, asked | {"naar": serves.account.uuid, "reden": WHY})
    assert done["Location"] == f"{LIST}?wie=zonder&pagina=2"
    assert rows(site.get(done["Location"]).content.decode()) == ["Cuypers, Cor Niemand –"]
    assert site.post(UNDO, here)["Location"] == f"{LIST}?wie=zonder&pagina=2"


@pytest.mark.parametrize(
    ("wie", "told"),
    [("", "heeft nog geen klanten"), ("zonder", "hebben een medewerker"), ("her", "‘Iedereen’")],
)
def test_an_empty_list_says_what_to_do(site: Client, serves: Aanstelling, wie, told) -> None:
    asked = {"wie": serves.account.uuid if wie == "her" else wie}
    assert told in site.get(LIST, asked).content.decode()
