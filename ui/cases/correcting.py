"""The form that puts the data of a case right; old and new values stand in the timeline afterwards."""

from __future__ import annotations

from dataclasses import fields
from functools import partial
from typing import ClassVar

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from desktop_app.domain.labels import label
from desktop_app.domain.values import Channel, ComplaintKind, CriticalCriterion
from desktop_app.services import case_corrections, case_previews
from desktop_app.services.case_corrections import LABELS, CaseData, Correctable
from desktop_app.services.case_lists import CaseDetail
from desktop_app.services.context import Context
from ui.cases.effects import moved_lines
from ui.cases.keeper import StepKeeper
from ui.cases.reason_panel import ReasonPanel
from ui.cases.steps import CORRECTING
from ui.kit.core import core
from ui.kit.finding import people_choices, topic_choices
from ui.kit.forms import Form, FormRow
from ui.kit.note_edit import NoteEdit
from ui.kit.operations import Background
from ui.kit.suggest import Choice, SuggestField

_NOTE = 64


class CorrectionPanel(ReasonPanel):
    """One field under the other; what is not touched stays as it is."""

    name: ClassVar[str] = CORRECTING

    def __init__(
        self, context: Context, background: Background, keeper: StepKeeper, submit_hint: str
    ) -> None:
        super().__init__(context, background, keeper, submit_hint)
        self._stored: Correctable | None = None
        self._ids: dict[str, bytes | None] = {}
        self.form = Form()
        self.subject, self.place = QLineEdit(), QLineEdit()
        self.description = NoteEdit()
        self.description.setFixedHeight(_NOTE)
        kinds = [(each.code, each.label) for each in context.profile.request_types.values()]
        complaints = [("", "—"), *((each.value, core(label(each))) for each in ComplaintKind)]
        aspects = [("", "—"), *((each.code, each.label) for each in context.profile.complaint_aspects)]
        self.combos = {
            "query_type": _combo(kinds),
            "complaint_kind": _combo(complaints),
            "complaint_aspect": _combo(aspects),
            "channel": _combo([(each.value, core(label(each))) for each in Channel]),
            "criterion": _combo([(each.value, core(label(each))) for each in CriticalCriterion]),
        }
        self.found = {
            "topic": SuggestField(background, partial(topic_choices, context)),
            "citizen": SuggestField(background, partial(people_choices, context), least=3),
        }
        widgets: dict[str, QWidget] = {
            "subject": self.subject, "description": self.description, "place": self.place, **self.combos, **self.found,
        }  # fmt: skip
        for each in fields(CaseData):
            self.form.add(FormRow(each.name, core(LABELS[each.name]), widgets[each.name]))
        self.move_unit = QCheckBox(QCoreApplication.translate("Cases", "Pasar el caso a la unidad del tema"))
        self.top.addWidget(self.form)
        self.top.addWidget(self.move_unit)
        self._connect()

    def _connect(self) -> None:
        self.combos["query_type"].currentIndexChanged.connect(lambda _index: self._on_type())
        for name, field in self.found.items():
            field.taken.connect(partial(self._on_taken, name))
            field.textEdited.connect(partial(self._on_edited, name))

    def prompt(self) -> str:
        """Return what the reason is asked for with."""
        return QCoreApplication.translate("Cases", "Por qué se corrige (opcional)")

    def begin(self, case: CaseDetail) -> None:
        """Read the data as it stands."""
        self._stored = None
        self.form.setEnabled(False)
        self.form.clear_errors()
        self.move_unit.setChecked(False)
        self.move_unit.hide()
        context, case_id = self.context, case.line.id
        self.ask(lambda: case_corrections.correctable(context, case_id), self._on_read)

    def first(self) -> QWidget:
        """Return the subject."""
        return self.subject

    def data(self) -> CaseData:
        """Return what stands in the form."""
        values = {name: str(combo.currentData() or "") for name, combo in self.combos.items()}
        stored = self._stored
        if stored is not None and not stored.critical:
            values["criterion"] = stored.data.criterion
        return CaseData(
            subject=self.subject.text(),
            description=self.description.toPlainText(),
            place=self.place.text(),
            topic=self._id("topic"),
            citizen=self._id("citizen"),
            **values,
        )

    def submit(self) -> None:
        """Have what differs written."""
        if self._stored is None:
            return
        for name, field in self.found.items():
            if field.text().strip() and self._ids.get(name) is None:
                words = QCoreApplication.translate("Cases", "Elija de la lista, o deje el campo vacío.")
                self.form.show_errors([(name, words)])
                return
        data, reason, moves = self.data(), self.text.toPlainText(), self.move_unit.isChecked()
        self.record(
            lambda context, case: case_corrections.correct_case(
                context, case, data, reason=reason, move_unit=moves
            )
        )

    def refused(self, field: str, sentence: str) -> None:
        """Show what the service refused under its field."""
        self.set_error("")
        if not field or not self.form.show_errors([(field, sentence)]):
            self.set_error(sentence)

    def _id(self, name: str) -> bytes | None:
        return self._ids.get(name) if self.found[name].text().strip() else None

    def _on_read(self, found: Correctable) -> None:
        data = found.data
        self.subject.setText(data.subject)
        self.subject.setCursorPosition(0)
        self.description.setPlainText(data.description)
        self.place.setText(data.place)
        for name, combo in self.combos.items():
            _choose(combo, str(getattr(data, name)))
        self._ids = {"topic": data.topic, "citizen": data.citizen}
        self.found["topic"].setText(found.topic)
        self.found["citizen"].setText(found.citizen)
        self.found["citizen"].setCursorPosition(0)
        self.form.rows["criterion"].set_visible(found.critical)
        self.form.setEnabled(True)
        self._stored = found
        self.show_effect(())
        self.subject.setFocus()

    def _on_type(self) -> None:
        stored, case = self._stored, self.case
        code = str(self.combos["query_type"].currentData() or "")
        if stored is None or case is None:
            return
        if code == stored.data.query_type:
            self.show_effect(())
            return
        context, case_id = self.context, case.line.id
        self.ask(
            lambda: case_previews.of_type(context, case_id, code),
            lambda changes: self.show_effect(moved_lines(changes)),
        )

    def _on_taken(self, name: str, choice: Choice) -> None:
        value = choice.value
        found = getattr(value, "id", None)
        if isinstance(found, bytes):
            self._ids[name] = found
            self.found[name].setText(choice.title)
            self.form.rows[name].set_error("")
            if name == "topic" and self._stored is not None:
                self.move_unit.setVisible(found != self._stored.data.topic)

    def _on_edited(self, name: str, _text: str) -> None:
        self._ids[name] = None


def _combo(choices: list[tuple[str, str]]) -> QComboBox:
    combo = QComboBox()
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    for code, words in choices:
        combo.addItem(words, code)
    return combo


def _choose(combo: QComboBox, code: str) -> None:
    """Show a code; one that this profile does not know stands for itself, and stays when nobody changes it."""
    at = combo.findData(code)
    if at < 0:
        combo.addItem(code, code)
        at = combo.count() - 1
    combo.setCurrentIndex(at)
