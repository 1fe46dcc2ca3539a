"""How gunicorn serves the intern site: four processes, each with one request at a time.

A page is mostly Python's own work. Threads of one process wait for one another at every question to
the database; ``docs/metingen.md`` has the figures. Behind a proxy, as in production, no visitor
keeps a process busy by being slow.
"""

import ctypes
import signal
import socket
import sys
from typing import Any

workers = 4
SILENCE = 60  # seconds
PR_SET_PDEATHSIG = 1


def when_ready(server: Any) -> None:
    """Hand over a connection when it asks something, not when a browser opens it in advance."""
    for listener in server.LISTENERS:
        listener.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_DEFER_ACCEPT, SILENCE)


def post_fork(server: Any, worker: Any) -> None:
    """End with the process that watches over this one, also when that is killed.

    By itself a process of one request looks for it every thirty seconds, and keeps the port.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
