"""Reads of the outbox."""

from voetlicht.basis.kern.errors import NotFound
from voetlicht.koppeling.enums import Zendingsoort
from voetlicht.koppeling.models import Uitgaand


def waiting() -> tuple[int, ...]:
    """The ids of what has not arrived yet, oldest first."""
    return tuple(
        Uitgaand.objects.filter(delivered_at=None).order_by("id").values_list("id", flat=True)
    )


def waiting_count() -> int:
    """How much has not arrived yet."""
    return Uitgaand.objects.filter(delivered_at=None).count()


def offered(kind: Zendingsoort, key: str, version: int) -> Uitgaand | None:
    """What was offered under this kind, key and version, if anything."""
    return Uitgaand.objects.filter(kind=kind.value, key=key, version=version).first()


def held_for_delivery(uitgaand_id: int) -> Uitgaand:
    """The row, locked until the transaction ends; NotFound. Another delivery waits for this one."""
    row = Uitgaand.objects.select_for_update(of=("self",)).filter(pk=uitgaand_id).first()
    if row is None:
        raise NotFound(f"Uitgaande zending {uitgaand_id} bestaat niet.")
    return row
