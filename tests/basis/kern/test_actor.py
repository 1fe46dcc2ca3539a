"""Actors: rights are held explicitly and refusals say what to do."""

from dataclasses import FrozenInstanceError

import pytest

from voetlicht.basis.kern.actor import Actor, ActorKind
from voetlicht.basis.kern.errors import NotAllowed
from voetlicht.basis.kern.velden import Veldklasse


def test_an_actor_without_rights_may_nothing():
    assert not Actor(ActorKind.SYSTEEM, "generator").may("personen.registreren")


def test_an_actor_may_what_it_has_the_right_to_and_no_more():
    actor = Actor(ActorKind.LEVERANCIER, "brp", rights=frozenset({"personen.registreren"}))
    assert actor.may("personen.registreren")
    assert not actor.may("personen")
    actor.demand("personen.registreren")


def test_a_refusal_names_the_right_the_actor_and_the_remedy():
    actor = Actor(ActorKind.MEDEWERKER, "7f3a", organisatie="GM0599")
    with pytest.raises(NotAllowed) as refusal:
        actor.demand("sonar.inschrijven")
    assert all(
        part in str(refusal.value)
        for part in ("sonar.inschrijven", "medewerker 7f3a", "functioneel beheerder")
    )


def test_a_refusal_names_the_role_where_one_is_held():
    actor = Actor(ActorKind.MEDEWERKER, "7f3a", rol="privacy_officer")
    with pytest.raises(
        NotAllowed, match=r"De rol privacy officer heeft het recht ‘a\.b’ niet\. Kies"
    ):
        actor.demand("a.b")


def test_an_actor_cannot_be_given_rights_afterwards():
    actor = Actor(ActorKind.KLANT, "1")
    with pytest.raises(FrozenInstanceError):
        actor.rights = frozenset({"alles"})


def test_a_medewerker_sees_the_classes_of_her_role_and_no_others():
    medewerker = Actor(
        ActorKind.MEDEWERKER, "7f3a", veldklassen=frozenset({Veldklasse.PERSOONLIJK})
    )
    assert medewerker.sees(Veldklasse.PERSOONLIJK)
    assert not medewerker.sees(Veldklasse.BIJZONDER)
    assert Actor(ActorKind.KLANT, "1").sees(Veldklasse.BIJZONDER)
