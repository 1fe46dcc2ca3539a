"""What the room does by itself, at night. Each job says itself what it did, in the audit trail."""

from procrastinate.contrib.django import app

from voetlicht.intern.toegang.actions.aanstellingen import let_go_of_ended
from voetlicht.intern.toegang.actions.hercertificering import ask_hercertificering, end_unanswered
from voetlicht.intern.toegang.actions.inzage import care_for_inzagelog
from voetlicht.intern.toegang.actions.sessies import forget_ended
from voetlicht.intern.toegang.systeemactoren import AANMELDEN, HERCERTIFICERING, INZAGELOG


@app.periodic(cron="10 3 * * *")
@app.task(queueing_lock="hercertificering")
def recertify(timestamp: int) -> None:
    """End the roles that nobody spoke for in time, let the klanten go of who works there no more,
    then ask about roles that are due."""
    end_unanswered(by=HERCERTIFICERING)
    let_go_of_ended(by=HERCERTIFICERING)
    ask_hercertificering(by=HERCERTIFICERING)


@app.periodic(cron="40 3 * * *")
@app.task(queueing_lock="inzagelog")
def check_inzagelog(timestamp: int) -> None:
    """Make the months to come, and check that nothing of the inzagelog was touched."""
    care_for_inzagelog(by=INZAGELOG)


@app.periodic(cron="25 * * * *")
@app.task(queueing_lock="sessies")
def forget_sessions(timestamp: int) -> None:
    """Keep no session that ended, and no attempt to sign in that no longer counts."""
    forget_ended(by=AANMELDEN)
