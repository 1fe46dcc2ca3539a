"""Who asks, behind proxies and past whoever pretends to be one."""

from ipaddress import ip_network

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from voetlicht.basis.web.addresses import ClientAddress, client_address

PROXIES = tuple(map(ip_network, ("10.0.0.0/24", "2001:db8:1::1")))


@pytest.mark.parametrize(
    ("peer", "forwarded", "address"),
    [
        ("192.0.2.7", "", "192.0.2.7"),
        ("192.0.2.7", "198.51.100.1", "192.0.2.7"),
        ("192.0.2.7", "10.0.0.1", "192.0.2.7"),
        ("10.0.0.4", "198.51.100.1", "198.51.100.1"),
        ("10.0.0.4", "203.0.113.9, 198.51.100.1", "198.51.100.1"),
        ("10.0.0.4", "203.0.113.9, 198.51.100.1, 10.0.0.5", "198.51.100.1"),
        ("10.0.0.4", "10.0.0.9, 198.51.100.1,10.0.0.5", "198.51.100.1"),
        ("10.0.0.4", "", "10.0.0.4"),
        ("10.0.0.4", "10.0.0.5", "10.0.0.5"),
        ("10.0.0.4", "198.51.100.1, onbekend", "10.0.0.4"),
        ("10.0.0.4", "onbekend, 198.51.100.1", "198.51.100.1"),
        ("10.0.0.4", "198.51.100.1:4711", "198.51.100.1"),
        ("2001:db8:1::1", "2001:db8:2::7", "2001:db8:2::7"),
        ("2001:db8:1::1", "[2001:db8:2::7]:4711", "2001:db8:2::7"),
        ("::ffff:10.0.0.4", "::ffff:198.51.100.1", "198.51.100.1"),
        ("", "198.51.100.1", ""),
    ],
)
def test_the_rightmost_hop_that_is_not_ours_is_who_asks(peer, forwarded, address) -> None:
    assert client_address(peer, forwarded, trusted=PROXIES) == address


def test_without_proxies_nobody_is_believed() -> None:
    assert client_address("10.0.0.4", "198.51.100.1", trusted=()) == "10.0.0.4"


def test_everything_after_it_sees_that_address(settings) -> None:
    settings.PROXIES = PROXIES
    answer = ClientAddress(lambda request: HttpResponse(request.META["REMOTE_ADDR"]))
    asked = RequestFactory().get(
        "/", REMOTE_ADDR="10.0.0.4", headers={"X-Forwarded-For": "198.51.100.1"}
    )
    assert answer(asked).content == b"198.51.100.1"
