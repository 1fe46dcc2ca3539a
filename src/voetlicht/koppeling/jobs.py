"""Deliveries in the background. A job holds the key of what it delivers, and no content."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from voetlicht.intern.toegang.systeemactoren import KOPPELING
from voetlicht.koppeling.actions import DELIVERY_TASK, deliver
from voetlicht.koppeling.rendering import render_pool


@app.task(name=DELIVERY_TASK, retry=RetryStrategy(max_attempts=5, exponential_wait=4))
def deliver_uitgaand(uitgaand_id: int) -> None:
    """Deliver one thing; what has arrived already is left alone."""
    with render_pool() as pool:
        deliver(by=KOPPELING, uitgaand_id=uitgaand_id, pool=pool)
