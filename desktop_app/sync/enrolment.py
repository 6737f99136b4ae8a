"""How a desk joins a municipality: the holder of the root key approves, the answer carries everything.

The answer is a ZIP file: ``answer.json`` (the root's public key and all statements about desks) and the
municipality's state as bundles encrypted to the new desk alone.
"""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Protocol

from desktop_app.domain.errors import EnvironmentFault, InvalidInput
from desktop_app.domain.ids import new_ulid, ulid_bytes, ulid_text
from desktop_app.domain.operations import new_stream
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.storage import records
from desktop_app.storage.queries import sync as queries
from desktop_app.sync import export, peers, vector
from desktop_app.sync.apply import Outcome, Receiver
from desktop_app.sync.bundle import MAX_FILE
from desktop_app.sync.certificates import (
    VALIDITY_SECONDS,
    Certificate,
    Directory,
    Statement,
    build_directory,
    certify,
    load_directory,
    stored_statements,
)
from desktop_app.sync.desk import Desk, desk_id, now
from desktop_app.sync.peers import Peer
from desktop_app.sync.recovery import digits
from desktop_app.sync.requests import Request
from desktop_app.sync.signing import age_recipient, public_key
from desktop_app.system.keystore import KeyRing

KIND: Final = "ventanilla-answer"
FORMAT: Final = 1
MANIFEST: Final = "answer.json"
_MAX_MANIFEST: Final = 16 * 1024 * 1024

Progress = Callable[[int, int], None]


def _quiet(done: int, total: int) -> None:
    del done, total


@dataclass(frozen=True, slots=True)
class Place:
    """Where the new desk stands; None leaves the choice to the program."""

    office_code: int | None = None
    office_name: str = ""
    desk_code: int | None = None
    name: str = ""


def municipality_fingerprint(root_public: bytes) -> str:
    """Return the digits by which a new desk recognises its municipality."""
    return digits(b"ventanilla municipality 1\n" + root_public)


def approve(
    desk: Desk,
    request: Request,
    place: Place,
    answer: Path,
    *,
    root_seed: bytes | None = None,
    author: bytes | None = None,
    progress: Progress = _quiet,
) -> Certificate:
    """Certify the desk of a request and write its answer file; return the certificate.

    ``root_seed`` is the root key typed from the recovery sheet, where it no longer lies on this desk.
    Raises InvalidInput without the root key or for codes that are taken, EnvironmentFault when the
    answer cannot be written (the certificate stands then, and approving again writes the answer).
    """
    desk_id(desk)
    seed = _root_seed(desk.keys, root_seed)
    directory = load_directory(desk.store, desk.keys.root_public)
    wall, issued = desk.clock.milliseconds(), now(desk)
    office_code, desk_code = _codes(directory, desk_id(desk), request.desk, place)
    with desk.store.transaction() as transaction:
        found = queries.desk_office(transaction, office_code)
        if found is None and not place.office_name:
            raise InvalidInput(
                QT_TRANSLATE_NOOP(
                    "core", "No hay una oficina con el código {code}. Escriba también su nombre para crearla."
                ),
                field="office",
                code=office_code,
            )
        office = found[0] if found else new_ulid(wall)
        if found is None:
            values = {"code": office_code, "name": place.office_name}
            records.create_record(transaction, "office", office, values, wall_ms=wall, author=author)
        name = place.name or request.name or f"Ventanilla {desk_code}"
        certificate = Certificate(
            request.desk, ulid_text(office), office_code, desk_code, name, request.sign, request.age, issued,
            issued + VALIDITY_SECONDS,
        )  # fmt: skip
        certify(transaction, seed, certificate, wall_ms=wall, author=author)
    _write_answer(desk, certificate, answer, progress)
    return certificate


def _root_seed(keys: KeyRing, typed: bytes | None) -> bytes:
    seed = typed or keys.root_seed
    if seed is None:
        raise InvalidInput(
            QT_TRANSLATE_NOOP(
                "core",
                "La llave raíz no está en este equipo. Escríbala desde la hoja de recuperación (--root-key).",
            ),
            field="root",
        )
    if public_key(seed) != keys.root_public:
        raise InvalidInput(
            QT_TRANSLATE_NOOP("core", "Esa llave raíz es de otra municipalidad."), field="root"
        )
    return seed


def _codes(directory: Directory, own: str, desk: str, place: Place) -> tuple[int, int]:
    """Return the office's and desk's codes as they are printed in the numbers, two digits each."""
    before = directory.known.get(desk)
    office = place.office_code
    if office is None:
        office = before.office_code if before else directory.known[own].office_code
    others = {
        code
        for holder, places in directory.places.items()
        if holder != desk
        for at, code in places
        if at == office
    }
    code = place.desk_code
    if code is None and before is not None and before.office_code == office:
        code = before.desk_code
    if code is None:
        code = next((free for free in range(1, 100) if free not in others), 100)
    if not 1 <= office <= 99 or not 1 <= code <= 99:
        raise InvalidInput(
            QT_TRANSLATE_NOOP("core", "Los códigos de oficina y ventanilla van de 1 a 99."), field="code"
        )
    if code in others:
        raise InvalidInput(
            QT_TRANSLATE_NOOP(
                "core", "La oficina {office} ya tiene una ventanilla {desk}; sus números se repetirían."
            ),
            field="code",
            office=office,
            desk=code,
        )
    return office, code


