"""The migrations of all rooms make exactly the tables that the models describe."""

from django.apps import apps
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.utils import translation


def test_no_migration_is_missing():
    written = MigrationLoader(None)
    with translation.override(None):  # as ``makemigrations``: names are not translated
        meant = ProjectState.from_apps(apps)
        detector = MigrationAutodetector(written.project_state(), meant)
        missing = detector.changes(graph=written.graph)
    assert missing == {}
