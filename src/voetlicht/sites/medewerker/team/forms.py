"""To whom klanten go, and why."""

from collections.abc import Iterable
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from voetlicht.intern.toegang.models import Team
from voetlicht.intern.toegang.queries.toewijzingen import Teamlid
from voetlicht.sites.thema.forms import ThemaForm

NOBODY = "niemand"
TEAM = "team-"


class AssignForm(ThemaForm):
    """One of the team, nobody (then the team serves the klant together), or one of ``teams``."""

    naar = forms.ChoiceField(label=_("Wie begeleidt deze klanten voortaan?"))
    reden = forms.CharField(
        label=_("Waarom?"),
        help_text=_("Bijvoorbeeld: verdeling na vertrek van een collega. Noem geen namen."),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(
        self, data: object, *, team: Iterable[Teamlid], teams: Iterable[Team] = ()
    ) -> None:
        super().__init__(data)
        field = self.fields["naar"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            ("", _("Kies een medewerker")),
            *((str(each.account), each.naam) for each in team),
            (NOBODY, _("Niemand: het team doet het samen")),
            *((f"{TEAM}{each.uuid}", _("Ander team: %s") % each.naam) for each in teams),
        ]

    def to(self) -> UUID | None:
        """The account that was chosen; None for nobody."""
        chosen: str = self.cleaned_data["naar"]
        return None if chosen == NOBODY else UUID(chosen)

    def to_nobody(self) -> bool:
        """Whether the klanten go to nobody: what they had only ends."""
        return bool(self.cleaned_data["naar"] == NOBODY)

    def to_team(self) -> UUID | None:
        """The other team that was chosen, if one was."""
        chosen: str = self.cleaned_data["naar"]
        return UUID(chosen.removeprefix(TEAM)) if chosen.startswith(TEAM) else None
