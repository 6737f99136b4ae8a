"""Apariencia: the theme and the height of rows on this machine, shown as they will be."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop_app.services.context import Context
from ui.kit import theme
from ui.kit.appearance import Appearance
from ui.kit.badges import Badge, BadgeKind
from ui.kit.buttons import Button, Kind, SegmentedBar
from ui.kit.paging import Column, FunctionSource, PagedTableModel
from ui.kit.paint import box, ring, underline
from ui.kit.screen import Tools
from ui.kit.surfaces import Card
from ui.kit.table import Density, TableView
from ui.kit.theme import ThemeName
from ui.kit.tokens import DARK, LIGHT, Tokens
from ui.settings.page import Page, small

_TILE = QSize(136, 108)
_PICTURE = 72

Sample = tuple[Badge, str, str]


class ThemeTile(Button):
    """A choice that shows a small window in the colours of its theme."""

    def __init__(self, text: str, tokens: tuple[Tokens, ...]) -> None:
        super().__init__(text, kind=Kind.CHIP)
        self._looks = tokens
        self.setFixedSize(_TILE)

    def sizeHint(self) -> QSize:
        """Return the size of the tile."""
        return _TILE

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the small window, its name, and the mark of the choice."""
        tokens = theme.current()
        painter = QPainter(self)
        ink, _faint, _ground = self._draw_ground(painter, tokens)
        picture = QRect(8, 8, self.width() - 16, _PICTURE)
        if not self._looks:
            _draw_contrast(painter, picture)
        for at, look in enumerate(self._looks):
            half = picture.width() // len(self._looks)
            painter.save()
            painter.setClipRect(QRect(picture.left() + at * half, picture.top(), half + 1, picture.height()))
            _draw_window(painter, picture, look)
            painter.restore()
        painter.setFont(self.font())
        painter.setPen(QColor(ink))
        words = QRect(0, picture.bottom() + 2, self.width(), self.height() - picture.bottom() - 5)
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, self.text())
        if self.isChecked():
            underline(painter, self.rect(), tokens.soft_ink if tokens.outlined else tokens.accent)
        if self.hasFocus():
            ring(painter, self.rect(), tokens.focus)


def _draw_window(painter: QPainter, rect: QRect, look: Tokens) -> None:
    shape = QPainterPath()
    shape.addRoundedRect(rect, 4, 4)
    painter.save()
    painter.setClipPath(shape, Qt.ClipOperation.IntersectClip)
    painter.fillRect(rect, QColor(look.window))
    left, top = rect.left(), rect.top()
    painter.fillRect(QRect(left, top, rect.width(), 12), QColor(look.surface))
    painter.fillRect(QRect(left, top + 12, 16, rect.height()), QColor(look.surface))
    painter.fillRect(QRect(left, top + 18, 16, 10), QColor(look.soft))
    painter.fillRect(QRect(left, top + 18, 2, 10), QColor(look.accent))
    painter.fillRect(QRect(left + 6, top + 4, 26, 4), QColor(look.text))
    card = QRect(left + 22, top + 18, rect.width() - 28, rect.height() - 24)
    painter.fillRect(card, QColor(look.surface))
    for at, width in enumerate((0.62, 0.8, 0.5)):
        line = QRect(card.left() + 6, card.top() + 6 + 9 * at, int((card.width() - 12) * width), 3)
        painter.fillRect(line, QColor(look.text if at == 0 else look.text2))
    painter.fillRect(QRect(card.right() - 32, card.bottom() - 12, 27, 8), QColor(look.accent))
    painter.fillRect(QRect(card.left() + 6, card.bottom() - 12, 22, 8), QColor(look.overdue.ground))
    painter.restore()
    box(painter, rect, border=look.border)


def _draw_contrast(painter: QPainter, rect: QRect) -> None:
    black, white = "#000000", "#FFFFFF"
    box(painter, rect, fill=black, border=white, width=2)
    for at, width in enumerate((0.5, 0.8, 0.66)):
        line = QRect(rect.left() + 12, rect.top() + 14 + 12 * at, int((rect.width() - 24) * width), 4)
        painter.fillRect(line, QColor(white))
    box(painter, QRect(rect.right() - 42, rect.bottom() - 22, 32, 14), border="#FFFF00", width=2)


