"""The installed program tests itself: `--self-test` does a bit of everything in a folder of its own.

What a build can lose (a module loaded by name, a data file, a native library, a plugin of Qt) shows here and
not at the counter. Nothing of the real data is touched.
"""

from __future__ import annotations

import argparse
import importlib
import os
import pkgutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Final

from desktop_app.domain.errors import UserError
from desktop_app.system.paths import resource

FAILED: Final = 1
# Loaded only when they are needed, so that a build without them would start all the same.
LAZY_PACKAGES: Final = (
    "apsw", "argon2", "cryptography.hazmat.primitives.asymmetric.ed25519", "holidays", "lxml.etree",
    "openpyxl", "peewee", "playhouse.apsw_ext", "pypdfium2", "pyrage", "reportlab.platypus",
    "reportlab.graphics.charts.barcharts", "segno", "stdnum.iso7064.mod_11_10", "zstandard",
)
# An extra of the source, but always part of the installed program.
INSTALLED_PACKAGES: Final = ("psycopg", "psycopg_binary.pq")
DATABASE_FILE: Final = "ventanilla.db"
SAMPLE: Final = "Ñandú, mañana: ¿trámite?"
MUNICIPALITY: Final = "Municipalidad de prueba"
DATA: Final = "datos de mañana"


class SelfTestFailed(UserError):
    """A part of the program does not do what it should."""


def expect(holds: bool, what: str) -> None:
    """Raise SelfTestFailed with the sentence unless the condition holds."""
    if not holds:
        raise SelfTestFailed(what)


def own_modules() -> Iterator[str]:
    """Name every module of the program."""
    for package in ("desktop_app", "ui"):
        found = importlib.import_module(package)
        for module in pkgutil.walk_packages(found.__path__, f"{package}."):
            if not module.name.endswith(".__main__"):
                yield module.name


def check_modules(_folder: Path) -> None:
    """Every module of ours and every package loaded late can be imported."""
    count = 0
    installed = INSTALLED_PACKAGES if getattr(sys, "frozen", False) else ()
    for name in (*own_modules(), *LAZY_PACKAGES, *installed):
        importlib.import_module(name)
        count += 1
    expect(count > len(LAZY_PACKAGES), "no se encontraron los módulos del programa")


def check_resources(_folder: Path) -> None:
    """The folders of resources came along, and none of them is empty."""
    expect(resource().is_dir(), "falta la carpeta de recursos")
    for kind in ("fonts", "icons", "profiles"):
        expect(any(resource(kind).glob("*")), f"faltan los recursos «{kind}»")


def check_calendar(_folder: Path) -> None:
    """Time zones, national holidays and check digits are there on every machine."""
    from zoneinfo import ZoneInfo

    import holidays
    from stdnum.pe import ruc
    from tzdata import zoneinfo as shipped_zones

    zones = Path(str(shipped_zones.__file__)).parent
    expect((zones / "America" / "Lima").is_file(), "faltan las zonas horarias")
    expect(str(ZoneInfo("America/Costa_Rica")) == "America/Costa_Rica", "falta la zona de Costa Rica")
    expect(date(2026, 7, 28) in holidays.country_holidays("PE", years=2026), "faltan los feriados de Perú")
    expect(date(2026, 9, 15) in holidays.country_holidays("CR", years=2026), "faltan los de Costa Rica")
    expect(ruc.is_valid("20512333797") and not ruc.is_valid("20512333798"), "no se verifica un RUC")


def check_secrets(_folder: Path) -> None:
    """Encryption, signatures, passwords and compression work, native libraries included."""
    import argon2
    import pyrage
    import zstandard
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    text = SAMPLE.encode()
    identity = pyrage.x25519.Identity.generate()
    sealed = pyrage.encrypt(zstandard.compress(text), [identity.to_public()])
    opened = zstandard.decompress(pyrage.decrypt(sealed, [identity]))
    expect(opened == text, "el cifrado no devuelve el texto")
    key = Ed25519PrivateKey.generate()
    key.public_key().verify(key.sign(text), text)
    hasher = argon2.PasswordHasher(time_cost=1, memory_cost=64)
    expect(hasher.verify(hasher.hash(SAMPLE), SAMPLE), "la contraseña no se reconoce")


