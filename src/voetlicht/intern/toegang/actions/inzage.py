"""The nightly care for the inzagelog, and the searches in it that must leave a trace."""

from uuid import UUID

import structlog
from django.db import transaction

from voetlicht.basis.kern.actor import Actor, Purpose
from voetlicht.intern.toegang.actions.gebeurtenissen import record_event
from voetlicht.intern.toegang.inzage.checking import Checked, check_all
from voetlicht.intern.toegang.inzage.partitions import make_ahead
from voetlicht.intern.toegang.inzage.writer import anchors
from voetlicht.intern.toegang.queries.inzage import CHECKED, SEE, persoon_of_bsn_index

CARE = "inzagelog.controleren"

log = structlog.get_logger(__name__)


def care_for_inzagelog(*, by: Actor) -> Checked:
    """Make the months to come and check everything that was written; the outcome is an event.

    Each finding is an error in the log of the process, for whoever watches that. Reading takes
    minutes and holds no transaction of ``default``.
    """
    by.demand(CARE)
    make_ahead()
    checked = check_all(anchors())
    for finding in checked.findings:
        log.error("inzagelog_niet_heel", soort=finding.kind.value, bevinding=str(finding))
    with transaction.atomic():
        record_event(
            by=by,
            what=CHECKED,
            details={
                "chains": checked.chains,
                "lines": checked.lines,
                "findings": len(checked.findings),
            },
        )
    return checked


@transaction.atomic
def search_persoon(*, by: Actor, bsn_index: bytes) -> UUID | None:
    """The uuid of the persoon with this BSN, as ``persoon_of_bsn_index`` knows her.

    Found or not, the search is an event; the BSN is not in it.
    """
    by.demand(SEE)
    found = persoon_of_bsn_index(bsn_index, actor=by, purpose=Purpose.CONTROLE)
    record_event(by=by, what="toegang.inzagelog_doorzocht", details={"gevonden": found is not None})
    return found
