"""``sync``: exchange with a folder, see how it stands, and enrol desks."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from desktop_app import bootstrap
from desktop_app.cli.common import data_folder, emit, note
from desktop_app.domain.errors import EnvironmentFault, InvalidInput, NotFound
from desktop_app.domain.text import QT_TRANSLATE_NOOP


def register(
    sub: argparse._SubParsersAction[argparse.ArgumentParser], parents: list[argparse.ArgumentParser]
) -> None:
    """Add the verb."""
    parser = sub.add_parser(
        "sync",
        parents=parents,
        help="intercambia cambios con las otras ventanillas e inscribe equipos nuevos",
        allow_abbrev=False,
    )
    verbs = parser.add_subparsers(dest="sync_verb", metavar="ACCIÓN", required=True)

    def add(name: str, words: str) -> argparse.ArgumentParser:
        return verbs.add_parser(name, parents=parents, help=words, allow_abbrev=False)

    one = add("run", "recibe lo nuevo de una carpeta y deja en ella lo que le falta")
    one.add_argument("--folder", required=True, metavar="CARPETA", help="carpeta compartida o memoria USB")
    one.set_defaults(handler=run)
    add("status", "dice qué falta enviar y recibir, y las huellas de los datos").set_defaults(handler=status)
    one = add("request", "prepara la solicitud de inscripción de un equipo nuevo")
    one.add_argument("--out", required=True, metavar="ARCHIVO", help="archivo de la solicitud")
    one.add_argument("--name", default="", metavar="NOMBRE", help="nombre propuesto para la ventanilla")
    one.set_defaults(handler=request)
    one = add("approve", "inscribe el equipo de una solicitud y prepara su respuesta")
    one.add_argument("request", metavar="SOLICITUD", help="archivo de la solicitud")
    one.add_argument("--out", required=True, metavar="ARCHIVO", help="archivo de la respuesta")
    one.add_argument("--office-code", type=int, metavar="N", help="código de la oficina (1 a 99)")
    one.add_argument("--office-name", default="", metavar="NOMBRE", help="nombre, si la oficina es nueva")
    one.add_argument("--desk-code", type=int, metavar="N", help="código de la ventanilla (1 a 99)")
    one.add_argument("--name", default="", metavar="NOMBRE", help="nombre de la ventanilla")
    one.add_argument("--fingerprint", metavar="DÍGITOS", help="huella que dictó el equipo nuevo; se compara")
    one.add_argument(
        "--root-key",
        metavar="ARCHIVO",
        help="archivo con la llave de la hoja de recuperación («-»: la entrada)",
    )
    one.set_defaults(handler=approve)
    one = add("join", "incorpora este equipo con la respuesta recibida")
    one.add_argument("answer", metavar="RESPUESTA", help="archivo de la respuesta")
    one.set_defaults(handler=join)
    one = add("recovery", "escribe la hoja de recuperación con la llave de la municipalidad")
    one.add_argument("--out", required=True, metavar="ARCHIVO", help="archivo de texto para imprimir y borrar")
    one.set_defaults(handler=recovery)


def run(args: argparse.Namespace) -> int:
    """Exchange with a folder once. Returns 1 when a file there had to be set aside."""
    from desktop_app.sync.exchange import exchange

    folder = Path(args.folder).expanduser().absolute()
    installation = bootstrap.open_installation(data_folder(args))
    try:
        report = exchange(installation, folder, progress=_progress(args))
    finally:
        installation.close()
    emit(args, report.as_dict(), report.lines())
    return 1 if report.quarantined else 0


def status(args: argparse.Namespace) -> int:
    """Tell how synchronising stands."""
    from desktop_app.sync.status import status as read_status

    installation = bootstrap.open_installation(data_folder(args), exclusive=False)
    try:
        found = read_status(installation)
    finally:
        installation.close()
    emit(args, found.as_dict(), found.lines())
    return 0


def request(args: argparse.Namespace) -> int:
    """Write the request of this data folder's desk, making the folder and its keys where there are none."""
    from desktop_app.sync.requests import new_request

    installation, desk = bootstrap.open_candidate(data_folder(args))
    try:
        keys = installation.keys
    finally:
        installation.close()
    found = new_request(desk, keys, args.name)
    _write_text(Path(args.out), found.document(keys.sign_seed))
    lines = [
        QT_TRANSLATE_NOOP("core", "Solicitud guardada en {file}.").format(file=args.out),
        QT_TRANSLATE_NOOP("core", "Huella de este equipo: {digits}").format(digits=found.fingerprint),
        QT_TRANSLATE_NOOP("core", "Díctela a quien apruebe la solicitud."),
    ]
    emit(args, {"desk": desk, "fingerprint": found.fingerprint, "file": str(args.out)}, lines)
    return 0


