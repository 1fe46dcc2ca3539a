"""``stop``: end a running demo and its database."""

import click

from voetlicht.opdrachten import data_path, processes
from voetlicht.opdrachten.installatie.cluster import Cluster
from voetlicht.opdrachten.installatie.datadir import SUPERUSER, DataDir


@click.command()
def stop() -> None:
    """Stop de demo en haar database."""
    path = data_path()
    process_file = processes.ProcessFile(path)
    found = [*process_file.supervisor(), *process_file.started()]
    processes.end(process_file.supervisor())
    processes.end(process_file.started())
    stopped_database = stop_database(DataDir(path))
    click.echo("Gestopt." if found or stopped_database else f"Er draaide niets in {path}.")


def stop_database(data: DataDir) -> bool:
    """Whether a database ran and was stopped."""
    if not (data.path / "installatie.json").exists():
        return False
    cluster = Cluster(data.postgres, data.password(SUPERUSER))
    ran = cluster.is_running()
    cluster.stop()
    return ran
