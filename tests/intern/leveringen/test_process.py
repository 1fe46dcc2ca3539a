"""Deliveries are taken in row by row, each with its verdict, and wholly or not at all."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.intern.conftest import organisatie, rows
from tests.intern.leveringen.delivering import hand_in, verdicts, write

from voetlicht.basis.kern import clock
from voetlicht.basis.kern.errors import InputError, NotAllowed
from voetlicht.intern.doelgroepregister.models import Registratie
from voetlicht.intern.klantprofielen.models import Klantprofiel, Statusperiode
from voetlicht.intern.leveringen import reading, report
from voetlicht.intern.leveringen.actions import process_levering
from voetlicht.intern.leveringen.enums import Leveringssoort, Oordeel, Wijze
from voetlicht.intern.leveringen.models import Levering, Leveringsregel
from voetlicht.intern.leveringen.rules import Aanbieding
from voetlicht.intern.personen.models import Persoon, Verblijf
from voetlicht.intern.sonar.models import Dienstverlening, Inschrijving, Klant
from voetlicht.intern.toegang.actions.organisaties import succeed_organisatie
from voetlicht.intern.toegang.enums import Organisatiesoort
from voetlicht.intern.toegang.models import Gebeurtenis
from voetlicht.intern.toegang.systeemactoren import GENERATOR, KOPPELING

pytestmark = pytest.mark.django_db

NEW, CHANGED, SAME, REFUSED = (
    Oordeel(each) for each in ("nieuw", "gewijzigd", "gelijk", "geweigerd")
)
Y2019, Y2020, Y2021 = (date(year, 1, 1) for year in (2019, 2020, 2021))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "levering.csv"


def test_a_register_delivery_says_what_became_of_each_row(file, bsns):
    one, two, three = next(bsns), next(bsns), next(bsns)
    write(file, "register", [f"{one};10;2019-01-01;;", f"{two};01;2020-01-01;2020-12-31;02"])
    first = hand_in(file, "register")
    assert [row[1] for row in verdicts(first)] == [NEW, NEW]
    write(
        file,
        "register",
        [
            f"{one};10;2019-01-01;2022-05-31;04",
            f"{two};01;2020-01-01;2020-12-31;02",
            f"{three};05;2020-01-01;;",
            "123456789;10;2019-01-01;;",
        ],
    )
    second = hand_in(file, "register", volgnummer=2)
    assert verdicts(second) == [
        (2, CHANGED, "", ""),
        (3, SAME, "", ""),
        (4, NEW, "", ""),
        (5, REFUSED, "bsn", "bsn"),
    ]
    levering = second.levering
    assert (levering.nieuw, levering.gewijzigd, levering.gelijk, levering.geweigerd) == (1, 1, 1, 1)
    assert levering.afwezig is None
    assert rows(Registratie, "code_grondslag", "code_reden_einde") == [
        ("10", "04", Y2019, date(2022, 6, 1)),
        ("01", "02", Y2020, Y2021),
        ("05", "", Y2020, None),
    ]
    assert Registratie.objects.count() == 4
    assert Persoon.objects.count() == 3
    assert set(
        Registratie.objects.filter(
            recorded__upper_inf=True, code_grondslag__in=["10", "05"]
        ).values_list("recorded__startswith", flat=True)
    ) == {levering.verwerkt_op}


def test_the_same_delivery_again_changes_nothing(file, bsns):
    write(file, "register", [f"{next(bsns)};10;2019-01-01;;"])
    first, again = hand_in(file, "register"), hand_in(file, "register")
    assert (first.was_processed, again.was_processed) == (False, True)
    assert again.levering == first.levering
    assert (Levering.objects.count(), Leveringsregel.objects.count()) == (1, 1)
    assert Gebeurtenis.objects.filter(what="leveringen.levering_verwerkt").count() == 1
    assert any("al verwerkt" in line for line in report.summary(again))


def test_another_content_under_a_used_number_is_refused(file, bsns):
    hand_in(write(file, "register", [f"{next(bsns)};10;2019-01-01;;"]), "register")
    write(file, "register", [f"{next(bsns)};10;2019-01-01;;"])
    with pytest.raises(InputError, match="met een andere inhoud"):
        hand_in(file, "register")
    hand_in(file, "register", leverancier="Andere")
    hand_in(file, "register", volgnummer=2)
    assert Levering.objects.count() == 3


def test_numbers_run_per_supplier_and_soort(file, bsns):
    bsn = next(bsns)
    hand_in(write(file, "register", [f"{bsn};10;2019-01-01;;"]), "register", volgnummer=5)
    hand_in(write(file, "verblijf", [f"{bsn};GM0599;2019-01-01"]), "verblijf", volgnummer=1)
    write(file, "register", [f"{bsn};10;2019-01-01;2020-01-01;"])
    with pytest.raises(InputError, match="ouder dan levering 5"):
        hand_in(file, "register", volgnummer=4)
    with pytest.raises(InputError, match="ouder dan die van levering 5"):
        hand_in(file, "register", volgnummer=6, stand=date(2023, 6, 29))
    with pytest.raises(InputError, match="toekomst"):
        hand_in(file, "register", volgnummer=6, stand=clock.today() + timedelta(days=1))
    skipped = hand_in(file, "register", volgnummer=8)
    assert "Leveringen 6 t/m 7 zijn niet ontvangen" in "\n".join(report.summary(skipped))
    assert str(skipped.levering) == "levering 8 van UWV (register)"


@pytest.mark.parametrize(
    ("row", "kolom", "weigering"),
    [
        ("{bsn};10;2019-01-01;", "", "cellen"),
        ("{bsn};99;2019-01-01;;", "code_grondslag", "grondslag"),
        ("{bsn};06;2016-01-01;;", "code_grondslag", "grondslag"),
        ("{bsn};10;1 januari;;", "begindatum", "datum"),
        ("{bsn};10;;;", "begindatum", "datum"),
        ("{bsn};10;2019-01-01;morgen;", "einddatum", "datum"),
        ("{bsn};10;2019-01-01;2018-12-31;", "einddatum", "volgorde"),
        ("{bsn};10;2019-01-01;;02", "code_reden_einde", "reden"),
        ("{bsn};{bsn};2019-01-01;;", "code_grondslag", "grondslag"),
        (";10;2019-01-01;;", "bsn", "bsn"),
    ],
)
def test_a_wrong_row_of_the_register_names_its_column(file, bsns, row, kolom, weigering):
    bsn = next(bsns)
    write(file, "register", [row.format(bsn=bsn), f"{next(bsns)};10;2019-01-01;;"])
    uitkomst = hand_in(file, "register")
    assert verdicts(uitkomst) == [(2, REFUSED, kolom, weigering), (3, NEW, "", "")]
    told = "\n".join(report.summary(uitkomst))
    assert f"regel 2{', kolom ' + kolom if kolom else ''}:" in told
    assert bsn not in told
    assert Persoon.objects.count() == 1


@pytest.mark.parametrize(
    ("row", "kolom", "weigering"),
    [
        ("{bsn};GM9999;2019-01-01", "gemeente_code", "gemeente"),
        ("{bsn};{bsn};2019-01-01", "gemeente_code", "gemeente"),
        ("{bsn};GM1992;2022-12-31", "gemeente_code", "gemeente"),
        ("{bsn};GM0599;", "vanaf", "datum"),
    ],
)
def test_a_wrong_row_of_the_brp_names_its_column(file, bsns, row, kolom, weigering):
    write(file, "verblijf", [row.format(bsn=next(bsns))])
    assert verdicts(hand_in(file, "verblijf")) == [(2, REFUSED, kolom, weigering)]


@pytest.mark.parametrize(
    ("row", "kolom", "weigering"),
    [
        ("{bsn};baan;uwv;2019-01-01;;;", "soort", "soort"),
        ("{bsn};inschrijving;GM9999;2019-01-01;;;", "organisatie", "organisatie"),
        ("{bsn};inschrijving;uwv;;;;", "begindatum", "datum"),
        ("{bsn};inschrijving;uwv;2019-01-01;;2019-01-01;", "geopend_op", "overbodig"),
        ("{bsn};inschrijving;uwv;2019-01-01;;;concept", "status", "overbodig"),
        ("{bsn};dienstverlening;uwv;2019-01-01;;;concept", "status", "overbodig"),
        ("{bsn};dienstverlening;uwv;2019-01-01;;2019-01-02;", "geopend_op", "geopend"),
        ("{bsn};dienstverlening;uwv;2019-01-01;;gisteren;", "geopend_op", "datum"),
        ("{bsn};klantprofiel;uwv;2019-01-01;2020-01-01;;concept", "einddatum", "overbodig"),
        ("{bsn};klantprofiel;uwv;2019-01-01;;;klaar", "status", "status"),
        ("{bsn};klantprofiel;uwv;;;;concept", "begindatum", "datum"),
        ("{bsn};dienstverlening;GM0501;2019-01-01;;;", "organisatie", "opgevolgd"),
        ("{bsn};inschrijving;GM0501;2019-01-01;2023-01-01;;", "organisatie", "opgevolgd"),
    ],
)
def test_a_wrong_row_of_sonar_names_its_column(file, bsns, uwv, row, kolom, weigering):
    old = organisatie("GM0501", Organisatiesoort.GEMEENTE)
    new = organisatie("GM1992", Organisatiesoort.GEMEENTE)
    succeed_organisatie(by=GENERATOR, van=old, naar=new, per=date(2023, 1, 1))
    write(file, "sonar", [row.format(bsn=next(bsns))])
    assert verdicts(hand_in(file, "sonar")) == [(2, REFUSED, kolom, weigering)]
    assert Klant.objects.count() == 0


def test_a_sonar_delivery_brings_dossiers_services_and_profiles(file, bsns, uwv, rotterdam):
    one, two = next(bsns), next(bsns)
    write(
        file,
        "sonar",
        [
            f"{one};inschrijving;GM0599;2019-01-01;;;",
            f"{one};dienstverlening;uwv;2020-01-01;2020-12-31;2019-01-01;",
            f"{one};klantprofiel;uwv;2021-01-01;;;vervallen",
            f"{one};klantprofiel;uwv;2020-01-01;;;vastgesteld",
            f"{two};dienstverlening;GM0599;2021-01-01;;;",
            f"{two};dienstverlening;GM0599;2021-01-01;;;",
        ],
    )
    first = hand_in(file, "sonar")
    assert [row[1] for row in verdicts(first)] == [NEW, NEW, NEW, NEW, NEW, SAME]
    assert rows(Inschrijving, "organisatie__code") == [("GM0599", Y2019, None)]
    assert rows(Dienstverlening, "organisatie__code", "geopend_op") == [
        ("uwv", Y2019, Y2020, Y2021),
        ("GM0599", Y2021, Y2021, None),
    ]
    assert rows(Statusperiode, "status") == [
        ("vastgesteld", Y2020, Y2021),
        ("vervallen", Y2021, None),
    ]
    assert (Klant.objects.count(), Klantprofiel.objects.count()) == (2, 1)
    again = hand_in(file, "sonar", volgnummer=2)
    assert [row[1] for row in verdicts(again)] == [SAME] * 6
    assert Dienstverlening.objects.count() == 2


def test_the_last_service_of_a_gemeente_that_went_into_another_is_taken(file, bsns):
    old = organisatie("GM0501", Organisatiesoort.GEMEENTE)
    new = organisatie("GM1992", Organisatiesoort.GEMEENTE)
    succeed_organisatie(by=GENERATOR, van=old, naar=new, per=date(2023, 1, 1))
    write(file, "sonar", [f"{next(bsns)};dienstverlening;GM0501;2019-01-01;2022-12-31;;"])
    assert [row[1] for row in verdicts(hand_in(file, "sonar"))] == [NEW]


def test_rows_that_contradict_an_earlier_row_are_refused_and_repeats_are_same(file, bsns):
    one = next(bsns)
    write(
        file,
        "register",
        [
            f"{one};10;2019-01-01;;",
            f"{one};10;2019-01-01;;",
            f"{one};10;2020-01-01;;",
            f"{one};10;2010-01-01;2018-12-31;01",
            f"{one};01;2020-01-01;;",
        ],
    )
    assert verdicts(hand_in(file, "register")) == [
        (2, NEW, "", ""),
        (3, SAME, "", ""),
        (4, REFUSED, "begindatum", "tegenstrijdig"),
        (5, NEW, "", ""),
        (6, NEW, "", ""),
    ]
    assert len(rows(Registratie)) == 3


def test_moves_may_come_in_any_order_but_one_day_has_one_gemeente(file, bsns):
    one = next(bsns)
    write(
        file,
        "verblijf",
        [
            f"{one};GM0606;2021-01-01",
            f"{one};GM0599;2019-01-01",
            f"{one};onbekend;2020-01-01",
            f"{one};GM0622;2020-01-01",
        ],
    )
    assert [row[1] for row in verdicts(hand_in(file, "verblijf"))][-1] == REFUSED
    assert rows(Verblijf, "gemeente_code", "bron") == [
        ("GM0599", "brp", Y2019, Y2020),
        ("onbekend", "brp", Y2020, Y2021),
        ("GM0606", "brp", Y2021, None),
    ]
    assert Verblijf.objects.count() == 3


def test_absence_is_reported_and_ends_nobody(file, bsns, tmp_path, uwv, rotterdam):
    present, refused, absent, ended = (next(bsns) for _ in range(4))
    lines = [f"{each};10;2019-01-01;;" for each in (present, refused, absent)]
    hand_in(write(file, "register", [*lines, f"{ended};10;2019-01-01;2019-12-31;01"]), "register")
    before = rows(Registratie, "persoon_id")
    write(file, "register", [lines[0], f"{refused};99;2019-01-01;;"])
    full = hand_in(file, "register", volgnummer=2, wijze=Wijze.VOLLEDIG)
    assert full.levering.afwezig == 1
    assert rows(Registratie, "persoon_id") == before
    missing = Leveringsregel.objects.get(oordeel=Oordeel.AFWEZIG)
    assert any("niets beëindigd" in line for line in report.summary(full))
    report.write_report(full.levering, tmp_path / "rapport.csv")
    told = (tmp_path / "rapport.csv").read_text("utf-8-sig")
    assert told.splitlines()[0] == "regel;oordeel;kolom;uitleg"
    assert f"persoon {missing.persoon.uuid} staat niet in het bestand" in told
    assert "3;geweigerd;code_grondslag;" in told
    assert not any(bsn in told for bsn in (present, refused, absent, ended))
    assert str(missing) == f"regel None van levering {full.levering.pk}"


def test_absence_from_brp_and_sonar_is_of_those_they_tell_of(file, bsns, uwv, rotterdam):
    one, two = next(bsns), next(bsns)
    moves = [f"{each};GM0599;2019-01-01" for each in (one, two)]
    hand_in(write(file, "verblijf", moves), "verblijf")
    write(file, "verblijf", moves[:1])
    full = hand_in(file, "verblijf", volgnummer=2, wijze=Wijze.VOLLEDIG)
    assert full.levering.afwezig == 1
    services = [
        f"{one};dienstverlening;uwv;2019-01-01;;;",
        f"{two};dienstverlening;uwv;2019-01-01;;;",
        f"{two};dienstverlening;GM0599;2019-01-01;;;",
    ]
    hand_in(write(file, "sonar", services), "sonar")
    write(file, "sonar", services[2:])
    of_rotterdam = hand_in(file, "sonar", volgnummer=2, wijze=Wijze.VOLLEDIG)
    assert of_rotterdam.levering.afwezig == 0
    write(file, "sonar", services[:1])
    of_uwv = hand_in(file, "sonar", volgnummer=3, wijze=Wijze.VOLLEDIG)
    assert of_uwv.levering.afwezig == 1


def test_many_chunks_give_what_one_gives(file, bsns, monkeypatch):
    monkeypatch.setattr(reading, "CHUNK_ROWS", 7)
    known = [next(bsns) for _ in range(10)]
    lines = [f"{bsn};{code};2020-01-01;;" for code in ("10", "01", "10") for bsn in known]
    uitkomst = hand_in(write(file, "register", lines), "register")
    assert [row[1] for row in verdicts(uitkomst)] == [NEW] * 20 + [SAME] * 10
    assert [row[0] for row in verdicts(uitkomst)] == list(range(2, 32))


def test_more_refusals_than_fit_are_counted(file):
    write(file, "register", ["1;10;2019-01-01;;"] * 25)
    told = list(report.summary(hand_in(file, "register")))
    assert sum("kolom bsn" in line for line in told) == report.SHOWN
    assert "en nog 5;" in told[-1]


def test_what_cannot_be_read_leaves_nothing(file, bsns):
    file.write_text(f"{next(bsns)};10;2019-01-01;;\n")
    with pytest.raises(InputError, match="onbekend"):
        hand_in(file, "register")
    assert Levering.objects.count() == 0


def test_without_the_right_nothing_happens(file, bsns):
    write(file, "register", [f"{next(bsns)};10;2019-01-01;;"])
    offer = Aanbieding("UWV", Leveringssoort.REGISTER, 1, date(2023, 6, 30), Wijze.MUTATIES)
    with pytest.raises(NotAllowed):
        process_levering(by=KOPPELING, path=file, aanbieding=offer, progress=print)
    assert Levering.objects.count() == Persoon.objects.count() == 0
