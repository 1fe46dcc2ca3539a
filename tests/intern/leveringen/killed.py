"""A process that takes in a delivery and may be killed while it does: ``killed.py FILE``.

The database is given as JSON in ``VOETLICHT_TEST_DATABASE``. It says ``begin`` when it starts.
"""

import json
import os
import sys
from pathlib import Path

import django
from django.conf import settings


def main(path: Path) -> None:
    settings.DATABASES["default"].update(json.loads(os.environ["VOETLICHT_TEST_DATABASE"]))
    django.setup()
    from tests.intern.leveringen.delivering import hand_in
    from tests.roles import processing

    with processing():
        sys.stdout.write("begin\n")
        sys.stdout.flush()
        hand_in(path, "register", volgnummer=2)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
