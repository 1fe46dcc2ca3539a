"""The forms of the beheerder: a request form as it was sent in, and small ones."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from voetlicht.basis.kern.errors import InputError
from voetlicht.basis.kern.two_times import Period
from voetlicht.intern.toegang.actions.accountaanvragen import Form
from voetlicht.intern.toegang.enums import Hercertificeringsantwoord, Organisatiesoort, Rol
from voetlicht.intern.toegang.models import Team
from voetlicht.intern.toegang.rollen import ROLLEN
from voetlicht.intern.toegang.rules.accounts import Wanted
from voetlicht.intern.toegang.rules.organisaties import demand_code
from voetlicht.sites.thema.forms import ThemaForm

DAY = "%d-%m-%Y"
SOORTEN = {
    Organisatiesoort.UWV: gettext_lazy("UWV"),
    Organisatiesoort.GEMEENTE: gettext_lazy("gemeente"),
    Organisatiesoort.SAMENWERKINGSVERBAND: gettext_lazy("samenwerkingsverband"),
    Organisatiesoort.WSP: gettext_lazy("werkgeversservicepunt"),
}
FEWEST_LINES, MOST_LINES = 3, 10


def _day(label: Any, *, required: bool = True, hint: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=hint,
        required=required,
        input_formats=[DAY],
        widget=forms.DateInput(format=DAY),
    )


class AanvraagForm(ThemaForm):
    """The form of an organisatie about one medewerker: everything that she may be there.

    Each line asks a role; an empty line asks nothing. Roles are those that exist at this soort of
    organisatie, teams those of this one.
    """

    naam = forms.CharField(label=gettext_lazy("Naam van de medewerker"), max_length=200)
    email = forms.EmailField(
        label=gettext_lazy("Zakelijk e-mailadres"),
        help_text=gettext_lazy("Hieraan wordt het account herkend."),
    )
    aanvrager = forms.CharField(
        label=gettext_lazy("Wie vraagt aan?"),
        help_text=gettext_lazy("De naam van wie namens de organisatie mag aanvragen."),
        max_length=200,
    )
    aanvrager_email = forms.EmailField(label=gettext_lazy("E-mailadres van de aanvrager"))
    aangevraagd_op = _day(
        gettext_lazy("Datum van de aanvraag"), hint=gettext_lazy("Bijvoorbeeld 31-12-2026.")
    )
    reden = forms.CharField(
        label=gettext_lazy("Reden"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
    elearning_op = _day(
        gettext_lazy("E-learning gedaan op"),
        required=False,
        hint=gettext_lazy("Nodig voor wie nieuw is, of langer dan twee jaar weg was."),
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        soort: Organisatiesoort,
        teams: Iterable[Team],
        held: tuple[Wanted, ...] = (),
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        asked = sum(name.startswith("rol_") for name in data) if data else len(held) + 1
        self.count = min(max(asked, FEWEST_LINES), MOST_LINES)
        roles = [("", _("Geen"))]
        roles += [
            (rol.value, about.naam) for rol, about in ROLLEN.items() if soort in about.soorten
        ]
        choices = [("", _("Geen team")), *((str(team.pk), team.naam) for team in teams)]
        # Django copies the fields from here: a form of its own, with its own lines.
        self.base_fields = dict(type(self).base_fields)  # type: ignore[misc]  # of this form
        for number in range(1, self.count + 1):
            self.base_fields.update(_line_fields(number, roles, choices))
        super().__init__(data, initial={**(initial or {}), **_filled(held)})

    def whole(self) -> tuple[BoundField, ...]:
        """The fields above the lines."""
        return tuple(self[name] for name in type(self).base_fields)

    def lines(self) -> tuple[tuple[BoundField, ...], ...]:
        """The fields of each line."""
        return tuple(
            tuple(self[f"{name}_{number}"] for name in ("rol", "team", "vanaf", "tot"))
            for number in range(1, self.count + 1)
        )

    def clean(self) -> dict[str, Any]:
        for number in range(1, self.count + 1):
            self._clean_line(number)
        return self.cleaned_data

    def _clean_line(self, number: int) -> None:
        given = self.cleaned_data
        first, last = given.get(f"vanaf_{number}"), given.get(f"tot_{number}")
        if not given.get(f"rol_{number}"):
            if first or last or given.get(f"team_{number}"):
                self.add_error(f"rol_{number}", _("Kies een rol, of maak deze regel leeg."))
        elif first is None and f"vanaf_{number}" not in self.errors:
            self.add_error(f"vanaf_{number}", _("Vul in vanaf welke dag deze rol geldt."))
        elif first and last and last < first:
            self.add_error(f"tot_{number}", _("De laatste dag ligt voor de eerste."))

    def form(self) -> Form:
        """What was filled in; of a valid form only."""
        given = self.cleaned_data
        numbers = (each for each in range(1, self.count + 1) if given[f"rol_{each}"])
        return Form(
            **{name: given[name] for name in type(self).base_fields},
            wanted=tuple(_wanted(given, number) for number in numbers),
        )


def _wanted(given: Mapping[str, Any], number: int) -> Wanted:
    team: str = given[f"team_{number}"]
    first: date = given[f"vanaf_{number}"]
    return Wanted(
        rol=Rol(given[f"rol_{number}"]),
        team=int(team) if team else None,
        valid=Period.through(first, given[f"tot_{number}"]),
    )


def _filled(held: tuple[Wanted, ...]) -> dict[str, Any]:
    filled: dict[str, Any] = {}
    for number, each in enumerate(held, start=1):
        filled |= {
            f"rol_{number}": each.rol.value,
            f"team_{number}": str(each.team or ""),
            f"vanaf_{number}": each.valid.start,
            f"tot_{number}": each.valid.last,
        }
    return filled


def _line_fields(
    number: int, roles: list[tuple[str, str]], teams: list[tuple[str, str]]
) -> dict[str, forms.Field]:
    return {
        f"rol_{number}": forms.ChoiceField(label=_("Rol"), choices=roles, required=False),
        f"team_{number}": forms.ChoiceField(label=_("Team"), choices=teams, required=False),
        f"vanaf_{number}": _day(_("Vanaf"), required=False),
        f"tot_{number}": _day(_("Tot en met"), required=False),
    }


class CarryOutForm(ThemaForm):
    """Carries the mark of the change that was shown."""

    mark = forms.CharField(widget=forms.HiddenInput, max_length=64)


class RejectForm(ThemaForm):
    """Why a request is turned down, for who has to tell the applicant."""

    toelichting = forms.CharField(
        label=gettext_lazy("Waarom wijst u de aanvraag af?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class ConfirmForm(ThemaForm):
    """A step to confirm: it asks nothing, and says what stood in the way."""


class SearchForm(ThemaForm):
    """Part of the name or the e-mail address of a medewerker."""

    tekst = forms.CharField(
        label=gettext_lazy("Naam of e-mailadres"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class AnswerForm(ThemaForm):
    """Whether somebody still needs a role."""

    antwoord = forms.ChoiceField(
        label=gettext_lazy("Is deze rol nog nodig?"),
        choices=[
            (Hercertificeringsantwoord.BEHOUDEN, gettext_lazy("Ja, de rol blijft")),
            (Hercertificeringsantwoord.BEEINDIGEN, gettext_lazy("Nee, de rol eindigt vandaag")),
        ],
        widget=forms.RadioSelect,
    )
    toelichting = forms.CharField(label=gettext_lazy("Uitleg"), required=False, max_length=500)


class TeamForm(ThemaForm):
    """The name of a team."""

    naam = forms.CharField(label=gettext_lazy("Naam van het team"), max_length=100)


class OrganisatieNaamForm(ThemaForm):
    """Another name for an organisatie."""

    naam = forms.CharField(label=gettext_lazy("Naam"), max_length=200)


class OrganisatieForm(ThemaForm):
    """A new organisatie."""

    soort = forms.ChoiceField(
        label=gettext_lazy("Soort"),
        choices=[(soort.value, words) for soort, words in SOORTEN.items()],
    )
    code = forms.CharField(
        label=gettext_lazy("Code"),
        help_text=gettext_lazy("Bijvoorbeeld GM0599, SV-DRECHTSTEDEN of WSP-RIJNMOND."),
        max_length=40,
    )
    naam = forms.CharField(label=gettext_lazy("Naam"), max_length=200)

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if {"soort", "code"} <= given.keys():
            try:
                demand_code(given["code"], Organisatiesoort(given["soort"]))
            except InputError as error:
                self.add_error("code", str(error))
        return given


class OrganisatieChoice(ThemaForm):
    """At which organisatie somebody works; the first step of a request."""

    organisatie = forms.ChoiceField(label=gettext_lazy("Organisatie"))

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, choices: Iterable[tuple[str, str]]
    ) -> None:
        super().__init__(data)
        self.fields["organisatie"].choices = list(choices)  # type: ignore[attr-defined]  # ours
