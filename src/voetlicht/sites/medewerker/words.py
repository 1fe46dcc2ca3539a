"""Roles in words, also of a line that is older than the roles of today."""

from voetlicht.intern.toegang.enums import Rol
from voetlicht.intern.toegang.rollen import ROLLEN


def rolnaam(rol: str) -> str:
    """``Adviseur werk``; a role that no longer exists stands as it was written."""
    return ROLLEN[Rol(rol)].naam if rol in set(Rol) else rol
