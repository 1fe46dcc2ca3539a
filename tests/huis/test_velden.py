"""The field register is complete: no field of any model is unclassified, none is imagined."""

from importlib import import_module
from pkgutil import walk_packages

from django.apps import apps

import voetlicht
from voetlicht.basis.kern.velden import Veldenregister, Veldklasse


def whole_register() -> Veldenregister:
    """Every ``velden.py`` of the project together; a model stands in one of them only."""
    register: Veldenregister = {}
    for module in walk_packages(voetlicht.__path__, "voetlicht."):
        if module.name.endswith(".velden") and module.name != "voetlicht.basis.kern.velden":
            velden = import_module(module.name).VELDEN
            assert not register.keys() & velden.keys()
            register |= velden
    return register


def concrete_fields(model: type) -> set[str]:
    fields = model._meta.get_fields(include_hidden=True)
    return {field.name for field in fields if field.concrete}


def test_every_field_of_every_model_is_classified_and_exists() -> None:
    models = apps.get_models(include_auto_created=True)
    expected = {model._meta.label: concrete_fields(model) for model in models}
    assert {label: set(velden) for label, velden in whole_register().items()} == expected


def test_extern_holds_nothing_bijzonder_and_names_nobody_but_its_accounts() -> None:
    own = {"werkgevers.Account", "sessions.Session"}
    shown = {
        label: {velden[name].klasse for name in velden}
        for label, velden in whole_register().items()
        if label.split(".")[0] in {"publicaties", "werkgevers", "sessions"} and label not in own
    }
    personal = {Veldklasse.PERSOONLIJK, Veldklasse.BIJZONDER}
    assert shown
    assert not [label for label, klassen in shown.items() if klassen & personal]