def check_record(folder: Path) -> None:
    """An attention that is recorded is there, encrypted, when the data is opened again."""
    from desktop_app.bootstrap import MunicipalityForm, create_municipality, open_installation
    from desktop_app.domain.values import Channel
    from desktop_app.services import reception

    data = folder / DATA
    installation = create_municipality(data, MunicipalityForm(MUNICIPALITY, "pe"))
    ctx = installation.context(installation.actor("admin"))
    form = reception.AttentionForm(Channel.IN_PERSON, ctx.now(), "informacion", subject=SAMPLE)
    saved = reception.register_attention(ctx, form)
    installation.close()
    stored = (data / DATABASE_FILE).read_bytes()
    readable = stored.startswith(b"SQLite format 3") or SAMPLE.encode() in stored
    expect(not readable, "la base de datos no está cifrada")
    installation = open_installation(data)
    kept = reception.today(installation.context(installation.actor("admin")))
    installation.close()
    expect([row.number for row in kept] == [saved.number], "no se encontró la atención registrada")


def check_documents(folder: Path) -> None:
    """The month's PDF and workbook are made of what was recorded, and read back."""
    import openpyxl
    import pypdfium2
    import segno

    from desktop_app.bootstrap import open_installation
    from desktop_app.domain.months import Month
    from desktop_app.services.reporting import ReportFiles, month_report

    paper, workbook = folder / "informe.pdf", folder / "informe.xlsx"
    installation = open_installation(folder / DATA)
    ctx = installation.context()
    now = ctx.now()
    month_report(ctx, Month(now.year, now.month), ReportFiles(pdf=paper, xlsx=workbook))
    installation.close()
    with pypdfium2.PdfDocument(paper) as document:
        text = document[0].get_textpage().get_text_bounded()
        expect(document[0].render().width > 0, "el PDF no se puede mostrar")
    expect(MUNICIPALITY in text, "el PDF no contiene lo que debe")
    sheets = openpyxl.load_workbook(workbook, read_only=True)
    words = {value for sheet in sheets.worksheets for row in sheet.values for value in row}
    sheets.close()
    expect(MUNICIPALITY in words or any(MUNICIPALITY in str(word) for word in words), "el libro está incompleto")
    expect(segno.make(SAMPLE).symbol_size()[0] > 0, "no se hizo el código QR")


def check_window(folder: Path) -> None:
    """The program's window is drawn over the data, without a screen, with its fonts and icons."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtGui import QFontDatabase, QIcon
    from PySide6.QtPrintSupport import QPrinter
    from PySide6.QtWidgets import QApplication

    from desktop_app.bootstrap import open_installation
    from ui import app as program
    from ui.kit import theme

    app = QApplication.instance() or program.create_application(["ventanilla"], "pe")
    for font in resource("fonts").glob("*.ttf"):
        expect(QFontDatabase.addApplicationFont(str(font)) >= 0, f"no se pudo leer la letra {font.name}")
    for icon in resource("icons").glob("*.svg"):
        expect(not QIcon(str(icon)).pixmap(24, 24).isNull(), f"no se pudo dibujar el icono {icon.name}")
    if isinstance(app, QApplication):
        theme.apply_theme(app, theme.ThemeName.LIGHT)
    installation = open_installation(folder / DATA)
    window = program.open_window(installation, "admin")
    window.resize(1366, 690)
    window.show()
    app.processEvents()
    picture = window.grab().toImage()
    window.tools.background.close()
    window.close()
    installation.close()
    colours = {picture.pixel(x, y) for x in range(0, picture.width(), 3) for y in range(0, picture.height(), 3)}
    expect(len(colours) > 8, "la ventana salió vacía")
    expect(QPrinter().isValid() or not QPrinter().printerName(), "no se puede preparar la impresión")


STEPS: Final[tuple[tuple[str, Callable[[Path], None]], ...]] = (
    ("módulos", check_modules),
    ("recursos", check_resources),
    ("calendario", check_calendar),
    ("cifrado", check_secrets),
    ("registro", check_record),
    ("documentos", check_documents),
    ("ventana", check_window),
)


def run(_args: argparse.Namespace) -> int:
    """Run every step and tell how each went; returns 0, or 1 with a sentence for what failed."""
    failed = 0
    with tempfile.TemporaryDirectory(prefix="ventanilla-") as folder:
        for name, step in STEPS:
            try:
                step(Path(folder))
            except (UserError, ImportError, OSError, ValueError, RuntimeError) as problem:
                failed += 1
                print(f"{name}: falla: {problem}", file=sys.stderr)
            else:
                print(f"{name}: bien")
    if failed:
        print("El programa está incompleto: vuelva a instalarlo.", file=sys.stderr)
    return FAILED if failed else 0
