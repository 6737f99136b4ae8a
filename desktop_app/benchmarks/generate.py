"""``bench generate``: a data folder with ten invented years."""

from __future__ import annotations

import shutil
from pathlib import Path

from desktop_app.benchmarks.decade import Decade
from desktop_app.benchmarks.municipality import Size, write_directory
from desktop_app.bootstrap import MunicipalityForm, create_municipality
from desktop_app.domain.errors import EnvironmentFault
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.domain.values import Role
from desktop_app.storage.bulk import Loader, Progress

SEED = 20_251_124


def generate(folder: Path, size: Size, progress: Progress, seed: int = SEED) -> int:
    """Write an invented municipality into a new folder; return the number of operations.

    Raises EnvironmentFault when the folder is not empty. What fails or is interrupted leaves nothing.
    """
    if folder.exists() and any(folder.iterdir()):
        raise EnvironmentFault(
            QT_TRANSLATE_NOOP("core", "La carpeta {folder} no está vacía; no se cambió nada."),
            folder=str(folder),
        )
    clerks = tuple((f"ventanilla{n}", f"Funcionaria {n}", frozenset({Role.CLERK})) for n in range(1, 9))
    form = MunicipalityForm(
        "Municipalidad de ejemplo", "pe", demo=True,
        users=(*clerks, ("admin", "Administración", frozenset({Role.ADMINISTRATOR, Role.SUPERVISOR}))),
    )  # fmt: skip
    try:
        return _write(folder, form, size, progress, seed)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _write(folder: Path, form: MunicipalityForm, size: Size, progress: Progress, seed: int) -> int:
    installation = create_municipality(folder, form)
    try:
        ctx = installation.context()
        place = write_directory(ctx)
        with Loader(installation.store, seed) as loader:
            decade = Decade(ctx, loader, place, size)
            decade.write(progress)
        with installation.store.local_write() as connection:
            connection.execute("INSERT OR REPLACE INTO counter VALUES (?, ?, ?)", decade.counters)
        loader.finish(progress)
        return loader.operations
    finally:
        installation.close()
