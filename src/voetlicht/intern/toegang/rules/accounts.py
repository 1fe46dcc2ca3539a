"""An account is rebuilt to exactly what the latest form says; what is not on it ends.

After UWV's practice for Sonar (*Toelichting Aanvraagformulier Accounts*, 2022). A form speaks for
one organisatie; what somebody is elsewhere stays as it is.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from voetlicht.basis.kern.errors import InputError, NotAllowed
from voetlicht.basis.kern.two_times import Period
from voetlicht.intern.toegang.enums import Organisatiesoort, Rol
from voetlicht.intern.toegang.rollen import ROLLEN

HOLDER_OF_SONAR = "uwv"
"""The organisatie whose beheerder manages the accounts of all; others manage their own."""

ELEARNING_LASTS = timedelta(days=2 * 365)
"""Who has not worked with Sonar for longer than this, or never, takes the e-learning first."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A role that a form asks; ``team`` is the number of a Team, None for outside any."""

    rol: Rol
    team: int | None
    valid: Period


@dataclass(frozen=True, slots=True)
class Held:
    """An aanstelling that lasts, or is still to begin; ``key`` is its number."""

    key: int
    rol: Rol
    team: int | None
    valid: Period


@dataclass(frozen=True, slots=True)
class Moved:
    """An aanstelling that goes on, with another end; ``end`` is half-open, None without end."""

    held: Held
    end: date | None

    @property
    def longer(self) -> bool:
        """Whether it lasts longer than it would have."""
        before = self.held.valid.end
        return before is not None and (self.end is None or self.end > before)


@dataclass(frozen=True, slots=True)
class Change:
    """What carrying out a form does. ``ended`` end today, so that they hold on no day from now."""

    begun: tuple[Wanted, ...]
    moved: tuple[Moved, ...]
    ended: tuple[Held, ...]
    kept: tuple[Held, ...]

    @property
    def gives(self) -> bool:
        """Whether somebody may do more, or longer, than before."""
        return bool(self.begun) or any(each.longer for each in self.moved)

    @property
    def is_nothing(self) -> bool:
        """Whether everything stays as it is."""
        return not (self.begun or self.moved or self.ended)

    @property
    def leaves_nothing(self) -> bool:
        """Whether no role remains: the form of a leaver."""
        return not (self.begun or self.moved or self.kept)

    @property
    def mark(self) -> str:
        """Equal for equal changes: proof that what is carried out is what was shown."""
        parts = (self.begun, self.moved, self.ended, self.kept)
        return hashlib.sha256(repr(parts).encode()).hexdigest()[:32]


def rebuild(held: Iterable[Held], wanted: Iterable[Wanted], *, today: date) -> Change:
    """What is to change so that from today on exactly ``wanted`` holds, and nothing else.

    An aanstelling goes on when the form asks the same role and team from the same day on; what
    lies before today is history and stays as it is.
    """
    left = [each for each in held if _lasts(each.valid, today)]
    begun, moved, kept = [], [], []
    for each in wanted:
        if not _lasts(each.valid, today):
            continue
        start = max(each.valid.start, today)
        same = next((old for old in left if _goes_on(old, each, start, today)), None)
        if same is None:
            begun.append(Wanted(each.rol, each.team, Period(start, each.valid.end)))
            continue
        left.remove(same)
        if same.valid.end == each.valid.end:
            kept.append(same)
        else:
            moved.append(Moved(same, each.valid.end))
    return Change(tuple(begun), tuple(moved), tuple(left), tuple(kept))


def _lasts(valid: Period, today: date) -> bool:
    return valid.end is None or valid.end > today


def _goes_on(old: Held, new: Wanted, start: date, today: date) -> bool:
    return (old.rol, old.team) == (new.rol, new.team) and max(old.valid.start, today) == start


def demand_fitting(wanted: Sequence[Wanted], soort: Organisatiesoort) -> None:
    """Go on only when an organisatie of this soort can hold these roles; else InputError."""
    for each in wanted:
        about = ROLLEN[each.rol]
        if soort not in about.soorten:
            raise InputError(
                f"De rol ‘{about.naam}’ bestaat niet bij een organisatie van soort {soort}. "
                "Kies een andere rol."
            )
        if each.rol is Rol.TEAMLEIDER and each.team is None:
            raise InputError("Een teamleider hoort bij een team. Kies een team.")
        if each.team is not None and not about.bereik:
            raise InputError(f"De rol ‘{about.naam}’ hoort niet bij een team. Laat het team leeg.")
    for place, each in enumerate(wanted):
        for other in wanted[:place]:
            if (each.rol, each.team) == (other.rol, other.team) and each.valid.overlaps(
                other.valid
            ):
                raise InputError(
                    f"De rol ‘{ROLLEN[each.rol].naam}’ staat twee keer op het formulier, in "
                    "hetzelfde team en dezelfde tijd. Haal er een weg."
                )


def needs_elearning(last_worked: date | None, *, today: date) -> bool:
    """Whether the e-learning comes first; ``last_worked`` is the last day in any role, or None."""
    return last_worked is None or last_worked < today - ELEARNING_LASTS


def demand_elearning(done_on: date | None, last_worked: date | None, *, today: date) -> None:
    """Go on only when the e-learning was done where it is compulsory; else InputError."""
    if not needs_elearning(last_worked, today=today):
        return
    if done_on is None or done_on < today - ELEARNING_LASTS:
        raise InputError(
            "Deze medewerker werkte nog nooit, of langer dan twee jaar niet, met het systeem. "
            "Eerst is de e-learning nodig. Wijs deze aanvraag af en vraag een nieuwe, met de dag "
            "van de e-learning."
        )


def demand_other_eyes(
    *, by: str, about: str | None, entered_by: str | None, change: Change
) -> None:
    """Nobody decides about her own account, and nobody alone gives a role; else NotAllowed.

    ``by``, ``about`` and ``entered_by`` are public ids of accounts; ``about`` is None for a new
    account. Without this, one beheerder could make up a colleague and read klanten as her.
    """
    demand_not_own(by=by, about=about)
    if change.gives and entered_by == by:
        raise NotAllowed(
            "U hebt deze aanvraag zelf ingevoerd. Een andere beheerder voert haar uit."
        )


def demand_not_own(*, by: str, about: str | None) -> None:
    """Nobody decides about her own account or role; else NotAllowed."""
    if about == by:
        raise NotAllowed("Dit gaat over u zelf. Vraag het aan een collega.")


def manages(own: str | None, of: str) -> bool:
    """Whether a beheerder of organisatie ``own`` manages accounts of organisatie ``of``."""
    return own in (HOLDER_OF_SONAR, of)
