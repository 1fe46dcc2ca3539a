"""The jobs of the night."""

import pytest

import medewerkers as made
from voetlicht.intern.toegang.enums import Rol
from voetlicht.intern.toegang.jobs import recertify
from voetlicht.intern.toegang.models import Hercertificering


@pytest.mark.django_db
def test_the_nightly_job_puts_the_half_yearly_question():
    held = made.medewerker(Rol.KLANTMANAGER, made.organisatie("GM0599"))
    with made.in_role("intern"):
        recertify(timestamp=0)
        assert Hercertificering.objects.get().aanstelling_id == held.pk
