"""Forms as all sites show them: label, hint and error belong to their field, for every reader.

A view hands its form to ``show`` by keyword; ``thema/form.html`` renders its fields, below a
summary of what is wrong that takes the focus and leads to each field. The page's own ``<form>``
carries ``novalidate``: what is wrong is said by us, in Dutch, and in one way.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

# The class by which the Utrecht components know a control, per kind of widget.
CONTROLS: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.Textarea, "utrecht-textarea utrecht-textarea--html-textarea"),
    (forms.RadioSelect, "voetlicht-choices"),
    (forms.CheckboxSelectMultiple, "voetlicht-choices"),
    (forms.CheckboxInput, "utrecht-checkbox utrecht-checkbox--html-input"),
    (forms.Select, "utrecht-select utrecht-select--html-select"),
    (forms.widgets.Input, "utrecht-textbox utrecht-textbox--html-input"),
)

TYPED = (forms.Textarea, forms.Select, forms.widgets.Input)


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with a form; ``target`` is the id of the control, empty when it has none."""

    text: str
    target: str


class ThemaForm(forms.Form):
    """The base of every form on the sites.

    Django ties hint and error to the control (``aria-describedby``, ``aria-invalid``); here come
    the class of each control and messages that name the field and the remedy. What may stay empty
    is said in its label; ``required`` would have browsers colour a field before it is touched.
    """

    use_required_attribute = False

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        for field in self.fields.values():
            _dress(field)

    def faults(self) -> tuple[Fault, ...]:
        """What is wrong, in the order of the fields; first what concerns no single field."""
        whole = (Fault(str(text), "") for text in self.non_field_errors())
        return (*whole, *(fault for field in self for fault in _faults_of(field)))


def has_faults(values: Iterable[object]) -> bool:
    """Whether one of the values is a form that was filled in wrongly."""
    return any(isinstance(each, ThemaForm) and bool(each.errors) for each in values)


def _dress(field: forms.Field) -> None:
    if field.required and isinstance(field.widget, TYPED) and not _ticked(field.widget):
        field.widget.attrs.setdefault("aria-required", "true")
    name = next((css for kind, css in CONTROLS if isinstance(field.widget, kind)), "")
    if name and not field.widget.is_hidden:
        field.widget.attrs.setdefault("class", name)
    if isinstance(field, forms.ChoiceField) or isinstance(field.widget, forms.CheckboxInput):
        required = _("Kies bij ‘%(label)s’.")
    else:
        required = _("Vul ‘%(label)s’ in.")
    if field.error_messages["required"] == forms.Field.default_error_messages["required"]:
        field.error_messages["required"] = required % {"label": field.label or ""}
    if isinstance(field, forms.DateField):
        field.error_messages["invalid"] = _("Schrijf de datum als 31-12-1985.")
        field.widget.attrs.setdefault("autocomplete", "off")


def _ticked(widget: forms.Widget) -> bool:
    return isinstance(widget, forms.CheckboxInput | forms.RadioSelect) or widget.is_hidden


def _faults_of(field: BoundField) -> Iterable[Fault]:
    widget = field.field.widget
    several = isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple)
    target = f"{field.auto_id}_0" if several else field.auto_id
    return (Fault(str(text), target) for text in field.errors)
