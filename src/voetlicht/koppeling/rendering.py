"""All files of an edition, rendered by several processes at once.

Rendering is pure Python for the greater part, so threads would wait for each other. The processes
are started afresh (no open database connection is copied) and end with the process that started
them, also when that is killed.
"""

import os
import threading
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from functools import lru_cache
from multiprocessing import get_context, parent_process
from multiprocessing.process import BaseProcess

from voetlicht.basis.edities.editie import Editie
from voetlicht.basis.edities.enums import Formaat, Herkomst
from voetlicht.basis.edities.renderers import CSVW_SUFFIX, render_all
from voetlicht.basis.edities.renderers.json import editie_from_json
from voetlicht.extern.publicaties.values import CSV_METADATA, Bestandzending

PROCESSES = 2


def render_pool() -> Executor:
    """Processes to render with; close it, or use it in a ``with``."""
    return ProcessPoolExecutor(
        PROCESSES, mp_context=get_context("spawn"), initializer=_end_with_parent
    )


def render_files(content: bytes, pool: Executor) -> Iterator[Bestandzending]:
    """Every file of the edition with this canonical JSON: of the country, then of each regio."""
    editie = editie_from_json(content)
    places = _places(editie)
    for files in pool.map(render_document, [content] * len(places), places):
        yield from files


def render_document(content: bytes, regio: int | None) -> tuple[Bestandzending, ...]:
    """The files of one document of the edition: of a regio, or of the country."""
    return tuple(
        Bestandzending(regio, _formaat_of(file.name), file.name, file.media_type, file.content)
        for file in render_all(_parsed(content), regio=regio)
    )


def _places(editie: Editie) -> tuple[int | None, ...]:
    """An edition that was read has one document; a computed one has a national one as well."""
    codes = tuple(blad.code for blad in editie.regios)
    return codes if editie.herkomst is Herkomst.GELEZEN else (None, *codes)


@lru_cache(maxsize=2)
def _parsed(content: bytes) -> Editie:
    return editie_from_json(content)


def _formaat_of(file_name: str) -> str:
    if file_name.endswith(CSVW_SUFFIX):
        return CSV_METADATA
    return Formaat(file_name.rpartition(".")[2]).value


def _end_with_parent() -> None:
    """A worker waits for work without end; one whose parent was killed would wait for ever."""
    parent = parent_process()
    if parent:
        threading.Thread(target=_exit_after, args=(parent,), daemon=True).start()


def _exit_after(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)
