"""What each process is given: complete environments, built from nothing.

The extern process gets the address of its own database and its own key. It gets no HOME, no
libpq defaults and nothing else from the environment that started it.
"""

from pathlib import Path

from voetlicht.basis.kern import omgeving
from voetlicht.opdrachten.installatie.cluster import Cluster
from voetlicht.opdrachten.installatie.datadir import KEYS, DataDir

# Where libpq would look for passwords and services by itself.
NO_LIBPQ_DEFAULTS = {
    "PGPASSFILE": "/dev/null",
    "PGSERVICEFILE": "/dev/null",
    "PGSYSCONFDIR": "/var/empty",
}
HARMLESS = ("PATH", "LANG", "LC_ALL", "TZ", "VIRTUAL_ENV")


def url(data: DataDir, cluster: Cluster, role: str) -> str:
    """The address of the role's own database; ``eigenaar`` gets that of intern."""
    name = "voetlicht_extern" if role in ("extern", "koppeling") else "voetlicht"
    return _url(data, cluster, role, name)


def _url(data: DataDir, cluster: Cluster, role: str, name: str) -> str:
    return omgeving.database_url(
        role=role, password=data.password(role), name=name, socket=cluster.socket
    )


def _common(data: DataDir, side: str) -> dict[str, str]:
    return {
        **omgeving.inherited(*HARMLESS),
        **NO_LIBPQ_DEFAULTS,
        "HOME": "/var/empty",
        "PYTHONUNBUFFERED": "1",
        "PYTHONSAFEPATH": "1",
        "VOETLICHT_SOORT": data.soort,
        "VOETLICHT_HTTPS": "nee",
        "VOETLICHT_STATIC": str(data.static(side)),
    }


def extern(data: DataDir, cluster: Cluster) -> dict[str, str]:
    """Everything the extern web process and worker are given."""
    return {
        **_common(data, "extern"),
        "DJANGO_SETTINGS_MODULE": "voetlicht.config.settings.extern",
        "VOETLICHT_SECRET_KEY": data.extern_secret_key(),
        "VOETLICHT_ALLOWED_HOSTS": "localhost,127.0.0.1",
        "VOETLICHT_DATABASE_URL": url(data, cluster, "extern"),
        "TMPDIR": str(data.extern / "tijdelijk"),
    }


def intern(data: DataDir, cluster: Cluster) -> dict[str, str]:
    """Everything the intern web process and worker are given."""
    return {
        **_common(data, "intern"),
        "DJANGO_SETTINGS_MODULE": "voetlicht.config.settings.intern",
        "VOETLICHT_SECRET_KEY": data.key("SECRET_KEY"),
        "VOETLICHT_ALLOWED_HOSTS": "intern.localhost",
        "VOETLICHT_DATABASE_URL": url(data, cluster, "intern"),
        "VOETLICHT_KOPPELING_URL": url(data, cluster, "koppeling"),
        "VOETLICHT_SPOOR_URL": url(data, cluster, "spoor"),
        "VOETLICHT_TOEZICHT_URL": url(data, cluster, "toezicht"),
        "VOETLICHT_STATISTIEK_URL": url(data, cluster, "statistiek"),
        "VOETLICHT_ANKERS": str(data.ankers),
        "VOETLICHT_PEILBESTANDEN": str(data.peilbestanden),
        **{name: data.key(name) for name in KEYS},
    }


def command(data: DataDir, cluster: Cluster) -> dict[str, str]:
    """What a command on the intern side is given: it processes what all persons are about, as
    role ``verwerking``, and has the role of the owner too."""
    return {
        **intern(data, cluster),
        "VOETLICHT_DATABASE_URL": url(data, cluster, "verwerking"),
        "VOETLICHT_EIGENAAR_URL": url(data, cluster, "eigenaar"),
    }


def owner(data: DataDir, cluster: Cluster, side: str) -> dict[str, str]:
    """What migrating one side takes."""
    name = {"intern": "voetlicht", "extern": "voetlicht_extern"}[side]
    return {
        **_common(data, side),
        "VOETLICHT_ZIJDE": side,
        "VOETLICHT_SECRET_KEY": "migreren ondertekent niets",
        "VOETLICHT_EIGENAAR_URL": _url(data, cluster, "eigenaar", name),
    }


def program_folder() -> Path:
    """The folder of the package; what changes in it makes migrating necessary again."""
    return Path(__file__).parents[2]
