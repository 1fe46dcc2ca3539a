"""Reading the environment: typed, and what is missing or wrong is said with its remedy."""

import base64
import os
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from voetlicht.basis.kern import omgeving
from voetlicht.basis.kern.errors import InputError

NAME = "VOETLICHT_PROEF"


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch) -> None:
    monkeypatch.delenv(NAME, raising=False)


def put(monkeypatch, value: str) -> None:
    monkeypatch.setenv(NAME, value)


def test_text_is_the_value_or_the_default(monkeypatch):
    assert omgeving.text(NAME, "anders") == "anders"
    put(monkeypatch, "gezet")
    assert omgeving.text(NAME, "anders") == omgeving.text(NAME) == "gezet"


def test_an_empty_value_is_no_value(monkeypatch):
    put(monkeypatch, "")
    assert omgeving.text(NAME, "anders") == "anders"
    assert not omgeving.is_set(NAME)
    with pytest.raises(InputError, match=NAME):
        omgeving.text(NAME)


def test_an_empty_default_is_a_default():
    assert omgeving.text(NAME, "") == ""


@pytest.mark.parametrize(
    "read",
    [omgeving.text, omgeving.path, omgeving.key, omgeving.database],
    ids=lambda f: f.__name__,
)
def test_what_is_missing_is_named_with_the_remedy(read):
    with pytest.raises(InputError, match=f"{NAME} ontbreekt. Start via ./voetlicht"):
        read(NAME)


def test_whether_a_variable_is_set(monkeypatch):
    assert not omgeving.is_set(NAME)
    put(monkeypatch, "nee")
    assert omgeving.is_set(NAME)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("a,b", ["a", "b"]),
        (" a , b ,", ["a", "b"]),
        ("", []),
        (",", []),
        ("een woord", ["een woord"]),
    ],
)
def test_words_are_separated_by_commas(monkeypatch, value, expected):
    put(monkeypatch, value)
    assert omgeving.words(NAME) == expected


def test_words_have_a_default():
    assert omgeving.words(NAME) == []
    assert omgeving.words(NAME, "localhost,intern.localhost") == ["localhost", "intern.localhost"]


def test_a_flag_is_yes_or_no(monkeypatch):
    assert omgeving.flag(NAME) is False
    assert omgeving.flag(NAME, "ja") is True
    put(monkeypatch, "ja")
    assert omgeving.flag(NAME) is True
    put(monkeypatch, "nee")
    assert omgeving.flag(NAME, "ja") is False


@pytest.mark.parametrize("value", ["yes", "true", "1", "Ja", " ja"])
def test_a_flag_that_is_neither_is_refused(monkeypatch, value):
    put(monkeypatch, value)
    with pytest.raises(InputError, match=f"is ‘{value}’; schrijf ja of nee"):
        omgeving.flag(NAME)


def test_a_path_is_absolute(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    put(monkeypatch, "map/bestand")
    assert omgeving.path(NAME) == tmp_path / "map" / "bestand"
    put(monkeypatch, "/elders")
    assert omgeving.path(NAME) == Path("/elders")


def test_a_key_is_32_bytes_in_base64(monkeypatch):
    key = bytes(range(200, 232))
    put(monkeypatch, base64.b64encode(key).decode())
    assert omgeving.key(NAME) == key


@pytest.mark.parametrize(
    "value",
    [
        base64.b64encode(bytes(31)).decode(),
        base64.b64encode(bytes(33)).decode(),
        "geen base64!",
        "één teken buiten ASCII",
        "A" * 43,  # one letter short
        base64.b64encode(bytes(32)).decode() + "\n*",
        base64.urlsafe_b64encode(bytes([251]) * 32).decode(),
    ],
)
def test_any_other_key_is_refused_without_showing_it(monkeypatch, value):
    put(monkeypatch, value)
    with pytest.raises(InputError, match="moet 32 bytes zijn, in base64") as refusal:
        omgeving.key(NAME)
    assert value not in str(refusal.value)


def test_a_database_on_a_host(monkeypatch):
    put(monkeypatch, "postgresql://intern:geheim@db.voorbeeld.nl:5433/voetlicht")
    assert omgeving.database(NAME) == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "voetlicht",
        "USER": "intern",
        "PASSWORD": "geheim",
        "HOST": "db.voorbeeld.nl",
        "PORT": "5433",
    }


def test_a_database_with_as_little_as_may_be(monkeypatch):
    put(monkeypatch, "postgres://intern@/voetlicht")
    found = omgeving.database(NAME)
    assert (found["USER"], found["PASSWORD"]) == ("intern", "")
    assert (found["NAME"], found["HOST"], found["PORT"]) == ("voetlicht", "", "")


@pytest.mark.parametrize(
    "value",
    [
        "mysql://a:b@host/naam",
        "voetlicht",
        "postgresql://host/naam",
        "postgresql:///naam",
        "postgresql://a:b@host:poort/naam",
        "postgresql://a:b@host:99999/naam",
        "postgresql://a:b@[host/naam",
    ],
)
def test_what_is_no_address_of_a_database_is_refused(monkeypatch, value):
    put(monkeypatch, value)
    with pytest.raises(InputError, match="geen adres van een database; schrijf") as refusal:
        omgeving.database(NAME)
    assert value not in str(refusal.value)


@given(
    password=st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=30),
    folder=st.text(st.characters(codec="ascii", min_codepoint=32), min_size=1, max_size=20),
)
@example(password="a/b@c:d?e#f%20&", folder="een map & meer")
def test_an_address_behind_a_socket_is_read_back_as_it_was_given(password, folder):
    socket = Path("/run") / folder.strip("/ ")
    url = omgeving.database_url(role="intern", password=password, name="naam", socket=socket)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(NAME, url)
        found = omgeving.database(NAME)
    assert (found["USER"], found["NAME"], found["PORT"]) == ("intern", "naam", "")
    assert (found["PASSWORD"], found["HOST"]) == (password, str(socket))


def test_adopting_leaves_what_is_there(monkeypatch):
    other = f"{NAME}_TWEE"
    put(monkeypatch, "eigen")
    monkeypatch.setenv(other, "straks weg")  # so that what is adopted is undone as well
    monkeypatch.delenv(other)
    omgeving.adopt({NAME: "vreemd", other: "nieuw"})
    assert (omgeving.text(NAME), omgeving.text(other)) == ("eigen", "nieuw")


def test_replacing_does_not(monkeypatch):
    monkeypatch.setenv(NAME, "vreemd")
    omgeving.replace({NAME: "eigen"})
    assert omgeving.text(NAME) == "eigen"


def test_only_named_variables_are_inherited(monkeypatch):
    put(monkeypatch, "ja")
    monkeypatch.setenv("VOETLICHT_GEHEIM", "niet voor anderen")
    assert omgeving.inherited(NAME, "VOETLICHT_BESTAAT_NIET") == {NAME: "ja"}


def test_everything_is_a_copy(monkeypatch):
    put(monkeypatch, "ja")
    copy = omgeving.everything()
    assert copy[NAME] == "ja"
    copy[NAME] = "nee"
    assert os.environ[NAME] == "ja"


def test_networks_are_addresses_or_ranges(monkeypatch):
    assert omgeving.networks(NAME) == ()
    put(monkeypatch, "10.0.0.4, 2001:db8::/64")
    assert [str(each) for each in omgeving.networks(NAME)] == ["10.0.0.4/32", "2001:db8::/64"]
    put(monkeypatch, "10.0.0.4/24")
    with pytest.raises(InputError, match=f"{NAME} noemt geen adres of netwerk"):
        omgeving.networks(NAME)