def _write_answer(desk: Desk, certificate: Certificate, path: Path, progress: Progress) -> None:
    export.seal_own(desk)
    held = vector.holdings(desk.store)
    directory = load_directory(desk.store, desk.keys.root_public)
    packing = export.packing_for(desk, directory, held, {}, recipients=[certificate.age])
    part = path.with_name(path.name + ".part")
    try:
        with zipfile.ZipFile(part, "w", zipfile.ZIP_STORED) as archive:
            done = 0
            names = []
            for item in export.exports(desk, packing, {}, lambda _: 0, {}):
                archive.writestr(item.name, item.data)
                names.append(item.name)
                done += item.row.operations
                progress(min(done, held.total), held.total)
            archive.writestr(MANIFEST, json.dumps(_manifest(desk, certificate, names), indent=1))
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        raise EnvironmentFault(
            QT_TRANSLATE_NOOP("core", "No se puede escribir la respuesta en {file}."), file=str(path)
        ) from error
    # What the answer carries needs not be sent again; if it never arrives, the desk will ask.
    known = peers.load(desk.store)
    known[certificate.desk] = Peer(dict(held.vector), {}, now(desk))
    peers.save(desk.store, known)


def _manifest(desk: Desk, certificate: Certificate, names: list[str]) -> Mapping[str, Any]:
    return {
        "kind": KIND,
        "format": FORMAT,
        "desk": certificate.desk,
        "root": desk.keys.root_public.hex(),
        "statements": [[s.desk, s.kind, s.uid, s.body, s.signature] for s in stored_statements(desk.store)],
        "bundles": names,
    }


class Joining(Desk, Protocol):
    """A data folder that can still be given the keys of a municipality."""

    def save_keys(self, keys: KeyRing) -> None:
        """Keep the keys durably."""
        ...


def join(desk: Joining, answer: Path, progress: Progress = _quiet) -> Certificate:
    """Take in the answer to this desk's request and begin its stream; return its certificate.

    Repeating it goes on where it stopped. Raises InvalidInput when the answer is damaged, for another
    desk, or of another municipality; EnvironmentFault when it cannot be read.
    """
    own = desk.store.get_local("desk")
    try:
        with zipfile.ZipFile(answer) as archive:
            manifest = _read_manifest(archive)
            root = bytes.fromhex(manifest["root"])
            statements = [Statement(*map(str, row)) for row in manifest["statements"]]
            certificate = _own_certificate(desk, own, root, statements)
            if manifest["desk"] != own:
                raise _not_ours()
            desk.save_keys(desk.keys.with_root(root))
            _take_in(desk, archive, [str(name) for name in manifest["bundles"]], statements, progress)
    except OSError as error:
        raise EnvironmentFault(
            QT_TRANSLATE_NOOP("core", "No se puede leer la respuesta {file}."), file=str(answer)
        ) from error
    except (ValueError, KeyError, TypeError, RecursionError, zipfile.BadZipFile) as error:
        raise _damaged() from error
    if not desk.store.journal.stream:
        with desk.store.transaction() as transaction:
            transaction.journal.start_stream(transaction.connection, new_stream(ulid_bytes(certificate.desk)))
    return certificate


def _read_manifest(archive: zipfile.ZipFile) -> dict[str, Any]:
    with archive.open(MANIFEST) as file:
        body = json.loads(file.read(_MAX_MANIFEST))
    if body["kind"] != KIND or body["format"] != FORMAT:
        raise ValueError("another document")
    return dict(body)


def _own_certificate(desk: Desk, own: str | None, root: bytes, statements: list[Statement]) -> Certificate:
    if desk.keys.root_public and desk.keys.root_public != root:
        raise InvalidInput(
            QT_TRANSLATE_NOOP("core", "Este equipo ya pertenece a otra municipalidad."), field="answer"
        )
    found = build_directory(statements, root).certified.get(own or "")
    if (
        found is None
        or found.sign != public_key(desk.keys.sign_seed).hex()
        or found.age != age_recipient(desk.keys.age_identity)
    ):
        raise _not_ours()
    return found


def _take_in(
    desk: Desk, archive: zipfile.ZipFile, names: list[str], statements: list[Statement], progress: Progress
) -> None:
    receiver = Receiver(desk, statements)
    todo, total, done = names, len(names), 0
    while todo:
        waiting = []
        for name in todo:
            with archive.open(name) as file:
                found = receiver.receive(name, file.read(MAX_FILE + 1))
            if found.outcome is Outcome.QUARANTINE:
                raise _damaged()
            if found.outcome is Outcome.WAIT:
                waiting.append(name)
            else:
                done += 1
                progress(done, total)
        if len(waiting) == len(todo):
            raise _damaged()
        todo = waiting


def _not_ours() -> InvalidInput:
    return InvalidInput(
        QT_TRANSLATE_NOOP(
            "core",
            "La respuesta no es para la solicitud de este equipo; no se cambió nada. "
            "Use el archivo que se preparó para él.",
        ),
        field="answer",
    )


def _damaged() -> InvalidInput:
    return InvalidInput(
        QT_TRANSLATE_NOOP(
            "core", "La respuesta está dañada o incompleta. Pida que la envíen de nuevo; no se perdió nada."
        ),
        field="answer",
    )