def recovery(args: argparse.Namespace) -> int:
    """Write the sheet with the root key, for the municipality's safe. Raises NotFound on other desks."""
    from desktop_app.sync.enrolment import municipality_fingerprint
    from desktop_app.sync.recovery import recovery_text

    installation = bootstrap.open_installation(data_folder(args), read_only=True)
    try:
        keys, name = installation.keys, installation.context().rules.municipality
    finally:
        installation.close()
    if keys.root_seed is None:
        raise NotFound(
            QT_TRANSLATE_NOOP(
                "core", "La llave de la municipalidad no está en este equipo, sino en el primero que se instaló."
            )
        )
    town = municipality_fingerprint(keys.root_public)
    sheet = [
        QT_TRANSLATE_NOOP("core", "Hoja de recuperación de {name}").format(name=name),
        QT_TRANSLATE_NOOP("core", "Huella de la municipalidad: {digits}").format(digits=town),
        "",
        recovery_text(keys.root_seed),
        "",
        QT_TRANSLATE_NOOP(
            "core",
            "Con esta llave se inscriben equipos en nombre de la municipalidad. Imprímala, guárdela en la caja "
            "fuerte y borre el archivo. Para usarla: sync approve … --root-key ARCHIVO.",
        ),
    ]
    _write_secret(Path(args.out), "\n".join(sheet) + "\n")
    emit(
        args,
        {"file": str(args.out), "municipality": town},
        [
            QT_TRANSLATE_NOOP("core", "Hoja de recuperación: {file}").format(file=args.out),
            QT_TRANSLATE_NOOP("core", "Imprímala, guárdela en la caja fuerte y borre el archivo."),
        ],
    )
    return 0


def approve(args: argparse.Namespace) -> int:
    """Certify the desk of a request and write its answer."""
    from desktop_app.sync.enrolment import Place, municipality_fingerprint
    from desktop_app.sync.enrolment import approve as certify_desk
    from desktop_app.sync.recovery import recovery_seed
    from desktop_app.sync.requests import read_request

    asked = read_request(_read_text(Path(args.request)))
    if args.fingerprint and "".join(args.fingerprint.split()) != asked.fingerprint.replace(" ", ""):
        raise InvalidInput(
            QT_TRANSLATE_NOOP(
                "core", "La huella de la solicitud es {digits}: no es la que le dictaron. No la apruebe."
            ),
            field="fingerprint",
            digits=asked.fingerprint,
        )
    root = None
    if args.root_key:
        root = recovery_seed(sys.stdin.read() if args.root_key == "-" else _read_text(Path(args.root_key)))
    place = Place(args.office_code, args.office_name, args.desk_code, args.name)
    installation = bootstrap.open_installation(data_folder(args))
    try:
        certificate = certify_desk(
            installation, asked, place, Path(args.out), root_seed=root, progress=_progress(args)
        )
        town = municipality_fingerprint(installation.keys.root_public)
    finally:
        installation.close()
    lines = [
        QT_TRANSLATE_NOOP("core", "Inscrita {name} como {office:02d}-{desk:02d}.").format(
            name=certificate.name, office=certificate.office_code, desk=certificate.desk_code
        ),
        QT_TRANSLATE_NOOP("core", "Huella de la solicitud: {digits}").format(digits=asked.fingerprint),
        QT_TRANSLATE_NOOP("core", "Huella de la municipalidad: {digits}").format(digits=town),
        QT_TRANSLATE_NOOP("core", "Respuesta guardada en {file}. Llévela al equipo nuevo.").format(
            file=args.out
        ),
    ]
    payload = {
        "desk": certificate.desk,
        "office_code": certificate.office_code,
        "desk_code": certificate.desk_code,
        "name": certificate.name,
        "fingerprint": asked.fingerprint,
        "municipality": town,
        "file": str(args.out),
    }
    emit(args, payload, lines)
    return 0


def join(args: argparse.Namespace) -> int:
    """Take in the answer to this desk's request."""
    from desktop_app.sync.enrolment import municipality_fingerprint
    from desktop_app.sync.status import status as read_status

    installation = bootstrap.open_installation(data_folder(args))
    try:
        certificate = bootstrap.join_municipality(installation, Path(args.answer), _progress(args))
        town = municipality_fingerprint(installation.keys.root_public)
        found = read_status(installation)
    finally:
        installation.close()
    lines = [
        QT_TRANSLATE_NOOP("core", "Este equipo es ahora {name} ({office:02d}-{desk:02d}).").format(
            name=certificate.name, office=certificate.office_code, desk=certificate.desk_code
        ),
        QT_TRANSLATE_NOOP("core", "Huella de la municipalidad: {digits}").format(digits=town),
        *found.lines()[-1:],
    ]
    payload = {
        "desk": certificate.desk,
        "office_code": certificate.office_code,
        "desk_code": certificate.desk_code,
        "name": certificate.name,
        "municipality": town,
        "digests": found.as_dict()["digests"],
    }
    emit(args, payload, lines)
    return 0


class _progress:  # noqa: N801 - a callable that remembers what it last said
    def __init__(self, args: argparse.Namespace) -> None:
        self._quiet = bool(args.json) or not sys.stderr.isatty()
        self._said = -1

    def __call__(self, done: int, total: int) -> None:
        percent = 100 * done // total if total else 100
        if not self._quiet and percent != self._said:
            self._said = percent
            note(f"{percent} %")


def _read_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")[: 1 << 20]
    except OSError as error:
        raise EnvironmentFault(
            QT_TRANSLATE_NOOP("core", "No se puede leer el archivo {file}."), file=str(path)
        ) from error


def _write_secret(path: Path, text: str) -> None:
    """Write a new file that only its owner reads; an existing one is never replaced."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError as error:
        raise InvalidInput(
            QT_TRANSLATE_NOOP("core", "El archivo {file} ya existe; elija otro nombre."), file=str(path)
        ) from error
    except OSError as error:
        raise EnvironmentFault(
            QT_TRANSLATE_NOOP("core", "No se puede escribir el archivo {file}."), file=str(path)
        ) from error


def _write_text(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise EnvironmentFault(
            QT_TRANSLATE_NOOP("core", "No se puede escribir el archivo {file}."), file=str(path)
        ) from error
