"""How gunicorn serves the intern site: four processes, each with one request at a time.

A page is mostly Python's own work. Threads of one process wait for one another at every question to
the database; ``docs/metingen.md`` has the figures. Behind a proxy, as in production, no visitor
keeps a process busy by being slow.
"""

import socket
from typing import Any

workers = 4
SILENCE = 60  # seconds


def when_ready(server: Any) -> None:
    """Hand over a connection when it asks something, not when a browser opens it in advance."""
    for listener in server.LISTENERS:
        listener.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_DEFER_ACCEPT, SILENCE)
