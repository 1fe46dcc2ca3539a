"""To whom klanten go, and why."""

from collections.abc import Iterable
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from voetlicht.intern.toegang.queries.toewijzingen import Teamlid
from voetlicht.sites.thema.forms import ThemaForm

NOBODY = "niemand"


class AssignForm(ThemaForm):
    """One of the team, or nobody: then the team serves the klant together."""

    naar = forms.ChoiceField(label=_("Wie begeleidt deze klanten voortaan?"))
    reden = forms.CharField(
        label=_("Waarom?"),
        help_text=_("Bijvoorbeeld: verdeling na vertrek van een collega. Noem geen namen."),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, data: object, *, team: Iterable[Teamlid]) -> None:
        super().__init__(data)
        field = self.fields["naar"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            ("", _("Kies een medewerker")),
            *((str(each.account), each.naam) for each in team),
            (NOBODY, _("Niemand: het team doet het samen")),
        ]

    def to(self) -> UUID | None:
        """The account that was chosen; None for nobody."""
        chosen: str = self.cleaned_data["naar"]
        return None if chosen == NOBODY else UUID(chosen)
