"""What a command works with: the installation decides, the shell that called it does not."""

import os
import subprocess
import sys

import pytest

# A process of its own: Django is set up once in a process.
PROGRAM = """
import sys
from pathlib import Path
from voetlicht.opdrachten.installatie.cluster import Cluster
from voetlicht.opdrachten.installatie.datadir import SUPERUSER, DataDir
from voetlicht.opdrachten.installatie.prepare import Installation
from voetlicht.opdrachten.session import enter

data = DataDir(Path(sys.argv[1]))
enter(Installation(data, Cluster(data.postgres, data.password(SUPERUSER))))
from django.conf import settings
import base64
print(settings.SOORT, base64.b64encode(settings.PEILSLEUTEL_KEY).decode(), settings.ZIJDE)
"""


@pytest.mark.parametrize(
    "shell",
    [
        {},
        {"VOETLICHT_SOORT": "echt"},
        {"VOETLICHT_PEILSLEUTEL": "A" * 43 + "="},
        {"DJANGO_SETTINGS_MODULE": "een.ander.project"},
    ],
    ids=str,
)
def test_no_variable_of_the_shell_goes_before_the_installation(shell, installation):
    shown = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(installation.data.path)],
        env={**os.environ, **shell},
        capture_output=True,
        text=True,
        check=False,
    )
    own = f"voorbeeld {installation.data.key('VOETLICHT_PEILSLEUTEL')} intern"
    assert (shown.stdout.strip(), shown.stderr) == (own, "")
