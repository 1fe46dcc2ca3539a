"""The medewerkers of the example whom everybody may know by name: one per role and side.

They work at UWV in Rijnmond and at Gemeente Rotterdam, and for the rest like any other.
"""

from collections.abc import Mapping
from datetime import date

from voetlicht.intern.toegang.enums import Rol
from voetlicht.opdrachten.genereer.places import UWV

RIJNMOND = 22
ROTTERDAM = "GM0599"
KNOWN_SINCE = date(2019, 9, 1)
LARGEST_CASELOAD = 50
"""More klanten a known medewerker does not get; what is beyond goes to colleagues."""

# (organisatie, regio, role) -> voornaam, voorvoegsel, achternaam.
KNOWN: Mapping[tuple[str, int, Rol], tuple[str, str, str]] = {
    (UWV, RIJNMOND, Rol.ADVISEUR_WERK): ("Samira", "", "Lindenhoek"),
    (UWV, RIJNMOND, Rol.TEAMLEIDER): ("Joost", "van der", "Kraaikamp"),
    (UWV, RIJNMOND, Rol.ADVISEUR_WERKGEVERSDIENSTEN): ("Urmila", "", "Reigerdal"),
    (UWV, 0, Rol.KWALITEIT): ("Thijs", "", "Zomerlaar"),
    (UWV, 0, Rol.FUNCTIONEEL_BEHEERDER): ("Petra", "de", "Zilverberg"),
    (UWV, 0, Rol.PRIVACY_OFFICER): ("Okan", "", "Demirbağ"),
    (ROTTERDAM, RIJNMOND, Rol.KLANTMANAGER): ("Femke", "", "Havermans"),
    (ROTTERDAM, RIJNMOND, Rol.TEAMLEIDER): ("Wensley", "", "Martisoro"),
    (ROTTERDAM, RIJNMOND, Rol.ADVISEUR_WERKGEVERSDIENSTEN): ("Agnieszka", "", "Łąkowski"),
    (ROTTERDAM, RIJNMOND, Rol.KWALITEIT): ("Hidde", "", "Molensma"),
    (ROTTERDAM, RIJNMOND, Rol.FUNCTIONEEL_BEHEERDER): ("Ans", "", "Roosbrink"),
    (ROTTERDAM, RIJNMOND, Rol.PRIVACY_OFFICER): ("Khadija", "", "Benzahrani"),
}
