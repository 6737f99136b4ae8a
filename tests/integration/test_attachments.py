"""Files of cases: encrypted, whole or not there, verified, and only for those who may read the case."""

from __future__ import annotations

import errno
import hashlib
import os
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest
from municipality import Office, opening

from desktop_app.domain.errors import EnvironmentFault, InvalidInput, NotAllowed, NotFound
from desktop_app.domain.file_kinds import MOST_BYTES, MOST_CASE_FILES
from desktop_app.services import attachments, backups, case_lists, cases, housekeeping, reception
from desktop_app.services.attachments import NewFile, new_file, read_file
from desktop_app.storage.blobs import BlobStore

PNG = b"\x89PNG\r\n\x1a\n" + b"Los Alamos 123 " * 20
PDF = b"%PDF-1.7\nQuispe Huaman"
KEY = bytes(range(32))


def open_case(office: Office) -> bytes:
    saved = reception.register_attention(office.clerk, opening(office))
    assert saved.case is not None
    return saved.case


def add(office: Office, case: bytes, name: str = "foto.png", content: bytes = PNG) -> bytes:
    saved = attachments.add_files(office.clerk, case, [new_file(name, content)])
    assert saved.first is not None
    return saved.first


def blob(office: Office, sha: bytes) -> Path:
    return office.installation.store.blobs.path(sha)


def test_a_file_is_added_told_and_read_again(office: Office) -> None:
    case = open_case(office)
    sha = add(office, case)
    assert sha == hashlib.sha256(PNG).digest()
    (file,) = attachments.files_of(office.clerk, case)
    assert (file.name, file.size, file.here, file.by) == ("foto.png", len(PNG), True, "Clerk")
    assert file.kind is not None
    assert file.kind.picture
    assert attachments.content_of(office.clerk, case, sha) == PNG
    told = case_lists.detail(office.clerk, case).timeline[-1]
    assert (told.kind, told.text) == ("attach", "foto.png")


def test_the_folder_tells_nothing(office: Office) -> None:
    case = open_case(office)
    sha = add(office, case)
    folder = office.installation.folder / "attachments"
    (path,) = [each for each in folder.rglob("*") if each.is_file()]
    assert path.parent.name == path.name[:2]
    content = path.read_bytes()
    assert b"Alamos" not in content
    assert b"PNG" not in content
    assert sha.hex() not in str(path)
    if os.name == "posix":
        assert path.stat().st_mode & 0o077 == 0


def test_who_has_another_key_reads_nothing(tmp_path: Path) -> None:
    mine = BlobStore(tmp_path, KEY)
    sha = mine.put(PNG)
    with pytest.raises(NotFound):
        BlobStore(tmp_path, bytes(32)).get(sha)
    stolen = BlobStore(tmp_path, bytes(32))
    stolen.path(sha).parent.mkdir(parents=True, exist_ok=True)
    mine.path(sha).rename(stolen.path(sha))
    with pytest.raises(EnvironmentFault, match="dañado"):
        stolen.get(sha)


def test_the_same_file_twice_is_said_and_not_added(office: Office) -> None:
    case = open_case(office)
    add(office, case, "foto.png")
    saved = attachments.add_files(office.clerk, case, [new_file("otra.png", PNG), new_file("acta.pdf", PDF)])
    assert (saved.added, saved.already) == (("acta.pdf",), ("foto.png",))
    assert [each.name for each in attachments.files_of(office.clerk, case)] == ["foto.png", "acta.pdf"]


