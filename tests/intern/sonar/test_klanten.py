"""Lists of klanten and their dossiers: whoever is within reach, and nobody else."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from uuid import uuid4

import pytest

import medewerkers as made
from voetlicht.basis.kern.actor import Purpose
from voetlicht.basis.kern.errors import NotAllowed, NotFound
from voetlicht.basis.kern.two_times import Period
from voetlicht.intern.personen.bsn import index_of
from voetlicht.intern.personen.rules import search_words
from voetlicht.intern.sonar.actions import record_dienstverlening, record_inschrijving
from voetlicht.intern.sonar.queries import (
    PAGE_SIZE,
    Zoekvraag,
    diensten_of,
    dossier,
    inschrijvingen_of,
    klanten,
    own_klanten,
)
from voetlicht.intern.sonar.rules import leading_dienstverlening
from voetlicht.intern.toegang.enums import Rol
from voetlicht.intern.toegang.models import Aanstelling
from voetlicht.intern.toegang.systeemactoren import GENERATOR
from voetlicht.intern.toegang.transaction import acting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noted")]
FOR = Purpose.DIENSTVERLENING


@contextmanager
def at_work(aanstelling: Aanstelling) -> Iterator[dict[str, object]]:
    """As the site reads for this medewerker; the keywords of a query."""
    actor = made.actor(aanstelling)
    with made.in_role("intern"), acting(actor):
        yield {"actor": actor, "purpose": FOR}


@pytest.fixture
def adviseur() -> Aanstelling:
    uwv = made.organisatie("uwv")
    return made.medewerker(Rol.ADVISEUR_WERK, uwv, made.team(uwv))


@pytest.fixture
def three(adviseur: Aanstelling) -> dict[str, object]:
    """One of her own, one of her team, and one of nobody."""
    own = made.klant(("Anna", "de", "Vries"), geboortedatum=date(1985, 3, 2))
    ours = made.klant(("Bo", "", "Vriesema-Öz"), geboortedatum=date(1990, 1, 1))
    made.klant(("Cas", "", "Vries"))
    made.toewijzing(own, adviseur)
    made.toewijzing(ours, adviseur.team)
    return {"own": own, "ours": ours}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ["Vries", "Vriesema-Öz"]),
        ("vries", ["Vries", "Vriesema-Öz"]),
        ("anna VRIES", ["Vries"]),
        ("Vries, An", ["Vries"]),
        ("oz", ["Vriesema-Öz"]),
        ("ries", []),
        ("vriesema-oz", ["Vriesema-Öz"]),
        ("vriesema'oz", ["Vriesema-Öz"]),
        ("100%", []),
        ("v_ies", []),
        ("vr\\", []),
        ("cas", []),
    ],
)
def test_a_name_is_found_by_the_beginning_of_its_words_in_any_order(
    adviseur: Aanstelling, three: dict[str, object], text: str, found: list[str]
) -> None:
    with at_work(adviseur) as reading:
        shown = klanten(Zoekvraag(search_words(text)), page=1, **reading)
    assert [each.naam.achternaam for each in shown.klanten] == found
    assert (shown.total, shown.page, shown.pages) == (len(found), 1, 1)


def test_a_birth_date_and_a_bsn_find_their_klant(
    adviseur: Aanstelling, three: dict[str, object]
) -> None:
    bsn = "999000007"
    made.toewijzing(made.klant(("Dirk", "", "Bos"), bsn=bsn), adviseur)
    with at_work(adviseur) as reading:
        born = klanten(Zoekvraag(geboortedatum=date(1985, 3, 2)), page=1, **reading)
        numbered = klanten(Zoekvraag(bsn_index=index_of(bsn)), page=1, **reading)
    assert [each.naam.voornaam for each in born.klanten] == ["Anna"]
    assert [each.naam.voornaam for each in numbered.klanten] == ["Dirk"]


def test_the_caseload_is_only_what_is_hers_today(
    adviseur: Aanstelling, three: dict[str, object]
) -> None:
    ended = made.klant(("Eva", "", "Bos"))
    made.toewijzing(ended, adviseur, until=made.days_ago(3))
    with at_work(adviseur) as reading:
        assert [each.naam.voornaam for each in own_klanten(page=1, **reading).klanten] == ["Anna"]


def test_a_long_list_comes_in_pages_and_a_page_past_the_end_is_the_first(
    adviseur: Aanstelling,
) -> None:
    for number in range(PAGE_SIZE + 2):
        made.toewijzing(made.klant((chr(65 + number), "", "Bos")), adviseur)
    with at_work(adviseur) as reading:
        first, second, past = (own_klanten(page=page, **reading) for page in (1, 2, 9))
        few = klanten(Zoekvraag(), page=1, size=5, **reading)
    assert (len(first.klanten), len(second.klanten), first.pages) == (PAGE_SIZE, 2, 2)
    assert not {each.klant for each in first.klanten} & {each.klant for each in second.klanten}
    assert past == first
    assert len(few.klanten) == 5


def test_a_dossier_out_of_reach_answers_as_one_that_does_not_exist(
    adviseur: Aanstelling, three: dict[str, object]
) -> None:
    elsewhere = made.klant(("Fem", "", "Bos"))
    with at_work(adviseur) as reading:
        assert dossier(three["own"].uuid, **reading).persoon_id == three["own"].persoon_id
        refusals = []
        for uuid in (elsewhere.uuid, uuid4()):
            with pytest.raises(NotFound) as refusal:
                dossier(uuid, **reading)
            refusals.append(str(refusal.value))
    assert refusals[0] == refusals[1]


def test_histories_tell_what_was_known_when_and_nothing_out_of_reach(
    adviseur: Aanstelling, three: dict[str, object]
) -> None:
    klant, uwv = three["own"], adviseur.organisatie
    elsewhere = made.klant(("Gijs", "", "Bos"))
    with made.in_role("verwerking"):
        for each in (klant, elsewhere):
            record_inschrijving(
                by=GENERATOR, klant=each, organisatie=uwv, period=Period(date(2021, 1, 1))
            )
            record_dienstverlening(
                by=GENERATOR, klant=each, organisatie=uwv, period=Period(date(2021, 2, 1))
            )
        record_dienstverlening(
            by=GENERATOR, klant=klant, organisatie=uwv, period=Period(date(2021, 3, 1))
        )
    with at_work(adviseur) as reading:
        (inschrijving,) = inschrijvingen_of(klant.persoon_id, **reading)
        corrected, present = diensten_of(klant.persoon_id, **reading)
        assert inschrijvingen_of(elsewhere.persoon_id, **reading) == ()
        assert diensten_of(elsewhere.persoon_id, **reading) == ()
    assert (inschrijving.value, inschrijving.valid) == ("uwv", Period(date(2021, 1, 1)))
    assert corrected.until == present.since
    assert present.until is None
    leading = leading_dienstverlening([present.value.bediening])
    assert leading is not None
    assert leading.geopend_op == date(2021, 3, 1)


def test_nobody_reads_lists_without_the_right_or_for_another_purpose(
    adviseur: Aanstelling,
) -> None:
    beheerder = made.medewerker(Rol.FUNCTIONEEL_BEHEERDER, adviseur.organisatie)
    with at_work(beheerder) as reading, pytest.raises(NotAllowed):
        klanten(Zoekvraag(), page=1, **reading)
    with at_work(adviseur) as reading, pytest.raises(NotAllowed):
        own_klanten(page=1, actor=reading["actor"], purpose=Purpose.CONTROLE)
