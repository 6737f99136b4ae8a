"""``check receipt``: tell whether a citizen's receipt is genuine, without a network."""

from __future__ import annotations

import argparse
from typing import Final

from desktop_app.bootstrap import open_installation
from desktop_app.cli.common import data_folder, emit
from desktop_app.domain.ids import ulid_text
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.services import receipt_checks
from desktop_app.services.receipt_checks import CheckedReceipt

GENUINE: Final = 0
NOT_GENUINE: Final = 1


def register(
    sub: argparse._SubParsersAction[argparse.ArgumentParser], parents: list[argparse.ArgumentParser]
) -> None:
    """Add what ``check`` can do besides."""
    parser = sub.add_parser(
        "receipt",
        parents=parents,
        help="comprueba la constancia de un ciudadano",
        description="Comprueba, sin red, el código QR de una constancia: si la emitió una ventanilla de esta "
        "municipalidad y nadie lo alteró. También acepta el número, con guiones o sin ellos; entonces dice qué hay "
        "registrado, sin firma que verificar. Termina con 0 si es auténtica, con 1 si no lo es o no se puede "
        "confirmar (también con un número solo), y con 2 si no se puede leer.",
        allow_abbrev=False,
    )
    parser.add_argument("code", nargs="+", metavar="CÓDIGO", help="lo que dice el código QR, o el número")
    parser.add_argument(
        "--text", metavar="TEXTO", help="compara además el nombre, o lo pedido, tal como está en el papel"
    )
    parser.set_defaults(handler=run)


def run(args: argparse.Namespace) -> int:
    """Check and tell; what cannot be read is an error in words (exit code 2)."""
    installation = open_installation(data_folder(args), read_only=True)
    try:
        checked = receipt_checks.check(installation.context(), installation.custody, " ".join(args.code))
    finally:
        installation.close()
    compared = ""
    if args.text is not None and checked.signed and checked.facts is not None:
        compared = receipt_checks.compare_words(checked.facts, args.text)
    emit(args, _document(checked, compared), _lines(checked, compared))
    return GENUINE if checked.verdict.genuine else NOT_GENUINE


def _document(checked: CheckedReceipt, compared: str) -> dict[str, object]:
    return {
        "verdict": checked.verdict.value,
        "genuine": checked.verdict.genuine,
        "headline": checked.headline,
        "sentence": checked.sentence,
        "number": checked.number,
        "signed": checked.signed,
        "paper": [{"label": label, "text": text} for label, text in checked.paper],
        "state": checked.state,
        "notes": list(checked.notes),
        "record": {"kind": checked.key.kind, "id": ulid_text(checked.key.id)} if checked.key else None,
        "compared": compared,
    }


def _lines(checked: CheckedReceipt, compared: str) -> list[str]:
    # Beside a code that nobody may trust, what is on record must not read as what the paper says.
    title = (
        QT_TRANSLATE_NOOP("core", "El papel debe decir:")
        if checked.signed
        else QT_TRANSLATE_NOOP("core", "Lo que hay con ese número:")
    )
    lines = [f"{checked.headline}. {checked.sentence}", "", title]
    lines += [f"{label}: {text}" for label, text in checked.paper]
    lines += ["", checked.state, *checked.notes]
    return [*lines, compared] if compared else lines
