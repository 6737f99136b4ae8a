"""The machine fails: a sentence in Spanish, and nothing that was saved is lost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from municipality import Office, make_office, record
from tables import chains_hold, everything

from desktop_app.__main__ import main
from desktop_app.bootstrap import MunicipalityForm, create_municipality, open_installation
from desktop_app.domain.errors import EnvironmentFault
from desktop_app.storage.queries.health import integrity
from desktop_app.storage.store import DATABASE
from desktop_app.system.keystore import keystore_for, new_keyring

HERE = Path(__file__).parent


def numbers(office: Office) -> list[str]:
    return [row[0] for row in office.installation.store.rows("SELECT number FROM attention ORDER BY id")]


def fill(office: Office, kept: list[str]) -> None:
    """Record long attentions until the disk refuses, adding each number that was acknowledged."""
    for _ in range(2_000):
        kept.append(record(office, "ñ" * 3_000).number)  # noqa: PERF401 - what was kept counts after the error


def told_by(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 3) -> str:
    """Run a verb, expect its exit code and return its sentence, the same on both outputs."""
    assert main([*arguments, "--json"]) == code
    output, error = capsys.readouterr()
    sentence = str(json.loads(output)["error"])
    assert error.strip() == sentence
    assert "Traceback" not in error
    return sentence


@pytest.fixture
def mounted(tmp_path: Path) -> Iterator[Path]:
    """A small disk of its own."""
    if sys.platform == "win32" or os.geteuid() != 0:
        pytest.skip("montar un disco pequeño requiere ser root")
    folder = tmp_path / "disk"
    folder.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=3m", "none", str(folder)], check=False, capture_output=True
    )
    if made.returncode:
        pytest.skip(f"no se puede montar aquí: {made.stderr.decode().strip()}")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.fixture
def read_only(tmp_path: Path) -> Iterator[Path]:
    """A data folder that cannot be written: a disk mounted read-only for root, modes for others."""
    folder = tmp_path / "data"
    folder.mkdir()
    if sys.platform == "win32":
        pytest.skip("en Windows lo decide la lista de acceso de la carpeta")
    if os.geteuid() != 0:
        make_office(folder).installation.close()
        folder.chmod(0o500)
        for file in folder.iterdir():
            file.chmod(0o400)
        yield folder
        folder.chmod(0o700)
        return
    made = subprocess.run(["mount", "-t", "tmpfs", "none", str(folder)], check=False, capture_output=True)
    if made.returncode:
        pytest.skip(f"no se puede montar aquí: {made.stderr.decode().strip()}")
    make_office(folder).installation.close()
    subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_read_only_folder(read_only: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = {file.name: file.read_bytes() for file in read_only.iterdir()}
    with pytest.raises(EnvironmentFault, match=r"No se puede escribir en la carpeta de datos .* permiso"):
        open_installation(read_only)
    told = told_by(capsys, "backup", "--data", str(read_only))
    assert "No se puede escribir" in told
    assert str(read_only) in told
    assert {file.name: file.read_bytes() for file in read_only.iterdir()} == before


def test_a_read_only_folder_can_still_be_read(read_only: Path) -> None:
    installation = open_installation(read_only, read_only=True)
    try:
        assert installation.context().rules.municipality == "Municipalidad de Prueba"
        with pytest.raises(EnvironmentFault, match="solo para leer"), installation.store.transaction():
            pytest.fail("a transaction began on data that was opened to be read")
    finally:
        installation.close()


def test_a_file_where_the_folder_should_be(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "data").write_text("una nota")
    with pytest.raises(EnvironmentFault, match="No se puede crear la carpeta de datos"):
        create_municipality(tmp_path / "data", MunicipalityForm("X", "pe"))
    assert "no hay datos de Ventanilla" in told_by(capsys, "backup", "--data", str(tmp_path / "data"))
    assert (tmp_path / "data").read_text() == "una nota"


def test_a_full_disk(mounted: Path) -> None:
    office = make_office(mounted / "data")
    try:
        kept: list[str] = []
        with pytest.raises(
            EnvironmentFault, match=r"El disco está lleno .* intacto: libere espacio"
        ) as caught:
            fill(office, kept)
        assert "FullError" in repr(caught.value.__cause__)
        connection = office.installation.store.database.raw()
        assert not connection.in_transaction
        assert numbers(office) == kept, "the program still reads"
        assert chains_hold(office.installation.store)
        with pytest.raises(EnvironmentFault, match="lleno"):
            record(office, "ñ" * 3_000)
        assert numbers(office) == kept
        subprocess.run(["mount", "-o", "remount,size=8m", str(mounted)], check=True)
        kept.append(record(office, "hay espacio otra vez").number)
        assert numbers(office) == kept
    finally:
        office.installation.close()
    again = open_installation(mounted / "data")
    assert [row[0] for row in again.store.rows("SELECT number FROM attention ORDER BY id")] == kept
    assert integrity(again.store) == []
    assert again.store.lost_tail == 0
    again.close()


def test_a_copy_that_does_not_fit(mounted: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    office = make_office(tmp_path / "data")
    for _ in range(60):
        record(office, os.urandom(4_000).hex())
    office.installation.close()
    (mounted / "filling").write_bytes(bytes(2_500_000))
    told = told_by(capsys, "backup", "--data", str(tmp_path / "data"), "--to", str(mounted))
    assert "El disco está lleno" in told
    assert [file.name for file in mounted.iterdir()] == ["filling"], "half a copy was left"


def test_a_limit_of_pages_stands_for_a_full_disk_everywhere(office: Office) -> None:
    connection = office.installation.store.database.raw()
    pages = connection.pragma("page_count")
    connection.pragma("max_page_count", pages + 2)
    before = numbers(office)
    with pytest.raises(EnvironmentFault, match="El disco está lleno"):
        fill(office, before)
    assert not connection.in_transaction
    assert numbers(office) == before
    connection.pragma("max_page_count", pages + 10_000)
    before.append(record(office).number)
    assert numbers(office) == before
    assert chains_hold(office.installation.store)


HOLDER = """
import sys
from pathlib import Path
from desktop_app.bootstrap import open_installation
installation = open_installation(Path(sys.argv[1]))
with installation.store.transaction():
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def held(office: Office) -> Iterator[Office]:
    """An office whose data another program has open, in the middle of a write."""
    office.installation.lock.release()  # type: ignore[union-attr]
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(office.installation.folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        cwd=HERE.parents[1],
    ) as other:  # fmt: skip
        assert other.stdout is not None
        assert other.stdin is not None
        assert other.stdout.readline() == b"held\n"
        yield office
        other.stdin.close()
        other.wait(60)


