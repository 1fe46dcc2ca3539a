"""The two published editions, and editions around them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from voetlicht.basis.edities.editie import Aantallen, Editie, Gemeenterij, Regioblad, Restrij
from voetlicht.basis.edities.enums import Editiestatus, Herkomst
from voetlicht.basis.edities.gepubliceerd import Gepubliceerd, published
from voetlicht.basis.kern.clock import end_of_day

EditieOf = Callable[[Gepubliceerd], Editie]


def editie_of(edition: Gepubliceerd) -> Editie:
    """A computed example edition with the published figures of one regio."""
    return Editie(
        kwartaal=edition.kwartaal,
        peildatum=edition.kwartaal.peildatum,
        bekend_op=end_of_day(date(edition.kwartaal.jaar, 7, 14)),
        versie=1,
        status=Editiestatus.DEFINITIEF,
        herkomst=Herkomst.BEREKEND,
        voorbeeld=True,
        regios=(edition.blad,),
    )


def _line_of_regios(count: int) -> tuple[Regioblad, ...]:
    return tuple(
        Regioblad(
            doelgroepregister=2000 + code,
            code=code,
            naam=f"Regio nummer {code}",
            rijen=(
                Gemeenterij(f"GM{code:04}", f"Gemeente {code}", Aantallen(code, 1, 1000, 0)),
                Gemeenterij(f"GM{code + 1000}", f"Plaats {code}", Aantallen(0, code, 3, 5)),
            ),
        )
        for code in range(1, count + 1)
    )


@pytest.fixture(scope="session")
def rijnmond() -> Editie:
    return editie_of(published()[0])


@pytest.fixture(scope="session")
def twente() -> Editie:
    return editie_of(published()[1])


@pytest.fixture(scope="session")
def twente_read(twente: Editie) -> Editie:
    """As ``twente``, read from a document."""
    return replace(
        twente, herkomst=Herkomst.GELEZEN, bekend_op=None, voorbeeld=False, bron="twente.pdf"
    )


@pytest.fixture(scope="session")
def national(rijnmond: Editie, twente: Editie) -> Editie:
    """Two regios and people of unknown residence."""
    rest = Restrij(doelgroepregister=310, aantallen=Aantallen(1, 42, 93, 10))
    return replace(rijnmond, regios=(*twente.regios, *rijnmond.regios), rest=rest)


@pytest.fixture(scope="session")
def long_national(rijnmond: Editie) -> Editie:
    """So many rows that the table goes over the page."""
    return replace(rijnmond, regios=_line_of_regios(60))
