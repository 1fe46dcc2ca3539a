"""Forms: what is wrong is said in words, tied to its field, and reached first."""

import lxml.html
from django import forms
from django.template.loader import render_to_string

from voetlicht.sites.thema.forms import Fault, ThemaForm, has_faults


class Aanvraag(ThemaForm):
    naam = forms.CharField(label="Naam", help_text="Zoals op de pas.")
    dag = forms.DateField(label="Ingangsdatum", required=False)
    soort = forms.ChoiceField(
        label="Soort", choices=[("a", "Nieuw"), ("b", "Einde")], widget=forms.RadioSelect
    )
    akkoord = forms.BooleanField(label="Ik heb dit nagekeken")
    bron = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self) -> None:
        if self.cleaned_data.get("naam") == "dubbel":
            raise forms.ValidationError("Deze aanvraag is er al.")


def rendered(form: ThemaForm) -> lxml.html.HtmlElement:
    return lxml.html.fromstring(f"<div>{render_to_string('thema/form.html', {'form': form})}</div>")


def test_a_fresh_form_shows_no_summary_and_ties_the_hint_to_its_field() -> None:
    page = rendered(Aanvraag())
    assert page.xpath("//*[@id='fouten']") == []
    field = page.get_element_by_id("id_naam")
    hint = page.get_element_by_id(field.get("aria-describedby"))
    assert hint.text_content() == "Zoals op de pas."
    assert field.get("class") == "utrecht-textbox utrecht-textbox--html-input"
    assert field.get("aria-invalid") is None


def test_every_error_stands_at_its_field_and_in_the_summary_that_takes_the_focus() -> None:
    page = rendered(Aanvraag({"dag": "31-31-2020"}))
    summary = page.get_element_by_id("fouten")
    assert summary.get("autofocus") is not None
    assert summary.get("tabindex") == "-1"
    wrong = {link.get("href")[1:]: link.text_content() for link in summary.iter("a")}
    assert wrong == {
        "id_naam": "Vul ‘Naam’ in.",
        "id_dag": "Schrijf de datum als 31-12-1985.",
        "id_soort_0": "Kies bij ‘Soort’.",
        "id_akkoord": "Kies bij ‘Ik heb dit nagekeken’.",
    }
    for target, text in wrong.items():
        control = page.get_element_by_id(target)
        tied = (
            control if control.get("type") != "radio" else next(control.iterancestors("fieldset"))
        )
        about = [page.get_element_by_id(each) for each in tied.get("aria-describedby").split()]
        assert text in [each.text_content().strip() for each in about]
        assert control.get("aria-invalid") == "true"


def test_an_error_of_the_whole_form_has_no_field_to_lead_to() -> None:
    form = Aanvraag({"naam": "dubbel", "soort": "a", "akkoord": "on"})
    assert form.faults() == (Fault("Deze aanvraag is er al.", ""),)
    assert "Deze aanvraag is er al." in rendered(form).get_element_by_id("fouten").text_content()


def test_a_page_is_faulty_only_when_its_form_was_filled_in_wrongly() -> None:
    assert not has_faults(["tekst", Aanvraag()])
    assert has_faults(["tekst", Aanvraag({})])