def test_a_second_program_on_the_same_data(held: Office, capsys: pytest.CaptureFixture[str]) -> None:
    folder = held.installation.folder
    with pytest.raises(EnvironmentFault, match="Ventanilla ya está abierta con estos datos"):
        open_installation(folder)
    told = told_by(capsys, "check", "--refold", "--data", str(folder))
    assert "ya está abierta" in told
    assert str(folder) in told


def test_a_copy_is_taken_beside_the_open_windows(held: Office, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["backup", "--data", str(held.installation.folder), "--json"]) == 0
    made = json.loads(capsys.readouterr().out)["backup"]
    assert Path(made["path"]).stat().st_size == made["bytes"]


def test_a_write_that_waits_too_long_for_another(held: Office) -> None:
    connection = held.installation.store.database.raw()
    connection.set_busy_timeout(20)
    before = everything(held.installation.store)
    with pytest.raises(EnvironmentFault, match="Otro programa está usando los datos"):
        record(held)
    assert not connection.in_transaction
    assert everything(held.installation.store) == before


def test_a_newer_version_of_the_data(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    office.installation.store.database.raw().pragma("user_version", 99)
    office.installation.close()
    folder = office.installation.folder
    for options in ({}, {"read_only": True}):
        with pytest.raises(EnvironmentFault, match=r"versión más reciente .*esquema 99"):
            open_installation(folder, **options)
    assert "Instale la versión nueva; no se cambió nada" in told_by(capsys, "backup", "--data", str(folder))
    assert main(["check", "--data", str(folder), "--json"]) == 1
    checks = json.loads(capsys.readouterr().out)
    assert not checks["ok"]
    assert "versión más reciente" in checks["checks"][0]["text"]


def test_the_key_is_missing(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    office.installation.close()
    folder = office.installation.folder
    database = (folder / DATABASE).read_bytes()
    next(folder.glob("keys.*")).rename(folder / "aside")
    with pytest.raises(EnvironmentFault, match="Falta la llave de los datos"):
        open_installation(folder)
    assert "Falta la llave" in told_by(capsys, "backup", "--data", str(folder))
    assert (folder / DATABASE).read_bytes() == database


def test_the_key_belongs_to_other_data(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    office.installation.close()
    folder = office.installation.folder
    database = (folder / DATABASE).read_bytes()
    keystore_for(folder).save(new_keyring())
    with pytest.raises(EnvironmentFault, match=r"dañada o su llave no corresponde\. No se cambió nada"):
        open_installation(folder)
    assert "su llave no corresponde" in told_by(capsys, "backup", "--data", str(folder))
    assert (folder / DATABASE).read_bytes() == database
    keystore_for(folder).save(office.installation.keys)
    open_installation(folder).close()


@pytest.mark.skipif(sys.platform == "win32", reason="DPAPI finds the damage before we do")
@pytest.mark.parametrize("content", [b"", b"{", b'{"format": 1}', b'{"database_key": "zz"}', b"\xff\xfe"])
def test_the_file_of_keys_is_damaged(
    office: Office, content: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    office.installation.close()
    folder = office.installation.folder
    (folder / "keys.json").write_bytes(content)
    with pytest.raises(EnvironmentFault, match="El archivo de llaves está dañado"):
        open_installation(folder)
    assert "El archivo de llaves está dañado" in told_by(capsys, "backup", "--data", str(folder))


def test_no_data_at_all(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = told_by(capsys, "check", "--data", str(tmp_path))
    assert told.startswith(f"En la carpeta {tmp_path} no hay datos de Ventanilla. Indique")
