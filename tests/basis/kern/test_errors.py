"""Errors: one family, each with its own exit code."""

import pytest

from voetlicht.basis.kern import errors


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (errors.VoetlichtError, 2),
        (errors.InputError, 2),
        (errors.NotAllowed, 3),
        (errors.NotFound, 4),
        (errors.Conflict, 5),
    ],
)
def test_each_error_leaves_the_command_line_with_its_documented_code(kind, code):
    assert kind("x").exit_code == code


@pytest.mark.parametrize(
    "kind", [errors.InputError, errors.NotAllowed, errors.NotFound, errors.Conflict]
)
def test_every_error_can_be_caught_as_one_of_ours_and_keeps_its_sentence(kind):
    with pytest.raises(errors.VoetlichtError, match="Kies een andere datum"):
        raise kind("Kies een andere datum.")
