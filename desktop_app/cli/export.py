"""``export``: the catalogue or the directory as a workbook, or the empty one to fill in."""

from __future__ import annotations

import argparse
from pathlib import Path

from desktop_app.cli import common
from desktop_app.domain.columns import Subject
from desktop_app.domain.text import QT_TRANSLATE_NOOP


def register(
    sub: argparse._SubParsersAction[argparse.ArgumentParser], parents: list[argparse.ArgumentParser]
) -> None:
    """Add the verb."""
    parser = sub.add_parser(
        "export",
        parents=parents,
        help="guarda el catálogo o el directorio en un libro de Excel que se edita y se vuelve a importar",
        allow_abbrev=False,
    )
    parser.add_argument(
        "what", choices=[each.value for each in Subject], metavar="QUÉ", help="catalogue (temas) o directory"
    )
    parser.add_argument(
        "file", nargs="?", metavar="ARCHIVO", help="el .xlsx que se escribe; si no, en esta carpeta"
    )
    parser.add_argument(
        "--template", action="store_true", help="la plantilla vacía, con ejemplo, listas e instrucciones"
    )
    parser.set_defaults(handler=run)


def run(args: argparse.Namespace) -> int:
    """Write the workbook and tell where it is. Raises UserError."""
    from desktop_app.bootstrap import open_installation
    from desktop_app.services.imports import exporting

    subject = Subject(args.what)
    installation = open_installation(common.data_folder(args), read_only=True)
    try:
        ctx = installation.context()
        path = Path(args.file or exporting.file_name(ctx, subject, template=args.template)).expanduser()
        write = exporting.write_template if args.template else exporting.write_export
        write(ctx, subject, path.absolute())
    finally:
        installation.close()
    text = QT_TRANSLATE_NOOP("core", "Guardado: {file}").format(file=path.absolute())
    common.emit(args, {"file": str(path.absolute()), "template": bool(args.template)}, (text,))
    return 0