def test_administrators_and_strangers_read_no_files(office: Office) -> None:
    case = open_case(office)
    sha = add(office, case)
    administrator = office.as_user("administrator")
    for act in (
        lambda: attachments.files_of(administrator, case),
        lambda: attachments.content_of(administrator, case, sha),
        lambda: attachments.add_files(administrator, case, [new_file("a.png", PNG)]),
        lambda: attachments.remove_file(administrator, case, sha, "porque sí"),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_a_file_is_read_through_its_own_case_only(office: Office) -> None:
    case, other = open_case(office), open_case(office)
    sha = add(office, case)
    with pytest.raises(NotFound):
        attachments.content_of(office.clerk, other, sha)


def test_a_file_that_is_taken_away_leaves_its_reason(office: Office) -> None:
    case = open_case(office)
    sha = add(office, case)
    with pytest.raises(InvalidInput):
        attachments.remove_file(office.clerk, case, sha, "  ")
    attachments.remove_file(office.clerk, case, sha, "Era de otra persona")
    assert attachments.files_of(office.clerk, case) == ()
    told = case_lists.detail(office.clerk, case).timeline[-1]
    assert (told.kind, told.text) == ("detach", "foto.png\nEra de otra persona")
    with pytest.raises(NotFound):
        attachments.remove_file(office.clerk, case, sha, "otra vez")


def age(path: Path, days: int) -> None:
    then = time.time() - days * 86_400
    os.utime(path, (then, then))


def test_the_sweep_takes_what_no_case_has_and_only_after_a_month(office: Office) -> None:
    case, other = open_case(office), open_case(office)
    gone, shared, kept = (
        add(office, case),
        add(office, case, "a.pdf", PDF),
        add(office, case, "b.txt", b"hola"),
    )
    add(office, other, "igual.pdf", PDF)
    for sha in (gone, shared):
        attachments.remove_file(office.clerk, case, sha, "equivocado")
    assert attachments.sweep(office.clerk) == 0
    for sha in (gone, shared, kept):
        age(blob(office, sha), 31)
    assert attachments.sweep(office.clerk) == 0, "it was removed today, however old the file is"
    office.clock.advance(days=31)
    half = blob(office, gone).with_name("0" * 64 + ".part")
    half.write_bytes(b"half")
    age(half, 31)
    while housekeeping.tidy(office.clerk):
        pass
    assert not half.exists()
    half.write_bytes(b"half")
    age(half, 31)
    housekeeping.tidy(office.clerk)
    assert half.exists(), "once a day is enough"
    office.clock.advance(days=1)
    housekeeping.tidy(office.clerk)
    assert not half.exists()
    assert [blob(office, sha).exists() for sha in (gone, shared, kept)] == [False, True, True]


def test_a_missing_and_a_damaged_file_say_what_to_do(office: Office) -> None:
    case = open_case(office)
    sha = add(office, case)
    path = blob(office, sha)
    damaged = bytearray(path.read_bytes())
    damaged[-1] ^= 1
    path.write_bytes(bytes(damaged))
    with pytest.raises(EnvironmentFault, match="dañado en este equipo"):
        attachments.content_of(office.clerk, case, sha)
    path.unlink()
    with pytest.raises(NotFound, match="ventanilla que lo agregó"):
        attachments.content_of(office.clerk, case, sha)
    assert not attachments.files_of(office.clerk, case)[0].here
    assert attachments.missing(office.clerk) == [(sha, len(PNG))]
    add(office, case)
    assert attachments.content_of(office.clerk, case, sha) == PNG, "added again from the original"


def test_adding_again_mends_a_damaged_file(tmp_path: Path) -> None:
    store = BlobStore(tmp_path, KEY)
    sha = store.put(PDF)
    store.path(sha).write_bytes(b"VNTF1\nnonsense that is long enough to be read as a file of ours")
    assert not store.verify(sha)
    assert store.put(PDF) == sha
    assert store.get(sha) == PDF


def test_a_full_disk_adds_nothing_and_leaves_nothing(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    case = open_case(office)

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("desktop_app.storage.blobs.os.fsync", full)
    with pytest.raises(EnvironmentFault, match="está lleno"):
        attachments.add_files(office.clerk, case, [new_file("foto.png", PNG)])
    monkeypatch.undo()
    assert attachments.files_of(office.clerk, case) == ()
    assert not list(office.installation.store.blobs.files())
    assert len(case_lists.detail(office.clerk, case).timeline) == 1


def test_limits_of_a_case(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    case = open_case(office)
    many = [new_file(f"{at}.txt", f"hoja {at}".encode()) for at in range(MOST_CASE_FILES)]
    attachments.add_files(office.clerk, case, many)
    with pytest.raises(InvalidInput, match="caben 100"):
        add(office, case)
    other = open_case(office)
    monkeypatch.setattr(attachments, "MOST_CASE_BYTES", len(PDF) + 10)
    add(office, other, "a.pdf", PDF)
    with pytest.raises(InvalidInput, match="caben"):
        add(office, other)


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "carpeta"
    folder.mkdir()
    real = tmp_path / "real.txt"
    real.write_text("hola")
    link = tmp_path / "enlace.txt"
    link.symlink_to(real)
    empty = tmp_path / "vacío.txt"
    empty.touch()
    large = tmp_path / "grande.pdf"
    with large.open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    pipe = tmp_path / "tubo"
    os.mkfifo(pipe)
    for path, why in ((folder, "es una carpeta"), (link, "es un enlace"), (empty, "vacío"), (large, "más de 20 MB"),
                      (pipe, "es un enlace a otro lugar")):  # fmt: skip
        with pytest.raises(InvalidInput, match=why):
            read_file(path)
    with pytest.raises(EnvironmentFault, match="No se puede leer"):
        read_file(tmp_path / "no está.txt")
    assert read_file(real) == NewFile("real.txt", b"hola", read_file(real).kind)


def test_a_copy_is_saved_as_it_was(office: Office, tmp_path: Path) -> None:
    case = open_case(office)
    sha = add(office, case)
    target = tmp_path / "copia.png"
    assert attachments.save_copy(office.clerk, case, sha, target).read_bytes() == PNG
    assert not list(tmp_path.glob("*.part"))


def test_files_can_be_added_to_a_closed_case_too(office: Office) -> None:
    case = open_case(office)
    cases.move_case(office.clerk, case, cases.CaseState.VOIDED, reason="duplicado")
    assert add(office, case)


def test_killed_at_any_moment_a_file_is_whole_or_not_there(tmp_path: Path) -> None:
    program = textwrap.dedent(
        """
        import os, sys
        from pathlib import Path
        from desktop_app.storage.blobs import BlobStore
        store = BlobStore(Path(sys.argv[1]), bytes(range(32)))
        store.put(b"warm")
        print("ready", flush=True)
        at = 0
        while True:
            store.put(at.to_bytes(4, "big") * 100_000)
            at += 1
        """
    )
    for wait in (0.02, 0.05, 0.11):
        running = subprocess.Popen(
            [sys.executable, "-c", program, str(tmp_path)],
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": "."},
        )
        assert running.stdout is not None
        running.stdout.readline()
        time.sleep(wait)
        running.kill()
        running.wait()
        running.stdout.close()
    store = BlobStore(tmp_path, KEY)
    names = {path for path in store.files() if path.suffix != ".part"}
    assert len(names) > 1
    shas = [hashlib.sha256(at.to_bytes(4, "big") * 100_000).digest() for at in range(len(names))]
    whole = {store.path(sha) for sha in shas if store.verify(sha)}
    assert names - whole <= {store.path(hashlib.sha256(b"warm").digest())}


def back_up(office: Office, to: Path | None = None) -> backups.Backup:
    return backups.back_up(office.console, office.installation.keys.database_key, to)


def test_a_backup_holds_the_files_and_copies_each_once(office: Office, tmp_path: Path) -> None:
    case = open_case(office)
    first = add(office, case)
    usb = tmp_path / "usb"
    assert (back_up(office, usb).files, back_up(office, usb).lacking) == (1, 0)
    held = {path: path.stat().st_ino for path in (usb / "attachments").rglob("*") if path.is_file()}
    second = add(office, case, "acta.pdf", PDF)
    assert back_up(office, usb).files == 2
    after = {path: path.stat().st_ino for path in (usb / "attachments").rglob("*") if path.is_file()}
    assert held.items() <= after.items(), "what was there is not written again"
    for sha in (first, second):
        blob(office, sha).unlink()
    assert [file.here for file in attachments.files_of(office.clerk, case)] == [False, False]
    assert backups.bring_files(office.console, office.installation.keys.database_key, usb) == (2, 0)
    assert attachments.content_of(office.clerk, case, first) == PNG
    assert attachments.content_of(office.clerk, case, second) == PDF


def test_a_backup_says_which_files_it_could_not_have(office: Office, tmp_path: Path) -> None:
    case = open_case(office)
    lost, damaged = add(office, case), add(office, case, "acta.pdf", PDF)
    blob(office, lost).unlink()
    blob(office, damaged).write_bytes(blob(office, damaged).read_bytes()[:-1] + b"\x00\x00")
    made = back_up(office, tmp_path / "usb")
    assert (made.files, made.lacking) == (0, 2)
    assert backups.bring_files(office.console, office.installation.keys.database_key, tmp_path / "usb") == (
        0,
        2,
    )


def test_restoring_mends_what_was_damaged(office: Office, tmp_path: Path) -> None:
    case = open_case(office)
    sha = add(office, case)
    back_up(office, tmp_path / "usb")
    blob(office, sha).write_bytes(bytes(blob(office, sha).stat().st_size))
    assert backups.bring_files(office.console, office.installation.keys.database_key, tmp_path / "usb") == (
        1,
        0,
    )
    assert attachments.content_of(office.clerk, case, sha) == PNG


def test_only_who_may_copy_brings_files_back(office: Office, tmp_path: Path) -> None:
    with pytest.raises(NotAllowed):
        backups.bring_files(office.clerk, office.installation.keys.database_key, tmp_path)
