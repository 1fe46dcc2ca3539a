"""What an organisatie's code must look like."""

import re

from voetlicht.basis.kern.errors import InputError
from voetlicht.intern.toegang.enums import Organisatiesoort

CODE_SHAPES = {
    Organisatiesoort.UWV: r"uwv",
    Organisatiesoort.GEMEENTE: r"GM\d{4}",
    Organisatiesoort.SAMENWERKINGSVERBAND: r"SV-[A-Z0-9-]+",
    Organisatiesoort.WSP: r"WSP-[A-Z0-9-]+",
}
EXAMPLES = {
    Organisatiesoort.UWV: "uwv",
    Organisatiesoort.GEMEENTE: "GM0599",
    Organisatiesoort.SAMENWERKINGSVERBAND: "SV-DRECHTSTEDEN",
    Organisatiesoort.WSP: "WSP-RIJNMOND",
}


def demand_code(code: str, soort: Organisatiesoort) -> None:
    """Go on only when the code fits the soort; else InputError with an example."""
    if not re.fullmatch(CODE_SHAPES[soort], code, re.ASCII):
        raise InputError(
            f"‘{code}’ is geen code van een organisatie van soort {soort}; "
            f"schrijf bijvoorbeeld {EXAMPLES[soort]}."
        )


def soort_of(code: str) -> Organisatiesoort:
    """The soort of which this is a code; InputError with examples when it is none."""
    for soort, shape in CODE_SHAPES.items():
        if re.fullmatch(shape, code, re.ASCII):
            return soort
    raise InputError(
        f"‘{code}’ is geen code van een organisatie; schrijf bijvoorbeeld "
        f"{' of '.join(EXAMPLES.values())}."
    )