class LookPage(Page):
    """What is chosen here holds at once and on this machine only."""

    id = "look"
    icon = "contrast"

    def __init__(self, context: Context, tools: Tools, appearance: Appearance) -> None:
        super().__init__(context, tools)
        self._appearance = appearance
        self.themes = SegmentedBar(QCoreApplication.translate("Settings", "Tema"), wrap=True)
        for name, words, looks in (
            (ThemeName.LIGHT, QCoreApplication.translate("Settings", "Claro"), (LIGHT,)),
            (ThemeName.DARK, QCoreApplication.translate("Settings", "Oscuro"), (DARK,)),
            (ThemeName.CONTRAST, QCoreApplication.translate("Settings", "Alto contraste"), ()),
            (ThemeName.SYSTEM, QCoreApplication.translate("Settings", "El del sistema"), (LIGHT, DARK)),
        ):
            self.themes.add_chip(name, ThemeTile(words, looks))
        card = Card(QCoreApplication.translate("Settings", "Tema"))
        card.body.addWidget(self.themes)
        card.body.addWidget(
            small(
                QCoreApplication.translate(
                    "Settings", "El alto contraste toma los colores que eligió en el sistema operativo."
                )
            )
        )
        self.column.addWidget(card)
        self.column.addWidget(self._build_rows())
        self.column.addStretch(1)
        self.themes.chosen.connect(self._on_theme)
        appearance.changed.connect(self._show)
        self._show()

    def _build_rows(self) -> QWidget:
        card = Card(QCoreApplication.translate("Settings", "Altura de las filas"))
        self.rows = SegmentedBar(QCoreApplication.translate("Settings", "Altura de las filas"))
        self.rows.add(Density.COMPACT, QCoreApplication.translate("Settings", "Compacta"), hint="24")
        self.rows.add(Density.NORMAL, QCoreApplication.translate("Settings", "Normal"), hint="28")
        self.rows.add(Density.COMFORTABLE, QCoreApplication.translate("Settings", "Cómoda"), hint="36")
        self.rows.chosen.connect(self._on_density)
        card.body.addWidget(self.rows)
        self.sample = TableView(QCoreApplication.translate("Settings", "Muestra de una lista"), empty="")
        columns: tuple[Column[Sample], ...] = (
            Column(
                QCoreApplication.translate("Settings", "Plazo"), lambda row: row[0].text, 160,
                badge=lambda row: row[0],
            ),
            Column(
                QCoreApplication.translate("Settings", "Asunto"), lambda row: row[1], 200, stretch=True
            ),
            Column(QCoreApplication.translate("Settings", "Unidad"), lambda row: row[2], 150),
        )  # fmt: skip
        model = PagedTableModel[Sample](self.background, columns, key=lambda row: row[1], parent=self)
        self.sample.show_model(model)
        rows = _samples()
        model.set_source(FunctionSource(lambda: len(rows), lambda at, most: rows[at : at + most]))
        card.body.addWidget(self.sample)
        return card

    @staticmethod
    def title() -> str:
        """Return the page's name."""
        return QCoreApplication.translate("Settings", "Apariencia")

    @staticmethod
    def summary() -> str:
        """Return what can be done here."""
        return QCoreApplication.translate(
            "Settings", "Cómo se ve el programa en este equipo. Lo que elija se aplica al momento."
        )

    def first(self) -> QWidget:
        """Return the chosen theme."""
        return next((chip for chip in self.themes.chips() if chip.isChecked()), self.themes.chips()[0])

    def _on_theme(self, name: object) -> None:
        self._appearance.set_theme(ThemeName(str(name)))

    def _on_density(self, density: object) -> None:
        if isinstance(density, Density):
            self._appearance.set_density(density)

    def _show(self) -> None:
        self.themes.choose(self._appearance.theme())
        self.rows.choose(self._appearance.density())
        # Header, three rows of the chosen height, and the frame.
        self.sample.setFixedHeight(34 + 3 * int(self._appearance.density()))


def _samples() -> list[Sample]:
    return [
        (
            Badge(BadgeKind.OVERDUE, QCoreApplication.translate("Settings", "Venció hace 5 h")),
            QCoreApplication.translate("Settings", "Luminaria apagada en la plaza"),
            QCoreApplication.translate("Settings", "Obras y Vías"),
        ),
        (
            Badge(BadgeKind.DUE_SOON, QCoreApplication.translate("Settings", "Vence hoy 15:30")),
            QCoreApplication.translate("Settings", "Recojo de desmonte"),
            QCoreApplication.translate("Settings", "Limpieza"),
        ),
        (
            Badge(BadgeKind.ON_TIME, QCoreApplication.translate("Settings", "Quedan 31 h")),
            QCoreApplication.translate("Settings", "Copia de un expediente"),
            QCoreApplication.translate("Settings", "Archivo"),
        ),
    ]
