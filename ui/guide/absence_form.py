"""From when until when somebody is away, and who attends meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from desktop_app.domain.errors import InvalidInput
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.services import directory
from desktop_app.services.context import Context
from desktop_app.services.directory import Absence, Official
from ui.guide.fields import ChoiceField, LineField
from ui.guide.form import DetailForm, Values
from ui.guide.snapshot import Snapshot
from ui.guide.words import span_words
from ui.kit.formats import parse_moment


class AbsenceForm(DetailForm):
    """From when until when somebody is away; the moments are understood while they are typed."""

    name = "absence"

    def __init__(self, context: Context, submit_hint: str, parent: QWidget | None = None) -> None:
        super().__init__(submit_hint, parent)
        self._context = context
        self._official: Official | None = None
        self._absence: Absence | None = None
        examples = QCoreApplication.translate(
            "Guide", "Por ejemplo: hoy, mañana, +3, 24/11, 14:00, 24/11 14:00."
        )
        self.add("starts", QCoreApplication.translate("Guide", "&Desde"), LineField(), examples)
        self._ends = self.add(
            "ends", QCoreApplication.translate("Guide", "&Hasta"), LineField(), self._until_hint()
        )
        self.add(
            "reason",
            QCoreApplication.translate("Guide", "&Motivo"),
            LineField(),
            QCoreApplication.translate("Guide", "Vacaciones, Licencia, En reunión… Lo lee quien la busque."),
        )
        self.add(
            "substitute",
            QCoreApplication.translate("Guide", "&Reemplazo"),
            ChoiceField([]),
            QCoreApplication.translate(
                "Guide", "Quién atiende mientras tanto; queda anotado como su reemplazo."
            ),
        )
        for name in ("starts", "ends"):
            self.field(name).textChanged.connect(self._on_typed)

    @staticmethod
    def _until_hint() -> str:
        return QCoreApplication.translate("Guide", "Un día sin hora cuenta entero.")

    def open_absence(self, official: Official, snapshot: Snapshot, absence: Absence | None = None) -> None:
        """Show an empty form for an official, or an absence to change."""
        self._official, self._absence = official, absence
        nobody = (None, QCoreApplication.translate("Guide", "Nadie"))
        others = [each for each in snapshot.officials if each.active and each.id != official.id]
        others.sort(key=lambda each: (each.unit != official.unit, each.name))
        self.field("substitute").offer([nobody, *((each.id, each.name) for each in others)])
        title = QCoreApplication.translate("Guide", "Ausencia de {name}").format(name=official.name)
        today = QCoreApplication.translate("Guide", "hoy")
        values: Values = {"starts": today, "ends": today, "substitute": official.substitute}
        if absence is not None:
            values |= {
                "starts": _written(absence.starts),
                "ends": _written(absence.ends, ends=True),
                "reason": absence.reason,
            }
        self.open_form(title, official.id if absence is None else absence.id, values)

    def enter(self) -> None:
        """Put the focus into the first field; what is typed there replaces the day it suggests."""
        super().enter()
        self.field("starts").selectAll()

    def work(self, values: Mapping[str, Any]) -> Callable[[], object]:
        """Return what saves the absence."""
        context, official, absence = self._context, self._official, self._absence
        touched = self.touched()
        starts = self._moment("starts", str(values["starts"]))
        ends = self._moment("ends", str(values["ends"]))
        if official is None:
            raise InvalidInput(QT_TRANSLATE_NOOP("core", "Elija primero de quién es la ausencia."), field="")
        return lambda: directory.record_absence(
            context,
            official.id,
            starts,
            ends,
            values["reason"],
            substitute=values["substitute"],
            absence=None if absence is None else absence.id,
            touched=touched,
        )

    def _moment(self, name: str, text: str) -> datetime:
        moment = parse_moment(text, self._context.now(), ends=name == "ends")
        if moment is None:
            raise InvalidInput(
                QT_TRANSLATE_NOOP(
                    "core", "No se entiende. Escriba un día y, si hace falta, la hora: 24/11 14:00."
                ),
                field=name,
            )
        return moment

    def _on_typed(self) -> None:
        now = self._context.now()
        starts = parse_moment(self.field("starts").text(), now)
        ends = parse_moment(self.field("ends").text(), now, ends=True)
        if starts is not None and ends is not None and starts < ends:
            words = QCoreApplication.translate("Guide", "Se entiende: {span}.")
            self._ends.set_hint(words.format(span=span_words(starts, ends, now)))
        else:
            self._ends.set_hint(self._until_hint())


def _written(moment: datetime, *, ends: bool = False) -> str:
    """Return a moment as the fields read it; a whole day without its hour."""
    if moment.hour == moment.minute == 0:
        day = moment - timedelta(minutes=1) if ends else moment
        return f"{day:%d/%m/%Y}"
    return f"{moment:%d/%m/%Y %H:%M}"
