"""Start a program that can reach only the files it needs, whoever runs it (Linux Landlock).

Two processes of one user can read each other's files and memory; no password in a database helps
against that. Landlock lets a process give that up before it becomes the extern process: files
outside the named folders, memory and environment of other processes, signals to them and outgoing
TCP connections are refused by the kernel, to root too. It cannot be undone, and children inherit
it. Where the kernel lacks it the program is started without, and says so; see ADR 0003.

    python -m voetlicht.opdrachten.installatie.enclosure READ:... WRITE:... -- PROGRAM ...

Numbers are those of the kernel's ``linux/landlock.h``.
"""

import ctypes
import os
import struct
import sys
from pathlib import Path

import structlog

CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446
VERSION_FLAG = 1
PATH_BENEATH = 1
PR_SET_NO_NEW_PRIVS = 38

EXECUTE, WRITE_FILE, READ_FILE, READ_DIR = 1 << 0, 1 << 1, 1 << 2, 1 << 3
READ = EXECUTE | READ_FILE | READ_DIR
FILE_RIGHTS = EXECUTE | WRITE_FILE | READ_FILE | 1 << 14 | 1 << 15  # truncate, device ioctl
# How many rights on files each version of Landlock knows.
RIGHTS_BY_VERSION = {1: 13, 2: 14, 3: 15, 4: 15}
RIGHTS_SINCE_5 = 16
CONNECT_TCP = 1 << 1  # since version 4
SCOPE_SIGNALS_AND_ABSTRACT_SOCKETS = 3  # since version 6

# What Python and its libraries read on any system; none of it is ours.
SYSTEM = (
    "/usr",
    "/bin",
    "/lib",
    "/lib64",
    "/etc/group",
    "/etc/hosts",
    "/etc/ld.so.cache",
    "/etc/localtime",
    "/etc/mime.types",
    "/etc/nsswitch.conf",
    "/etc/passwd",
    "/etc/ssl",
    "/dev/urandom",
)

log = structlog.get_logger(__name__)


def command(
    program: tuple[str, ...], *, read: tuple[Path, ...], write: tuple[Path, ...]
) -> tuple[str, ...]:
    """The command that runs ``program`` with these folders, the system and Python itself."""
    readable = [*SYSTEM, sys.prefix, sys.base_prefix, *map(str, read)]
    return (
        sys.executable,
        *("-m", __spec__.name),
        *(f"READ:{folder}" for folder in readable),
        *(f"WRITE:{folder}" for folder in ("/dev/null", *map(str, write))),
        "--",
        *program,
    )


def landlock_version() -> int:
    """Which version of Landlock this kernel has; below 1 when it has none."""
    if sys.platform != "linux":
        return 0
    return _call(CREATE_RULESET, None, 0, VERSION_FLAG)


def enclose(read: list[str], write: list[str]) -> bool:
    """Give up everything but these folders, for good. False when the kernel lacks Landlock."""
    version = landlock_version()
    if version < 1:
        return False
    all_rights = (1 << RIGHTS_BY_VERSION.get(version, RIGHTS_SINCE_5)) - 1
    attributes = struct.pack(
        "=QQQ",
        all_rights,
        CONNECT_TCP if version >= 4 else 0,
        SCOPE_SIGNALS_AND_ABSTRACT_SOCKETS if version >= 6 else 0,
    )
    size = 24 if version >= 6 else 16 if version >= 4 else 8
    ruleset = _demand(_call(CREATE_RULESET, attributes, size, 0))
    for folder in read:
        _allow(ruleset, folder, READ & all_rights)
    for folder in write:
        _allow(ruleset, folder, all_rights)
    _demand(ctypes.CDLL(None, use_errno=True).prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
    _demand(_call(RESTRICT_SELF, ruleset, 0))
    os.close(ruleset)
    return True


def _allow(ruleset: int, path: str, rights: int) -> None:
    """Let the rights hold beneath a folder, or for a file those that files can have."""
    if not os.path.exists(path):
        return
    descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    if not os.path.isdir(path):
        rights &= FILE_RIGHTS
    rule = struct.pack("=Qi", rights, descriptor)
    _demand(_call(ADD_RULE, ruleset, PATH_BENEATH, rule, 0))
    os.close(descriptor)


def _call(number: int, *arguments: int | bytes | None) -> int:
    result = ctypes.CDLL(None, use_errno=True).syscall(number, *arguments)
    assert isinstance(result, int)
    return result


def _demand(result: int) -> int:
    """The result of a system call, unless it failed."""
    if result < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return result


def main() -> None:
    """Enclose this process, then become the program."""
    own, program = sys.argv[1 : sys.argv.index("--")], sys.argv[sys.argv.index("--") + 1 :]
    read = [entry.removeprefix("READ:") for entry in own if entry.startswith("READ:")]
    write = [entry.removeprefix("WRITE:") for entry in own if entry.startswith("WRITE:")]
    if not enclose(read, write):
        log.warning("deze kernel kan het externe proces niet insluiten; zie ADR 0003")
    os.execv(program[0], program)  # noqa: S606 - no shell is the point


if __name__ == "__main__":
    main()
