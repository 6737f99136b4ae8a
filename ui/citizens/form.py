"""Where a person's data is written: in the pane, beside the list. Checks warn, only a name is needed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop_app.services import people
from desktop_app.services.citizens import Citizen, CitizenForm
from desktop_app.services.context import Context
from desktop_app.services.people import FormNotes
from ui.citizens.duplicates import DuplicateBox
from ui.citizens.keeper import FormKeeper, Key, Values
from ui.kit import theme
from ui.kit.buttons import Button, Kind
from ui.kit.core import core
from ui.kit.forms import Form, FormFoot, FormRow
from ui.kit.operations import Background, Failure, Operation
from ui.kit.surfaces import text_label

_WAIT_MS = 250
_EMAIL = 254


class PersonForm(QWidget):
    """One person at a time. Esc leaves it; what was typed is there again when it is opened again."""

    submitted = Signal(object, object)
    """Id of who is corrected (None: somebody new), and CitizenForm."""
    left = Signal()
    open_asked = Signal(object)
    """Id of somebody recorded already who may be the same person."""

    def __init__(self, context: Context, background: Background, submit_hint: str) -> None:
        super().__init__()
        self._context = context
        self._background = background
        self._drafts: dict[Key, Values] = {}
        self._keeper = FormKeeper(context, background, self)
        self._keeper.restore(self._on_restored)
        self._key: Key = None
        self._before: Values = {}
        self._live = False
        self._saving = False
        self._looking: Operation[FormNotes] | None = None
        self._look = QTimer(self)
        self._look.setSingleShot(True)
        self._look.setInterval(_WAIT_MS)
        self._look.timeout.connect(self._look_over)
        self._make_fields()
        self._lay_out(submit_hint)
        self._connect()
        self.hide()

    def _make_fields(self) -> None:
        translate = QCoreApplication.translate
        self.name = QLineEdit()
        self.kind = QComboBox()
        self.kind.addItem(translate("Citizens", "Sin documento"), "")
        for kind in self._context.profile.document_types.values():
            self.kind.addItem(kind.label, kind.code)
        self.document, self.phone, self.email, self.address = (QLineEdit() for _ in range(4))
        self.form = Form()
        for name, label, field in (
            ("citizen", translate("Citizens", "Nom&bre"), self.name),
            ("document_type", translate("Citizens", "D&ocumento"), self.kind),
            ("document", translate("Citizens", "Nú&mero"), self.document),
            ("phone", translate("Citizens", "&Teléfono"), self.phone),
            ("email", translate("Citizens", "Co&rreo"), self.email),
            ("address", translate("Citizens", "&Dirección"), self.address),
        ):
            self.form.add(FormRow(name, label, field))

    def _lay_out(self, submit_hint: str) -> None:
        translate = QCoreApplication.translate
        self.title = text_label("", theme.Size.LEAD, strong=True, wrap=True)
        self.restored = QWidget()
        line = QHBoxLayout(self.restored)
        line.setContentsMargins(0, 0, 0, 0)
        words = translate("Citizens", "Se recuperó lo que había quedado sin guardar.")
        line.addWidget(text_label(words, theme.Size.SMALL, tone="muted", wrap=True), 1)
        self.reset = Button(translate("Citizens", "Descartar"), kind=Kind.QUIET)
        line.addWidget(self.reset, 0, Qt.AlignmentFlag.AlignTop)
        self.duplicates = DuplicateBox()
        self.foot = FormFoot(translate("Citizens", "Guardar"), submit_hint)
        self.leave, self.save = self.foot.leave, self.foot.save
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for widget in (self.title, self.restored, self.form, self.duplicates):
            column.addWidget(widget)
        column.addLayout(self.foot)
        column.addStretch(1)

    def _connect(self) -> None:
        for field in self._lines().values():
            field.textChanged.connect(self._on_edited)
        self.kind.currentIndexChanged.connect(self._on_edited)
        self.leave.clicked.connect(self.close_form)
        self.save.clicked.connect(self.submit)
        self.reset.clicked.connect(self._on_reset)
        self.duplicates.open_asked.connect(self.open_asked)

    # Opening and leaving.

    def open_for(self, citizen: Citizen | None, typed: str = "") -> None:
        """Open the form for somebody, or for somebody new with what was searched for."""
        if self._saving:
            return
        self.keep()
        self._key = citizen.id if citizen is not None else None
        self._before = _values_of(citizen)
        draft = self._drafts.get(self._key)
        self.restored.setVisible(draft is not None)
        self.title.setText(
            QCoreApplication.translate("Citizens", "Nuevo ciudadano")
            if citizen is None
            else QCoreApplication.translate("Citizens", "Corregir los datos")
        )
        self._fill({**self._before, **(self._searched(typed, citizen) if draft is None else draft)})
        self.show()
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def is_open(self) -> bool:
        """Tell whether somebody's data is being written."""
        return self._live

    def saving(self) -> bool:
        """Tell whether the data is on its way to the disk."""
        return self._saving

    def changed(self) -> bool:
        """Tell whether anything differs from what is recorded."""
        return self._live and self.values() != self._before

    def kept(self) -> bool:
        """Tell whether there is a draft of whom the form was last opened for."""
        return self._key in self._drafts

    def keep(self) -> None:
        """Keep what was typed."""
        if self._live and not self._saving:
            self._note(self._changes())
        self._keeper.save()

    def close_form(self) -> None:
        """Leave the form; what was typed is kept."""
        if self._saving:
            return
        self.keep()
        self._live = False
        self.left.emit()
        self.hide()

    def done(self) -> None:
        """Forget what was typed: it is recorded."""
        self._set_saving(saving=False)
        self._note(None)
        self._live = False
        self.hide()

    # What stands in it.

    def values(self) -> Values:
        """Return what stands in the fields."""
        texts = {name: field.text() for name, field in self._lines().items()}
        return texts | {"document_type": str(self.kind.currentData() or "")}

    def _changes(self) -> Values | None:
        """Return the fields that differ from what is recorded, None when none does.

        Only these are kept: what was not touched shows later what is recorded then, whoever corrected it.
        """
        names = {name for name, text in self.values().items() if text != self._before[name]}
        if names & {"document", "document_type"}:
            names |= {"document", "document_type"}  # one answer
        return {name: text for name, text in self.values().items() if name in names} or None

    def person(self) -> CitizenForm:
        """Return what would be recorded."""
        return self._told(self.values())

    def seen(self) -> CitizenForm:
        """Return what was recorded when the form was opened."""
        return self._told(self._before)

    @staticmethod
    def _told(values: Values) -> CitizenForm:
        document = values["document"].strip() or None
        return CitizenForm(
            name=values["citizen"],
            document_type=values["document_type"] or None if document else None,
            document=document,
            phone=values["phone"] or None,
            email=values["email"] or None,
            address=values["address"] or None,
        )

    def submit(self) -> None:
        """Have it recorded."""
        if not self._live or self._saving:
            return
        self.form.clear_errors()
        self.foot.set_error("")
        # While it is being recorded nothing is typed that the record would not have.
        self._set_saving(saving=True)
        self.submitted.emit(self._key, self.person())

    def refuse(self, failure: Failure) -> None:
        """Show what is wrong under its field; everything stays and can be changed."""
        self._set_saving(saving=False)
        field = failure.field
        if field == "contact":
            field = "email" if len(self.email.text()) > _EMAIL else "phone"
        if not self.form.show_errors([(field, failure.sentence)]):
            self.foot.set_error(failure.sentence)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_form()
        else:
            super().keyPressEvent(event)

    def _lines(self) -> dict[str, QLineEdit]:
        return {
            "citizen": self.name,
            "document": self.document,
            "phone": self.phone,
            "email": self.email,
            "address": self.address,
        }

    def _fill(self, values: Values) -> None:
        self._live = False  # while the fields are filled, nobody types
        for name, field in self._lines().items():
            field.setText(values.get(name, ""))
            field.setCursorPosition(0)
        self.name.setCursorPosition(len(self.name.text()))
        self._choose_kind(values.get("document_type", ""))
        self.form.clear_errors()
        self.foot.set_error("")
        self._show_notes(FormNotes())
        self._live = True
        self._look_over()

    def _choose_kind(self, code: str) -> None:
        at = self.kind.findData(code)
        if at < 0:
            # A kind of another profile is kept, under its own code.
            self.kind.addItem(code, code)
            at = self.kind.count() - 1
        self.kind.setCurrentIndex(at)

    def _searched(self, typed: str, citizen: Citizen | None) -> Values:
        """Return what was searched for as the field it most likely is; nothing is typed twice."""
        typed = typed.strip()
        if citizen is not None or not typed:
            return {}
        if any(char.isalpha() for char in typed):
            return {"citizen": typed}
        return {"document": typed, "document_type": str(self.kind.itemData(min(1, self.kind.count() - 1)))}

    def _set_saving(self, *, saving: bool) -> None:
        self._saving = saving
        for field in self._lines().values():
            field.setReadOnly(saving)
        self.kind.setEnabled(not saving)

    def _on_edited(self) -> None:
        if not self._live or self._saving:
            return
        if self.document.text().strip() and not self.kind.currentData() and self.kind.count() > 1:
            # A number without its kind: the country's usual document comes first.
            self.kind.setCurrentIndex(1)
        self._note(self._changes())
        self._look.start()

    def _on_reset(self) -> None:
        self._note(None)
        self.restored.hide()
        self._fill(self._before)
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _note(self, values: Values | None) -> None:
        if values is None:
            if self._drafts.pop(self._key, None) is None:
                return
        else:
            self._drafts[self._key] = values
        self._keeper.touch(self._key, values)

    def _on_restored(self, found: dict[Key, Values]) -> None:
        for key, values in found.items():
            self._drafts.setdefault(key, values)
        if self._live and self._key in found and not self.changed():
            # Opened before the disk had answered, and nothing typed since.
            self._fill({**self._before, **found[self._key]})
            self.restored.show()

    # What to look at again.

    def _look_over(self) -> None:
        self._look.stop()
        if self._looking is not None:
            self._looking.drop()
        context, form, key = self._context, self.person(), self._key

        def done(notes: FormNotes) -> None:
            self._looking = None
            if self._live:
                self._show_notes(notes)

        self._looking = (
            self._background.read(self, lambda: people.look_over(context, form, key)).on_success(done).run()
        )

    def _show_notes(self, notes: FormNotes) -> None:
        for name, sentence in (
            ("document", notes.document),
            ("phone", notes.phone),
            ("email", notes.email),
        ):
            row = self.form.rows[name]
            row.set_hint(core(sentence))
            if not row.error():
                row.note.setProperty("tone", "accent")
                row.note.style().unpolish(row.note)
                row.note.style().polish(row.note)
        self.duplicates.show_duplicates(notes.duplicates)


def _values_of(citizen: Citizen | None) -> Values:
    names: Sequence[tuple[str, str | None]] = (
        ("citizen", citizen.name if citizen else ""),
        ("document_type", citizen.document_type if citizen else ""),
        ("document", citizen.document if citizen else ""),
        ("phone", citizen.phone if citizen else ""),
        ("email", citizen.email if citizen else ""),
        ("address", citizen.address if citizen else ""),
    )
    return {name: value or "" for name, value in names}
