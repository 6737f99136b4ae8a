"""Which column of the file is which field: recognised by name, changed with the keyboard."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from desktop_app.domain.columns import COLUMNS, Column, Part
from desktop_app.services.imports.sheets_reading import SheetFile, SheetTable
from ui.guide import bring_words as words
from ui.guide.fields import ChoiceField
from ui.guide.reading import heading
from ui.kit import theme
from ui.kit.breaking import shortened
from ui.kit.core import core
from ui.kit.forms import Form, FormFoot, FormRow
from ui.kit.surfaces import text_label
from ui.kit.taborder import walk_last

_LONGEST_SAMPLE: Final = 60
_LONGEST_HEAD: Final = 48


class ColumnsStep(QWidget):
    """A choice for every field, with the first text of the chosen column under it."""

    changed = Signal(object, str, object)
    """Part, key of the field, and place of the column or None."""

    def __init__(self, submit_hint: str) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(8)
        self.title = text_label("", theme.Size.TITLE, strong=True, wrap=True)
        self.title.setContentsMargins(19, 0, 15, 0)
        column.addWidget(self.title)
        self.forms: dict[Part, Form] = {}
        self._fields: dict[tuple[Part, str], ChoiceField] = {}
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column.addWidget(self.area, 1)
        bar = QFrame()
        bar.setProperty("kind", "bar-bottom")
        around = QVBoxLayout(bar)
        around.setContentsMargins(19, 8, 15, 8)
        self.foot = FormFoot(QCoreApplication.translate("Bring", "Ver las filas"), submit_hint)
        self.foot.leave.setText(QCoreApplication.translate("Bring", "Volver"))
        around.addLayout(self.foot)
        column.addWidget(bar)

    def show_file(self, file: SheetFile) -> None:
        """Offer the columns of a file."""
        self.title.setText(
            QCoreApplication.translate("Bring", "Columnas de {file}").format(
                file=shortened(" ".join(file.name.split()))
            )
        )
        self.forms, self._fields = {}, {}
        inside = QWidget()
        inside.setMaximumWidth(780)
        around = QVBoxLayout(inside)
        around.setContentsMargins(19, 4, 15, 12)
        for table in file.tables:
            if len(file.tables) > 1:
                around.addWidget(heading(table.sheet or words.part_word(table.part)))
            around.addWidget(self._form(table))
        around.addStretch(1)
        self.area.setWidget(inside)
        inside.setAutoFillBackground(False)
        self.area.viewport().setAutoFillBackground(False)
        self.show_columns(file)

    def _form(self, table: SheetTable) -> Form:
        form = Form()
        form.grid.setColumnMinimumWidth(0, 176)
        none = (None, QCoreApplication.translate("Bring", "No está en el archivo"))
        heads = [(place, _head(name)) for place, name in enumerate(table.header)]
        for column in COLUMNS[table.part]:
            field = ChoiceField([none, *heads])
            field.activated.connect(partial(self._on_chosen, table.part, column.key))
            row = form.add(FormRow(column.key, _title(column), field))
            row.label.setWordWrap(True)
            self._fields[table.part, column.key] = field
        self.forms[table.part] = form
        return form

    def show_columns(self, file: SheetFile) -> None:
        """Show which columns are chosen now."""
        for table in file.tables:
            for column in COLUMNS[table.part]:
                place = table.columns.get(column.key)
                self._fields[table.part, column.key].fill(place)
                row = self.forms[table.part].rows[column.key]
                sample = table.sample(place) if place is not None else ""
                if place is not None and row.error():
                    row.set_error("")
                row.set_hint(_sample_words(sample) if sample else core(column.about))

    def _on_chosen(self, part: Part, key: str, _index: int) -> None:
        self.changed.emit(part, key, self._fields[part, key].value())

    def enter(self) -> None:
        """Put the focus into the first field."""
        for form in self.forms.values():
            walk_last(form, self.foot.leave, self.foot.save)
        first = next(iter(self._fields.values()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, key: str, sentence: str) -> None:
        """Put a sentence under the field that lacks its column."""
        for form in self.forms.values():
            row = form.rows.get(key)
            if row is not None and row.field.property("invalid") is not True and _value(row) is None:
                form.show_errors([(key, sentence)])
                return
        self.foot.set_error(sentence)

    def fit(self, *, short: bool) -> None:
        """Give up the title where there is little height."""
        self.title.setVisible(not short)

    def set_error(self, sentence: str) -> None:
        """Say what did not work; an empty text clears it."""
        self.foot.set_error(sentence)

    def set_waiting(self, *, waiting: bool) -> None:
        """Let nothing be changed while something is under way."""
        self.area.setEnabled(not waiting)
        self.foot.save.setEnabled(not waiting)


def _title(column: Column) -> str:
    title = core(column.title)
    return f"{title} *" if column.required else title


def _value(row: FormRow) -> object:
    return row.field.value() if isinstance(row.field, ChoiceField) else None


def _head(name: str) -> str:
    return name if len(name) <= _LONGEST_HEAD else name[: _LONGEST_HEAD - 1].rstrip() + "…"


def _sample_words(text: str) -> str:
    shown = " ".join(text.split())
    if len(shown) > _LONGEST_SAMPLE:
        shown = shown[: _LONGEST_SAMPLE - 1].rstrip() + "…"
    return QCoreApplication.translate("Bring", "En el archivo dice, por ejemplo: {text}").format(text=shown)
