"""From which address somebody asks, also behind our own proxies."""

from collections.abc import Callable, Iterable
from ipaddress import IPv4Address, IPv6Address, ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from voetlicht.basis.kern.omgeving import Network

Address = IPv4Address | IPv6Address


class ClientAddress:
    """Middleware that puts the address of who asks where everything looks for one.

    Lock-out and limits read ``REMOTE_ADDR`` alone; so nothing can take another address.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.META["REMOTE_ADDR"] = client_address(
            request.META.get("REMOTE_ADDR", ""),
            request.META.get("HTTP_X_FORWARDED_FOR", ""),
            trusted=settings.PROXIES,
        )
        return self.get_response(request)


def client_address(peer: str, forwarded: str, *, trusted: Iterable[Network]) -> str:
    """Who asks: the peer, or behind a trusted one the rightmost hop that is not trusted.

    What stands left of that hop is whatever the client made up. A hop that cannot be read ends the
    search: the trusted one that named it is then the last that we know.
    """
    networks, known = tuple(trusted), peer
    hops = (peer, *reversed(forwarded.split(",")))
    for hop in hops:
        address = _address(hop)
        if address is None:
            break
        known = str(address)
        if not any(address in network for network in networks):
            break
    return known


def _address(text: str) -> Address | None:
    """An address as proxies write it, with a port or without; None when it cannot be read."""
    host = text.strip()
    if host.startswith("["):
        host = host[1:].partition("]")[0]
    elif host.count(":") == 1:
        host = host.partition(":")[0]
    try:
        address = ip_address(host)
    except ValueError:
        return None
    mapped = getattr(address, "ipv4_mapped", None)
    return mapped or address
