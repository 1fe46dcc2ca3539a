"""The folder of an installation, its secrets, and the place of its socket."""

import base64
import json
import stat
from pathlib import Path

import pytest

from voetlicht.basis.kern.errors import Conflict, InputError
from voetlicht.opdrachten.installatie.cluster import LONGEST_SOCKET_FOLDER, Cluster
from voetlicht.opdrachten.installatie.datadir import (
    KEYS,
    ROLES,
    SUPERUSER,
    Installatiesoort,
    open_data_dir,
)


def test_secrets_are_made_once(tmp_path):
    first, again = open_data_dir(tmp_path / "a"), open_data_dir(tmp_path / "a")
    for role in (*ROLES, SUPERUSER):
        assert first.password(role) == again.password(role)
    assert first.extern_secret_key() == again.extern_secret_key()
    assert len({first.password(role) for role in (*ROLES, SUPERUSER)}) == len(ROLES) + 1


def test_secrets_that_came_into_use_later_are_added_and_the_others_kept(tmp_path):
    data = open_data_dir(tmp_path)
    file = data.intern / "geheimen.json"
    before = json.loads(file.read_text("utf-8"))
    older = {kind: dict(list(named.items())[:2]) for kind, named in before.items()}
    file.write_text(json.dumps(older), "utf-8")
    after = open_data_dir(tmp_path).secrets()
    for kind, named in before.items():
        assert after[kind].keys() == named.keys()
        assert older[kind].items() <= after[kind].items()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_every_key_is_another_one_of_32_bytes(tmp_path):
    keys = {base64.b64decode(open_data_dir(tmp_path / "a").key(name)) for name in KEYS}
    assert [*map(len, keys)] == [32] * len(KEYS)


def test_only_the_peilsleutel_of_invented_persons_is_equal_everywhere(tmp_path):
    def keys(name: str, soort: Installatiesoort) -> list[str]:
        data = open_data_dir(tmp_path / name, soort=soort)
        return [data.key(key) for key in KEYS]

    one, other = keys("a", Installatiesoort.VOORBEELD), keys("b", Installatiesoort.VOORBEELD)
    equal = {key for key, a, b in zip(KEYS, one, other, strict=True) if a == b}
    assert equal == {"VOETLICHT_PEILSLEUTEL"}
    real = keys("c", Installatiesoort.ECHT)
    assert not set(real) & {*one, *other}


def test_an_installation_keeps_its_soort(tmp_path):
    open_data_dir(tmp_path, soort=Installatiesoort.ECHT)
    assert open_data_dir(tmp_path).soort is Installatiesoort.ECHT
    with pytest.raises(Conflict, match="kies met --data een andere map"):
        open_data_dir(tmp_path, soort=Installatiesoort.VOORBEELD)


def test_a_folder_with_something_else_is_refused(tmp_path):
    (tmp_path / "brief.txt").write_text("van een ander")
    with pytest.raises(InputError, match="niet leeg"):
        open_data_dir(tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["brief.txt"]


def test_secrets_are_closed_to_other_users(tmp_path):
    data = open_data_dir(tmp_path / "a")
    for folder in (data.intern, data.extern):
        assert folder.stat().st_mode & 0o777 == 0o700
    assert (data.intern / "geheimen.json").stat().st_mode & 0o777 == 0o600
    assert (data.extern / "sleutel").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("folder", "beside"),
    [
        ("/srv/voetlicht/postgres", True),
        ("/srv/met spatie/postgres", False),
        ("/srv/één/postgres", False),
        ("/srv/" + 40 * "lang/" + "postgres", False),
    ],
)
def test_the_socket_is_beside_the_cluster_unless_the_path_is_long_or_odd(folder, beside):
    socket = Cluster(Path(folder), "wachtwoord").socket
    assert (socket == Path(folder).parent / "socket") is beside
    assert len(str(socket)) <= LONGEST_SOCKET_FOLDER


def test_two_odd_folders_have_two_sockets():
    sockets = {Cluster(Path(f"/srv/met spatie {n}/postgres"), "w").socket for n in range(2)}
    assert len(sockets) == 2


def test_a_link_in_the_place_of_the_socket_is_not_followed(tmp_path):
    (tmp_path / "een map").mkdir()
    cluster = Cluster(tmp_path / "een map" / "postgres", "geheim")
    elsewhere = tmp_path / "elders"
    elsewhere.mkdir(mode=0o755)
    cluster.socket.symlink_to(elsewhere)
    try:
        with pytest.raises(Conflict, match="is een verwijzing"):
            cluster.start()
    finally:
        cluster.socket.unlink()
    assert elsewhere.stat().st_mode & 0o777 == 0o755
